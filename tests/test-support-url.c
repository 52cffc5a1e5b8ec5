/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-support-url.h"

static void
test_normalize (void)
{
  static const struct
  {
    const char *typed;
    const char *url;
  } cases[] = {
    { "https://support.auth0.com/", "https://support.auth0.com/" },
    { "  https://help.example.com/a?b=c#d \n", "https://help.example.com/a?b=c#d" },
    { "help.example.com/contact", "https://help.example.com/contact" },
    { "mailto:help@example.com", "mailto:help@example.com" },
    { "MAILTO:help@example.com", "MAILTO:help@example.com" },
    { "help@example.com", "mailto:help@example.com" },

    { "", NULL },
    { "support", NULL },
    { "https://", NULL },
    { "https://localhost", NULL },
    { "http://help.example.com/", NULL },
    { "ftp://help.example.com/", NULL },
    { "file:///etc/passwd", NULL },
    { "javascript:alert(1)", NULL },
    { "https://user:word@help.example.com/", NULL },
    { "https://help.example.com/a b", NULL },
    { "https://help.example.com/\nx", NULL },
    { "mailto:", NULL },
    { "mailto:nobody", NULL },
    { "mailto:help@example.com?body=x", NULL },
    { "https://.example.com/", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *url = spare_support_url_normalize (cases[i].typed);

      g_assert_cmpstr (url, ==, cases[i].url);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/support-url/normalize", test_normalize);

  return g_test_run ();
}
