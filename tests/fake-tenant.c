/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "fake-tenant.h"

#include <gnutls/abstract.h>
#include <libsoup/soup.h>

#include <string.h>

typedef struct
{
  guint count;
  char *body;
  char *type;
  guint status;
  char *answer;
} Path;

struct _FakeTenant
{
  SoupServer *server;
  guint port;
  SpareTenant *tenant;
  GHashTable *paths;
  GHashTable *claims;
  GHashTable *headers;

  gnutls_privkey_t key;
  char *kid;
  char *published_kid;
  gint64 expires_at;
  gboolean with_id_token;
  gboolean rotation;

  guint serial;
  char *refresh_token;

  char *held_path;
  GPtrArray *held;
};

static void
path_free (gpointer data)
{
  Path *path = data;

  g_free (path->body);
  g_free (path->type);
  g_free (path->answer);
  g_free (path);
}

static Path *
get_path (FakeTenant *self,
          const char *name)
{
  Path *path = g_hash_table_lookup (self->paths, name);

  if (path == NULL)
    {
      path = g_new0 (Path, 1);
      g_hash_table_insert (self->paths, g_strdup (name), path);
    }

  return path;
}

static char *
encode (const guchar *data,
        gsize         length)
{
  char *text = g_base64_encode (data, length);

  for (char *p = text; *p != '\0'; p++)
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

static char *
build_keys (FakeTenant *self)
{
  g_autofree char *n = NULL;
  g_autofree char *e = NULL;
  gnutls_pubkey_t public_key;
  gnutls_datum_t modulus;
  gnutls_datum_t exponent;

  gnutls_pubkey_init (&public_key);
  g_assert_cmpint (gnutls_pubkey_import_privkey (public_key, self->key, 0, 0), ==, 0);
  g_assert_cmpint (gnutls_pubkey_export_rsa_raw2 (public_key, &modulus, &exponent,
                                                  GNUTLS_EXPORT_FLAG_NO_LZ),
                   ==, 0);
  n = encode (modulus.data, modulus.size);
  e = encode (exponent.data, exponent.size);
  gnutls_free (modulus.data);
  gnutls_free (exponent.data);
  gnutls_pubkey_deinit (public_key);

  return g_strdup_printf ("{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\","
                          "\"kid\":\"%s\",\"n\":\"%s\",\"e\":\"%s\"}]}",
                          self->published_kid, n, e);
}

static char *
build_id_token (FakeTenant *self)
{
  g_autofree char *header = g_strdup_printf ("{\"alg\":\"RS256\",\"kid\":\"%s\"}", self->kid);
  g_autofree char *header_text = encode ((const guchar *) header, strlen (header));
  g_autoptr (GString) payload = g_string_new ("{");
  g_autofree char *payload_text = NULL;
  g_autofree char *signed_text = NULL;
  g_autofree char *signature_text = NULL;
  gnutls_datum_t data;
  gnutls_datum_t signature;
  GHashTableIter iter;
  gpointer name;
  gpointer value;

  g_hash_table_iter_init (&iter, self->claims);
  while (g_hash_table_iter_next (&iter, &name, &value))
    g_string_append_printf (payload, "\"%s\":\"%s\",", (char *) name, (char *) value);
  g_string_append_printf (payload, "\"email_verified\":true,\"iat\":%d,\"exp\":%" G_GINT64_FORMAT "}",
                          FAKE_NOW, self->expires_at);
  payload_text = encode ((const guchar *) payload->str, payload->len);
  signed_text = g_strconcat (header_text, ".", payload_text, NULL);

  data.data = (guchar *) signed_text;
  data.size = (unsigned int) strlen (signed_text);
  g_assert_cmpint (gnutls_privkey_sign_data (self->key, GNUTLS_DIG_SHA256, 0, &data, &signature),
                   ==, 0);
  signature_text = encode (signature.data, signature.size);
  gnutls_free (signature.data);

  return g_strconcat (signed_text, ".", signature_text, NULL);
}

static char *
build_tokens (FakeTenant *self,
              gboolean    with_refresh_token)
{
  g_autoptr (GString) text = g_string_new (NULL);

  self->serial++;
  g_string_append_printf (text, "{\"access_token\":\"at-%u\",\"expires_in\":86400,"
                                "\"token_type\":\"Bearer\"",
                          self->serial);
  if (with_refresh_token)
    {
      g_free (self->refresh_token);
      self->refresh_token = g_strdup_printf ("rt-%u", self->serial);
      g_string_append_printf (text, ",\"refresh_token\":\"%s\"", self->refresh_token);
    }
  if (self->with_id_token)
    {
      g_autofree char *id_token = build_id_token (self);

      g_string_append_printf (text, ",\"id_token\":\"%s\"", id_token);
    }
  g_string_append (text, "}");

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
grant (FakeTenant *self,
       const char *body,
       guint      *status)
{
  g_autoptr (GHashTable) form = soup_form_decode (body);
  const char *type = g_hash_table_lookup (form, "grant_type");
  gboolean refresh = g_strcmp0 (type, "refresh_token") == 0;

  *status = 200;
  if (refresh && self->refresh_token != NULL &&
      g_strcmp0 (g_hash_table_lookup (form, "refresh_token"), self->refresh_token) == 0)
    return build_tokens (self, self->rotation);
  if (!refresh && g_strcmp0 (g_hash_table_lookup (form, "password"), FAKE_PASSWORD) == 0)
    return build_tokens (self, TRUE);

  *status = 403;

  return g_strdup_printf ("{\"error\":\"invalid_grant\",\"error_description\":\"%s\"}",
                          refresh ? "Unknown or invalid refresh token."
                                  : "Wrong email or password.");
}

static char *
build_answer (FakeTenant *self,
              const char *path,
              const char *body,
              guint      *status)
{
  *status = 200;
  if (g_str_equal (path, FAKE_TOKEN))
    return grant (self, body, status);
  if (g_str_equal (path, FAKE_KEYS))
    return build_keys (self);
  if (g_str_equal (path, FAKE_DISCOVERY))
    return g_strdup_printf ("{\"issuer\":\"%s\"}", spare_tenant_get_issuer (self->tenant));
  if (g_str_equal (path, FAKE_USERINFO))
    return g_strdup ("{\"sub\":\"" FAKE_SUB "\",\"name\":\"From Userinfo\","
                     "\"email\":\"userinfo@example.com\",\"email_verified\":false}");
  if (g_str_equal (path, FAKE_REVOKE))
    {
      g_clear_pointer (&self->refresh_token, g_free);
      return g_strdup ("OK");
    }
  if (g_str_equal (path, FAKE_CHANGE))
    return g_strdup ("We've just sent you an email to reset your password.");

  *status = 404;

  return g_strdup ("Not Found");
}

static void
request_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *name,
            GHashTable        *query,
            gpointer           user_data)
{
  FakeTenant *self = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  SoupMessageBody *request = soup_server_message_get_request_body (message);
  Path *path = get_path (self, name);
  GHashTableIter iter;
  gpointer header;
  gpointer value;
  char *answer;
  guint status;

  path->count++;
  g_free (path->body);
  path->body = g_strndup (request->data != NULL ? request->data : "", (gsize) request->length);
  g_free (path->type);
  path->type = g_strdup (soup_message_headers_get_one (
      soup_server_message_get_request_headers (message), "Content-Type"));

  if (path->answer != NULL)
    {
      status = path->status;
      answer = g_strdup (path->answer);
    }
  else
    {
      answer = build_answer (self, name, path->body, &status);
    }

  g_hash_table_iter_init (&iter, self->headers);
  while (g_hash_table_iter_next (&iter, &header, &value))
    soup_message_headers_replace (headers, header, value);
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message,
                                    answer[0] == '{' ? "application/json" : "text/plain",
                                    SOUP_MEMORY_TAKE, answer, strlen (answer));

  if (g_strcmp0 (self->held_path, name) == 0)
    {
      soup_server_message_pause (message);
      g_ptr_array_add (self->held, g_object_ref (message));
    }
}

