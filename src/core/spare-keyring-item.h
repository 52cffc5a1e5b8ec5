/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "spare-types.h"

G_BEGIN_DECLS

/**
 * SpareKeyringItem:
 *
 * The keyring item of one tenant and client, in blocking calls for a worker
 * thread. Private to core: libsecret stays below it.
 */
typedef struct _SpareKeyringItem SpareKeyringItem;

SpareKeyringItem *spare_keyring_item_new       (SpareTenant       *tenant);
SpareKeyringItem *spare_keyring_item_ref       (SpareKeyringItem  *self);
void              spare_keyring_item_unref     (SpareKeyringItem  *self);

/* From any thread: whether a person may be in front of a prompt. */
gboolean          spare_keyring_item_is_asking (SpareKeyringItem  *self);

SpareSecretText  *spare_keyring_item_load      (SpareKeyringItem  *self,
                                                gboolean           may_ask,
                                                GCancellable      *cancellable,
                                                GError           **error);
gboolean          spare_keyring_item_save      (SpareKeyringItem  *self,
                                                SpareSecretText   *text,
                                                GCancellable      *cancellable,
                                                GError           **error);
gboolean          spare_keyring_item_clear     (SpareKeyringItem  *self,
                                                GCancellable      *cancellable,
                                                GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SpareKeyringItem, spare_keyring_item_unref)

G_END_DECLS
