/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "practice-store.h"

G_BEGIN_DECLS

/* Brute-force protection: failed logins for one identifier from one IP
 * address. */

typedef struct _PracticeBlocks PracticeBlocks;

PracticeBlocks *practice_blocks_new        (PracticeStore   *store,
                                            GError         **error);
void            practice_blocks_free       (PracticeBlocks  *self);
gboolean        practice_blocks_is_blocked (PracticeBlocks  *self,
                                            const char      *identifier,
                                            const char      *ip,
                                            gint64           now);
gboolean        practice_blocks_add        (PracticeBlocks  *self,
                                            const char      *identifier,
                                            const char      *ip,
                                            gint64           now);
void            practice_blocks_succeed    (PracticeBlocks  *self,
                                            const char      *identifier,
                                            const char      *ip);
void            practice_blocks_lift       (PracticeBlocks  *self,
                                            const char      *identifier);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PracticeBlocks, practice_blocks_free)

G_END_DECLS
