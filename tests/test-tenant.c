/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-error.h"
#include "spare-tenant.h"

#include <string.h>

#define HOST "example.eu.auth0.com"

static void
test_spellings (void)
{
  static const struct
  {
    const char *typed;
    const char *domain;
    const char *base_url;
  } cases[] = {
    { HOST, HOST, "https://" HOST },
    { "https://" HOST, HOST, "https://" HOST },
    { "HTTPS://Example.EU.Auth0.com/", HOST, "https://" HOST },
    { "  " HOST "\n", HOST, "https://" HOST },
    { "\u00A0" HOST "\u2003", HOST, "https://" HOST },
    { "\uFEFFexample.eu.\u200Bauth0.com", HOST, "https://" HOST },
    { HOST ".", HOST, "https://" HOST },
    { "https://" HOST "./login", HOST, "https://" HOST },
    { HOST "/login?state=x#y", HOST, "https://" HOST },
    { HOST "?x", HOST, "https://" HOST },
    { HOST "#x", HOST, "https://" HOST },
    { HOST "/v2/logout?returnTo=https://evil.example/", HOST, "https://" HOST },
    { HOST "?returnTo=http://evil.example/", HOST, "https://" HOST },
    { HOST ":443", HOST, "https://" HOST },
    { HOST ":", HOST, "https://" HOST },
    { HOST ":8443", HOST ":8443", "https://" HOST ":8443" },
    { "login.b\u00fccher.example", "login.xn--bcher-kva.example", "https://login.xn--bcher-kva.example" },
    { "B\u00dcCHER.example", "xn--bcher-kva.example", "https://xn--bcher-kva.example" },
    { "127.0.0.1:3000", "127.0.0.1:3000", "http://127.0.0.1:3000" },
    { "localhost:3000", "localhost:3000", "http://localhost:3000" },
    { "LOCALHOST", "localhost", "http://localhost" },
    { "http://127.4.5.6:80/", "127.4.5.6", "http://127.4.5.6" },
    { "[::1]:3000", "[::1]:3000", "http://[::1]:3000" },
    { "https://localhost:3000", "localhost:3000", "https://localhost:3000" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SpareTenant) tenant = NULL;
      g_autofree char *issuer = g_strconcat (cases[i].base_url, "/", NULL);

      g_test_message ("%s", cases[i].typed);
      tenant = spare_tenant_new (cases[i].typed, "cid", NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (spare_tenant_get_domain (tenant), ==, cases[i].domain);
      g_assert_cmpstr (spare_tenant_get_base_url (tenant), ==, cases[i].base_url);
      g_assert_cmpstr (spare_tenant_get_issuer (tenant), ==, issuer);
      g_assert_cmpstr (spare_tenant_get_storage_id (tenant), ==, cases[i].domain);
      g_assert_false (spare_tenant_is_practice (tenant));
    }
}

static void
test_refused (void)
{
  static const struct
  {
    const char *domain;
    const char *client_id;
    const char *connection;
    SpareError code;
  } cases[] = {
    { NULL, "cid", NULL, SPARE_ERROR_NO_TENANT },
    { "", "cid", NULL, SPARE_ERROR_NO_TENANT },
    { " \u00A0\u200B ", "cid", NULL, SPARE_ERROR_NO_TENANT },
    { HOST, NULL, NULL, SPARE_ERROR_NO_TENANT },
    { HOST, "", NULL, SPARE_ERROR_NO_TENANT },
    { HOST, " \t\u2003", NULL, SPARE_ERROR_NO_TENANT },

    { "http://" HOST, "cid", NULL, SPARE_ERROR_INSECURE_TENANT },
    { "HTTP://" HOST ":443", "cid", NULL, SPARE_ERROR_INSECURE_TENANT },
    { "http://10.0.0.1", "cid", NULL, SPARE_ERROR_INSECURE_TENANT },
    { "http://127.0.0.1.example.com", "cid", NULL, SPARE_ERROR_INSECURE_TENANT },
    { "http://localhost.example.com", "cid", NULL, SPARE_ERROR_INSECURE_TENANT },
    { "http://[2001:db8::1]", "cid", NULL, SPARE_ERROR_INSECURE_TENANT },

    { "ftp://" HOST, "cid", NULL, SPARE_ERROR_MALFORMED_TENANT },
    { "javascript://" HOST, "cid", NULL, SPARE_ERROR_MALFORMED_TENANT },
    { "https://", "cid", NULL, SPARE_ERROR_MALFORMED_TENANT },
    { "https:///" HOST, "cid", NULL, SPARE_ERROR_MALFORMED_TENANT },
    { "https://https://" HOST, "cid", NULL, SPARE_ERROR_MALFORMED_TENANT },
    { "//" HOST, "cid", NULL, SPARE_ERROR_MALFORMED_TENANT },
    { "https://user@" HOST, "cid", NULL, SPARE_ERROR_MALFORMED_TENANT },
    { "https://" HOST "@evil.example", "cid", NULL, SPARE_ERROR_MALFORMED_TENANT },
    { "http://127.0.0.1@evil.example", "cid", NULL, SPARE_ERROR_MALFORMED_TENANT },
    { "jane@example.com", "cid", NULL, SPARE_ERROR_MALFORMED_TENANT },
    { "example", "cid", NULL, SPARE_ERROR_MALFORMED_TENANT },
    { ".", "cid", NULL, SPARE_ERROR_MALFORMED_TENANT },
    { "a..example", "cid", NULL, SPARE_ERROR_MALFORMED_TENANT },
    { ".example.com", "cid", NULL, SPARE_ERROR_MALFORMED_TENANT },
    { "exam ple.com", "cid", NULL, SPARE_ERROR_MALFORMED_TENANT },
    { "exam\tple.com", "cid", NULL, SPARE_ERROR_MALFORMED_TENANT },
    { "example.com\r\nHost: x", "cid", NULL, SPARE_ERROR_MALFORMED_TENANT },
    { "example.com\\@evil.example", "cid", NULL, SPARE_ERROR_MALFORMED_TENANT },
    { "example.com%2f", "cid", NULL, SPARE_ERROR_MALFORMED_TENANT },
    { HOST ":0", "cid", NULL, SPARE_ERROR_MALFORMED_TENANT },
    { HOST ":65536", "cid", NULL, SPARE_ERROR_MALFORMED_TENANT },
    { HOST ":-1", "cid", NULL, SPARE_ERROR_MALFORMED_TENANT },
    { HOST ":http", "cid", NULL, SPARE_ERROR_MALFORMED_TENANT },
    { HOST ":1:2", "cid", NULL, SPARE_ERROR_MALFORMED_TENANT },
    { "[::1", "cid", NULL, SPARE_ERROR_MALFORMED_TENANT },
    { "[::1]x", "cid", NULL, SPARE_ERROR_MALFORMED_TENANT },
    { "[example.com]", "cid", NULL, SPARE_ERROR_MALFORMED_TENANT },
    { "exam\xffple.com", "cid", NULL, SPARE_ERROR_MALFORMED_TENANT },

    { HOST, "ci\nd", NULL, SPARE_ERROR_MALFORMED_CLIENT_ID },
    { HOST, "ci\x01" "d", NULL, SPARE_ERROR_MALFORMED_CLIENT_ID },
    { HOST, "\u05e9\u05dc\u05d5\u05dd", NULL, SPARE_ERROR_MALFORMED_CLIENT_ID },
    { HOST, "\U0001f5dd", NULL, SPARE_ERROR_MALFORMED_CLIENT_ID },
    { HOST, "ci\xff", NULL, SPARE_ERROR_MALFORMED_CLIENT_ID },
    { HOST, "cid", "B\u00fccher", SPARE_ERROR_MALFORMED_CONNECTION },
    { HOST, "cid", "Users\r\nX", SPARE_ERROR_MALFORMED_CONNECTION },
    { HOST, "cid", "Us\x7f" "ers", SPARE_ERROR_MALFORMED_CONNECTION },
    /* Not the default one in its place. */
    { HOST, "cid", "Us\xff" "ers", SPARE_ERROR_MALFORMED_CONNECTION },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SpareTenant) tenant = NULL;

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      tenant = spare_tenant_new (cases[i].domain, cases[i].client_id, cases[i].connection, &error);

      g_assert_error (error, SPARE_ERROR, (int) cases[i].code);
      g_assert_null (tenant);
    }
}