static void
listen (FakeTenant *self)
{
  g_autoptr (GError) error = NULL;
  GSList *uris;

  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, request_cb, self, NULL);
  soup_server_listen_local (self->server, self->port, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);

  uris = soup_server_get_uris (self->server);
  self->port = (guint) g_uri_get_port (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
}

FakeTenant *
fake_tenant_new (void)
{
  FakeTenant *self = g_new0 (FakeTenant, 1);
  g_autofree char *url = NULL;

  self->paths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, path_free);
  self->claims = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->held = g_ptr_array_new_with_free_func (g_object_unref);

  gnutls_privkey_init (&self->key);
  g_assert_cmpint (gnutls_privkey_generate (self->key, GNUTLS_PK_RSA, 2048, 0), ==, 0);
  self->kid = g_strdup ("key1");
  self->published_kid = g_strdup ("key1");
  self->expires_at = FAKE_NOW + 200000;
  self->with_id_token = TRUE;
  self->rotation = TRUE;

  listen (self);
  url = g_strdup_printf ("http://127.0.0.1:%u", self->port);
  self->tenant = spare_tenant_new_practice (url, "client1", NULL, NULL);
  g_assert_nonnull (self->tenant);

  fake_tenant_set_claim (self, "iss", spare_tenant_get_issuer (self->tenant));
  fake_tenant_set_claim (self, "aud", "client1");
  fake_tenant_set_claim (self, "sub", FAKE_SUB);
  fake_tenant_set_claim (self, "name", "Jane Doe");
  fake_tenant_set_claim (self, "email", FAKE_EMAIL);

  return self;
}

