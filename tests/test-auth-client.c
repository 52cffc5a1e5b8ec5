/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "auth-client-test.h"

static gboolean
change_password (Fixture  *f,
                 guint    *status,
                 GError  **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  spare_auth_client_change_password_async (f->client, FAKE_EMAIL, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);

  return spare_auth_client_change_password_finish (f->client, result, status, error);
}

static gboolean
discover (Fixture  *f,
          GError  **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  spare_auth_client_discover_async (f->client, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);

  return spare_auth_client_discover_finish (f->client, result, error);
}

static void
test_login (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr (SpareTokenSet) tokens = log_in_well (f);
  SpareAccount *account = spare_token_set_get_account (tokens);

  g_assert_cmpstr (spare_account_get_sub (account), ==, FAKE_SUB);
  g_assert_cmpstr (spare_account_get_name (account), ==, "Jane Doe");
  g_assert_cmpstr (spare_account_get_email (account), ==, FAKE_EMAIL);
  g_assert_cmpint (spare_account_get_verified (account), ==, SPARE_VERIFIED_YES);
  assert_refresh_token (tokens, "rt-1");
  g_assert_cmpint (spare_token_set_get_expires_at (tokens), ==, FAKE_NOW + 86400);
  g_assert_cmpint (spare_token_set_get_signed_in_at (tokens), ==, FAKE_NOW);

  g_assert_cmpstr (fake_tenant_get_type (f->fake, FAKE_TOKEN), ==,
                   "application/x-www-form-urlencoded");
  g_assert_cmpuint (fake_tenant_get_count (f->fake, FAKE_KEYS), ==, 1);
  g_assert_cmpuint (fake_tenant_get_count (f->fake, FAKE_USERINFO), ==, 0);
}

static void
test_login_wrong (Fixture       *f,
                  gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (log_in (f->client, FAKE_EMAIL, "wrong", &error));
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_WRONG_CREDENTIALS);
  g_assert_cmpuint (spare_error_get_status (error), ==, 403);
  g_assert_cmpuint (fake_tenant_get_count (f->fake, FAKE_TOKEN), ==, 1);
  g_assert_cmpuint (fake_tenant_get_count (f->fake, FAKE_KEYS), ==, 0);
}

/* Keys are fetched once, again for one that is new, and then no more. */
static void
test_keys (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (SpareTokenSet) first = log_in_well (f);
  g_autoptr (SpareTokenSet) second = log_in_well (f);
  g_autoptr (SpareTokenSet) third = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (fake_tenant_get_count (f->fake, FAKE_KEYS), ==, 1);

  fake_tenant_change_key (f->fake, "key2", TRUE);
  third = log_in_well (f);
  g_assert_cmpuint (fake_tenant_get_count (f->fake, FAKE_KEYS), ==, 2);

  fake_tenant_change_key (f->fake, "key3", FALSE);
  g_assert_null (log_in (f->client, FAKE_EMAIL, FAKE_PASSWORD, &error));
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_BAD_RESPONSE);
  g_assert_cmpuint (fake_tenant_get_count (f->fake, FAKE_KEYS), ==, 3);
}

static void
test_keys_fail (Fixture       *f,
                gconstpointer  data)
{
  static const struct
  {
    guint status;
    const char *body;
    SpareError code;
  } cases[] = {
    { 200, "{\"keys\":[]}", SPARE_ERROR_BAD_RESPONSE },
    { 200, "{\"keys\":[{\"kty\":\"EC\",\"kid\":\"key1\"}]}", SPARE_ERROR_BAD_RESPONSE },
    { 200, "<html>Welcome to our café</html>", SPARE_ERROR_BAD_RESPONSE },
    { 503, "", SPARE_ERROR_SERVER_ERROR },
    { 404, "Not Found", SPARE_ERROR_NOT_FOUND },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      fake_tenant_override (f->fake, FAKE_KEYS, cases[i].status, cases[i].body);
      g_assert_null (log_in (f->client, FAKE_EMAIL, FAKE_PASSWORD, &error));
      g_assert_error (error, SPARE_ERROR, (int) cases[i].code);
    }
}

