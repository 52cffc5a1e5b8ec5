/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-support-url.h"

#include "spare-address.h"

#include <string.h>

static gboolean
is_web_page (const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  return host != NULL && g_str_equal (g_uri_get_scheme (uri), "https") &&
         strchr (host, '.') != NULL && host[0] != '.' && g_uri_get_userinfo (uri) == NULL;
}

/* Without header fields: they could fill in the text of a mail. */
static gboolean
is_mail (const char *text)
{
  const char *address = text + strlen ("mailto:");

  return g_ascii_strncasecmp (text, "mailto:", strlen ("mailto:")) == 0 &&
         strchr (address, '?') == NULL && spare_address_check (address);
}

/**
 * spare_support_url_normalize:
 * @text: what was typed
 *
 * Accepts a page without its scheme and an e-mail address without “mailto:”.
 *
 * Returns: (transfer full) (nullable): the address to open, or %NULL if it is
 *   neither an https page nor an e-mail address
 */
char *
spare_support_url_normalize (const char *text)
{
  g_autofree char *stripped = NULL;
  g_autofree char *full = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  stripped = g_strstrip (g_strdup (text));
  for (const char *p = stripped; *p != '\0'; p++)
    {
      if (g_ascii_isspace (*p) || g_ascii_iscntrl (*p))
        return NULL;
    }

  if (is_web_page (stripped) || is_mail (stripped))
    return g_steal_pointer (&stripped);
  if (strstr (stripped, "://") != NULL || g_ascii_strncasecmp (stripped, "mailto:", strlen ("mailto:")) == 0)
    return NULL;

  if (spare_address_check (stripped))
    full = g_strconcat ("mailto:", stripped, NULL);
  else
    full = g_strconcat ("https://", stripped, NULL);

  return is_web_page (full) || is_mail (full) ? g_steal_pointer (&full) : NULL;
}
