/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "spare-error-text.h"
#include "spare-types.h"

G_BEGIN_DECLS

#define SPARE_TYPE_TENANT_WINDOW (spare_tenant_window_get_type ())
G_DECLARE_FINAL_TYPE (SpareTenantWindow, spare_tenant_window, SPARE, TENANT_WINDOW, AdwApplicationWindow)

/* Checks what was typed against the tenant itself, then activates
 * app.use-tenant with (domain, client ID, connection). “Try the Practice
 * Tenant” activates app.try-practice. Keys that are not writable in @settings
 * are shown as set by the administrator. */
GtkWidget *spare_tenant_window_new        (GtkApplication    *application,
                                           GSettings         *settings,
                                           SpareHttp         *http,
                                           SpareClock        *clock);
void       spare_tenant_window_set_values (SpareTenantWindow *self,
                                           const char        *domain,
                                           const char        *client_id,
                                           const char        *connection);
/* While the practice tenant starts. */
void       spare_tenant_window_set_busy   (SpareTenantWindow *self,
                                           gboolean           busy);
void       spare_tenant_window_show_error (SpareTenantWindow *self,
                                           const GError      *error,
                                           SpareOperation     operation);

G_END_DECLS
