/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "spare-types.h"

G_BEGIN_DECLS

#define SPARE_TYPE_PREFERENCES_WINDOW (spare_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (SparePreferencesWindow, spare_preferences_window, SPARE, PREFERENCES_WINDOW, AdwApplicationWindow)

GtkWidget *spare_preferences_window_new (GtkApplication *application,
                                         GtkWindow      *parent,
                                         GSettings      *settings,
                                         SpareTenant    *tenant);

G_END_DECLS