/* Nobody is let in by an ID token that does not hold. */
static void
test_id_token (Fixture       *f,
               gconstpointer  data)
{
  static const struct
  {
    const char *claim;
    const char *value;
  } cases[] = {
    { "iss", "https://somebody.else/" },
    { "iss", NULL },
    { "aud", "another-client" },
    { "aud", NULL },
    { "sub", "" },
    { "sub", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FakeTenant) fake = fake_tenant_new ();
      g_autoptr (SpareAuthClient) client = NULL;
      g_autoptr (GError) error = NULL;

      client = test_client_new (fake_tenant_get_tenant (fake), f->clock);
      fake_tenant_set_claim (fake, cases[i].claim, cases[i].value);
      g_assert_null (log_in (client, FAKE_EMAIL, FAKE_PASSWORD, &error));
      g_assert_error (error, SPARE_ERROR, SPARE_ERROR_BAD_RESPONSE);
    }
}

static void
test_id_token_expired (Fixture       *f,
                       gconstpointer  data)
{
  g_autoptr (SpareTokenSet) tokens = NULL;
  g_autoptr (GError) error = NULL;

  fake_tenant_set_expiry (f->fake, FAKE_NOW - 59);
  tokens = log_in_well (f);

  fake_tenant_set_expiry (f->fake, FAKE_NOW - 61);
  g_assert_null (log_in (f->client, FAKE_EMAIL, FAKE_PASSWORD, &error));
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_BAD_RESPONSE);
}

static void
test_id_token_missing (Fixture       *f,
                       gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fake_tenant_set_id_token (f->fake, FALSE);
  g_assert_null (log_in (f->client, FAKE_EMAIL, FAKE_PASSWORD, &error));
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_BAD_RESPONSE);
}

/* What the ID token leaves out comes from userinfo, if it is the same person;
 * its failure is no failure of the login. */
static void
test_userinfo_fills (Fixture       *f,
                     gconstpointer  data)
{
  g_autoptr (SpareTokenSet) filled = NULL;
  g_autoptr (SpareTokenSet) other = NULL;
  g_autoptr (SpareTokenSet) failed = NULL;

  fake_tenant_set_claim (f->fake, "name", NULL);
  fake_tenant_set_claim (f->fake, "email", NULL);
  filled = log_in_well (f);
  g_assert_cmpstr (spare_account_get_name (spare_token_set_get_account (filled)), ==,
                   "From Userinfo");
  g_assert_cmpstr (spare_account_get_email (spare_token_set_get_account (filled)), ==,
                   "userinfo@example.com");
  g_assert_cmpint (spare_account_get_verified (spare_token_set_get_account (filled)), ==,
                   SPARE_VERIFIED_NO);

  fake_tenant_override (f->fake, FAKE_USERINFO, 200, "{\"sub\":\"auth0|other\",\"name\":\"Other\"}");
  other = log_in_well (f);
  g_assert_cmpstr (spare_account_get_sub (spare_token_set_get_account (other)), ==, FAKE_SUB);
  g_assert_null (spare_account_get_name (spare_token_set_get_account (other)));

  fake_tenant_override (f->fake, FAKE_USERINFO, 500, "");
  failed = log_in_well (f);
  g_assert_cmpstr (spare_account_get_sub (spare_token_set_get_account (failed)), ==, FAKE_SUB);
}

