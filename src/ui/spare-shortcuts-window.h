/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The list of keys. GTK's own has buttons without names, and rows that nobody
 * reaches by keyboard. */

#define SPARE_TYPE_SHORTCUTS_WINDOW (spare_shortcuts_window_get_type ())
G_DECLARE_FINAL_TYPE (SpareShortcutsWindow, spare_shortcuts_window, SPARE, SHORTCUTS_WINDOW, AdwApplicationWindow)

GtkWidget *spare_shortcuts_window_new (GtkApplication *application,
                                       GtkWindow      *parent);

G_END_DECLS
