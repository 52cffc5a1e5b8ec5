/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The state directory: JSON files that only their owner can read, each
 * replaced as a whole. */

typedef struct _PracticeStore PracticeStore;

PracticeStore *practice_store_new         (const char     *directory,
                                           GError        **error);
void           practice_store_free        (PracticeStore  *self);
char          *practice_store_get_path    (PracticeStore  *self,
                                           const char     *name);
gboolean       practice_store_load        (PracticeStore  *self,
                                           const char     *name,
                                           JsonNode      **node,
                                           GError        **error);
gboolean       practice_store_save        (PracticeStore  *self,
                                           const char     *name,
                                           JsonNode       *node,
                                           GError        **error);
gint64         practice_store_load_number (PracticeStore  *self,
                                           const char     *name);
gboolean       practice_store_save_number (PracticeStore  *self,
                                           const char     *name,
                                           gint64          number,
                                           GError        **error);
gboolean       practice_store_save_bytes  (PracticeStore  *self,
                                           const char     *name,
                                           const char     *data,
                                           gsize           length,
                                           GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PracticeStore, practice_store_free)

G_END_DECLS
