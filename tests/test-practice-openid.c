/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "practice-client.h"

#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>
#include <string.h>

#define JANE "jane@example.com"
#define FULL_SCOPE "openid profile email offline_access"

static Reply *
get_userinfo (Tenant     *tenant,
              const char *access_token)
{
  g_autofree char *value = g_strconcat ("Bearer ", access_token, NULL);

  return tenant_send (tenant, "GET", "/userinfo", NULL, NULL, "Authorization", value);
}

static void
test_userinfo (void)
{
  g_autoptr (Tenant) tenant = tenant_start (NULL, NULL);
  g_autoptr (Reply) login = tenant_login (tenant, JANE, tenant_get (tenant, "password"), "openid profile email");
  g_autoptr (Reply) none = tenant_get_page (tenant, "/userinfo");
  g_autoptr (Reply) wrong = get_userinfo (tenant, "not-a-token");
  int i;

  g_assert_cmpuint (none->status, ==, 401);
  g_assert_cmpstr (none->body, ==, "Unauthorized");
  g_assert_cmpuint (wrong->status, ==, 401);

  for (i = 0; i < 11; i++)
    {
      g_autoptr (Reply) reply = get_userinfo (tenant, reply_text (login, "access_token"));

      if (i == 10)
        {
          reply_expect (reply, 429, "too_many_requests", NULL);
          continue;
        }
      g_assert_cmpuint (reply->status, ==, 200);
      g_assert_cmpstr (reply_text (reply, "name"), ==, "Jane Doe");
      g_assert_cmpstr (reply_text (reply, "email"), ==, JANE);
      g_assert_true (g_str_has_prefix (reply_text (reply, "sub"), "auth0|"));
      g_assert_null (reply_text (reply, "picture"));
    }
}

static guint8 *
decode64url (const char *text,
             gsize       length,
             gsize      *size)
{
  GString *padded = g_string_new_len (text, length);
  gsize i;

  for (i = 0; i < padded->len; i++)
    {
      if (padded->str[i] == '-')
        padded->str[i] = '+';
      else if (padded->str[i] == '_')
        padded->str[i] = '/';
    }
  while (padded->len % 4 != 0)
    g_string_append_c (padded, '=');
  g_base64_decode_inplace (padded->str, size);

  return (guint8 *) g_string_free (padded, FALSE);
}

static gboolean
verify (JsonObject *key,
        const char *token,
        gsize       signed_length)
{
  const char *n_text = json_object_get_string_member (key, "n");
  const char *e_text = json_object_get_string_member (key, "e");
  const char *signature_text = token + signed_length + 1;
  gsize n_size, e_size, signature_size;
  g_autofree guint8 *n = decode64url (n_text, strlen (n_text), &n_size);
  g_autofree guint8 *e = decode64url (e_text, strlen (e_text), &e_size);
  g_autofree guint8 *signature = decode64url (signature_text, strlen (signature_text), &signature_size);
  gnutls_datum_t n_datum = { n, n_size };
  gnutls_datum_t e_datum = { e, e_size };
  gnutls_datum_t data = { (guint8 *) token, signed_length };
  gnutls_datum_t signature_datum = { signature, signature_size };
  gnutls_pubkey_t pubkey;
  int code;

  g_assert_cmpuint (n_size, ==, 256);
  g_assert_cmpint (gnutls_pubkey_init (&pubkey), ==, 0);
  g_assert_cmpint (gnutls_pubkey_import_rsa_raw (pubkey, &n_datum, &e_datum), ==, 0);
  code = gnutls_pubkey_verify_data2 (pubkey, GNUTLS_SIGN_RSA_SHA256, 0, &data, &signature_datum);
  gnutls_pubkey_deinit (pubkey);

  return code >= 0;
}

static JsonNode *
decode_part (const char *text,
             gsize       length)
{
  g_autoptr (GError) error = NULL;
  gsize size;
  g_autofree guint8 *bytes = decode64url (text, length, &size);
  g_autofree char *json = g_strndup ((char *) bytes, size);
  JsonNode *node = json_from_string (json, &error);

  g_assert_no_error (error);

  return node;
}

