/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* One person of the tenant. Only accounts of the database connection have a
 * hash. */

typedef struct
{
  char *sub;
  char *email;
  char *name;
  char *nickname;
  gboolean verified;
  gboolean blocked;
  gboolean mfa;
  gboolean leaked;
  char *rule_error;
  char *hash;
  GPtrArray *history;
  gint64 updated_at;
} PracticeAccount;

PracticeAccount  *practice_account_new_from_json (JsonObject       *object,
                                                  GError          **error);
void              practice_account_free          (PracticeAccount  *account);
void              practice_account_add_json      (PracticeAccount  *account,
                                                  JsonBuilder      *builder);
char            **practice_account_dup_hashes    (PracticeAccount  *account);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PracticeAccount, practice_account_free)

G_END_DECLS
