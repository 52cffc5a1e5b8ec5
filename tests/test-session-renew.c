/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "session-test.h"

/* Renewing */

static void
test_refresh (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  sign_in (f);
  g_assert_false (spare_session_is_stale (f->session));
  spare_clock_set (f->clock, FAKE_NOW + 86400 - 59);
  g_assert_true (spare_session_is_stale (f->session));
  spare_clock_set (f->clock, FAKE_NOW + 1000);
  g_assert_true (refresh (f, &error));
  g_assert_no_error (error);
  assert_states (f, "refreshing signed-in");
  assert_jane (f);
  g_assert_cmpint (spare_session_get_expires_at (f->session), ==, FAKE_NOW + 1000 + 86400);
  assert_stored (f, "rt-2");
}

static void
test_refresh_join (Fixture       *f,
                   gconstpointer  data)
{
  GAsyncResult *results[3] = { NULL, };
  g_autoptr (GError) error = NULL;

  sign_in (f);
  for (int i = 0; i < 3; i++)
    spare_session_refresh_async (f->session, NULL, test_result_cb, &results[i]);
  for (int i = 0; i < 3; i++)
    {
      g_assert_true (finish (f, &results[i], spare_session_refresh_finish, &error));
      g_assert_no_error (error);
    }
  assert_states (f, "refreshing signed-in");
  g_assert_cmpuint (fake_tenant_get_count (f->fake, FAKE_TOKEN), ==, 2);
}

/* The only way in which the tenant ends a session here. */
static void
test_refresh_refused (Fixture       *f,
                      gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  sign_in (f);
  fake_tenant_end_session (f->fake);
  g_assert_false (refresh (f, &error));
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_SESSION_EXPIRED);
  assert_states (f, "refreshing signed-out");
  assert_problem (f, SPARE_ERROR_SESSION_EXPIRED);
  assert_nobody (f);
  assert_stored (f, NULL);

  g_clear_error (&error);
  g_assert_true (log_in (f, FAKE_PASSWORD, &error));
  g_assert_no_error (error);
  assert_no_problem (f);
}

static void
test_refresh_trouble (Fixture       *f,
                      gconstpointer  data)
{
  static const struct
  {
    guint status;
    const char *body;
    SpareError code;
  } cases[] = {
    { 429, "", SPARE_ERROR_RATE_LIMITED },
    { 500, "", SPARE_ERROR_SERVER_ERROR },
    { 200, "<html></html>", SPARE_ERROR_BAD_RESPONSE },
    { 403, "{\"error\":\"mfa_required\",\"mfa_token\":\"x\"}", SPARE_ERROR_MFA_REQUIRED },
    { 403, "{\"error\":\"unauthorized_client\"}", SPARE_ERROR_UNAUTHORIZED_CLIENT },
  };
  g_autoptr (GError) error = NULL;

  sign_in (f);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      fake_tenant_override (f->fake, FAKE_TOKEN, cases[i].status, cases[i].body);
      g_assert_false (refresh (f, &error));
      g_assert_error (error, SPARE_ERROR, (int) cases[i].code);
      assert_problem (f, (int) cases[i].code);
      assert_state (f, SIGNED_IN);
      assert_jane (f);
      g_assert_true (spare_session_is_persistent (f->session));
      assert_stored (f, "rt-1");
      g_clear_error (&error);
    }

  fake_tenant_override (f->fake, FAKE_TOKEN, 0, NULL);
  g_assert_true (refresh (f, &error));
  g_assert_no_error (error);
  assert_no_problem (f);
}

/* The tokens before are spent: what is stored is of no use any more. */
static void
test_refresh_not_saved (Fixture       *f,
                        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  sign_in (f);
  set_trouble (f, SPARE_ERROR_KEYRING_LOCKED);
  g_assert_true (refresh (f, &error));
  g_assert_no_error (error);
  assert_state (f, SIGNED_IN);
  assert_problem (f, SPARE_ERROR_KEYRING_LOCKED);
  g_assert_false (spare_session_is_persistent (f->session));

  /* The next renewal saves again. */
  end_trouble (f);
  g_assert_true (refresh (f, &error));
  g_assert_no_error (error);
  assert_no_problem (f);
  g_assert_true (spare_session_is_persistent (f->session));
  assert_stored (f, "rt-3");
}

