/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-session-private.h"

#include "spare-account.h"
#include "spare-auth-client.h"
#include "spare-clock.h"
#include "spare-error.h"
#include "spare-secret-text.h"
#include "spare-session-store.h"
#include "spare-token-set.h"

typedef struct
{
  SpareTokenSet *renewed;
  GError *refusal;
  GError *failure; /* the tokens are new and not better */
} RefreshData;

static void
refresh_data_free (gpointer data)
{
  RefreshData *refresh = data;

  g_clear_object (&refresh->renewed);
  g_clear_error (&refresh->refusal);
  g_clear_error (&refresh->failure);
  g_free (refresh);
}

/* Takes over @task and @error; the account stays. */
static void
stay (SpareSession *self,
      GTask        *task,
      const GError *problem,
      GError       *error)
{
  g_clear_object (&self->renewal);

  g_object_freeze_notify (G_OBJECT (self));
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    spare_session_set_problem (self, problem);
  spare_session_set_state (self, SPARE_SESSION_SIGNED_IN);
  g_object_thaw_notify (G_OBJECT (self));

  spare_session_task_complete (self, task, error);
}

/* Takes over @task and @refusal; nobody is signed in any more. */
static void
leave (SpareSession *self,
       GTask        *task,
       GError       *refusal)
{
  g_clear_object (&self->renewal);

  g_object_freeze_notify (G_OBJECT (self));
  spare_session_set_tokens (self, NULL);
  spare_session_set_persistent (self, FALSE);
  spare_session_set_problem (self, refusal);
  spare_session_set_state (self, SPARE_SESSION_SIGNED_OUT);
  g_object_thaw_notify (G_OBJECT (self));

  spare_session_task_complete (self, task, refusal);
}

static void
refused_cleared_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  GTask *task = user_data;
  RefreshData *refresh = g_task_get_task_data (task);

  if (!spare_session_store_clear_finish (SPARE_SESSION_STORE (source), result, &error))
    g_debug ("The refused session could not be removed: %s", error->message);

  leave (g_task_get_source_object (task), task, g_steal_pointer (&refresh->refusal));
}

static void
renewed_saved_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  GTask *task = user_data;
  SpareSession *self = g_task_get_source_object (task);
  RefreshData *refresh = g_task_get_task_data (task);
  const GError *problem;
  gboolean saved;

  saved = spare_session_store_save_finish (SPARE_SESSION_STORE (source), result, &error);

  g_object_freeze_notify (G_OBJECT (self));
  spare_session_set_tokens (self, refresh->renewed);
  spare_session_set_persistent (self, saved);
  g_object_thaw_notify (G_OBJECT (self));

  problem = error != NULL ? error : refresh->failure;
  stay (self, task, problem, g_steal_pointer (&refresh->failure));
}

static void
refreshed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (SpareSecretText) text = NULL;
  g_autoptr (SpareTokenSet) renewed = NULL;
  g_autoptr (SpareTokenSet) rotated = NULL;
  g_autoptr (GError) error = NULL;
  GTask *task = user_data;
  SpareSession *self = g_task_get_source_object (task);
  RefreshData *refresh = g_task_get_task_data (task);
  const GError *problem;

  renewed = spare_auth_client_refresh_finish (SPARE_AUTH_CLIENT (source), result, &rotated, &error);
  if (renewed == NULL)
    renewed = g_steal_pointer (&rotated);

  if (g_error_matches (error, SPARE_ERROR, SPARE_ERROR_SESSION_EXPIRED))
    {
      refresh->refusal = g_steal_pointer (&error);
      if (self->persistent)
        spare_session_store_clear_async (self->store, spare_session_get_tenant (self), NULL,
                                         refused_cleared_cb, task);
      else
        leave (self, task, g_steal_pointer (&refresh->refusal));
    }
  else if (renewed == NULL || self->memory_only)
    {
      if (renewed != NULL)
        spare_session_set_tokens (self, renewed);
      problem = error;
      stay (self, task, problem, g_steal_pointer (&error));
    }
  else
    {
      refresh->failure = g_steal_pointer (&error);
      refresh->renewed = g_steal_pointer (&renewed);
      text = spare_token_set_serialize (refresh->renewed);
      spare_session_store_save_async (self->store, spare_session_get_tenant (self), text, NULL,
                                      renewed_saved_cb, task);
    }
}

static void
ask_server (SpareSession *self,
            GTask        *task)
{
  gint64 now = spare_clock_now (self->clock);

  if (spare_token_set_get_refresh_token (self->tokens) != NULL)
    spare_auth_client_refresh_async (self->client, self->tokens, self->renewal, refreshed_cb, task);
  else if (spare_token_set_get_expires_at (self->tokens) > now)
    stay (self, task, NULL, NULL);
  else
    leave (self, task, spare_error_new (SPARE_ERROR_SESSION_EXPIRED));
}

