/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "fake-tenant.h"
#include "spare-account.h"
#include "spare-auth-client.h"
#include "spare-clock.h"
#include "spare-http.h"
#include "spare-session.h"
#include "spare-session-store-memory.h"
#include "spare-token-set.h"
#include "test-stores.h"

#include <string.h>

typedef struct
{
  FakeTenant *fake;
  SpareHttp *http;
  SpareClock *clock;
  SpareAuthClient *client;
  SpareSessionStore *store;
  SpareSession *session;
  GString *states; /* every state that was notified, in order */
} Fixture;

typedef gboolean (*Finish) (SpareSession  *session,
                            GAsyncResult  *result,
                            GError       **error);

static void
state_cb (SpareSession *session,
          GParamSpec   *pspec,
          GString      *states)
{
  GEnumClass *klass = g_type_class_ref (SPARE_TYPE_SESSION_STATE);
  int state;

  g_object_get (session, "state", &state, NULL);
  g_assert_cmpint (state, ==, spare_session_get_state (session));
  g_string_append_printf (states, "%s%s", states->len > 0 ? " " : "",
                          g_enum_get_value (klass, state)->value_nick);
  g_type_class_unref (klass);
}

static void
open_session (Fixture *f)
{
  f->session = spare_session_new (f->client, f->store, f->clock);
  g_signal_connect (f->session, "notify::state", G_CALLBACK (state_cb), f->states);
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->fake = fake_tenant_new ();
  f->http = spare_http_new ();
  f->clock = spare_clock_new_fixed (FAKE_NOW);
  f->client = spare_auth_client_new (fake_tenant_get_tenant (f->fake), f->http, f->clock);
  f->store = spare_session_store_memory_new ();
  f->states = g_string_new (NULL);
  open_session (f);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  /* Nothing may hold on to a session once its operations have ended. */
  g_assert_finalize_object (f->session);
  g_object_unref (f->store);
  g_object_unref (f->client);
  g_object_unref (f->clock);
  g_object_unref (f->http);
  g_string_free (f->states, TRUE);
  fake_tenant_free (f->fake);
}

/* As if the program had been started again. */
static void
reopen (Fixture *f)
{
  g_assert_finalize_object (f->session);
  g_string_truncate (f->states, 0);
  open_session (f);
}

static gboolean
finish (Fixture       *f,
        GAsyncResult **result,
        Finish         func,
        GError       **error)
{
  gboolean done;

  test_wait_until (*result != NULL);
  done = func (f->session, *result, error);
  g_clear_object (result);

  return done;
}

static gboolean
restore (Fixture  *f,
         GError  **error)
{
  GAsyncResult *result = NULL;

  spare_session_restore_async (f->session, NULL, test_result_cb, &result);

  return finish (f, &result, spare_session_restore_finish, error);
}

static void
start_login (Fixture       *f,
             const char    *password_text,
             GCancellable  *cancellable,
             GAsyncResult **result)
{
  g_autoptr (SpareSecretText) password = spare_secret_text_new (password_text);

  spare_session_login_async (f->session, FAKE_EMAIL, password, cancellable, test_result_cb, result);
}

static gboolean
log_in (Fixture     *f,
        const char  *password,
        GError     **error)
{
  GAsyncResult *result = NULL;

  start_login (f, password, NULL, &result);

  return finish (f, &result, spare_session_login_finish, error);
}

static gboolean
refresh (Fixture  *f,
         GError  **error)
{
  GAsyncResult *result = NULL;

  spare_session_refresh_async (f->session, NULL, test_result_cb, &result);

  return finish (f, &result, spare_session_refresh_finish, error);
}

static gboolean
save (Fixture  *f,
      GError  **error)
{
  GAsyncResult *result = NULL;

  spare_session_save_async (f->session, NULL, test_result_cb, &result);

  return finish (f, &result, spare_session_save_finish, error);
}

static gboolean
forget (Fixture  *f,
        GError  **error)
{
  GAsyncResult *result = NULL;

  spare_session_forget_async (f->session, NULL, test_result_cb, &result);

  return finish (f, &result, spare_session_forget_finish, error);
}

static gboolean
log_out (Fixture   *f,
         gboolean  *server_told,
         GError   **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  spare_session_logout_async (f->session, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);

  return spare_session_logout_finish (f->session, result, server_told, error);
}