/* What another process, the command line, does meanwhile. */
static void
refresh_elsewhere (Fixture *f)
{
  Fixture other = *f;
  g_autoptr (GError) error = NULL;

  other.session = spare_session_new (f->client, f->store, f->clock);
  g_assert_true (restore (&other, &error));
  g_assert_true (refresh (&other, &error));
  g_assert_no_error (error);
  assert_stored (f, "rt-2");
  g_object_unref (other.session);
}

/* The token it left is used, not the one that is spent. */
static void
test_refresh_elsewhere (Fixture       *f,
                        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  sign_in (f);
  refresh_elsewhere (f);
  g_assert_true (refresh (f, &error));
  g_assert_no_error (error);
  assert_state (f, SIGNED_IN);
  g_assert_cmpuint (fake_tenant_get_count (f->fake, FAKE_TOKEN), ==, 2);

  spare_clock_set (f->clock, FAKE_NOW + 90000);
  g_assert_true (refresh (f, &error));
  g_assert_no_error (error);
  assert_stored (f, "rt-3");
}

/* What `spare-key login` of somebody else leaves in the keyring. */
static void
store_somebody_else (Fixture *f)
{
  g_autoptr (SpareSecretText) access_token = spare_secret_text_new ("at-bob");
  g_autoptr (SpareSecretText) refresh_token = spare_secret_text_new ("rt-bob");
  g_autoptr (SpareAccount) account = spare_account_new ("auth0|bob", NULL, "bob@example.com",
                                                        SPARE_VERIFIED_YES);
  g_autoptr (SpareTokenSet) bare = spare_token_set_new (access_token, refresh_token, NULL,
                                                        FAKE_NOW + 100000);
  g_autoptr (SpareTokenSet) tokens = spare_token_set_with_account (bare, account, FAKE_NOW);
  g_autoptr (SpareSecretText) text = spare_token_set_serialize (tokens);

  put_stored (f, spare_secret_text_get (text));
}

/* Their session is neither overwritten nor removed. */
static void
test_refresh_somebody_else (Fixture       *f,
                            gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  sign_in (f);
  store_somebody_else (f);
  g_assert_true (refresh (f, &error));
  g_assert_no_error (error);
  assert_jane (f);
  g_assert_false (spare_session_is_persistent (f->session));
  assert_stored (f, "rt-bob");

  fake_tenant_end_session (f->fake);
  g_assert_false (refresh (f, &error));
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_SESSION_EXPIRED);
  assert_nobody (f);
  assert_stored (f, "rt-bob");
}

/* The tenant has put another refresh token in place of ours; that what came with
 * it cannot be checked makes the old one no better. */
static void
test_refresh_unchecked (Fixture       *f,
                        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  sign_in (f);
  fake_tenant_change_key (f->fake, "another", TRUE);
  fake_tenant_override (f->fake, FAKE_KEYS, 503, "");
  g_assert_false (refresh (f, &error));
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_SERVER_ERROR);
  assert_problem (f, SPARE_ERROR_SERVER_ERROR);
  assert_state (f, SIGNED_IN);
  assert_jane (f);
  g_assert_true (spare_session_is_persistent (f->session));
  assert_stored (f, "rt-2");
  g_clear_error (&error);

  fake_tenant_override (f->fake, FAKE_KEYS, 0, NULL);
  g_assert_true (refresh (f, &error));
  g_assert_no_error (error);
  assert_no_problem (f);
  assert_stored (f, "rt-3");
}

static void
test_refresh_nobody (Fixture       *f,
                     gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (restore (f, NULL));
  g_assert_false (spare_session_is_stale (f->session));
  g_assert_false (refresh (f, &error));
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_NOT_SIGNED_IN);
  g_clear_error (&error);
  g_assert_false (save (f, &error));
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_NOT_SIGNED_IN);
  assert_states (f, "signed-out");
}

/* Without a refresh token a session just ends; nothing is deleted, since the
 * clock may be wrong. */
