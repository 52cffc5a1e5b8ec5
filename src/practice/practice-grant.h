/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a token is good for: whose, for which application, which scope. */

typedef struct
{
  char *sub;
  char *client_id;
  char *scope;
} PracticeGrant;

PracticeGrant *practice_grant_new       (const char    *sub,
                                         const char    *client_id,
                                         const char    *scope);
void           practice_grant_free      (PracticeGrant *grant);
gboolean       practice_grant_has_scope (const char    *scopes,
                                         const char    *scope);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PracticeGrant, practice_grant_free)

G_END_DECLS
