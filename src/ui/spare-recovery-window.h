/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "spare-types.h"

G_BEGIN_DECLS

#define SPARE_TYPE_RECOVERY_WINDOW (spare_recovery_window_get_type ())
G_DECLARE_FINAL_TYPE (SpareRecoveryWindow, spare_recovery_window, SPARE, RECOVERY_WINDOW, AdwApplicationWindow)

/* Modal for @parent. On success activates app.recovery-sent with the address;
 * the application closes this window and lets the login window speak. */
GtkWidget *spare_recovery_window_new (GtkApplication *application,
                                      GtkWindow      *parent,
                                      SpareSession   *session,
                                      SpareRecovery  *recovery,
                                      const char     *support_url,
                                      const char     *address);
void       spare_recovery_window_set_connectivity (SpareRecoveryWindow *self,
                                                   SpareConnectivity   *connectivity);

G_END_DECLS
