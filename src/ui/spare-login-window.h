/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "spare-error-text.h"
#include "spare-types.h"

G_BEGIN_DECLS

#define SPARE_TYPE_LOGIN_WINDOW (spare_login_window_get_type ())
G_DECLARE_FINAL_TYPE (SpareLoginWindow, spare_login_window, SPARE, LOGIN_WINDOW, AdwApplicationWindow)

GtkWidget  *spare_login_window_new             (GtkApplication   *application,
                                                SpareSession     *session,
                                                SpareRecovery    *recovery);
void        spare_login_window_set_connectivity (SpareLoginWindow  *self,
                                                 SpareConnectivity *connectivity);
const char *spare_login_window_get_address     (SpareLoginWindow *self);
void        spare_login_window_set_address     (SpareLoginWindow *self,
                                                const char       *address);
/* “We've just sent you an email to reset your password.” and what to do if
 * none comes. */
void        spare_login_window_show_reset_sent (SpareLoginWindow *self);
void        spare_login_window_show_error      (SpareLoginWindow *self,
                                                const GError     *error,
                                                SpareOperation    operation);
void        spare_login_window_show_notice     (SpareLoginWindow *self,
                                                const char       *title,
                                                const char       *text);

G_END_DECLS
