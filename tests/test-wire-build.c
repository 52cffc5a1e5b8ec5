/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-secret-buffer.h"
#include "spare-secret-text.h"
#include "spare-tenant.h"
#include "spare-wire.h"

#include <json-glib/json-glib.h>
#include <string.h>

static const char *const hostile[] = {
  "secret",
  " leading and trailing ",
  "\ttab\nline\r",
  "quote\" back\\slash /",
  "a&b=c+d%20e%",
  "grüße, 密码, пароль",
  "😀\xF3\xA0\x81\xBF",
  "\x01\x1f\x7f",
  "{\"client_id\":\"x\"}",
  "'; DROP TABLE users; --",
};

static SpareTenant *
make_tenant (void)
{
  g_autoptr (GError) error = NULL;
  SpareTenant *tenant = spare_tenant_new ("tenant.example", "cid_1", "Users & \"Staff\"", &error);

  g_assert_no_error (error);

  return tenant;
}

/* Parses with json-glib, which knows nothing of the writer. */
static JsonNode *
parse (SpareSecretText *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *root = json_from_string (spare_secret_text_get (text), &error);

  g_assert_no_error (error);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (root));
  g_assert_true (g_utf8_validate (spare_secret_text_get (text), -1, NULL));

  return root;
}

static const char *
get (JsonNode   *root,
     const char *name)
{
  return json_object_get_string_member (json_node_get_object (root), name);
}

static GHashTable *
parse_form (SpareSecretText *text)
{
  g_autoptr (GError) error = NULL;
  GHashTable *form = g_uri_parse_params (spare_secret_text_get (text), -1, "&", G_URI_PARAMS_WWW_FORM,
                                         &error);

  g_assert_no_error (error);

  return form;
}

static void
test_change_password (void)
{
  g_autoptr (SpareTenant) tenant = make_tenant ();
  g_autoptr (SpareSecretText) body = spare_wire_build_change_password (tenant, " j\"\\o@example.com\n");
  g_autoptr (JsonNode) root = parse (body);

  g_assert_cmpuint (json_object_get_size (json_node_get_object (root)), ==, 3);
  g_assert_cmpstr (get (root, "client_id"), ==, "cid_1");
  g_assert_cmpstr (get (root, "email"), ==, "j\"\\o@example.com");
  g_assert_cmpstr (get (root, "connection"), ==, "Users & \"Staff\"");
}

static void
test_login (void)
{
  g_autoptr (SpareTenant) tenant = make_tenant ();

  for (gsize i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_autoptr (SpareSecretText) password = spare_secret_text_new (hostile[i]);
      g_autoptr (SpareSecretText) body = spare_wire_build_login (tenant, " jane+1@example.com ", password);
      g_autoptr (GHashTable) form = parse_form (body);

      g_assert_cmpuint (g_hash_table_size (form), ==, 6);
      g_assert_cmpstr (g_hash_table_lookup (form, "grant_type"), ==,
                       "http://auth0.com/oauth/grant-type/password-realm");
      g_assert_cmpstr (g_hash_table_lookup (form, "client_id"), ==, "cid_1");
      g_assert_cmpstr (g_hash_table_lookup (form, "username"), ==, "jane+1@example.com");
      g_assert_cmpstr (g_hash_table_lookup (form, "password"), ==, hostile[i]);
      g_assert_cmpstr (g_hash_table_lookup (form, "realm"), ==, "Users & \"Staff\"");
      g_assert_cmpstr (g_hash_table_lookup (form, "scope"), ==, "openid profile email offline_access");
    }
}

static void
test_refresh (void)
{
  g_autoptr (SpareTenant) tenant = make_tenant ();

  for (gsize i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_autoptr (SpareSecretText) token = spare_secret_text_new (hostile[i]);
      g_autoptr (SpareSecretText) body = spare_wire_build_refresh (tenant, token);
      g_autoptr (GHashTable) form = parse_form (body);

      g_assert_cmpuint (g_hash_table_size (form), ==, 3);
      g_assert_cmpstr (g_hash_table_lookup (form, "grant_type"), ==, "refresh_token");
      g_assert_cmpstr (g_hash_table_lookup (form, "client_id"), ==, "cid_1");
      g_assert_cmpstr (g_hash_table_lookup (form, "refresh_token"), ==, hostile[i]);
    }
}

