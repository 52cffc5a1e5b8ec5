/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-session-private.h"

#include "spare-auth-client.h"
#include "spare-error.h"
#include "spare-secret-text.h"
#include "spare-session-store.h"
#include "spare-token-set.h"

/* How long leaving waits for the server, in seconds. */
#define PATIENCE 10

typedef struct
{
  GCancellable *revocation;
  gulong cancelled_id;
  gboolean server_told;
} LogoutData;

static void
logout_data_free (gpointer data)
{
  LogoutData *logout = data;

  g_clear_object (&logout->revocation);
  g_free (logout);
}

/* Takes over @task and @error. */
static void
leave (SpareSession *self,
       GTask        *task,
       GError       *error)
{
  g_object_freeze_notify (G_OBJECT (self));
  spare_session_set_tokens (self, NULL);
  spare_session_set_persistent (self, FALSE);
  spare_session_set_problem (self, NULL);
  spare_session_set_state (self, SPARE_SESSION_SIGNED_OUT);
  g_object_thaw_notify (G_OBJECT (self));

  spare_session_task_complete (self, task, error);
}

static void
logout_cleared_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  GTask *task = user_data;
  SpareSession *self = g_task_get_source_object (task);
  gboolean absent;

  spare_session_store_clear_finish (SPARE_SESSION_STORE (source), result, &error);

  /* Without a keyring nothing can be left of a session that was never in it. */
  absent = g_error_matches (error, SPARE_ERROR, SPARE_ERROR_KEYRING_UNAVAILABLE) &&
           !self->persistent;
  leave (self, task,
         error != NULL && !absent ? spare_error_new (SPARE_ERROR_NOT_CLEARED) : NULL);
}

static void
clear_store (SpareSession *self,
             GTask        *task)
{
  if (self->memory_only)
    leave (self, task, NULL);
  else
    spare_session_store_clear_async (self->store, spare_session_get_tenant (self), NULL,
                                     logout_cleared_cb, task);
}

static void
stop_waiting (SpareSession *self,
              GTask        *task)
{
  LogoutData *logout = g_task_get_task_data (task);

  g_clear_handle_id (&self->patience_id, g_source_remove);
  if (logout->cancelled_id != 0)
    g_cancellable_disconnect (g_task_get_cancellable (task), logout->cancelled_id);
  logout->cancelled_id = 0;
}

static void
revoked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  GTask *task = user_data;
  SpareSession *self = g_task_get_source_object (task);
  LogoutData *logout = g_task_get_task_data (task);

  stop_waiting (self, task);
  logout->server_told = spare_auth_client_revoke_finish (SPARE_AUTH_CLIENT (source), result,
                                                         &error);
  if (!logout->server_told)
    g_debug ("The server was not told: %s", error->message);

  clear_store (self, task);
}

static gboolean
impatient_cb (gpointer user_data)
{
  GTask *task = user_data;
  SpareSession *self = g_task_get_source_object (task);
  LogoutData *logout = g_task_get_task_data (task);

  self->patience_id = 0;
  g_cancellable_cancel (logout->revocation);

  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_cancellable_cancel (user_data);
}

static void
tell_server (SpareSession *self,
             GTask        *task)
{
  LogoutData *logout = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  SpareSecretText *refresh_token = NULL;

  if (self->tokens != NULL)
    refresh_token = spare_token_set_get_refresh_token (self->tokens);
  if (refresh_token == NULL)
    {
      clear_store (self, task);
      return;
    }

  logout->revocation = g_cancellable_new ();
  self->patience_id = g_timeout_add_seconds (PATIENCE, impatient_cb, task);
  if (cancellable != NULL)
    logout->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                                  g_object_ref (logout->revocation),
                                                  g_object_unref);
  spare_auth_client_revoke_async (self->client, refresh_token, logout->revocation, revoked_cb,
                                  task);
}

static void
reloaded_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (SpareSecretText) text = NULL;
  GTask *task = user_data;
  SpareSession *self = g_task_get_source_object (task);

  text = spare_session_store_load_finish (SPARE_SESSION_STORE (source), result, NULL);
  if (text != NULL)
    spare_session_heed_stored (self, text);

  tell_server (self, task);
}

