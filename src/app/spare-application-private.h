/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "spare-application.h"
#include "spare-types.h"

G_BEGIN_DECLS

/* What the files of the application share. */
struct _SpareApplication
{
  AdwApplication parent_instance;

  const SpareOptions *options;
  GSettings *settings;
  SpareHttp *http;
  SpareClock *clock;
  SpareConnectivity *connectivity;
  SparePracticeHost *practice_host;
  /* Reset Password was asked for before there was a window to open it from. */
  gboolean reset_pending;
  /* The session does something that must not be cut off; and whether a window
   * was asked for meanwhile. */
  gboolean held;
  gboolean wanted;
  /* A notification is out that is to be taken back. */
  gboolean notified;
  gsize notice;
  guint notice_source;

  /* All of one tenant; replaced together. */
  SpareTenant *tenant;
  SpareSession *session;
  SpareRecovery *recovery;

  /* Each at most once; the pointers fall to NULL with the windows. */
  GtkWindow *tenant_window;
  GtkWindow *login_window;
  GtkWindow *recovery_window;
  GtkWindow *dashboard_window;
  GtkWindow *preferences_window;
  GtkWindow *help_window;
  GtkWindow *shortcuts_window;
};

void spare_application_add_actions     (SpareApplication *self);

void spare_application_use_tenant      (SpareApplication *self,
                                        SpareTenant      *tenant);
void spare_application_start_practice  (SpareApplication *self);
void spare_application_show_tenant     (SpareApplication *self);
void spare_application_show_for_state  (SpareApplication *self);
void spare_application_reset_password  (SpareApplication *self);
void spare_application_remember_address (SpareApplication *self,
                                         const char       *address);
/* Makes @window known under @slot until it is destroyed, and shows it. */
void spare_application_present         (SpareApplication *self,
                                        GtkWindow       **slot,
                                        GtkWidget        *window);
void spare_application_close           (GtkWindow       **slot);
gboolean spare_application_is_retired  (GtkWindow         *window);
void spare_application_retire          (SpareApplication *self,
                                        GtkWindow       **slot);

G_END_DECLS