static void
test_long_name (void)
{
  g_autofree char *label = g_strnfill (60, 'a');
  g_autofree char *longest = g_strdup_printf ("%s.%s.%s.%s.example", label, label, label, label);
  g_autofree char *too_long = g_strdup_printf ("bbb.%s", longest);
  g_autoptr (SpareTenant) tenant = NULL;
  g_autoptr (SpareTenant) refused = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (strlen (longest), <=, 253);
  tenant = spare_tenant_new (longest, "cid", NULL, NULL);
  g_assert_cmpstr (spare_tenant_get_domain (tenant), ==, longest);

  g_assert_cmpuint (strlen (too_long), >, 253);
  refused = spare_tenant_new (too_long, "cid", NULL, &error);
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_MALFORMED_TENANT);
}

static void
test_client (void)
{
  static const struct
  {
    const char *connection;
    const char *stored;
  } cases[] = {
    { NULL, SPARE_TENANT_DEFAULT_CONNECTION },
    { "", SPARE_TENANT_DEFAULT_CONNECTION },
    { " \u00A0", SPARE_TENANT_DEFAULT_CONNECTION },
    { "Customers", "Customers" },
    { "\tCustomers \u200B", "Customers" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SpareTenant) tenant = spare_tenant_new (HOST, "\u00A0 cId_1 \n",
                                                         cases[i].connection, NULL);

      g_assert_cmpstr (spare_tenant_get_client_id (tenant), ==, "cId_1");
      g_assert_cmpstr (spare_tenant_get_connection (tenant), ==, cases[i].stored);
    }
}

