/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The line under a field: a hint or, in its place, an error or what was done.
 * Private to the fields. */
GtkLabel *spare_field_note_new    (GtkWidget  *parent);
void      spare_field_note_show   (GtkLabel   *note,
                                   const char *text,
                                   gboolean    is_error);
void      spare_field_note_update (GtkLabel   *note,
                                   GtkWidget  *entry,
                                   const char *hint,
                                   const char *error,
                                   const char *notice,
                                   const char *remark);

G_END_DECLS