static void
sign_in (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (restore (f, &error));
  g_assert_no_error (error);
  g_assert_true (log_in (f, FAKE_PASSWORD, &error));
  g_assert_no_error (error);
  g_string_truncate (f->states, 0);
}

static void
set_trouble (Fixture    *f,
             SpareError  code)
{
  g_autoptr (GError) error = spare_error_new (code);

  spare_session_store_memory_set_fail (SPARE_SESSION_STORE_MEMORY (f->store), error);
}

static void
end_trouble (Fixture *f)
{
  spare_session_store_memory_set_fail (SPARE_SESSION_STORE_MEMORY (f->store), NULL);
}

static char *
get_stored (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  char *text = test_load (f->store, fake_tenant_get_tenant (f->fake), &error);

  g_assert_no_error (error);

  return text;
}

static void
put_stored (Fixture    *f,
            const char *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (test_save (f->store, fake_tenant_get_tenant (f->fake), text, &error));
  g_assert_no_error (error);
}

static void
assert_stored (Fixture    *f,
               const char *part)
{
  g_autofree char *text = get_stored (f);

  if (part == NULL)
    {
      g_assert_null (text);
      return;
    }

  g_assert_nonnull (text);
  g_assert_nonnull (strstr (text, part));
}

#define assert_states(f, expected) g_assert_cmpstr ((f)->states->str, ==, expected)
#define assert_state(f, expected) \
  g_assert_cmpint (spare_session_get_state ((f)->session), ==, SPARE_SESSION_##expected)
#define assert_problem(f, code) \
  g_assert_error (spare_session_get_problem ((f)->session), SPARE_ERROR, code)
#define assert_no_problem(f) g_assert_null (spare_session_get_problem ((f)->session))

static void
assert_nobody (Fixture *f)
{
  g_assert_null (spare_session_get_account (f->session));
  g_assert_cmpint (spare_session_get_signed_in_at (f->session), ==, 0);
  g_assert_cmpint (spare_session_get_expires_at (f->session), ==, 0);
  g_assert_false (spare_session_is_persistent (f->session));
}

static void
assert_jane (Fixture *f)
{
  SpareAccount *account = spare_session_get_account (f->session);

  g_assert_nonnull (account);
  g_assert_cmpstr (spare_account_get_email (account), ==, FAKE_EMAIL);
  g_assert_cmpint (spare_session_get_signed_in_at (f->session), ==, FAKE_NOW);
}

/* Starting */

static void
test_start_nothing (Fixture       *f,
                    gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  assert_state (f, STARTING);
  g_assert_true (restore (f, &error));
  g_assert_no_error (error);
  assert_states (f, "signed-out");
  assert_nobody (f);
  assert_no_problem (f);
}

static void
test_start_stored (Fixture       *f,
                   gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  sign_in (f);
  reopen (f);
  /* No network is needed to know who is signed in. */
  fake_tenant_set_online (f->fake, FALSE);
  g_assert_true (restore (f, &error));
  g_assert_no_error (error);
  assert_states (f, "signed-in");
  assert_jane (f);
  g_assert_true (spare_session_is_persistent (f->session));
  g_assert_cmpint (spare_session_get_expires_at (f->session), ==, FAKE_NOW + 86400);
}

/* "Cannot read" is not "signed out", and nothing is deleted; the retry finds
 * it. */
static void
test_start_locked (Fixture       *f,
                   gconstpointer  data)
{
  static const SpareError codes[] = {
    SPARE_ERROR_KEYRING_LOCKED,
    SPARE_ERROR_KEYRING_UNAVAILABLE,
    SPARE_ERROR_SESSION_UNREADABLE,
  };

  sign_in (f);
  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (GError) error = NULL;

      reopen (f);
      set_trouble (f, codes[i]);
      g_assert_false (restore (f, &error));
      g_assert_error (error, SPARE_ERROR, (int) codes[i]);
      assert_problem (f, (int) codes[i]);
      assert_states (f, "locked");
      assert_nobody (f);

      end_trouble (f);
      g_clear_error (&error);
      g_assert_true (restore (f, &error));
      g_assert_no_error (error);
      assert_states (f, "locked starting signed-in");
      assert_no_problem (f);
      assert_jane (f);
    }
}

