/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The help, inside the program: it needs neither a network nor a help viewer,
 * and a sandbox cannot hide it. */

#define SPARE_TYPE_HELP_WINDOW (spare_help_window_get_type ())
G_DECLARE_FINAL_TYPE (SpareHelpWindow, spare_help_window, SPARE, HELP_WINDOW, AdwApplicationWindow)

GtkWidget *spare_help_window_new (GtkApplication *application,
                                  const char     *support_url);

G_END_DECLS
