/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-jwks.h"

#include "spare-base64url.h"

#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>

/* NIST SP 800-131A; RFC 7518, section 3.3. */
#define MIN_KEY_BITS 2048
#define MAX_KEYS     64

typedef struct
{
  char *kid;
  gnutls_pubkey_t key;
} Key;

struct _SpareJwks
{
  GObject parent_instance;

  GPtrArray *keys;
};

G_DEFINE_FINAL_TYPE (SpareJwks, spare_jwks, G_TYPE_OBJECT)

static void
key_free (gpointer data)
{
  Key *key = data;

  gnutls_pubkey_deinit (key->key);
  g_free (key->kid);
  g_free (key);
}

/* Without a kid in the token, a key is only certain where there is just one. */
static Key *
find_key (SpareJwks  *self,
          const char *kid)
{
  if (kid == NULL)
    return self->keys->len == 1 ? g_ptr_array_index (self->keys, 0) : NULL;

  for (guint i = 0; i < self->keys->len; i++)
    {
      Key *key = g_ptr_array_index (self->keys, i);

      if (g_strcmp0 (key->kid, kid) == 0)
        return key;
    }

  return NULL;
}

static void
spare_jwks_finalize (GObject *object)
{
  SpareJwks *self = SPARE_JWKS (object);

  g_ptr_array_unref (self->keys);

  G_OBJECT_CLASS (spare_jwks_parent_class)->finalize (object);
}

static void
spare_jwks_class_init (SpareJwksClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = spare_jwks_finalize;
}

static void
spare_jwks_init (SpareJwks *self)
{
  self->keys = g_ptr_array_new_with_free_func (key_free);
}

/**
 * spare_jwks_new:
 *
 * Returns: (transfer full): an empty set of keys
 */
SpareJwks *
spare_jwks_new (void)
{
  return g_object_new (SPARE_TYPE_JWKS, NULL);
}

/**
 * spare_jwks_add:
 * @self: a set of keys
 * @kid: (nullable): the key's name
 * @n: the modulus in base64url
 * @e: the exponent in base64url
 *
 * Adds an RSA key (RFC 7518, section 6.3.1).
 *
 * Returns: %FALSE if the key is malformed or shorter than 2048 bits
 */
gboolean
spare_jwks_add (SpareJwks  *self,
                const char *kid,
                const char *n,
                const char *e)
{
  g_autoptr (GBytes) modulus = NULL;
  g_autoptr (GBytes) exponent = NULL;
  gnutls_datum_t m_datum, e_datum;
  gnutls_pubkey_t pubkey;
  unsigned int bits = 0;
  gsize m_size, e_size;
  Key *key;

  g_return_val_if_fail (SPARE_IS_JWKS (self), FALSE);
  g_return_val_if_fail (n != NULL && e != NULL, FALSE);

  modulus = spare_base64url_decode (n, -1);
  exponent = spare_base64url_decode (e, -1);
  if (modulus == NULL || exponent == NULL || self->keys->len >= MAX_KEYS)
    return FALSE;

  m_datum.data = (unsigned char *) g_bytes_get_data (modulus, &m_size);
  m_datum.size = (unsigned int) m_size;
  e_datum.data = (unsigned char *) g_bytes_get_data (exponent, &e_size);
  e_datum.size = (unsigned int) e_size;
  if (m_size == 0 || e_size == 0 || gnutls_pubkey_init (&pubkey) != GNUTLS_E_SUCCESS)
    return FALSE;

  if (gnutls_pubkey_import_rsa_raw (pubkey, &m_datum, &e_datum) != GNUTLS_E_SUCCESS ||
      gnutls_pubkey_get_pk_algorithm (pubkey, &bits) != GNUTLS_PK_RSA ||
      bits < MIN_KEY_BITS)
    {
      gnutls_pubkey_deinit (pubkey);
      return FALSE;
    }

  key = g_new0 (Key, 1);
  key->kid = g_strdup (kid);
  key->key = pubkey;
  g_ptr_array_add (self->keys, key);

  return TRUE;
}

/**
 * spare_jwks_get_size:
 * @self: a set of keys
 *
 * Returns: how many keys there are
 */
guint
spare_jwks_get_size (SpareJwks *self)
{
  g_return_val_if_fail (SPARE_IS_JWKS (self), 0);

  return self->keys->len;
}

/**
 * spare_jwks_has_key:
 * @self: a set of keys
 * @kid: (nullable): a key's name
 *
 * Returns: whether a token that names @kid can be verified
 */
gboolean
spare_jwks_has_key (SpareJwks  *self,
                    const char *kid)
{
  g_return_val_if_fail (SPARE_IS_JWKS (self), FALSE);

  return find_key (self, kid) != NULL;
}

/**
 * spare_jwks_verify:
 * @self: a set of keys
 * @kid: (nullable): the key's name
 * @signed_part: what was signed
 * @signed_length: its length in bytes
 * @signature: the signature
 *
 * Verifies an RS256 signature (RFC 7518, section 3.3).
 *
 * Returns: %TRUE if the signature is right
 */
gboolean
spare_jwks_verify (SpareJwks  *self,
                   const char *kid,
                   const char *signed_part,
                   gsize       signed_length,
                   GBytes     *signature)
{
  gnutls_datum_t data, sig;
  gsize size;
  Key *key;

  g_return_val_if_fail (SPARE_IS_JWKS (self), FALSE);
  g_return_val_if_fail (signed_part != NULL && signature != NULL, FALSE);

  key = find_key (self, kid);
  if (key == NULL)
    return FALSE;

  data.data = (unsigned char *) signed_part;
  data.size = (unsigned int) signed_length;
  sig.data = (unsigned char *) g_bytes_get_data (signature, &size);
  sig.size = (unsigned int) size;

  return size > 0 &&
         gnutls_pubkey_verify_data2 (key->key, GNUTLS_SIGN_RSA_SHA256, 0, &data, &sig) >= 0;
}