static void
test_start_garbage (Fixture       *f,
                    gconstpointer  data)
{
  static const char *const texts[] = { "garbage", "{}", "{\"format\":99}", "[1,2]" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      put_stored (f, texts[i]);
      g_assert_false (restore (f, &error));
      g_assert_error (error, SPARE_ERROR, SPARE_ERROR_SESSION_UNREADABLE);
      assert_state (f, LOCKED);
      assert_stored (f, texts[i]);
    }
}

static void
test_start_twice (Fixture       *f,
                  gconstpointer  data)
{
  GAsyncResult *first = NULL;
  GAsyncResult *second = NULL;
  g_autoptr (GError) error = NULL;

  sign_in (f);
  reopen (f);
  spare_session_restore_async (f->session, NULL, test_result_cb, &first);
  spare_session_restore_async (f->session, NULL, test_result_cb, &second);
  g_assert_true (finish (f, &first, spare_session_restore_finish, &error));
  g_assert_true (finish (f, &second, spare_session_restore_finish, &error));
  g_assert_no_error (error);
  assert_states (f, "signed-in");
}

static void
test_start_stale (Fixture       *f,
                  gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  sign_in (f);
  reopen (f);
  spare_clock_set (f->clock, FAKE_NOW + 86400 - 30);
  g_assert_true (restore (f, &error));
  g_assert_no_error (error);
  test_wait_until (g_str_equal (f->states->str, "signed-in refreshing signed-in"));
  assert_stored (f, "rt-2");
  assert_jane (f);
}

/* Being offline never signs out. */
static void
test_start_stale_offline (Fixture       *f,
                          gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  sign_in (f);
  reopen (f);
  spare_clock_set (f->clock, FAKE_NOW + 90000);
  fake_tenant_set_online (f->fake, FALSE);
  g_assert_true (restore (f, &error));
  g_assert_no_error (error);
  test_wait_until (g_str_equal (f->states->str, "signed-in refreshing signed-in"));
  assert_problem (f, SPARE_ERROR_NETWORK);
  assert_jane (f);
  assert_stored (f, "rt-1");
}

/* Leaving LOCKED */

static void
test_locked_memory_only (Fixture       *f,
                         gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  gboolean told = FALSE;

  sign_in (f);
  reopen (f);
  set_trouble (f, SPARE_ERROR_KEYRING_LOCKED);
  g_assert_false (restore (f, NULL));
  spare_session_use_memory_only (f->session);
  assert_states (f, "locked signed-out");
  assert_no_problem (f);

  g_assert_true (log_in (f, FAKE_PASSWORD, &error));
  g_assert_no_error (error);
  assert_jane (f);
  g_assert_false (spare_session_is_persistent (f->session));
  assert_no_problem (f);
  g_assert_true (refresh (f, &error));
  g_assert_no_error (error);
  assert_no_problem (f);
  g_assert_true (log_out (f, &told, &error));
  g_assert_no_error (error);
  g_assert_true (told);

  /* What was stored before is still there. */
  end_trouble (f);
  assert_stored (f, "rt-1");
}

static void
test_locked_memory_then_save (Fixture       *f,
                              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  set_trouble (f, SPARE_ERROR_KEYRING_UNAVAILABLE);
  g_assert_false (restore (f, NULL));
  spare_session_use_memory_only (f->session);
  g_assert_true (log_in (f, FAKE_PASSWORD, &error));

  g_assert_false (save (f, &error));
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_KEYRING_UNAVAILABLE);
  assert_problem (f, SPARE_ERROR_KEYRING_UNAVAILABLE);
  assert_state (f, SIGNED_IN);
  g_clear_error (&error);

  end_trouble (f);
  g_assert_true (save (f, &error));
  g_assert_no_error (error);
  assert_no_problem (f);
  g_assert_true (spare_session_is_persistent (f->session));
  assert_stored (f, "rt-1");
}

/* In any other state there is nothing to leave. */
static void
test_memory_only_elsewhere (Fixture       *f,
                            gconstpointer  data)
{
  spare_session_use_memory_only (f->session);
  assert_state (f, STARTING);
  sign_in (f);
  spare_session_use_memory_only (f->session);
  assert_states (f, "");
  g_assert_true (spare_session_is_persistent (f->session));
}