static void
test_change_password (Fixture       *f,
                      gconstpointer  data)
{
  static const struct
  {
    guint status;
    const char *body;
    int code;
  } cases[] = {
    { 200, "We've just sent you an email to reset your password.", -1 },
    { 200, "", -1 },
    { 404, "{\"error\":\"User not found\"}", -1 },
    { 404, "Not Found", -1 },
    { 404, "\n<html><h1>404 Not Found</h1></html>", SPARE_ERROR_NOT_FOUND },
    { 200, "<!DOCTYPE html><html>Log in to the network</html>", SPARE_ERROR_BAD_RESPONSE },
    { 400, "{\"error\":\"connection not found\"}", SPARE_ERROR_INVALID_CONNECTION },
    { 429, "", SPARE_ERROR_RATE_LIMITED },
    { 500, "", SPARE_ERROR_SERVER_ERROR },
    { 302, "", SPARE_ERROR_BAD_RESPONSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      guint status = 0;
      gboolean sent;

      fake_tenant_override (f->fake, FAKE_CHANGE, cases[i].status, cases[i].body);
      sent = change_password (f, &status, &error);
      g_assert_cmpuint (status, ==, cases[i].status);
      /* Sent once, whatever came. */
      g_assert_cmpuint (fake_tenant_get_count (f->fake, FAKE_CHANGE), ==, i + 1);
      if (cases[i].code < 0)
        {
          g_assert_no_error (error);
          g_assert_true (sent);
        }
      else
        {
          g_assert_error (error, SPARE_ERROR, cases[i].code);
          g_assert_false (sent);
        }
    }

  g_assert_cmpstr (fake_tenant_get_type (f->fake, FAKE_CHANGE), ==, "application/json");
  g_assert_cmpstr (fake_tenant_get_body (f->fake, FAKE_CHANGE), ==,
                   "{\"client_id\":\"client1\",\"email\":\"" FAKE_EMAIL "\","
                   "\"connection\":\"Username-Password-Authentication\"}");
}

static void
test_change_password_offline (Fixture       *f,
                              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  guint status = 1;

  fake_tenant_set_online (f->fake, FALSE);
  g_assert_false (change_password (f, &status, &error));
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_NETWORK);
  g_assert_cmpuint (status, ==, 0);
}

static void
test_discover (Fixture       *f,
               gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (discover (f, &error));
  g_assert_no_error (error);

  fake_tenant_override (f->fake, FAKE_DISCOVERY, 200, "{\"issuer\":\"https://else.auth0.com/\"}");
  g_assert_false (discover (f, &error));
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_BAD_RESPONSE);
  g_clear_error (&error);

  fake_tenant_override (f->fake, FAKE_DISCOVERY, 404, "Not Found");
  g_assert_false (discover (f, &error));
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_NOT_FOUND);
}

/* The same against the practice tenant, which shares no code with us. */
static void
test_practice (void)
{
  g_autoptr (TestPractice) practice = test_practice_start ();
  g_autoptr (SpareClock) clock = spare_clock_new ();
  g_autoptr (SpareAuthClient) client = test_client_new (practice->tenant, clock);
  Fixture f = { NULL, clock, client };
  const char *address = spare_practice_host_get_address (practice->host);
  g_autoptr (SpareTokenSet) tokens = NULL;
  g_autoptr (SpareTokenSet) renewed = NULL;
  g_autoptr (SpareAccount) account = NULL;
  g_autoptr (GAsyncResult) userinfo = NULL;
  g_autoptr (GAsyncResult) revoked = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (discover (&f, &error));
  g_assert_no_error (error);

  g_assert_null (log_in (client, address, "wrong", &error));
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_WRONG_CREDENTIALS);
  g_clear_error (&error);

  tokens = log_in (client, address, spare_practice_host_get_password (practice->host), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (spare_account_get_email (spare_token_set_get_account (tokens)), ==, address);

  spare_auth_client_userinfo_async (client, tokens, NULL, test_result_cb, &userinfo);
  test_wait_until (userinfo != NULL);
  account = spare_auth_client_userinfo_finish (client, userinfo, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (spare_account_get_sub (account), ==,
                   spare_account_get_sub (spare_token_set_get_account (tokens)));

  renewed = refresh (&f, tokens, &error);
  g_assert_no_error (error);

  spare_auth_client_revoke_async (client, spare_token_set_get_refresh_token (renewed), NULL,
                                  test_result_cb, &revoked);
  test_wait_until (revoked != NULL);
  g_assert_true (spare_auth_client_revoke_finish (client, revoked, &error));
  g_assert_no_error (error);
  g_assert_null (refresh (&f, renewed, &error));
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_SESSION_EXPIRED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define add(path, func) g_test_add ("/auth-client/" path, Fixture, NULL, set_up, func, tear_down)
  add ("login", test_login);
  add ("login-wrong", test_login_wrong);
  add ("keys", test_keys);
  add ("keys-fail", test_keys_fail);
  add ("id-token", test_id_token);
  add ("id-token-expired", test_id_token_expired);
  add ("id-token-missing", test_id_token_missing);
  add ("userinfo-fills", test_userinfo_fills);
  add ("change-password", test_change_password);
  add ("change-password-offline", test_change_password_offline);
  add ("discover", test_discover);
#undef add
  g_test_add_func ("/auth-client/practice", test_practice);

  return g_test_run ();
}
