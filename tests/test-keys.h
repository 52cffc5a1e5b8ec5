/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "spare-base64url.h"

#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

#include <string.h>

/* A signing key of a tenant that exists only in the test. */
typedef struct
{
  gnutls_privkey_t key;
  char            *n;
  char            *e;
} TestKey;

static inline char *
test_key_take (gnutls_datum_t *datum)
{
  const guint8 *data = datum->data;
  gsize size = datum->size;
  char *text;

  /* GnuTLS writes the sign of a number as a zero in front. */
  while (size > 1 && data[0] == 0)
    {
      data++;
      size--;
    }
  text = spare_base64url_encode (data, size);
  gnutls_free (datum->data);

  return text;
}

static inline TestKey *
test_key_new (unsigned int bits)
{
  TestKey *self = g_new0 (TestKey, 1);
  gnutls_datum_t n;
  gnutls_datum_t e;

  g_assert_cmpint (gnutls_privkey_init (&self->key), ==, GNUTLS_E_SUCCESS);
  g_assert_cmpint (gnutls_privkey_generate (self->key, GNUTLS_PK_RSA, bits, 0), ==, GNUTLS_E_SUCCESS);
  g_assert_cmpint (gnutls_privkey_export_rsa_raw (self->key, &n, &e, NULL, NULL, NULL, NULL, NULL, NULL),
                   ==, GNUTLS_E_SUCCESS);
  self->n = test_key_take (&n);
  self->e = test_key_take (&e);

  return self;
}

static inline void
test_key_free (TestKey *self)
{
  gnutls_privkey_deinit (self->key);
  g_free (self->n);
  g_free (self->e);
  g_free (self);
}

static inline GBytes *
test_key_sign (TestKey                 *self,
               gnutls_sign_algorithm_t  algorithm,
               const char              *text)
{
  gnutls_datum_t data = { (unsigned char *) text, (unsigned int) strlen (text) };
  gnutls_datum_t signature;
  GBytes *bytes;

  g_assert_cmpint (gnutls_privkey_sign_data2 (self->key, algorithm, 0, &data, &signature), ==,
                   GNUTLS_E_SUCCESS);
  bytes = g_bytes_new (signature.data, signature.size);
  gnutls_free (signature.data);

  return bytes;
}
