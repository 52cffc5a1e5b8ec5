/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-session-private.h"

#include "spare-auth-client.h"
#include "spare-clock.h"
#include "spare-error.h"
#include "spare-secret-text.h"
#include "spare-session-store.h"
#include "spare-token-set.h"

typedef struct
{
  char *email;
  SpareSecretText *password;
  SpareSessionState former_state;
  GError *former_problem;
  SpareTokenSet *tokens;
} LoginData;

static void
login_data_free (gpointer data)
{
  LoginData *login = data;

  g_free (login->email);
  g_clear_pointer (&login->password, spare_secret_text_unref);
  g_clear_error (&login->former_problem);
  g_clear_object (&login->tokens);
  g_free (login);
}

static void
enter (SpareSession  *self,
       SpareTokenSet *tokens,
       gboolean       persistent,
       const GError  *problem)
{
  g_object_freeze_notify (G_OBJECT (self));
  spare_session_set_tokens (self, tokens);
  spare_session_set_persistent (self, persistent);
  spare_session_set_problem (self, problem);
  spare_session_set_state (self, SPARE_SESSION_SIGNED_IN);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
login_saved_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  GTask *task = user_data;
  SpareSession *self = g_task_get_source_object (task);
  LoginData *login = g_task_get_task_data (task);
  gboolean saved;

  saved = spare_session_store_save_finish (SPARE_SESSION_STORE (source), result, &error);
  enter (self, login->tokens, saved, error);
  spare_session_task_complete (self, task, NULL);
}

static void
logged_in_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (SpareSecretText) text = NULL;
  g_autoptr (SpareTokenSet) tokens = NULL;
  GError *error = NULL;
  GTask *task = user_data;
  SpareSession *self = g_task_get_source_object (task);
  LoginData *login = g_task_get_task_data (task);

  g_clear_pointer (&login->password, spare_secret_text_unref);
  tokens = spare_auth_client_login_finish (SPARE_AUTH_CLIENT (source), result, &error);
  if (tokens == NULL)
    {
      g_object_freeze_notify (G_OBJECT (self));
      spare_session_set_problem (self, login->former_problem);
      spare_session_set_state (self, login->former_state);
      g_object_thaw_notify (G_OBJECT (self));
      spare_session_task_complete (self, task, error);
      return;
    }

  /* From here on there is a session at the server: giving up would leave it
   * there with nobody who could end it. */
  g_task_set_check_cancellable (task, FALSE);
  login->tokens = spare_token_set_with_account (tokens, spare_token_set_get_account (tokens),
                                                spare_clock_now (self->clock));
  if (self->memory_only)
    {
      enter (self, login->tokens, FALSE, NULL);
      spare_session_task_complete (self, task, NULL);
      return;
    }

  text = spare_token_set_serialize (login->tokens);
  spare_session_store_save_async (self->store, spare_session_get_tenant (self), text, NULL,
                                  login_saved_cb, task);
}

static void
begin_login (SpareSession *self,
             GTask        *task)
{
  LoginData *login = g_task_get_task_data (task);

  if (self->state != SPARE_SESSION_SIGNED_OUT && self->state != SPARE_SESSION_LOCKED)
    {
      spare_session_task_complete (self, task,
                                   g_error_new_literal (G_IO_ERROR, G_IO_ERROR_PENDING,
                                                        "not signed out"));
      return;
    }

  /* Who logs in last is kept. */
  if (self->displaced)
    self->memory_only = self->displaced = FALSE;

  login->former_state = self->state;
  if (self->state == SPARE_SESSION_LOCKED)
    login->former_problem = g_error_copy (self->problem);

  g_object_freeze_notify (G_OBJECT (self));
  spare_session_set_problem (self, NULL);
  spare_session_set_state (self, SPARE_SESSION_SIGNING_IN);
  g_object_thaw_notify (G_OBJECT (self));

  spare_auth_client_login_async (self->client, login->email, login->password,
                                 g_task_get_cancellable (task), logged_in_cb, task);
}

static void
saved_again_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  GError *error = NULL;
  GTask *task = user_data;
  SpareSession *self = g_task_get_source_object (task);
  gboolean saved;

  saved = spare_session_store_save_finish (SPARE_SESSION_STORE (source), result, &error);

  g_object_freeze_notify (G_OBJECT (self));
  if (saved)
    {
      self->memory_only = self->displaced = FALSE;
      spare_session_set_persistent (self, TRUE);
    }
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    spare_session_set_problem (self, error);
  g_object_thaw_notify (G_OBJECT (self));

  spare_session_task_complete (self, task, error);
}

static void
begin_save (SpareSession *self,
            GTask        *task)
{
  g_autoptr (SpareSecretText) text = NULL;

  if (self->tokens == NULL)
    {
      spare_session_task_complete (self, task, spare_error_new (SPARE_ERROR_NOT_SIGNED_IN));
      return;
    }

  text = spare_token_set_serialize (self->tokens);
  spare_session_store_save_async (self->store, spare_session_get_tenant (self), text,
                                  g_task_get_cancellable (task), saved_again_cb, task);
}

/**
 * spare_session_login_async:
 * @self: a session that is signed out or locked
 * @email: the address
 * @password: the password
 * @cancellable: (nullable): a cancellable; has no effect any more once the ID
 *   token was verified
 * @callback: called when done
 * @user_data: for @callback
 *
 * Signs in. The tokens are saved before they are used; if that fails, the
 * person is signed in all the same, with the error as problem.
 */
void
spare_session_login_async (SpareSession        *self,
                           const char          *email,
                           SpareSecretText     *password,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  LoginData *login;
  GTask *task;

  g_return_if_fail (SPARE_IS_SESSION (self));
  g_return_if_fail (email != NULL);
  g_return_if_fail (password != NULL);

  login = g_new0 (LoginData, 1);
  login->email = g_strdup (email);
  login->password = spare_secret_text_ref (password);

  task = spare_session_task_new (self, cancellable, callback, user_data,
                                 spare_session_login_async, "log in");
  g_task_set_task_data (task, login, login_data_free);
  spare_session_task_enqueue (self, task, begin_login);
}

/**
 * spare_session_login_finish:
 * @self: a session
 * @result: the result
 * @error: return location for an error
 *
 * Ends [method@Session.login_async]. Fails with any error of
 * [method@AuthClient.login_finish], after which the session is as it was, or
 * with %G_IO_ERROR_PENDING if somebody is signed in.
 *
 * Returns: whether the person is signed in
 */
gboolean
spare_session_login_finish (SpareSession  *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, spare_session_login_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * spare_session_save_async:
 * @self: a session
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: for @callback
 *
 * Tries again to keep in the store a session that is only in memory. Success
 * also ends [method@Session.use_memory_only].
 */
void
spare_session_save_async (SpareSession        *self,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_return_if_fail (SPARE_IS_SESSION (self));

  spare_session_task_enqueue (self,
                              spare_session_task_new (self, cancellable, callback, user_data,
                                                      spare_session_save_async, "save session"),
                              begin_save);
}

/**
 * spare_session_save_finish:
 * @self: a session
 * @result: the result
 * @error: return location for an error
 *
 * Ends [method@Session.save_async]. Fails with %SPARE_ERROR_NOT_SIGNED_IN or
 * any error of [method@SessionStore.save_finish].
 *
 * Returns: whether the session is stored
 */
gboolean
spare_session_save_finish (SpareSession  *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, spare_session_save_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