static void
test_refresh_without_token (Fixture       *f,
                            gconstpointer  data)
{
  g_autoptr (SpareSecretText) access = spare_secret_text_new ("at");
  g_autoptr (SpareAccount) account =
      spare_account_new (FAKE_SUB, NULL, FAKE_EMAIL, SPARE_VERIFIED_YES);
  g_autoptr (SpareTokenSet) bare = spare_token_set_new (access, NULL, NULL, FAKE_NOW + 100);
  g_autoptr (SpareTokenSet) tokens = spare_token_set_with_account (bare, account, FAKE_NOW);
  g_autoptr (SpareSecretText) text = spare_token_set_serialize (tokens);
  g_autoptr (GError) error = NULL;

  put_stored (f, spare_secret_text_get (text));
  g_assert_true (restore (f, NULL));
  g_assert_true (refresh (f, &error));
  g_assert_no_error (error);
  assert_state (f, SIGNED_IN);

  spare_clock_set (f->clock, FAKE_NOW + 100);
  g_assert_false (refresh (f, &error));
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_SESSION_EXPIRED);
  assert_state (f, SIGNED_OUT);
  assert_stored (f, FAKE_SUB);
  g_assert_cmpuint (fake_tenant_get_count (f->fake, FAKE_TOKEN), ==, 0);
}

/* Logging out */

static void
test_logout (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  gboolean told = FALSE;

  sign_in (f);
  g_assert_true (log_out (f, &told, &error));
  g_assert_no_error (error);
  g_assert_true (told);
  assert_states (f, "signing-out signed-out");
  assert_nobody (f);
  assert_no_problem (f);
  assert_stored (f, NULL);
  g_assert_cmpuint (fake_tenant_get_count (f->fake, FAKE_REVOKE), ==, 1);
  g_assert_null (fake_tenant_get_refresh_token (f->fake));

  reopen (f);
  g_assert_true (restore (f, NULL));
  assert_state (f, SIGNED_OUT);
}

static void
test_logout_offline (Fixture       *f,
                     gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  gboolean told = TRUE;

  sign_in (f);
  fake_tenant_set_online (f->fake, FALSE);
  g_assert_true (log_out (f, &told, &error));
  g_assert_no_error (error);
  g_assert_false (told);
  assert_states (f, "signing-out signed-out");
  assert_stored (f, NULL);
}

static void
test_logout_not_cleared (Fixture       *f,
                         gconstpointer  data)
{
  static const SpareError codes[] = {
    SPARE_ERROR_NOT_CLEARED,
    SPARE_ERROR_KEYRING_LOCKED,
    SPARE_ERROR_KEYRING_UNAVAILABLE,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean told = FALSE;

      sign_in (f);
      set_trouble (f, codes[i]);
      g_assert_false (log_out (f, &told, &error));
      g_assert_error (error, SPARE_ERROR, SPARE_ERROR_NOT_CLEARED);
      g_assert_true (told);
      assert_state (f, SIGNED_OUT);
      assert_nobody (f);
      end_trouble (f);
      reopen (f);
      put_stored (f, "x");
      g_assert_true (test_clear (f->store, fake_tenant_get_tenant (f->fake), NULL));
    }
}

/* A server that does not answer does not keep anybody signed in. */
static void
test_logout_cancel (Fixture       *f,
                    gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean told = TRUE;

  sign_in (f);
  fake_tenant_hold (f->fake, FAKE_REVOKE);
  spare_session_logout_async (f->session, cancellable, test_result_cb, &result);
  test_wait_until (fake_tenant_get_count (f->fake, FAKE_REVOKE) == 1);
  assert_state (f, SIGNING_OUT);
  g_cancellable_cancel (cancellable);
  test_wait_until (result != NULL);
  g_assert_true (spare_session_logout_finish (f->session, result, &told, &error));
  g_assert_no_error (error);
  g_assert_false (told);
  assert_state (f, SIGNED_OUT);
  assert_stored (f, NULL);
}

