/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

/* A session on a tenant that misbehaves as told, and what is done with it as calls
 * that wait. */

#include "fake-tenant.h"
#include "spare-account.h"
#include "spare-session.h"
#include "spare-session-store-memory.h"
#include "spare-token-set.h"
#include "test-client.h"
#include "test-stores.h"

#include <string.h>

typedef struct
{
  FakeTenant *fake;
  SpareClock *clock;
  SpareAuthClient *client;
  SpareSessionStore *store;
  SpareSession *session;
  GString *states; /* every state that was notified, in order */
} Fixture;

typedef gboolean (*Finish) (SpareSession  *session,
                            GAsyncResult  *result,
                            GError       **error);

static inline void
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

static inline void
open_session (Fixture *f)
{
  f->session = spare_session_new (f->client, f->store, f->clock);
  g_signal_connect (f->session, "notify::state", G_CALLBACK (state_cb), f->states);
}

static inline void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->fake = fake_tenant_new ();
  f->clock = spare_clock_new_fixed (FAKE_NOW);
  f->client = test_client_new (fake_tenant_get_tenant (f->fake), f->clock);
  f->store = spare_session_store_memory_new ();
  f->states = g_string_new (NULL);
  open_session (f);
}

static inline void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  /* Nothing may hold on to a session once its operations have ended. */
  g_assert_finalize_object (f->session);
  g_object_unref (f->store);
  g_object_unref (f->client);
  g_object_unref (f->clock);
  g_string_free (f->states, TRUE);
  fake_tenant_free (f->fake);
}

/* As if the program had been started again. */
static inline void
reopen (Fixture *f)
{
  g_assert_finalize_object (f->session);
  g_string_truncate (f->states, 0);
  open_session (f);
}

static inline gboolean
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

static inline gboolean
restore (Fixture  *f,
         GError  **error)
{
  GAsyncResult *result = NULL;

  spare_session_restore_async (f->session, NULL, test_result_cb, &result);

  return finish (f, &result, spare_session_restore_finish, error);
}

static inline void
start_login (Fixture       *f,
             const char    *password_text,
             GCancellable  *cancellable,
             GAsyncResult **result)
{
  g_autoptr (SpareSecretText) password = spare_secret_text_new (password_text);

  spare_session_login_async (f->session, FAKE_EMAIL, password, cancellable, test_result_cb, result);
}

static inline gboolean
log_in (Fixture     *f,
        const char  *password,
        GError     **error)
{
  GAsyncResult *result = NULL;

  start_login (f, password, NULL, &result);

  return finish (f, &result, spare_session_login_finish, error);
}

static inline gboolean
refresh (Fixture  *f,
         GError  **error)
{
  GAsyncResult *result = NULL;

  spare_session_refresh_async (f->session, NULL, test_result_cb, &result);

  return finish (f, &result, spare_session_refresh_finish, error);
}

static inline gboolean
save (Fixture  *f,
      GError  **error)
{
  GAsyncResult *result = NULL;

  spare_session_save_async (f->session, NULL, test_result_cb, &result);

  return finish (f, &result, spare_session_save_finish, error);
}

static inline gboolean
forget (Fixture  *f,
        GError  **error)
{
  GAsyncResult *result = NULL;

  spare_session_forget_async (f->session, NULL, test_result_cb, &result);

  return finish (f, &result, spare_session_forget_finish, error);
}

static inline gboolean
log_out (Fixture   *f,
         gboolean  *server_told,
         GError   **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  spare_session_logout_async (f->session, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);

  return spare_session_logout_finish (f->session, result, server_told, error);
}

static inline void
sign_in (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (restore (f, &error));
  g_assert_no_error (error);
  g_assert_true (log_in (f, FAKE_PASSWORD, &error));
  g_assert_no_error (error);
  g_string_truncate (f->states, 0);
}

static inline void
set_trouble (Fixture    *f,
             SpareError  code)
{
  g_autoptr (GError) error = spare_error_new (code);

  spare_session_store_memory_set_fail (SPARE_SESSION_STORE_MEMORY (f->store), error);
}

static inline void
end_trouble (Fixture *f)
{
  spare_session_store_memory_set_fail (SPARE_SESSION_STORE_MEMORY (f->store), NULL);
}

static inline char *
get_stored (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  char *text = test_load (f->store, fake_tenant_get_tenant (f->fake), &error);

  g_assert_no_error (error);

  return text;
}

static inline void
put_stored (Fixture    *f,
            const char *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (test_save (f->store, fake_tenant_get_tenant (f->fake), text, &error));
  g_assert_no_error (error);
}

static inline void
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

static inline void
assert_nobody (Fixture *f)
{
  g_assert_null (spare_session_get_account (f->session));
  g_assert_cmpint (spare_session_get_signed_in_at (f->session), ==, 0);
  g_assert_cmpint (spare_session_get_expires_at (f->session), ==, 0);
  g_assert_false (spare_session_is_persistent (f->session));
}

static inline void
assert_jane (Fixture *f)
{
  SpareAccount *account = spare_session_get_account (f->session);

  g_assert_nonnull (account);
  g_assert_cmpstr (spare_account_get_email (account), ==, FAKE_EMAIL);
  g_assert_cmpint (spare_session_get_signed_in_at (f->session), ==, FAKE_NOW);
}