static gboolean
has_other_refresh_token (SpareTokenSet *stored,
                         SpareTokenSet *ours)
{
  SpareSecretText *stored_token = spare_token_set_get_refresh_token (stored);
  SpareSecretText *our_token = spare_token_set_get_refresh_token (ours);

  return stored_token != NULL && our_token != NULL &&
         !g_str_equal (spare_secret_text_get (stored_token), spare_secret_text_get (our_token));
}

static gboolean
is_of_somebody_else (SpareTokenSet *stored,
                     SpareTokenSet *ours)
{
  SpareAccount *stored_account = spare_token_set_get_account (stored);
  SpareAccount *our_account = spare_token_set_get_account (ours);

  return stored_account != NULL && our_account != NULL &&
         !spare_account_is_same_person (stored_account, our_account);
}

/* What another process of ours, the command line, has stored meanwhile. If it has
 * renewed, our token is spent, and sending it again would end the whole session
 * (Auth0: "Refresh Token Rotation", reuse detection). If somebody else has logged
 * in there, the store is theirs: this session goes on in memory. */
void
spare_session_heed_stored (SpareSession    *self,
                           SpareSecretText *text)
{
  g_autoptr (SpareTokenSet) stored = spare_token_set_deserialize (text, NULL);

  if (stored == NULL)
    return;

  if (is_of_somebody_else (stored, self->tokens))
    {
      self->memory_only = TRUE;
      self->displaced = TRUE;
      spare_session_set_persistent (self, FALSE);
    }
  else if (has_other_refresh_token (stored, self->tokens))
    spare_session_set_tokens (self, stored);
}

static void
reloaded_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (SpareSecretText) text = NULL;
  GTask *task = user_data;
  SpareSession *self = g_task_get_source_object (task);
  SpareTokenSet *before = self->tokens;

  text = spare_session_store_load_finish (SPARE_SESSION_STORE (source), result, NULL);
  if (g_cancellable_is_cancelled (self->renewal))
    {
      stay (self, task, NULL,
            g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled"));
      return;
    }

  if (text != NULL)
    spare_session_heed_stored (self, text);
  if (self->tokens != before && !spare_token_set_is_stale (self->tokens, spare_clock_now (self->clock)))
    stay (self, task, NULL, NULL);
  else
    ask_server (self, task);
}

static void
begin_refresh (SpareSession *self,
               GTask        *task)
{
  if (self->tokens == NULL)
    {
      spare_session_task_complete (self, task, spare_error_new (SPARE_ERROR_NOT_SIGNED_IN));
      return;
    }

  self->renewal = g_cancellable_new ();
  spare_session_set_state (self, SPARE_SESSION_REFRESHING);
  if (self->persistent)
    spare_session_store_load_async (self->store, spare_session_get_tenant (self), self->renewal,
                                    reloaded_cb, task);
  else
    ask_server (self, task);
}

/**
 * spare_session_is_stale:
 * @self: a session
 *
 * Returns: whether somebody is signed in with tokens that can be renewed, and that
 *   have ended or end within a minute
 */
gboolean
spare_session_is_stale (SpareSession *self)
{
  g_return_val_if_fail (SPARE_IS_SESSION (self), FALSE);

  return self->state == SPARE_SESSION_SIGNED_IN &&
         spare_token_set_get_refresh_token (self->tokens) != NULL &&
         spare_token_set_is_stale (self->tokens, spare_clock_now (self->clock));
}

/**
 * spare_session_refresh_async:
 * @self: a session
 * @cancellable: (nullable): a cancellable; ends the wait of this caller only
 * @callback: (nullable): called when done
 * @user_data: for @callback
 *
 * Renews the tokens and saves them before they are used. Joins a renewal that
 * is under way. Only if the tenant refuses the refresh token is the person
 * signed out and the stored session removed.
 */
void
spare_session_refresh_async (SpareSession        *self,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (SPARE_IS_SESSION (self));

  task = spare_session_task_new (self, cancellable, callback, user_data,
                                 spare_session_refresh_async, "refresh session");
  if (spare_session_task_join (self, task))
    return;

  g_task_set_task_data (task, g_new0 (RefreshData, 1), refresh_data_free);
  spare_session_task_enqueue (self, task, begin_refresh);
}

/**
 * spare_session_refresh_finish:
 * @self: a session
 * @result: the result
 * @error: return location for an error
 *
 * Ends [method@Session.refresh_async]. Fails with %SPARE_ERROR_NOT_SIGNED_IN,
 * %SPARE_ERROR_SESSION_EXPIRED, or any other error of
 * [method@AuthClient.refresh_finish], which leaves the person signed in.
 *
 * Returns: whether the tokens are fresh
 */
gboolean
spare_session_refresh_finish (SpareSession  *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, spare_session_refresh_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