void
fake_tenant_free (FakeTenant *self)
{
  fake_tenant_hold (self, NULL);
  fake_tenant_set_online (self, FALSE);
  g_clear_object (&self->tenant);
  gnutls_privkey_deinit (self->key);
  g_hash_table_unref (self->paths);
  g_hash_table_unref (self->claims);
  g_hash_table_unref (self->headers);
  g_ptr_array_unref (self->held);
  g_free (self->kid);
  g_free (self->published_kid);
  g_free (self->refresh_token);
  g_free (self->held_path);
  g_free (self);
}

SpareTenant *
fake_tenant_get_tenant (FakeTenant *self)
{
  return self->tenant;
}

void
fake_tenant_set_claim (FakeTenant *self,
                       const char *name,
                       const char *value)
{
  if (value == NULL)
    g_hash_table_remove (self->claims, name);
  else
    g_hash_table_replace (self->claims, g_strdup (name), g_strdup (value));
}

void
fake_tenant_set_expiry (FakeTenant *self,
                        gint64      expires_at)
{
  self->expires_at = expires_at;
}

void
fake_tenant_set_id_token (FakeTenant *self,
                          gboolean    present)
{
  self->with_id_token = present;
}

void
fake_tenant_change_key (FakeTenant *self,
                        const char *kid,
                        gboolean    published)
{
  g_free (self->kid);
  self->kid = g_strdup (kid);
  if (published)
    {
      g_free (self->published_kid);
      self->published_kid = g_strdup (kid);
    }
}

void
fake_tenant_set_rotation (FakeTenant *self,
                          gboolean    rotation)
{
  self->rotation = rotation;
}

void
fake_tenant_override (FakeTenant *self,
                      const char *name,
                      guint       status,
                      const char *body)
{
  Path *path = get_path (self, name);

  g_free (path->answer);
  path->answer = g_strdup (body);
  path->status = status;
}

void
fake_tenant_set_header (FakeTenant *self,
                        const char *name,
                        const char *value)
{
  g_hash_table_replace (self->headers, g_strdup (name), g_strdup (value));
}

void
fake_tenant_hold (FakeTenant *self,
                  const char *path)
{
  g_free (self->held_path);
  self->held_path = g_strdup (path);

  if (path == NULL)
    {
      for (guint i = 0; i < self->held->len; i++)
        soup_server_message_unpause (g_ptr_array_index (self->held, i));
      g_ptr_array_set_size (self->held, 0);
    }
}

void
fake_tenant_set_online (FakeTenant *self,
                        gboolean    online)
{
  if (online == (self->server != NULL))
    return;

  if (online)
    {
      listen (self);
    }
  else
    {
      soup_server_disconnect (self->server);
      g_clear_object (&self->server);
      /* Connections close in the main context. */
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
}

guint
fake_tenant_get_count (FakeTenant *self,
                       const char *path)
{
  return get_path (self, path)->count;
}

const char *
fake_tenant_get_body (FakeTenant *self,
                      const char *path)
{
  return get_path (self, path)->body;
}

const char *
fake_tenant_get_type (FakeTenant *self,
                      const char *path)
{
  return get_path (self, path)->type;
}

const char *
fake_tenant_get_refresh_token (FakeTenant *self)
{
  return self->refresh_token;
}

void
fake_tenant_end_session (FakeTenant *self)
{
  g_clear_pointer (&self->refresh_token, g_free);
}