static void
test_locked_forget (Fixture       *f,
                    gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  put_stored (f, "garbage");
  g_assert_false (restore (f, NULL));

  set_trouble (f, SPARE_ERROR_NOT_CLEARED);
  g_assert_false (forget (f, &error));
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_NOT_CLEARED);
  assert_state (f, LOCKED);
  assert_problem (f, SPARE_ERROR_SESSION_UNREADABLE);
  g_clear_error (&error);

  end_trouble (f);
  g_assert_true (forget (f, &error));
  g_assert_no_error (error);
  assert_states (f, "locked signed-out");
  assert_no_problem (f);
  assert_stored (f, NULL);
}

static void
test_forget_signed_in (Fixture       *f,
                       gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  sign_in (f);
  g_assert_false (forget (f, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PENDING);
  assert_state (f, SIGNED_IN);
  assert_stored (f, "rt-1");
}

static void
test_locked_login (Fixture       *f,
                   gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  put_stored (f, "garbage");
  g_assert_false (restore (f, NULL));

  g_assert_false (log_in (f, "wrong", &error));
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_WRONG_CREDENTIALS);
  assert_states (f, "locked signing-in locked");
  assert_problem (f, SPARE_ERROR_SESSION_UNREADABLE);
  assert_stored (f, "garbage");
  g_clear_error (&error);

  g_assert_true (log_in (f, FAKE_PASSWORD, &error));
  g_assert_no_error (error);
  assert_states (f, "locked signing-in locked signing-in signed-in");
  assert_no_problem (f);
  assert_stored (f, "rt-1");
}

/* Logging in */

static void
test_login (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (restore (f, NULL));
  g_assert_true (log_in (f, FAKE_PASSWORD, &error));
  g_assert_no_error (error);
  assert_states (f, "signed-out signing-in signed-in");
  assert_jane (f);
  assert_no_problem (f);
  g_assert_true (spare_session_is_persistent (f->session));
  assert_stored (f, "rt-1");
}

static void
test_login_wrong (Fixture       *f,
                  gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (restore (f, NULL));
  g_assert_false (log_in (f, "wrong", &error));
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_WRONG_CREDENTIALS);
  assert_states (f, "signed-out signing-in signed-out");
  assert_nobody (f);
  assert_no_problem (f);
  assert_stored (f, NULL);
}

