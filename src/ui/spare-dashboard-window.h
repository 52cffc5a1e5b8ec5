/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "spare-error-text.h"
#include "spare-types.h"

G_BEGIN_DECLS

#define SPARE_TYPE_DASHBOARD_WINDOW (spare_dashboard_window_get_type ())
G_DECLARE_FINAL_TYPE (SpareDashboardWindow, spare_dashboard_window, SPARE, DASHBOARD_WINDOW, AdwApplicationWindow)

GtkWidget *spare_dashboard_window_new             (GtkApplication       *application,
                                                   SpareSession         *session);
/* The confirmation, where the reset was asked for from here. */
void       spare_dashboard_window_show_reset_sent (SpareDashboardWindow *self);
void       spare_dashboard_window_show_logging_out (SpareDashboardWindow *self);
void       spare_dashboard_window_show_error      (SpareDashboardWindow *self,
                                                   const GError         *error,
                                                   SpareOperation        operation);

G_END_DECLS
