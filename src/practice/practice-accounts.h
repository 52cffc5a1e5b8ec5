/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "practice-account.h"
#include "practice-store.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The people of the tenant. */

typedef struct _PracticeAccounts PracticeAccounts;

PracticeAccounts *practice_accounts_new           (PracticeStore     *store,
                                                   const char        *seed_file,
                                                   gint64             now,
                                                   GError           **error);
void              practice_accounts_free          (PracticeAccounts  *self);
PracticeAccount  *practice_accounts_get_first     (PracticeAccounts  *self);
PracticeAccount  *practice_accounts_find_database (PracticeAccounts  *self,
                                                   const char        *email);
PracticeAccount  *practice_accounts_find_sub      (PracticeAccounts  *self,
                                                   const char        *sub);
char             *practice_accounts_dup_seeded_password (PracticeAccounts *self);
gboolean          practice_accounts_set_hash      (PracticeAccounts  *self,
                                                   PracticeAccount   *account,
                                                   const char        *hash,
                                                   gint64             now,
                                                   GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PracticeAccounts, practice_accounts_free)

G_END_DECLS