static void
test_revoke (void)
{
  g_autoptr (SpareTenant) tenant = make_tenant ();

  for (gsize i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_autoptr (SpareSecretText) token = spare_secret_text_new (hostile[i]);
      g_autoptr (SpareSecretText) body = spare_wire_build_revoke (tenant, token);
      g_autoptr (JsonNode) root = parse (body);

      g_assert_cmpuint (json_object_get_size (json_node_get_object (root)), ==, 2);
      g_assert_cmpstr (get (root, "client_id"), ==, "cid_1");
      g_assert_cmpstr (get (root, "token"), ==, hostile[i]);
    }
}

/* Every way to grow past a border gives the same text. */
static void
test_growth (void)
{
  for (gsize length = 0; length < 1500; length += 7)
    {
      g_auto (SpareSecretBuffer) buffer = { 0 };
      g_autofree char *value = g_strnfill (length, '"');
      g_autoptr (SpareSecretText) text = NULL;
      g_autoptr (JsonNode) root = NULL;

      spare_secret_buffer_append (&buffer, "{");
      spare_secret_buffer_append_member (&buffer, "a", value);
      spare_secret_buffer_append_member (&buffer, "b", "c");
      spare_secret_buffer_append (&buffer, "}");
      text = spare_secret_buffer_steal (&buffer);
      g_assert_cmpuint (spare_secret_text_get_length (text), ==, strlen ("{'a':'','b':'c'}") + 2 * length);
      root = parse (text);
      g_assert_cmpstr (get (root, "a"), ==, value);
      g_assert_cmpstr (get (root, "b"), ==, "c");
    }
}

static void
test_routes (void)
{
  static const struct
  {
    const char *method;
    const char *path;
    SpareEndpoint endpoint;
  } cases[] = {
    { "POST", "/dbconnections/change_password", SPARE_ENDPOINT_CHANGE_PASSWORD },
    { "POST", "/dbconnections/change_password/", SPARE_ENDPOINT_UNKNOWN },
    { "GET", "/authorize?a=/oauth/token", SPARE_ENDPOINT_AUTHORIZE },
    { "GET", "/client/abc.js?t1", SPARE_ENDPOINT_CLIENT_CONFIGURATION },
    { "GET", "/client/abc", SPARE_ENDPOINT_UNKNOWN },
    { "GET", "/api/v2/users?q=x", SPARE_ENDPOINT_USER_SEARCH },
    { "POST", "/api/v2/users", SPARE_ENDPOINT_MANAGEMENT },
    { "GET", "/api/v2/users/auth0%7C1", SPARE_ENDPOINT_MANAGEMENT },
    { "POST", "/api/v2/tickets/password-change", SPARE_ENDPOINT_TICKET },
    { "GET", "", SPARE_ENDPOINT_UNKNOWN },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (spare_wire_endpoint_from_request (cases[i].method, cases[i].path), ==,
                     cases[i].endpoint);

  g_assert_cmpint (spare_wire_grant_from_type ("password"), ==, SPARE_GRANT_PASSWORD);
  g_assert_cmpint (spare_wire_grant_from_type ("PASSWORD"), ==, SPARE_GRANT_NONE);
  g_assert_cmpint (spare_wire_grant_from_type (NULL), ==, SPARE_GRANT_NONE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wire-build/change-password", test_change_password);
  g_test_add_func ("/wire-build/login", test_login);
  g_test_add_func ("/wire-build/refresh", test_refresh);
  g_test_add_func ("/wire-build/revoke", test_revoke);
  g_test_add_func ("/wire-build/growth", test_growth);
  g_test_add_func ("/wire-build/routes", test_routes);

  return g_test_run ();
}
