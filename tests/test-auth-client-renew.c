/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "auth-client-test.h"

static void
test_refresh (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr (SpareTokenSet) tokens = log_in_well (f);
  g_autoptr (SpareTokenSet) renewed = NULL;
  g_autoptr (SpareTokenSet) same = NULL;
  g_autoptr (GError) error = NULL;

  spare_clock_set (f->clock, FAKE_NOW + 1000);
  renewed = refresh (f, tokens, &error);
  g_assert_no_error (error);
  assert_refresh_token (renewed, "rt-2");
  g_assert_cmpint (spare_token_set_get_expires_at (renewed), ==, FAKE_NOW + 1000 + 86400);
  g_assert_cmpint (spare_token_set_get_signed_in_at (renewed), ==, FAKE_NOW);
  g_assert_cmpstr (spare_account_get_email (spare_token_set_get_account (renewed)), ==, FAKE_EMAIL);

  /* Without rotation, and without an ID token. */
  fake_tenant_set_rotation (f->fake, FALSE);
  fake_tenant_set_id_token (f->fake, FALSE);
  same = refresh (f, renewed, &error);
  g_assert_no_error (error);
  assert_refresh_token (same, "rt-2");
  g_assert_cmpstr (spare_account_get_sub (spare_token_set_get_account (same)), ==, FAKE_SUB);
}

static void
test_refresh_refused (Fixture       *f,
                      gconstpointer  data)
{
  g_autoptr (SpareTokenSet) tokens = log_in_well (f);
  g_autoptr (GError) error = NULL;

  fake_tenant_end_session (f->fake);
  g_assert_null (refresh (f, tokens, &error));
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_SESSION_EXPIRED);
  g_assert_cmpuint (fake_tenant_get_count (f->fake, FAKE_TOKEN), ==, 2);
}

static void
test_refresh_somebody_else (Fixture       *f,
                            gconstpointer  data)
{
  g_autoptr (SpareTokenSet) tokens = log_in_well (f);
  g_autoptr (GError) error = NULL;

  fake_tenant_set_claim (f->fake, "sub", "auth0|somebody-else");
  g_assert_null (refresh (f, tokens, &error));
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_BAD_RESPONSE);
}

/* Busy servers are no refusal, and are not asked again at once. */
static void
test_refresh_busy (Fixture       *f,
                   gconstpointer  data)
{
  static const struct
  {
    guint status;
    SpareError code;
  } cases[] = {
    { 429, SPARE_ERROR_RATE_LIMITED },
    { 500, SPARE_ERROR_SERVER_ERROR },
    { 503, SPARE_ERROR_SERVER_ERROR },
  };
  g_autoptr (SpareTokenSet) tokens = log_in_well (f);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      fake_tenant_override (f->fake, FAKE_TOKEN, cases[i].status, "");
      g_assert_null (refresh (f, tokens, &error));
      g_assert_error (error, SPARE_ERROR, (int) cases[i].code);
      g_assert_cmpuint (fake_tenant_get_count (f->fake, FAKE_TOKEN), ==, 2 + i);
    }
}

/* A renewal that the network lost is sent again. */
static void
test_refresh_again (Fixture       *f,
                    gconstpointer  data)
{
  g_autoptr (SpareTokenSet) tokens = log_in_well (f);
  g_autoptr (SpareTokenSet) renewed = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fake_tenant_set_online (f->fake, FALSE);
  spare_auth_client_refresh_async (f->client, tokens, NULL, test_result_cb, &result);
  test_iterate_for (200);
  g_assert_null (result);
  fake_tenant_set_online (f->fake, TRUE);
  test_wait_until (result != NULL);
  renewed = spare_auth_client_refresh_finish (f->client, result, NULL, &error);
  g_assert_no_error (error);
  assert_refresh_token (renewed, "rt-2");
}

static void
test_refresh_offline (Fixture       *f,
                      gconstpointer  data)
{
  g_autoptr (SpareTokenSet) tokens = log_in_well (f);
  g_autoptr (GError) error = NULL;
  gint64 start;

  fake_tenant_set_online (f->fake, FALSE);
  start = g_get_monotonic_time ();
  g_assert_null (refresh (f, tokens, &error));
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_NETWORK);
  g_assert_cmpint (spare_error_get_network_cause (error), ==, SPARE_NETWORK_CAUSE_REFUSED);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 1400 * 1000);
}

/* Cancelling does not wait for the next try. */
static void
test_refresh_cancel (Fixture       *f,
                     gconstpointer  data)
{
  g_autoptr (SpareTokenSet) tokens = log_in_well (f);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fake_tenant_set_online (f->fake, FALSE);
  spare_auth_client_refresh_async (f->client, tokens, cancellable, test_result_cb, &result);
  test_iterate_for (100);
  g_cancellable_cancel (cancellable);
  test_wait_until (result != NULL);
  g_assert_null (spare_auth_client_refresh_finish (f->client, result, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_refresh_without_token (Fixture       *f,
                            gconstpointer  data)
{
  g_autoptr (SpareSecretText) access = spare_secret_text_new ("at");
  g_autoptr (SpareTokenSet) tokens = spare_token_set_new (access, NULL, NULL, FAKE_NOW);
  g_autoptr (GError) error = NULL;

  g_assert_null (refresh (f, tokens, &error));
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_SESSION_EXPIRED);
  g_assert_cmpuint (fake_tenant_get_count (f->fake, FAKE_TOKEN), ==, 0);
}

static void
test_revoke (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr (SpareTokenSet) tokens = log_in_well (f);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  spare_auth_client_revoke_async (f->client, spare_token_set_get_refresh_token (tokens), NULL,
                                  test_result_cb, &result);
  test_wait_until (result != NULL);
  g_assert_true (spare_auth_client_revoke_finish (f->client, result, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (fake_tenant_get_body (f->fake, FAKE_REVOKE), ==,
                   "{\"client_id\":\"client1\",\"token\":\"rt-1\"}");
  g_assert_null (fake_tenant_get_refresh_token (f->fake));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define add(path, func) g_test_add ("/auth-client/" path, Fixture, NULL, set_up, func, tear_down)
  add ("refresh", test_refresh);
  add ("refresh-refused", test_refresh_refused);
  add ("refresh-somebody-else", test_refresh_somebody_else);
  add ("refresh-busy", test_refresh_busy);
  add ("refresh-again", test_refresh_again);
  add ("refresh-offline", test_refresh_offline);
  add ("refresh-cancel", test_refresh_cancel);
  add ("refresh-without-token", test_refresh_without_token);
  add ("revoke", test_revoke);
#undef add

  return g_test_run ();
}
