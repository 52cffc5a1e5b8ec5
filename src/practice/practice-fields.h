/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* The text members of a request body, JSON or form-encoded. Overwritten when
 * freed: a password may be among them. */

typedef struct _PracticeFields PracticeFields;

PracticeFields *practice_fields_parse     (SoupServerMessage    *message);
void            practice_fields_free      (PracticeFields       *self);
const char     *practice_fields_get       (PracticeFields       *self,
                                           const char           *name);
gboolean        practice_fields_has       (PracticeFields       *self,
                                           const char           *name);
char           *practice_fields_dup_query (SoupServerMessage    *message,
                                           const char           *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PracticeFields, practice_fields_free)

G_END_DECLS
