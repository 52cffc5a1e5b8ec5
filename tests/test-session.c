/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "session-test.h"

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

/* The tenant has let the person in by then, and is told that nobody came. */
static void
test_login_cancel_late (Fixture       *f,
                        gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  g_assert_true (restore (f, NULL));
  fake_tenant_hold (f->fake, FAKE_KEYS);
  start_login (f, FAKE_PASSWORD, cancellable, &result);
  test_wait_until (fake_tenant_get_count (f->fake, FAKE_KEYS) == 1);
  g_cancellable_cancel (cancellable);
  g_assert_false (finish (f, &result, spare_session_login_finish, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_state (f, SIGNED_OUT);
  assert_stored (f, NULL);
  test_wait_until (fake_tenant_get_refresh_token (f->fake) == NULL);
  g_assert_cmpuint (fake_tenant_get_count (f->fake, FAKE_REVOKE), ==, 1);
  fake_tenant_hold (f->fake, NULL);
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
  add ("login/cancel-late", test_login_cancel_late);
  add ("login/not-saved", test_login_not_saved);
  add ("login/twice", test_login_twice);
  add ("notify", test_notify);
#undef add

  return g_test_run ();
}