/* The logout waits for the renewal, and revokes what that one brought. */
static void
test_logout_while_refreshing (Fixture       *f,
                              gconstpointer  data)
{
  GAsyncResult *renewal = NULL;
  g_autoptr (GAsyncResult) logout = NULL;
  g_autoptr (GError) error = NULL;
  gboolean told = FALSE;

  sign_in (f);
  fake_tenant_hold (f->fake, FAKE_TOKEN);
  spare_session_refresh_async (f->session, NULL, test_result_cb, &renewal);
  test_wait_until (fake_tenant_get_count (f->fake, FAKE_TOKEN) == 2);
  spare_session_logout_async (f->session, NULL, test_result_cb, &logout);
  fake_tenant_hold (f->fake, NULL);

  g_assert_true (finish (f, &renewal, spare_session_refresh_finish, &error));
  test_wait_until (logout != NULL);
  g_assert_true (spare_session_logout_finish (f->session, logout, &told, &error));
  g_assert_no_error (error);
  g_assert_true (told);
  assert_states (f, "refreshing signed-in signing-out signed-out");
  g_assert_nonnull (strstr (fake_tenant_get_body (f->fake, FAKE_REVOKE), "rt-2"));
  assert_stored (f, NULL);
}

static void
test_logout_somebody_else (Fixture       *f,
                           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  gboolean told = FALSE;

  sign_in (f);
  store_somebody_else (f);
  g_assert_true (log_out (f, &told, &error));
  g_assert_no_error (error);
  g_assert_true (told);
  assert_nobody (f);
  g_assert_nonnull (strstr (fake_tenant_get_body (f->fake, FAKE_REVOKE), "rt-1"));
  assert_stored (f, "rt-bob");

  /* Who logs in last is kept, here as there. */
  g_assert_true (log_in (f, FAKE_PASSWORD, &error));
  g_assert_no_error (error);
  g_assert_true (spare_session_is_persistent (f->session));
  assert_stored (f, FAKE_EMAIL);
}

/* The token that another process has left is the one to revoke. */
static void
test_logout_elsewhere (Fixture       *f,
                       gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  gboolean told = FALSE;

  sign_in (f);
  refresh_elsewhere (f);
  g_assert_true (log_out (f, &told, &error));
  g_assert_no_error (error);
  g_assert_true (told);
  g_assert_nonnull (strstr (fake_tenant_get_body (f->fake, FAKE_REVOKE), "rt-2"));
  assert_stored (f, NULL);
}

static void
test_logout_nobody (Fixture       *f,
                    gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  gboolean told = FALSE;

  g_assert_true (restore (f, NULL));
  g_assert_true (log_out (f, &told, &error));
  g_assert_no_error (error);
  g_assert_true (told);
  assert_state (f, SIGNED_OUT);
  g_assert_cmpuint (fake_tenant_get_count (f->fake, FAKE_REVOKE), ==, 0);
}

/* What cannot be read cannot be revoked, but it can be removed. */
static void
test_logout_locked (Fixture       *f,
                    gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  gboolean told = TRUE;

  put_stored (f, "garbage");
  g_assert_false (restore (f, NULL));
  g_assert_true (log_out (f, &told, &error));
  g_assert_no_error (error);
  g_assert_false (told);
  assert_state (f, SIGNED_OUT);
  assert_stored (f, NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define add(path, func) g_test_add ("/session/" path, Fixture, NULL, set_up, func, tear_down)
  add ("refresh", test_refresh);
  add ("refresh/join", test_refresh_join);
  add ("refresh/refused", test_refresh_refused);
  add ("refresh/trouble", test_refresh_trouble);
  add ("refresh/not-saved", test_refresh_not_saved);
  add ("refresh/elsewhere", test_refresh_elsewhere);
  add ("refresh/somebody-else", test_refresh_somebody_else);
  add ("refresh/unchecked", test_refresh_unchecked);
  add ("refresh/nobody", test_refresh_nobody);
  add ("refresh/without-token", test_refresh_without_token);
  add ("logout", test_logout);
  add ("logout/offline", test_logout_offline);
  add ("logout/not-cleared", test_logout_not_cleared);
  add ("logout/cancel", test_logout_cancel);
  add ("logout/while-refreshing", test_logout_while_refreshing);
  add ("logout/somebody-else", test_logout_somebody_else);
  add ("logout/elsewhere", test_logout_elsewhere);
  add ("logout/nobody", test_logout_nobody);
  add ("logout/locked", test_logout_locked);
#undef add

  return g_test_run ();
}