/* Its sessions are found again at whatever port it listens, and never where a
 * loopback tenant of one's own keeps them. */
static void
test_practice (void)
{
  g_autoptr (SpareTenant) one = spare_tenant_new_practice ("http://127.0.0.1:40001", "cid", NULL, NULL);
  g_autoptr (SpareTenant) two = spare_tenant_new_practice ("http://127.0.0.1:40002", "cid", NULL, NULL);
  g_autoptr (SpareTenant) own = spare_tenant_new ("http://127.0.0.1:40001", "cid", NULL, NULL);
  g_autoptr (SpareTenant) refused = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (spare_tenant_is_practice (one));
  g_assert_cmpstr (spare_tenant_get_domain (one), ==, "127.0.0.1:40001");
  g_assert_cmpstr (spare_tenant_get_storage_id (one), ==, spare_tenant_get_storage_id (two));
  g_assert_cmpstr (spare_tenant_get_storage_id (one), !=, spare_tenant_get_storage_id (own));

  refused = spare_tenant_new_practice ("http://example.com", "cid", NULL, &error);
  g_assert_null (refused);
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_INSECURE_TENANT);
}

static void
test_build_url (void)
{
  g_autoptr (SpareTenant) tenant = spare_tenant_new (HOST "/path", "cid", NULL, NULL);
  g_autofree char *url = spare_tenant_build_url (tenant, "/oauth/token");

  g_assert_cmpstr (url, ==, "https://" HOST "/oauth/token");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/tenant/spellings", test_spellings);
  g_test_add_func ("/tenant/refused", test_refused);
  g_test_add_func ("/tenant/long-name", test_long_name);
  g_test_add_func ("/tenant/client", test_client);
  g_test_add_func ("/tenant/practice", test_practice);
  g_test_add_func ("/tenant/build-url", test_build_url);

  return g_test_run ();
}
