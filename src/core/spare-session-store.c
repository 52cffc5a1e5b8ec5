/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-session-store.h"

#include "spare-tenant.h"

G_DEFINE_INTERFACE (SpareSessionStore, spare_session_store, G_TYPE_OBJECT)

static void
spare_session_store_default_init (SpareSessionStoreInterface *iface)
{
}

/**
 * spare_session_store_set_may_ask:
 * @self: a store
 * @may_ask: whether the person may be asked
 *
 * Sets whether [method@SessionStore.load_async] may open a prompt to unlock
 * what it finds locked.
 */
void
spare_session_store_set_may_ask (SpareSessionStore *self,
                                 gboolean           may_ask)
{
  SpareSessionStoreInterface *iface;

  g_return_if_fail (SPARE_IS_SESSION_STORE (self));

  iface = SPARE_SESSION_STORE_GET_IFACE (self);
  if (iface->set_may_ask != NULL)
    iface->set_may_ask (self, may_ask);
}

/**
 * spare_session_store_load_async:
 * @self: a store
 * @tenant: whose session
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: for @callback
 *
 * Reads the stored session of @tenant.
 */
void
spare_session_store_load_async (SpareSessionStore   *self,
                                SpareTenant         *tenant,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_return_if_fail (SPARE_IS_SESSION_STORE (self));
  g_return_if_fail (SPARE_IS_TENANT (tenant));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  SPARE_SESSION_STORE_GET_IFACE (self)->load_async (self, tenant, cancellable, callback, user_data);
}

/**
 * spare_session_store_load_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error
 *
 * Ends [method@SessionStore.load_async]. %NULL without an error means that
 * nothing is stored. Fails with %SPARE_ERROR_KEYRING_LOCKED,
 * %SPARE_ERROR_KEYRING_UNAVAILABLE, %SPARE_ERROR_SESSION_UNREADABLE or
 * %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full) (nullable): the stored text
 */
SpareSecretText *
spare_session_store_load_finish (SpareSessionStore  *self,
                                 GAsyncResult       *result,
                                 GError            **error)
{
  g_return_val_if_fail (SPARE_IS_SESSION_STORE (self), NULL);
  g_return_val_if_fail (G_IS_ASYNC_RESULT (result), NULL);

  return SPARE_SESSION_STORE_GET_IFACE (self)->load_finish (self, result, error);
}

/**
 * spare_session_store_save_async:
 * @self: a store
 * @tenant: whose session
 * @text: what to keep
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: for @callback
 *
 * Stores @text in place of what was stored for @tenant, and reads it back.
 */
void
spare_session_store_save_async (SpareSessionStore   *self,
                                SpareTenant         *tenant,
                                SpareSecretText     *text,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_return_if_fail (SPARE_IS_SESSION_STORE (self));
  g_return_if_fail (SPARE_IS_TENANT (tenant));
  g_return_if_fail (text != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  SPARE_SESSION_STORE_GET_IFACE (self)->save_async (self, tenant, text, cancellable, callback,
                                                    user_data);
}

/**
 * spare_session_store_save_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error
 *
 * Ends [method@SessionStore.save_async]. Fails with
 * %SPARE_ERROR_KEYRING_LOCKED, %SPARE_ERROR_KEYRING_UNAVAILABLE,
 * %SPARE_ERROR_NOT_SAVED or %G_IO_ERROR_CANCELLED.
 *
 * Returns: whether the text is stored
 */
gboolean
spare_session_store_save_finish (SpareSessionStore  *self,
                                 GAsyncResult       *result,
                                 GError            **error)
{
  g_return_val_if_fail (SPARE_IS_SESSION_STORE (self), FALSE);
  g_return_val_if_fail (G_IS_ASYNC_RESULT (result), FALSE);

  return SPARE_SESSION_STORE_GET_IFACE (self)->save_finish (self, result, error);
}

/**
 * spare_session_store_clear_async:
 * @self: a store
 * @tenant: whose session
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: for @callback
 *
 * Removes the stored session of @tenant and looks whether it is gone.
 */
void
spare_session_store_clear_async (SpareSessionStore   *self,
                                 SpareTenant         *tenant,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_return_if_fail (SPARE_IS_SESSION_STORE (self));
  g_return_if_fail (SPARE_IS_TENANT (tenant));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  SPARE_SESSION_STORE_GET_IFACE (self)->clear_async (self, tenant, cancellable, callback,
                                                     user_data);
}

/**
 * spare_session_store_clear_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error
 *
 * Ends [method@SessionStore.clear_async]. Fails with
 * %SPARE_ERROR_KEYRING_LOCKED, %SPARE_ERROR_KEYRING_UNAVAILABLE,
 * %SPARE_ERROR_NOT_CLEARED or %G_IO_ERROR_CANCELLED.
 *
 * Returns: whether nothing is stored any more
 */
gboolean
spare_session_store_clear_finish (SpareSessionStore  *self,
                                  GAsyncResult       *result,
                                  GError            **error)
{
  g_return_val_if_fail (SPARE_IS_SESSION_STORE (self), FALSE);
  g_return_val_if_fail (G_IS_ASYNC_RESULT (result), FALSE);

  return SPARE_SESSION_STORE_GET_IFACE (self)->clear_finish (self, result, error);
}
