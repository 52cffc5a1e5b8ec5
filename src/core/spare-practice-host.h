/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "spare-types.h"

G_BEGIN_DECLS

/**
 * SparePracticeHost:
 *
 * Starts the practice tenant as a child process and ends it with itself.
 */
#define SPARE_TYPE_PRACTICE_HOST (spare_practice_host_get_type ())
G_DECLARE_FINAL_TYPE (SparePracticeHost, spare_practice_host, SPARE, PRACTICE_HOST, GObject)

/* @program is the path of spare-key-practice. The state (accounts, keys,
 * mail) lives in @state_dir. */
SparePracticeHost *spare_practice_host_new          (const char           *program,
                                                     const char           *state_dir);
void               spare_practice_host_start_async  (SparePracticeHost    *self,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
/* PRACTICE_FAILED if it does not say where it listens. */
SpareTenant       *spare_practice_host_start_finish (SparePracticeHost    *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);
const char        *spare_practice_host_get_mailbox_url (SparePracticeHost *self);
const char        *spare_practice_host_get_maildir  (SparePracticeHost    *self);
/* The address and password of its first account, to show to the person. */
const char        *spare_practice_host_get_address  (SparePracticeHost    *self);
const char        *spare_practice_host_get_password (SparePracticeHost    *self);

G_END_DECLS
