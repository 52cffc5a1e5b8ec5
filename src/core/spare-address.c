/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-address.h"

#include <string.h>

/* RFC 5321, section 4.5.3.1.3 allows 254; the rest is room for the server to
 * judge, not for a pasted novel. */
#define MAX_LENGTH 320

static gboolean
is_blank (gunichar c)
{
  return g_unichar_isspace (c) || c == 0x200B || c == 0xFEFF || c == 0x2060;
}

/**
 * spare_address_normalize:
 * @text: (nullable): what was typed or pasted
 *
 * Takes blanks off both ends; everything else is the server's to judge.
 *
 * Returns: (transfer full): the address, perhaps empty
 */
char *
spare_address_normalize (const char *text)
{
  const char *end;

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return g_strdup (text == NULL ? "" : text);

  while (*text != '\0' && is_blank (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);

  end = text + strlen (text);
  while (end > text)
    {
      const char *last = g_utf8_prev_char (end);

      if (!is_blank (g_utf8_get_char (last)))
        break;
      end = last;
    }

  return g_strndup (text, (gsize) (end - text));
}

/**
 * spare_address_check:
 * @text: (nullable): a normalized address
 *
 * Looks as loosely as Auth0's Lock does: an at sign, a dot, no blank. Also
 * refused are control characters, which no field may send on, and texts
 * beyond any address.
 *
 * Returns: %TRUE if @text may be sent
 */
gboolean
spare_address_check (const char *text)
{
  const char *at;

  if (text == NULL || strlen (text) > MAX_LENGTH || !g_utf8_validate (text, -1, NULL))
    return FALSE;

  at = strchr (text, '@');
  if (at == NULL || at == text || at[1] == '\0' || strchr (text, '.') == NULL)
    return FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (is_blank (c) || g_unichar_iscntrl (c))
        return FALSE;
    }

  return TRUE;
}
