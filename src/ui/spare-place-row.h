/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One case that belongs elsewhere: what it is, and a button that leads there. */

#define SPARE_TYPE_PLACE_ROW (spare_place_row_get_type ())
G_DECLARE_FINAL_TYPE (SparePlaceRow, spare_place_row, SPARE, PLACE_ROW, GtkWidget)

GtkWidget *spare_place_row_new (const char *title,
                                const char *text,
                                const char *button_label,
                                const char *uri);

G_END_DECLS
