/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Caption label, entry, and below it a hint or, in its place, an error. */

/* In characters; more than any address, domain or client ID has. */
#define SPARE_ENTRY_FIELD_MAX_LENGTH 1000

#define SPARE_TYPE_ENTRY_FIELD (spare_entry_field_get_type ())
G_DECLARE_FINAL_TYPE (SpareEntryField, spare_entry_field, SPARE, ENTRY_FIELD, GtkWidget)

/* Properties: "caption" (with mnemonic), "text", "hint" (nullable), "error"
 * (nullable; cleared when the person edits), "input-purpose", "editable".
 * Signals: "activate" (Enter), "changed". */
GtkWidget  *spare_entry_field_new       (void);
const char *spare_entry_field_get_text  (SpareEntryField *self);
void        spare_entry_field_set_text  (SpareEntryField *self,
                                         const char      *text);
void        spare_entry_field_set_hint  (SpareEntryField *self,
                                         const char      *hint);
/* Shows the error and, if it is not NULL, moves the focus to the entry. */
void        spare_entry_field_set_error (SpareEntryField *self,
                                         const char      *error);
/* Shown and said until the person edits. */
void        spare_entry_field_set_notice (SpareEntryField *self,
                                          const char      *notice);
/* Said, not shown. */
void        spare_entry_field_set_remark (SpareEntryField *self,
                                          const char      *remark);
/* Sets an error if the text is something that no field can mean. */
gboolean    spare_entry_field_check     (SpareEntryField *self);
GtkWidget  *spare_entry_field_get_entry (SpareEntryField *self);

G_END_DECLS
