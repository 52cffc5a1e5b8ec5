/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "practice-secret.h"

#include <gnutls/crypto.h>
#include <string.h>

#define RANDOM_BYTES 32

/**
 * practice_secret_base64url:
 * @data: (array length=length): bytes
 * @length: how many
 *
 * Encodes without padding, as RFC 4648 section 5 has it.
 *
 * Returns: (transfer full): the text
 */
char *
practice_secret_base64url (const guint8 *data,
                           gsize         length)
{
  char *text = g_base64_encode (data, length);
  char *p;

  for (p = text; *p != '\0'; p++)
    {
      if (*p == '+')
        *p = '-';
      else if (*p == '/')
        *p = '_';
      else if (*p == '=')
        {
          *p = '\0';
          break;
        }
    }

  return text;
}

/**
 * practice_secret_random:
 *
 * Returns: (transfer full): 256 random bits in base64url; free with
 *   practice_secret_free()
 */
char *
practice_secret_random (void)
{
  guint8 bytes[RANDOM_BYTES];
  char *text;

  if (gnutls_rnd (GNUTLS_RND_KEY, bytes, sizeof bytes) != 0)
    g_error ("The system has no random numbers");

  text = practice_secret_base64url (bytes, sizeof bytes);
  explicit_bzero (bytes, sizeof bytes);

  return text;
}

/**
 * practice_secret_digest:
 * @text: a token
 *
 * A plain digest is enough for tokens: they are random and long.
 *
 * Returns: (transfer full): SHA-256 in hexadecimal
 */
char *
practice_secret_digest (const char *text)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

/**
 * practice_secret_equal:
 * @a: (nullable): a text
 * @b: (nullable): a text
 *
 * Compares in a time that depends on the lengths only.
 *
 * Returns: whether both are given and the same
 */
gboolean
practice_secret_equal (const char *a,
                       const char *b)
{
  gsize length;

  if (a == NULL || b == NULL)
    return FALSE;

  length = strlen (a);
  if (length != strlen (b))
    return FALSE;

  return gnutls_memcmp (a, b, length) == 0;
}

/**
 * practice_secret_free:
 * @text: (nullable) (transfer full): a secret
 *
 * Overwrites and frees @text.
 */
void
practice_secret_free (char *text)
{
  if (text == NULL)
    return;

  explicit_bzero (text, strlen (text));
  g_free (text);
}
