/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "spare-types.h"

G_BEGIN_DECLS

/**
 * SpareSessionStore:
 *
 * Where a session is kept: one item per tenant and client.
 */
#define SPARE_TYPE_SESSION_STORE (spare_session_store_get_type ())
G_DECLARE_INTERFACE (SpareSessionStore, spare_session_store, SPARE, SESSION_STORE, GObject)

struct _SpareSessionStoreInterface
{
  GTypeInterface parent_iface;

  /* Optional. */
  void             (*set_may_ask)  (SpareSessionStore    *self,
                                    gboolean              may_ask);
  void             (*load_async)   (SpareSessionStore    *self,
                                    SpareTenant          *tenant,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
  SpareSecretText *(*load_finish)  (SpareSessionStore    *self,
                                    GAsyncResult         *result,
                                    GError              **error);
  void             (*save_async)   (SpareSessionStore    *self,
                                    SpareTenant          *tenant,
                                    SpareSecretText      *text,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
  gboolean         (*save_finish)  (SpareSessionStore    *self,
                                    GAsyncResult         *result,
                                    GError              **error);
  void             (*clear_async)  (SpareSessionStore    *self,
                                    SpareTenant          *tenant,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
  gboolean         (*clear_finish) (SpareSessionStore    *self,
                                    GAsyncResult         *result,
                                    GError              **error);
};

/* Whether a load may open a prompt to unlock; it may, unless told otherwise. */
void             spare_session_store_set_may_ask  (SpareSessionStore    *self,
                                                   gboolean              may_ask);
/* NULL without an error: nothing is stored. Else KEYRING_LOCKED,
 * KEYRING_UNAVAILABLE or SESSION_UNREADABLE. */
void             spare_session_store_load_async   (SpareSessionStore    *self,
                                                   SpareTenant          *tenant,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
SpareSecretText *spare_session_store_load_finish  (SpareSessionStore    *self,
                                                   GAsyncResult         *result,
                                                   GError              **error);
/* Reads back what it wrote; NOT_SAVED if it did not stay. */
void             spare_session_store_save_async   (SpareSessionStore    *self,
                                                   SpareTenant          *tenant,
                                                   SpareSecretText      *text,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
gboolean         spare_session_store_save_finish  (SpareSessionStore    *self,
                                                   GAsyncResult         *result,
                                                   GError              **error);
/* TRUE once nothing is there any more, also if nothing was; NOT_CLEARED if
 * the item is still found. */
void             spare_session_store_clear_async  (SpareSessionStore    *self,
                                                   SpareTenant          *tenant,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
gboolean         spare_session_store_clear_finish (SpareSessionStore    *self,
                                                   GAsyncResult         *result,
                                                   GError              **error);

G_END_DECLS
