/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-base64url.h"

#include <string.h>

/**
 * spare_base64url_encode:
 * @data: the bytes
 * @length: how many
 *
 * Encodes without padding (RFC 4648, section 5).
 *
 * Returns: (transfer full): the text
 */
char *
spare_base64url_encode (const guint8 *data,
                        gsize         length)
{
  char *text = g_base64_encode (data, length);
  char *end = text;

  for (char *p = text; *p != '\0'; p++)
    {
      if (*p == '=')
        continue;
      *end++ = *p == '+' ? '-' : *p == '/' ? '_' : *p;
    }
  *end = '\0';

  return text;
}

static int
value_of (char c)
{
  if (c >= 'A' && c <= 'Z')
    return c - 'A';
  if (c >= 'a' && c <= 'z')
    return c - 'a' + 26;
  if (c >= '0' && c <= '9')
    return c - '0' + 52;
  if (c == '-')
    return 62;
  if (c == '_')
    return 63;

  return -1;
}

/**
 * spare_base64url_decode:
 * @text: the text
 * @length: its length, or -1
 *
 * Decodes strictly: no padding, no other alphabet, no stray bits, as RFC 7515,
 * appendix C asks.
 *
 * Returns: (transfer full) (nullable): the bytes, or %NULL if @text is not
 *   base64url
 */
GBytes *
spare_base64url_decode (const char *text,
                        gssize      length)
{
  gsize n;
  gsize out = 0;
  guint32 bits = 0;
  int n_bits = 0;
  g_autofree guint8 *data = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  n = length < 0 ? strlen (text) : (gsize) length;
  if (n % 4 == 1)
    return NULL;

  data = g_malloc (n * 3 / 4 + 1);
  for (gsize i = 0; i < n; i++)
    {
      int value = value_of (text[i]);

      if (value < 0)
        return NULL;

      bits = (bits << 6) | (guint32) value;
      n_bits += 6;
      if (n_bits >= 8)
        {
          n_bits -= 8;
          data[out++] = (guint8) (bits >> n_bits);
          bits &= (1u << n_bits) - 1;
        }
    }
  if (bits != 0)
    return NULL;

  return g_bytes_new_take (g_steal_pointer (&data), out);
}