static void
test_id_token (void)
{
  const char *const options[] = { "--clock-skew", "-7200", "--token-lifetime", "600", NULL };
  g_autoptr (Tenant) tenant = tenant_start (NULL, options);
  g_autoptr (Reply) jwks = tenant_get_page (tenant, "/.well-known/jwks.json");
  g_autoptr (Reply) login = tenant_login (tenant, JANE, tenant_get (tenant, "password"), FULL_SCOPE);
  g_autofree char *token = g_strdup (reply_text (login, "id_token"));
  JsonObject *key = json_array_get_object_element (json_object_get_array_member (json_node_get_object (jwks->json), "keys"), 0);
  g_autoptr (JsonNode) header_node = NULL;
  g_autoptr (JsonNode) claims_node = NULL;
  JsonObject *header, *claims;
  const char *first_dot = strchr (token, '.');
  const char *last_dot = strrchr (token, '.');
  gint64 now = g_get_real_time () / G_USEC_PER_SEC - 7200;

  header_node = decode_part (token, first_dot - token);
  header = json_node_get_object (header_node);
  g_assert_cmpstr (json_object_get_string_member (header, "alg"), ==, "RS256");
  g_assert_cmpstr (json_object_get_string_member (header, "kid"), ==, json_object_get_string_member (key, "kid"));
  g_assert_cmpstr (json_object_get_string_member (key, "kty"), ==, "RSA");
  g_assert_cmpstr (json_object_get_string_member (key, "use"), ==, "sig");

  claims_node = decode_part (first_dot + 1, last_dot - first_dot - 1);
  claims = json_node_get_object (claims_node);
  g_assert_cmpstr (json_object_get_string_member (claims, "iss"), ==, tenant_get (tenant, "issuer"));
  g_assert_cmpstr (json_object_get_string_member (claims, "aud"), ==, tenant_get (tenant, "client_id"));
  g_assert_cmpstr (json_object_get_string_member (claims, "name"), ==, "Jane Doe");
  g_assert_cmpstr (json_object_get_string_member (claims, "email"), ==, JANE);
  g_assert_true (json_object_get_boolean_member (claims, "email_verified"));
  g_assert_cmpint (ABS (json_object_get_int_member (claims, "iat") - now), <, 30);
  g_assert_cmpint (json_object_get_int_member (claims, "exp") - json_object_get_int_member (claims, "iat"), ==, 600);

  g_assert_true (verify (key, token, last_dot - token));
  token[first_dot - token + 2] ^= 1;
  g_assert_false (verify (key, token, last_dot - token));
}

static void
test_discovery (void)
{
  static const char *const endpoints[] = { "token_endpoint", "userinfo_endpoint", "jwks_uri", "revocation_endpoint" };
  g_autoptr (Tenant) tenant = tenant_start (NULL, NULL);
  g_autoptr (Reply) reply = tenant_get_page (tenant, "/.well-known/openid-configuration");
  g_autoptr (Reply) alias = tenant_get_page (tenant, "/.well-known/oauth-authorization-server");
  guint i;

  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpstr (reply->body, ==, alias->body);
  g_assert_cmpstr (reply_text (reply, "issuer"), ==, tenant_get (tenant, "issuer"));
  g_assert_true (g_str_has_suffix (reply_text (reply, "issuer"), "/"));

  /* Nothing is named that is not there. */
  for (i = 0; i < G_N_ELEMENTS (endpoints); i++)
    {
      g_autoptr (Reply) there = tenant_get_page (tenant, reply_text (reply, endpoints[i]));

      g_assert_cmpuint (there->status, !=, 404);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/practice/openid/userinfo", test_userinfo);
  g_test_add_func ("/practice/openid/id-token", test_id_token);
  g_test_add_func ("/practice/openid/discovery", test_discovery);

  return g_test_run ();
}
