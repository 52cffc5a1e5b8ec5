/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-session-store-memory.h"

#include "spare-secret-text.h"
#include "spare-tenant.h"

struct _SpareSessionStoreMemory
{
  GObject parent_instance;

  GHashTable *texts;
  GError *fail;
};

static void spare_session_store_memory_iface_init (SpareSessionStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SpareSessionStoreMemory, spare_session_store_memory, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SPARE_TYPE_SESSION_STORE,
                                                      spare_session_store_memory_iface_init))

static char *
build_key (SpareTenant *tenant)
{
  return g_strdup_printf ("%s\n%s", spare_tenant_get_storage_id (tenant),
                          spare_tenant_get_client_id (tenant));
}

static GTask *
begin (SpareSessionStoreMemory *self,
       GCancellable            *cancellable,
       GAsyncReadyCallback      callback,
       gpointer                 user_data,
       gpointer                 tag,
       const char              *name)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_name (task, name);

  return task;
}

/* TRUE if @task is answered already and the store must stay as it is. */
static gboolean
give_up (SpareSessionStoreMemory *self,
         GTask                   *task)
{
  if (g_task_return_error_if_cancelled (task))
    return TRUE;
  if (self->fail == NULL)
    return FALSE;

  g_task_return_error (task, g_error_copy (self->fail));

  return TRUE;
}

static void
spare_session_store_memory_load_async (SpareSessionStore   *store,
                                       SpareTenant         *tenant,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data)
{
  SpareSessionStoreMemory *self = SPARE_SESSION_STORE_MEMORY (store);
  g_autoptr (GTask) task = NULL;
  g_autofree char *key = NULL;
  SpareSecretText *text;

  task = begin (self, cancellable, callback, user_data,
                spare_session_store_memory_load_async, "load from memory");
  if (give_up (self, task))
    return;

  key = build_key (tenant);
  text = g_hash_table_lookup (self->texts, key);
  g_task_return_pointer (task, text != NULL ? spare_secret_text_ref (text) : NULL,
                         (GDestroyNotify) spare_secret_text_unref);
}

static SpareSecretText *
spare_session_store_memory_load_finish (SpareSessionStore  *store,
                                        GAsyncResult       *result,
                                        GError            **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, spare_session_store_memory_load_async),
                        NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
spare_session_store_memory_save_async (SpareSessionStore   *store,
                                       SpareTenant         *tenant,
                                       SpareSecretText     *text,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data)
{
  SpareSessionStoreMemory *self = SPARE_SESSION_STORE_MEMORY (store);
  g_autoptr (GTask) task = NULL;

  task = begin (self, cancellable, callback, user_data,
                spare_session_store_memory_save_async, "save to memory");
  if (give_up (self, task))
    return;

  g_hash_table_replace (self->texts, build_key (tenant), spare_secret_text_ref (text));
  g_task_return_boolean (task, TRUE);
}

static gboolean
spare_session_store_memory_save_finish (SpareSessionStore  *store,
                                        GAsyncResult       *result,
                                        GError            **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, spare_session_store_memory_save_async),
                        FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
spare_session_store_memory_clear_async (SpareSessionStore   *store,
                                        SpareTenant         *tenant,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data)
{
  SpareSessionStoreMemory *self = SPARE_SESSION_STORE_MEMORY (store);
  g_autoptr (GTask) task = NULL;
  g_autofree char *key = NULL;

  task = begin (self, cancellable, callback, user_data,
                spare_session_store_memory_clear_async, "clear in memory");
  if (give_up (self, task))
    return;

  key = build_key (tenant);
  g_hash_table_remove (self->texts, key);
  g_task_return_boolean (task, TRUE);
}

static gboolean
spare_session_store_memory_clear_finish (SpareSessionStore  *store,
                                         GAsyncResult       *result,
                                         GError            **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, spare_session_store_memory_clear_async),
                        FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
spare_session_store_memory_iface_init (SpareSessionStoreInterface *iface)
{
  iface->load_async = spare_session_store_memory_load_async;
  iface->load_finish = spare_session_store_memory_load_finish;
  iface->save_async = spare_session_store_memory_save_async;
  iface->save_finish = spare_session_store_memory_save_finish;
  iface->clear_async = spare_session_store_memory_clear_async;
  iface->clear_finish = spare_session_store_memory_clear_finish;
}

static void
spare_session_store_memory_finalize (GObject *object)
{
  SpareSessionStoreMemory *self = SPARE_SESSION_STORE_MEMORY (object);

  g_clear_pointer (&self->texts, g_hash_table_unref);
  g_clear_error (&self->fail);

  G_OBJECT_CLASS (spare_session_store_memory_parent_class)->finalize (object);
}

static void
spare_session_store_memory_class_init (SpareSessionStoreMemoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = spare_session_store_memory_finalize;
}

static void
spare_session_store_memory_init (SpareSessionStoreMemory *self)
{
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify) spare_secret_text_unref);
}

/**
 * spare_session_store_memory_new:
 *
 * Makes a store that forgets with the process.
 *
 * Returns: (transfer full): the store
 */
SpareSessionStore *
spare_session_store_memory_new (void)
{
  return g_object_new (SPARE_TYPE_SESSION_STORE_MEMORY, NULL);
}

/**
 * spare_session_store_memory_set_fail:
 * @self: a store
 * @error: (nullable): what operations shall fail with from now on
 *
 * Makes the store behave like a keyring in trouble, for tests. While it fails
 * nothing that it holds is changed. %NULL ends the trouble.
 */
void
spare_session_store_memory_set_fail (SpareSessionStoreMemory *self,
                                     const GError            *error)
{
  g_return_if_fail (SPARE_IS_SESSION_STORE_MEMORY (self));

  g_clear_error (&self->fail);
  if (error != NULL)
    self->fail = g_error_copy (error);
}
