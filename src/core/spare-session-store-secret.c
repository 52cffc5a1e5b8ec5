/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-session-store-secret.h"

#include "spare-error.h"
#include "spare-keyring-item.h"
#include "spare-secret-text.h"

/* How long the keyring may stay silent; time in which a person is being asked
 * to unlock it does not count. */
#define SILENCE_SECONDS 25
/* But a prompt whose program has crashed would be waited for for ever. */
#define PROMPT_SECONDS (10 * 60)

typedef enum
{
  JOB_LOAD,
  JOB_LOAD_QUIETLY,
  JOB_SAVE,
  JOB_CLEAR,
} JobKind;

/* What the worker thread gets; it may outlive the task of the caller. */
typedef struct
{
  JobKind kind;
  SpareKeyringItem *item;
  SpareSecretText *text;
} Job;

/* What the caller's side knows; only touched in the caller's context. */
typedef struct
{
  JobKind kind;
  SpareKeyringItem *item;
  GCancellable *inner;
  GSource *timer;
  guint waited;
  gulong cancelled_id;
  gboolean answered;
} Wait;

struct _SpareSessionStoreSecret
{
  GObject parent_instance;

  gboolean quiet;
};

static void spare_session_store_secret_iface_init (SpareSessionStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SpareSessionStoreSecret, spare_session_store_secret, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SPARE_TYPE_SESSION_STORE,
                                                      spare_session_store_secret_iface_init))

static void
job_free (gpointer data)
{
  Job *job = data;

  spare_keyring_item_unref (job->item);
  g_clear_pointer (&job->text, spare_secret_text_unref);
  g_free (job);
}

static void
wait_free (gpointer data)
{
  Wait *wait = data;

  spare_keyring_item_unref (wait->item);
  g_clear_object (&wait->inner);
  g_clear_pointer (&wait->timer, g_source_unref);
  g_free (wait);
}

static void
run_in_thread (GTask        *worker,
               gpointer      source_object,
               gpointer      task_data,
               GCancellable *cancellable)
{
  Job *job = task_data;
  g_autoptr (SpareSecretText) found = NULL;
  GError *error = NULL;

  switch (job->kind)
    {
    case JOB_LOAD:
      found = spare_keyring_item_load (job->item, TRUE, cancellable, &error);
      break;
    case JOB_LOAD_QUIETLY:
      found = spare_keyring_item_load (job->item, FALSE, cancellable, &error);
      break;
    case JOB_SAVE:
      spare_keyring_item_save (job->item, job->text, cancellable, &error);
      break;
    case JOB_CLEAR:
      spare_keyring_item_clear (job->item, cancellable, &error);
      break;
    }

  if (error != NULL)
    g_task_return_error (worker, error);
  else
    g_task_return_pointer (worker, g_steal_pointer (&found),
                           (GDestroyNotify) spare_secret_text_unref);
}

static void
stop_waiting (GTask *task)
{
  Wait *wait = g_task_get_task_data (task);

  wait->answered = TRUE;
  if (wait->timer != NULL)
    g_source_destroy (wait->timer);
  g_clear_pointer (&wait->timer, g_source_unref);
  if (wait->cancelled_id != 0)
    g_cancellable_disconnect (g_task_get_cancellable (task), wait->cancelled_id);
  wait->cancelled_id = 0;
}

static void
worker_done_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (SpareSecretText) found = NULL;
  Wait *wait = g_task_get_task_data (task);
  GError *error = NULL;

  found = g_task_propagate_pointer (G_TASK (result), &error);
  if (wait->answered)
    {
      g_clear_error (&error);
      return;
    }

  stop_waiting (task);
  if (error != NULL)
    g_task_return_error (task, error);
  else if (wait->kind == JOB_LOAD || wait->kind == JOB_LOAD_QUIETLY)
    g_task_return_pointer (task, g_steal_pointer (&found),
                           (GDestroyNotify) spare_secret_text_unref);
  else
    g_task_return_boolean (task, TRUE);
}

static gboolean
silent_cb (gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (G_TASK (user_data));
  Wait *wait = g_task_get_task_data (task);

  wait->waited += SILENCE_SECONDS;
  if (wait->waited < PROMPT_SECONDS && spare_keyring_item_is_asking (wait->item) &&
      !g_cancellable_is_cancelled (wait->inner))
    return G_SOURCE_CONTINUE;

  g_debug ("The keyring does not answer");
  stop_waiting (task);
  g_cancellable_cancel (wait->inner);
  g_task_return_error (task, spare_error_new (SPARE_ERROR_KEYRING_UNAVAILABLE));

  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_cancellable_cancel (user_data);
}

