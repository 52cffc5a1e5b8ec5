/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "practice-grant.h"
#include "practice-store.h"

G_BEGIN_DECLS

/* Opaque access tokens, and refresh tokens that rotate. Only digests are
 * kept. */

typedef struct _PracticeTokens PracticeTokens;

PracticeTokens *practice_tokens_new           (PracticeStore       *store,
                                               GError             **error);
void            practice_tokens_free          (PracticeTokens      *self);
char           *practice_tokens_issue_access  (PracticeTokens      *self,
                                               const PracticeGrant *grant,
                                               gint64               now,
                                               gint64               lifetime);
char           *practice_tokens_issue_refresh (PracticeTokens      *self,
                                               const PracticeGrant *grant,
                                               gint64               now);
PracticeGrant  *practice_tokens_find_access   (PracticeTokens      *self,
                                               const char          *token,
                                               gint64               now);
char           *practice_tokens_rotate        (PracticeTokens      *self,
                                               const char          *token,
                                               const char          *client_id,
                                               gint64               now,
                                               PracticeGrant      **grant);
void            practice_tokens_revoke        (PracticeTokens      *self,
                                               const char          *token,
                                               const char          *client_id);
void            practice_tokens_end_families  (PracticeTokens      *self,
                                               const char          *sub);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PracticeTokens, practice_tokens_free)

G_END_DECLS
