/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-session-private.h"

#include "spare-clock.h"
#include "spare-secret-text.h"
#include "spare-session-store.h"
#include "spare-token-set.h"

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SpareSecretText) text = NULL;
  g_autoptr (SpareTokenSet) tokens = NULL;
  g_autoptr (GError) error = NULL;
  GTask *task = user_data;
  SpareSession *self = g_task_get_source_object (task);

  text = spare_session_store_load_finish (SPARE_SESSION_STORE (source), result, &error);
  if (text != NULL)
    tokens = spare_token_set_deserialize (text, &error);

  g_object_freeze_notify (G_OBJECT (self));
  spare_session_set_tokens (self, tokens);
  spare_session_set_problem (self, error);
  spare_session_set_persistent (self, tokens != NULL);
  if (error != NULL)
    spare_session_set_state (self, SPARE_SESSION_LOCKED);
  else if (tokens != NULL)
    spare_session_set_state (self, SPARE_SESSION_SIGNED_IN);
  else
    spare_session_set_state (self, SPARE_SESSION_SIGNED_OUT);
  g_object_thaw_notify (G_OBJECT (self));

  if (tokens != NULL && spare_token_set_is_stale (tokens, spare_clock_now (self->clock)))
    spare_session_refresh_async (self, NULL, NULL, NULL);
  spare_session_task_complete (self, task, g_steal_pointer (&error));
}

static void
begin_restore (SpareSession *self,
               GTask        *task)
{
  if (self->memory_only || spare_session_get_account (self) != NULL)
    {
      spare_session_task_complete (self, task, NULL);
      return;
    }

  /* No prompt out of the blue: only a retry is a wish to unlock. */
  spare_session_store_set_may_ask (self->store, self->state == SPARE_SESSION_LOCKED);

  g_object_freeze_notify (G_OBJECT (self));
  spare_session_set_problem (self, NULL);
  spare_session_set_state (self, SPARE_SESSION_STARTING);
  g_object_thaw_notify (G_OBJECT (self));

  spare_session_store_load_async (self->store, spare_session_get_tenant (self), NULL, loaded_cb,
                                  task);
}

/**
 * spare_session_restore_async:
 * @self: a session
 * @cancellable: (nullable): a cancellable; ends the wait of this caller only
 * @callback: called when done
 * @user_data: for @callback
 *
 * Reads the store. Ends in %SPARE_SESSION_SIGNED_IN, or in
 * %SPARE_SESSION_SIGNED_OUT if nothing is stored, or in %SPARE_SESSION_LOCKED
 * if it cannot be told; nothing is deleted in any case. The person is asked to
 * unlock the keyring only when the session was locked before. Stale tokens are
 * renewed afterwards.
 */
void
spare_session_restore_async (SpareSession        *self,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (SPARE_IS_SESSION (self));

  task = spare_session_task_new (self, cancellable, callback, user_data,
                                 spare_session_restore_async, "restore session");
  if (!spare_session_task_join (self, task))
    spare_session_task_enqueue (self, task, begin_restore);
}

/**
 * spare_session_restore_finish:
 * @self: a session
 * @result: the result
 * @error: return location for an error
 *
 * Ends [method@Session.restore_async]. Fails with the error that is also the
 * problem of the session: %SPARE_ERROR_KEYRING_LOCKED,
 * %SPARE_ERROR_KEYRING_UNAVAILABLE or %SPARE_ERROR_SESSION_UNREADABLE.
 *
 * Returns: whether it is known if somebody is signed in
 */
gboolean
spare_session_restore_finish (SpareSession  *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, spare_session_restore_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * spare_session_use_memory_only:
 * @self: a session that is locked
 *
 * Leaves the store alone from now on, until [method@Session.save_async] is
 * asked for. What is stored stays there.
 */
void
spare_session_use_memory_only (SpareSession *self)
{
  g_return_if_fail (SPARE_IS_SESSION (self));

  if (self->state != SPARE_SESSION_LOCKED)
    return;

  g_object_freeze_notify (G_OBJECT (self));
  self->memory_only = TRUE;
  self->displaced = FALSE;
  spare_session_set_problem (self, NULL);
  spare_session_set_state (self, SPARE_SESSION_SIGNED_OUT);
  g_object_thaw_notify (G_OBJECT (self));
}
