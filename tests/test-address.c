/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-address.h"

#include <string.h>

static void
test_normalize (void)
{
  static const struct
  {
    const char *typed;
    const char *address;
  } cases[] = {
    { NULL, "" },
    { "", "" },
    { " \t\n ", "" },
    { "jane@example.com", "jane@example.com" },
    { "  jane@example.com\t\n", "jane@example.com" },
    { "\u00A0jane@example.com\u2003", "jane@example.com" },
    { "\uFEFFjane@example.com\u200B", "jane@example.com" },
    { "\u2060\u3000jane@example.com\u2028", "jane@example.com" },
    /* Case and what stands inside are not ours to change. */
    { "Jane.Doe+Test@Example.COM", "Jane.Doe+Test@Example.COM" },
    { " ja ne@example.com ", "ja ne@example.com" },
    { "\xff\xfe", "\xff\xfe" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *address = spare_address_normalize (cases[i].typed);

      g_assert_cmpstr (address, ==, cases[i].address);
    }
}

static void
test_accepted (void)
{
  static const char *cases[] = {
    "jane@example.com",
    "jane+tag@example.com",
    "jane.doe@localhost",
    "o'hara@example.ie",
    "\"quoted@local\"@example.com",
    "a@b.c",
    "%20@example.com",
    "gr\u00fc\u00dfe@b\u00fccher.example",
    "\u05d0\u05d1@\u05d3\u05d5\u05d2\u05de\u05d4.example",
    "\U0001F511@example.com",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i]);
      g_assert_true (spare_address_check (cases[i]));
    }
}

static void
test_refused (void)
{
  static const char *cases[] = {
    NULL,
    "",
    "jane",
    "jane@example",
    "example.com",
    "@example.com",
    "jane.doe@",
    "ja ne@example.com",
    "jane@exam\u00A0ple.com",
    "jane@exam\u200Bple.com",
    "jane@example.com\nbcc:eve@example.com",
    "jane@example.com\r\nX: y",
    "jane\t@example.com",
    "jane\x01@example.com",
    "jane\x7f@example.com",
    "jane\xc2\x85@example.com",
    "jane\xff@example.com",
    "jane@example.com\xc3",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_false (spare_address_check (cases[i]));
    }
}

/* The limit is beyond every real address and holds to the byte. */
static void
test_length (void)
{
  g_autofree char *filler = g_strnfill (320 - strlen ("@example.com"), 'a');
  g_autofree char *longest = g_strconcat (filler, "@example.com", NULL);
  g_autofree char *too_long = g_strconcat ("a", longest, NULL);

  g_assert_true (spare_address_check (longest));
  g_assert_false (spare_address_check (too_long));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/address/normalize", test_normalize);
  g_test_add_func ("/address/accepted", test_accepted);
  g_test_add_func ("/address/refused", test_refused);
  g_test_add_func ("/address/length", test_length);

  return g_test_run ();
}