static void
test_login_cancel (Fixture       *f,
                   gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  g_assert_true (restore (f, NULL));
  fake_tenant_hold (f->fake, FAKE_TOKEN);
  start_login (f, FAKE_PASSWORD, cancellable, &result);
  test_wait_until (fake_tenant_get_count (f->fake, FAKE_TOKEN) == 1);
  assert_state (f, SIGNING_IN);
  g_cancellable_cancel (cancellable);
  g_assert_false (finish (f, &result, spare_session_login_finish, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_states (f, "signed-out signing-in signed-out");
  assert_stored (f, NULL);
}

static void
test_login_not_saved (Fixture       *f,
                      gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (restore (f, NULL));
  set_trouble (f, SPARE_ERROR_NOT_SAVED);
  g_assert_true (log_in (f, FAKE_PASSWORD, &error));
  g_assert_no_error (error);
  assert_state (f, SIGNED_IN);
  assert_jane (f);
  g_assert_false (spare_session_is_persistent (f->session));
  assert_problem (f, SPARE_ERROR_NOT_SAVED);

  end_trouble (f);
  g_assert_true (save (f, &error));
  g_assert_no_error (error);
  g_assert_true (spare_session_is_persistent (f->session));
  assert_no_problem (f);
  assert_stored (f, "rt-1");
}

static void
test_login_twice (Fixture       *f,
                  gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  sign_in (f);
  g_assert_false (log_in (f, FAKE_PASSWORD, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PENDING);
  assert_states (f, "");
  g_assert_cmpuint (fake_tenant_get_count (f->fake, FAKE_TOKEN), ==, 1);
}

/* Renewing */

static void
test_refresh (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  sign_in (f);
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

/* Another process, the command line, renewed meanwhile: the token it left is
 * used, not the one that is spent. */
static void
test_refresh_elsewhere (Fixture       *f,
                        gconstpointer  data)
{
  Fixture other = *f;
  g_autoptr (GError) error = NULL;

  sign_in (f);
  other.session = spare_session_new (f->client, f->store, f->clock);
  g_assert_true (restore (&other, &error));
  g_assert_true (refresh (&other, &error));
  g_assert_no_error (error);
  assert_stored (f, "rt-2");

  g_assert_true (refresh (f, &error));
  g_assert_no_error (error);
  assert_state (f, SIGNED_IN);
  g_assert_cmpuint (fake_tenant_get_count (f->fake, FAKE_TOKEN), ==, 2);

  spare_clock_set (f->clock, FAKE_NOW + 90000);
  g_assert_true (refresh (f, &error));
  g_assert_no_error (error);
  assert_stored (f, "rt-3");
  g_object_unref (other.session);
}

static void
test_refresh_nobody (Fixture       *f,
                     gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (restore (f, NULL));
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

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          gpointer    user_data)
{
  (*(guint *) user_data)++;
}

static void
test_notify (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr (SpareTenant) tenant = NULL;
  g_autoptr (SpareAccount) account = NULL;
  g_autoptr (GError) problem = NULL;
  gboolean persistent = FALSE;
  guint accounts = 0;
  guint persistents = 0;
  guint problems = 0;

  g_signal_connect (f->session, "notify::account", G_CALLBACK (count_cb), &accounts);
  g_signal_connect (f->session, "notify::persistent", G_CALLBACK (count_cb), &persistents);
  g_signal_connect (f->session, "notify::problem", G_CALLBACK (count_cb), &problems);

  sign_in (f);
  g_assert_cmpuint (accounts, ==, 1);
  g_assert_cmpuint (persistents, ==, 1);
  g_assert_cmpuint (problems, ==, 0);

  fake_tenant_end_session (f->fake);
  g_assert_false (refresh (f, NULL));
  g_assert_cmpuint (accounts, ==, 2);
  g_assert_cmpuint (persistents, ==, 2);
  g_assert_cmpuint (problems, ==, 1);

  g_object_get (f->session,
                "tenant", &tenant,
                "account", &account,
                "problem", &problem,
                "persistent", &persistent,
                NULL);
  g_assert_true (tenant == fake_tenant_get_tenant (f->fake));
  g_assert_null (account);
  g_assert_error (problem, SPARE_ERROR, SPARE_ERROR_SESSION_EXPIRED);
  g_assert_false (persistent);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define add(path, func) g_test_add ("/session/" path, Fixture, NULL, set_up, func, tear_down)
  add ("start/nothing", test_start_nothing);
  add ("start/stored", test_start_stored);
  add ("start/locked", test_start_locked);
  add ("start/garbage", test_start_garbage);
  add ("start/twice", test_start_twice);
  add ("start/stale", test_start_stale);
  add ("start/stale-offline", test_start_stale_offline);
  add ("locked/memory-only", test_locked_memory_only);
  add ("locked/memory-then-save", test_locked_memory_then_save);
  add ("locked/forget", test_locked_forget);
  add ("locked/login", test_locked_login);
  add ("memory-only-elsewhere", test_memory_only_elsewhere);
  add ("forget-signed-in", test_forget_signed_in);
  add ("login", test_login);
  add ("login/wrong", test_login_wrong);
  add ("login/cancel", test_login_cancel);
  add ("login/not-saved", test_login_not_saved);
  add ("login/twice", test_login_twice);
  add ("refresh", test_refresh);
  add ("refresh/join", test_refresh_join);
  add ("refresh/refused", test_refresh_refused);
  add ("refresh/trouble", test_refresh_trouble);
  add ("refresh/not-saved", test_refresh_not_saved);
  add ("refresh/elsewhere", test_refresh_elsewhere);
  add ("refresh/nobody", test_refresh_nobody);
  add ("refresh/without-token", test_refresh_without_token);
  add ("logout", test_logout);
  add ("logout/offline", test_logout_offline);
  add ("logout/not-cleared", test_logout_not_cleared);
  add ("logout/cancel", test_logout_cancel);
  add ("logout/while-refreshing", test_logout_while_refreshing);
  add ("logout/nobody", test_logout_nobody);
  add ("logout/locked", test_logout_locked);
  add ("notify", test_notify);
#undef add

  return g_test_run ();
}
