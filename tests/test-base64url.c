/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-base64url.h"

#include <string.h>

/* RFC 4648, section 10, without the padding; RFC 7515, appendix C. */
static const struct
{
  const char *data;
  gsize length;
  const char *text;
} pairs[] = {
  { "", 0, "" },
  { "f", 1, "Zg" },
  { "fo", 2, "Zm8" },
  { "foo", 3, "Zm9v" },
  { "foob", 4, "Zm9vYg" },
  { "fooba", 5, "Zm9vYmE" },
  { "foobar", 6, "Zm9vYmFy" },
  { "\x03\xec\xff\xe0\xc1", 5, "A-z_4ME" },
  { "\0\0\0", 3, "AAAA" },
  { "\xfb\xff\xfe", 3, "-__-" },
};

static void
test_pairs (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *text = NULL;
      g_autoptr (GBytes) data = NULL;
      const void *bytes;
      gsize length;

      text = spare_base64url_encode ((const guint8 *) pairs[i].data, pairs[i].length);
      g_assert_cmpstr (text, ==, pairs[i].text);

      data = spare_base64url_decode (pairs[i].text, -1);
      g_assert_nonnull (data);
      bytes = g_bytes_get_data (data, &length);
      g_assert_cmpmem (bytes, length, pairs[i].data, pairs[i].length);
    }
}

static void
test_refused (void)
{
  static const char *cases[] = {
    "Zg==", "Zg=", "=", "A", "AAAAA",
    "Zm9+", "Zm9/", "Zm 9", "Zm9v\n", " Zm9v", "Zm9v.", "Zm9\xc3\xb6",
    /* Stray bits: the same bytes would have a second spelling. */
    "Zh", "Zm9", "AB", "AAB", "__",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) data = spare_base64url_decode (cases[i], -1);

      g_test_message ("%s", cases[i]);
      g_assert_null (data);
    }
}

/* A part of a token is not terminated; what follows must not be read. */
static void
test_length (void)
{
  const char *token = "Zm9v.YmFy";
  g_autoptr (GBytes) head = spare_base64url_decode (token, 4);
  g_autoptr (GBytes) none = spare_base64url_decode (token, 0);
  g_autoptr (GBytes) dot = spare_base64url_decode (token, 5);
  g_autoptr (GBytes) nul = spare_base64url_decode ("AA\0A", 4);
  gsize length;
  const void *bytes = g_bytes_get_data (head, &length);

  g_assert_cmpmem (bytes, length, "foo", 3);
  g_assert_nonnull (none);
  g_assert_cmpuint (g_bytes_get_size (none), ==, 0);
  g_assert_null (dot);
  g_assert_null (nul);
}

static void
test_round_trip (void)
{
  for (gsize length = 0; length < 300; length++)
    {
      guint8 bytes[300];
      g_autofree char *text = NULL;
      g_autoptr (GBytes) data = NULL;
      const void *decoded;
      gsize n;

      for (gsize i = 0; i < length; i++)
        bytes[i] = (guint8) g_test_rand_int_range (0, 256);

      text = spare_base64url_encode (bytes, length);
      g_assert_cmpuint (strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
                        ==, strlen (text));
      data = spare_base64url_decode (text, -1);
      g_assert_nonnull (data);
      decoded = g_bytes_get_data (data, &n);
      g_assert_cmpmem (decoded, n, bytes, length);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base64url/pairs", test_pairs);
  g_test_add_func ("/base64url/refused", test_refused);
  g_test_add_func ("/base64url/length", test_length);
  g_test_add_func ("/base64url/round-trip", test_round_trip);

  return g_test_run ();
}
