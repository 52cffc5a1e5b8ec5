/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "practice-key.h"

#include "practice-secret.h"

#include <gio/gio.h>
#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <string.h>

#define FILE_NAME "key.pem"
#define KEY_BITS 2048

struct _PracticeKey
{
  gnutls_privkey_t key;
  char *n;
  char *e;
  char *kid;
};

static gboolean
check (int          code,
       const char  *what,
       GError     **error)
{
  if (code >= 0)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: %s", what, gnutls_strerror (code));

  return FALSE;
}

static gboolean
load (PracticeKey  *self,
      const char   *path,
      GError      **error)
{
  g_autofree char *pem = NULL;
  gnutls_x509_privkey_t x509;
  gnutls_datum_t data;
  gsize length;
  int code;

  if (!g_file_get_contents (path, &pem, &length, error))
    return FALSE;

  data.data = (guint8 *) pem;
  data.size = length;
  gnutls_x509_privkey_init (&x509);
  code = gnutls_x509_privkey_import2 (x509, &data, GNUTLS_X509_FMT_PEM, NULL, 0);
  explicit_bzero (pem, length);

  if (code < 0)
    gnutls_x509_privkey_deinit (x509);
  else
    code = gnutls_privkey_import_x509 (self->key, x509, GNUTLS_PRIVKEY_IMPORT_AUTO_RELEASE);

  return check (code, "The signing key cannot be read", error);
}

static gboolean
generate (PracticeKey    *self,
          PracticeStore  *store,
          GError        **error)
{
  gnutls_x509_privkey_t x509 = NULL;
  gnutls_datum_t pem = { NULL, 0 };
  gboolean done;
  int code;

  code = gnutls_privkey_generate (self->key, GNUTLS_PK_RSA, KEY_BITS, 0);
  if (code >= 0)
    code = gnutls_privkey_export_x509 (self->key, &x509);
  if (code >= 0)
    code = gnutls_x509_privkey_export2 (x509, GNUTLS_X509_FMT_PEM, &pem);

  done = check (code, "The signing key cannot be made", error) &&
         practice_store_save_bytes (store, FILE_NAME, (const char *) pem.data, pem.size, error);

  if (pem.data != NULL)
    {
      explicit_bzero (pem.data, pem.size);
      gnutls_free (pem.data);
    }
  g_clear_pointer (&x509, gnutls_x509_privkey_deinit);

  return done;
}

/* The key's name is its RFC 7638 thumbprint, so that it survives a restart. */
static gboolean
read_public (PracticeKey  *self,
             GError      **error)
{
  gnutls_datum_t m, e;
  g_autofree char *canonical = NULL;
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;
  int code;

  code = gnutls_privkey_export_rsa_raw2 (self->key, &m, &e, NULL, NULL, NULL, NULL, NULL, NULL,
                                         GNUTLS_EXPORT_FLAG_NO_LZ);
  if (!check (code, "The signing key is not an RSA key", error))
    return FALSE;

  self->n = practice_secret_base64url (m.data, m.size);
  self->e = practice_secret_base64url (e.data, e.size);
  gnutls_free (m.data);
  gnutls_free (e.data);

  canonical = g_strdup_printf ("{\"e\":\"%s\",\"kty\":\"RSA\",\"n\":\"%s\"}", self->e, self->n);
  g_checksum_update (checksum, (const guint8 *) canonical, -1);
  g_checksum_get_digest (checksum, digest, &length);
  self->kid = practice_secret_base64url (digest, length);

  return TRUE;
}

/**
 * practice_key_new:
 * @store: where the key is kept
 * @error: return location for an error
 *
 * Loads the key, or makes one at the first start.
 *
 * Returns: (transfer full) (nullable): the key
 */
PracticeKey *
practice_key_new (PracticeStore  *store,
                  GError        **error)
{
  g_autoptr (PracticeKey) self = g_new0 (PracticeKey, 1);
  g_autofree char *path = practice_store_get_path (store, FILE_NAME);
  gboolean done;

  gnutls_privkey_init (&self->key);
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    done = load (self, path, error);
  else
    done = generate (self, store, error);

  if (!done || !read_public (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * practice_key_free:
 * @self: (transfer full): the key
 */
void
practice_key_free (PracticeKey *self)
{
  gnutls_privkey_deinit (self->key);
  g_free (self->n);
  g_free (self->e);
  g_free (self->kid);
  g_free (self);
}

/**
 * practice_key_make_jwks:
 * @self: the key
 *
 * Returns: (transfer full): the JWK Set (RFC 7517) with the public half
 */
JsonNode *
practice_key_make_jwks (PracticeKey *self)
{
  const char *members[][2] = {
    { "kty", "RSA" },
    { "use", "sig" },
    { "alg", "RS256" },
    { "kid", self->kid },
    { "n", self->n },
    { "e", self->e },
  };
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  guint i;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "keys");
  json_builder_begin_array (builder);
  json_builder_begin_object (builder);
  for (i = 0; i < G_N_ELEMENTS (members); i++)
    {
      json_builder_set_member_name (builder, members[i][0]);
      json_builder_add_string_value (builder, members[i][1]);
    }
  json_builder_end_object (builder);
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}

/**
 * practice_key_sign:
 * @self: the key
 * @claims: the claims of the token
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a JWT signed with RS256 (RFC 7515)
 */
char *
practice_key_sign (PracticeKey  *self,
                   JsonNode     *claims,
                   GError      **error)
{
  g_autofree char *header = g_strdup_printf ("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"%s\"}", self->kid);
  g_autofree char *payload = json_to_string (claims, FALSE);
  g_autofree char *header64 = practice_secret_base64url ((const guint8 *) header, strlen (header));
  g_autofree char *payload64 = practice_secret_base64url ((const guint8 *) payload, strlen (payload));
  g_autofree char *input = g_strconcat (header64, ".", payload64, NULL);
  g_autofree char *signature64 = NULL;
  gnutls_datum_t data = { (guint8 *) input, strlen (input) };
  gnutls_datum_t signature;
  int code;

  code = gnutls_privkey_sign_data2 (self->key, GNUTLS_SIGN_RSA_SHA256, 0, &data, &signature);
  if (!check (code, "The token cannot be signed", error))
    return NULL;

  signature64 = practice_secret_base64url (signature.data, signature.size);
  gnutls_free (signature.data);

  return g_strconcat (input, ".", signature64, NULL);
}