static void
begin_logout (SpareSession *self,
              GTask        *task)
{
  LogoutData *logout = g_task_get_task_data (task);

  g_clear_handle_id (&self->patience_id, g_source_remove);
  /* What cannot be read cannot be revoked. */
  logout->server_told = self->state != SPARE_SESSION_LOCKED;

  spare_session_set_state (self, SPARE_SESSION_SIGNING_OUT);
  if (self->persistent && self->tokens != NULL)
    spare_session_store_load_async (self->store, spare_session_get_tenant (self),
                                    g_task_get_cancellable (task), reloaded_cb, task);
  else
    tell_server (self, task);
}

static gboolean
hurry_renewal_cb (gpointer user_data)
{
  SpareSession *self = user_data;

  self->patience_id = 0;
  if (self->renewal != NULL)
    g_cancellable_cancel (self->renewal);

  return G_SOURCE_REMOVE;
}

static void
forgotten_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  GError *error = NULL;
  GTask *task = user_data;
  SpareSession *self = g_task_get_source_object (task);

  if (spare_session_store_clear_finish (SPARE_SESSION_STORE (source), result, &error))
    leave (self, task, NULL);
  else
    spare_session_task_complete (self, task, error);
}

static void
begin_forget (SpareSession *self,
              GTask        *task)
{
  if (self->state != SPARE_SESSION_LOCKED && self->state != SPARE_SESSION_SIGNED_OUT)
    {
      spare_session_task_complete (self, task,
                                   g_error_new_literal (G_IO_ERROR, G_IO_ERROR_PENDING,
                                                        "not locked"));
      return;
    }

  spare_session_store_clear_async (self->store, spare_session_get_tenant (self),
                                   g_task_get_cancellable (task), forgotten_cb, task);
}

/**
 * spare_session_logout_async:
 * @self: a session
 * @cancellable: (nullable): a cancellable; ends the wait for the server, not
 *   the logout
 * @callback: called when done
 * @user_data: for @callback
 *
 * Revokes the refresh token, removes the stored session and looks whether it
 * is gone. Waits for the server only some seconds; always ends in
 * %SPARE_SESSION_SIGNED_OUT.
 */
void
spare_session_logout_async (SpareSession        *self,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (SPARE_IS_SESSION (self));

  task = spare_session_task_new (self, cancellable, callback, user_data,
                                 spare_session_logout_async, "log out");
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, g_new0 (LogoutData, 1), logout_data_free);

  if (self->renewal != NULL && self->patience_id == 0)
    self->patience_id = g_timeout_add_seconds (PATIENCE, hurry_renewal_cb, self);
  spare_session_task_enqueue (self, task, begin_logout);
}

/**
 * spare_session_logout_finish:
 * @self: a session
 * @result: the result
 * @server_told: (out) (optional): whether nothing is left at the server
 * @error: return location for an error
 *
 * Ends [method@Session.logout_async]. Fails with %SPARE_ERROR_NOT_CLEARED;
 * the person is signed out in this case too.
 *
 * Returns: whether nothing is stored any more
 */
gboolean
spare_session_logout_finish (SpareSession  *self,
                             GAsyncResult  *result,
                             gboolean      *server_told,
                             GError       **error)
{
  LogoutData *logout;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, spare_session_logout_async), FALSE);

  logout = g_task_get_task_data (G_TASK (result));
  if (server_told != NULL)
    *server_told = logout->server_told;

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * spare_session_forget_async:
 * @self: a session that is locked
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: for @callback
 *
 * Removes what is stored without reading it.
 */
void
spare_session_forget_async (SpareSession        *self,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_return_if_fail (SPARE_IS_SESSION (self));

  spare_session_task_enqueue (self,
                              spare_session_task_new (self, cancellable, callback, user_data,
                                                      spare_session_forget_async,
                                                      "forget session"),
                              begin_forget);
}

/**
 * spare_session_forget_finish:
 * @self: a session
 * @result: the result
 * @error: return location for an error
 *
 * Ends [method@Session.forget_async]. Fails with any error of
 * [method@SessionStore.clear_finish], after which the session is as it was.
 *
 * Returns: whether the session is signed out now
 */
gboolean
spare_session_forget_finish (SpareSession  *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, spare_session_forget_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
