/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "practice-grant.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A family of refresh tokens, or one access token: an access token is a
 * record that nobody rotates. */
typedef struct
{
  PracticeGrant *grant;
  char *current;
  GPtrArray *spent;
  gint64 used;
  gint64 expires;
} PracticeTokenRecord;

PracticeTokenRecord *practice_token_record_new           (const PracticeGrant *grant,
                                                          gint64               now,
                                                          gint64               expires);
PracticeTokenRecord *practice_token_record_new_from_json (JsonObject          *object);
void                 practice_token_record_free          (PracticeTokenRecord *record);
void                 practice_token_record_add_json      (PracticeTokenRecord *record,
                                                          JsonBuilder         *builder);
char                *practice_token_record_renew         (PracticeTokenRecord *record);
gboolean             practice_token_record_is_over       (PracticeTokenRecord *record,
                                                          gint64               now);
gboolean             practice_token_record_was_spent     (PracticeTokenRecord *record,
                                                          const char          *digest);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PracticeTokenRecord, practice_token_record_free)

G_END_DECLS