/* libsecret's first call asks the portals, and gets the bus, before anything
 * of it is asynchronous. So all of it happens in a worker thread. */
static void
start (GTask           *owned_task,
       gpointer         tag,
       const char      *name,
       JobKind          kind,
       SpareTenant     *tenant,
       SpareSecretText *text)
{
  g_autoptr (GTask) task = owned_task;
  g_autoptr (GTask) worker = NULL;
  GCancellable *cancellable = g_task_get_cancellable (task);
  Wait *wait;
  Job *job;

  g_task_set_source_tag (task, tag);
  g_task_set_name (task, name);
  if (g_task_return_error_if_cancelled (task))
    return;

  wait = g_new0 (Wait, 1);
  wait->kind = kind;
  wait->item = spare_keyring_item_new (tenant);
  wait->inner = g_cancellable_new ();
  g_task_set_task_data (task, wait, wait_free);

  wait->timer = g_timeout_source_new_seconds (SILENCE_SECONDS);
  g_task_attach_source (task, wait->timer, silent_cb);
  if (cancellable != NULL)
    wait->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                                g_object_ref (wait->inner), g_object_unref);

  job = g_new0 (Job, 1);
  job->kind = kind;
  job->item = spare_keyring_item_ref (wait->item);
  job->text = text != NULL ? spare_secret_text_ref (text) : NULL;

  worker = g_task_new (NULL, wait->inner, worker_done_cb, g_object_ref (task));
  g_task_set_source_tag (worker, start);
  g_task_set_name (worker, name);
  g_task_set_task_data (worker, job, job_free);
  g_task_run_in_thread (worker, run_in_thread);
}

static void
spare_session_store_secret_load_async (SpareSessionStore   *store,
                                       SpareTenant         *tenant,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data)
{
  start (g_task_new (store, cancellable, callback, user_data),
         spare_session_store_secret_load_async, "load from keyring",
         SPARE_SESSION_STORE_SECRET (store)->quiet ? JOB_LOAD_QUIETLY : JOB_LOAD, tenant, NULL);
}

static void
spare_session_store_secret_set_may_ask (SpareSessionStore *store,
                                        gboolean           may_ask)
{
  SPARE_SESSION_STORE_SECRET (store)->quiet = !may_ask;
}

static SpareSecretText *
spare_session_store_secret_load_finish (SpareSessionStore  *store,
                                        GAsyncResult       *result,
                                        GError            **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, spare_session_store_secret_load_async),
                        NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
spare_session_store_secret_save_async (SpareSessionStore   *store,
                                       SpareTenant         *tenant,
                                       SpareSecretText     *text,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data)
{
  start (g_task_new (store, cancellable, callback, user_data),
         spare_session_store_secret_save_async, "save to keyring",
         JOB_SAVE, tenant, text);
}

static gboolean
spare_session_store_secret_save_finish (SpareSessionStore  *store,
                                        GAsyncResult       *result,
                                        GError            **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, spare_session_store_secret_save_async),
                        FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
spare_session_store_secret_clear_async (SpareSessionStore   *store,
                                        SpareTenant         *tenant,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data)
{
  start (g_task_new (store, cancellable, callback, user_data),
         spare_session_store_secret_clear_async, "clear in keyring",
         JOB_CLEAR, tenant, NULL);
}

static gboolean
spare_session_store_secret_clear_finish (SpareSessionStore  *store,
                                         GAsyncResult       *result,
                                         GError            **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, spare_session_store_secret_clear_async),
                        FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
spare_session_store_secret_iface_init (SpareSessionStoreInterface *iface)
{
  iface->set_may_ask = spare_session_store_secret_set_may_ask;
  iface->load_async = spare_session_store_secret_load_async;
  iface->load_finish = spare_session_store_secret_load_finish;
  iface->save_async = spare_session_store_secret_save_async;
  iface->save_finish = spare_session_store_secret_save_finish;
  iface->clear_async = spare_session_store_secret_clear_async;
  iface->clear_finish = spare_session_store_secret_clear_finish;
}

static void
spare_session_store_secret_class_init (SpareSessionStoreSecretClass *klass)
{
}

static void
spare_session_store_secret_init (SpareSessionStoreSecret *self)
{
}

/**
 * spare_session_store_secret_new:
 *
 * Makes a store on the system keyring. Nothing is asked of the keyring before
 * the first operation.
 *
 * Returns: (transfer full): the store
 */
SpareSessionStore *
spare_session_store_secret_new (void)
{
  return g_object_new (SPARE_TYPE_SESSION_STORE_SECRET, NULL);
}
