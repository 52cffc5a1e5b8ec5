/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-server-text.h"

/* A tenant's own words are shown no longer than this, in characters. */
#define MAX_SERVER_TEXT 400

/**
 * spare_server_text_clean:
 * @text: (nullable): what a tenant answered
 *
 * Makes a tenant's own words fit to be shown among ours: on one line, not too long,
 * and in a direction of their own.
 *
 * Returns: (transfer full) (nullable): the words, or %NULL if there are none
 */
char *
spare_server_text_clean (const char *text)
{
  g_autoptr (GString) clean = NULL;
  glong left = MAX_SERVER_TEXT;
  const char *p;

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return NULL;

  clean = g_string_new (NULL);
  for (p = text; *p != '\0' && left > 0; p = g_utf8_next_char (p), left--)
    {
      gunichar c = g_utf8_get_char (p);

      /* Overrides of the direction could make the text read as another. */
      if ((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069))
        continue;
      g_string_append_unichar (clean, g_unichar_iscntrl (c) || c == 0x2028 || c == 0x2029 ? ' ' : c);
    }
  if (*p != '\0')
    g_string_append (clean, "…");

  g_strstrip (clean->str);

  /* In a direction of its own, whatever its language is. */
  return clean->str[0] != '\0' ? g_strconcat ("\u2068", clean->str, "\u2069", NULL) : NULL;
}
