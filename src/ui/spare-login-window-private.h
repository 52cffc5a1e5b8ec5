/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "spare-login-window.h"

#include "spare-entry-field.h"
#include "spare-message-area.h"
#include "spare-network-note.h"
#include "spare-password-field.h"
#include "spare-practice-strip.h"
#include "spare-submit-button.h"

G_BEGIN_DECLS

/* What the files of the login window share. */
struct _SpareLoginWindow
{
  AdwApplicationWindow parent_instance;

  SpareSession *session;
  SpareRecovery *recovery;
  GCancellable *cancellable;
  GCancellable *sending;
  gboolean submit_pending;
  /* There is a message about the keyring. */
  gboolean locked;
  char *notice; /* what the application said last */

  GtkWidget *app_icon;
  GtkMenuButton *menu_button;
  AdwWindowTitle *window_title;
  SparePracticeStrip *practice_strip;
  GtkLabel *heading;
  SpareMessageArea *message_area;
  SpareNetworkNote *network_note;
  GtkLabel *rest_label;
  GtkLabel *status_label;
  SpareEntryField *address_field;
  SparePasswordField *password_field;
  SpareSubmitButton *submit_button;
  GtkButton *forgot_button;
};

void spare_login_window_install_actions (GtkWidgetClass   *widget_class);
void spare_login_window_update_rest     (SpareLoginWindow *self);

G_END_DECLS
