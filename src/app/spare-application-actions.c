/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-config.h"

#include "spare-application-private.h"

#include "spare-about.h"
#include "spare-account.h"
#include "spare-dashboard-window.h"
#include "spare-error.h"
#include "spare-help-window.h"
#include "spare-link.h"
#include "spare-login-window.h"
#include "spare-notices.h"
#include "spare-practice-host.h"
#include "spare-preferences-window.h"
#include "spare-recovery-window.h"
#include "spare-session.h"
#include "spare-shortcuts-window.h"
#include "spare-tenant-window.h"
#include "spare-tenant.h"

#include <glib/gi18n-lib.h>

static void
quit_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  SpareApplication *self = data;
  GList *windows;

  /* What is typed there is kept on closing. */
  if (self->preferences_window != NULL)
    gtk_window_close (self->preferences_window);
  /* Without windows it ends by itself, once the session may be left alone. */
  while ((windows = gtk_application_get_windows (GTK_APPLICATION (self))) != NULL)
    gtk_window_destroy (windows->data);
  if (!self->held)
    g_application_quit (G_APPLICATION (self));
}

static void
about_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  spare_about_present (gtk_application_get_active_window (GTK_APPLICATION (data)));
}

static void
help_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  SpareApplication *self = data;
  g_autofree char *support_url = NULL;

  if (self->help_window != NULL)
    {
      gtk_window_present (self->help_window);
      return;
    }

  support_url = g_settings_get_string (self->settings, "support-url");
  spare_application_present (self, &self->help_window,
                             spare_help_window_new (GTK_APPLICATION (self), support_url));
}

/* The help stands beside the other windows and is a parent to none of them. */
static GtkWindow *
get_parent (SpareApplication *self)
{
  GtkWindow *active = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (active != self->help_window)
    return active;

  /* Over what is modal, too: below it there are no keys. */
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    {
      if (l->data != self->help_window && !spare_application_is_retired (l->data))
        return l->data;
    }

  return NULL;
}

static void
shortcuts_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  SpareApplication *self = data;

  if (self->shortcuts_window != NULL)
    gtk_window_present (self->shortcuts_window);
  else
    spare_application_present (self, &self->shortcuts_window,
                               spare_shortcuts_window_new (GTK_APPLICATION (self), get_parent (self)));
}

static void
preferences_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  SpareApplication *self = data;

  /* Before there is a tenant, its window is all there is to prefer. */
  if (self->tenant == NULL)
    spare_application_show_tenant (self);
  else if (self->preferences_window != NULL)
    gtk_window_present (self->preferences_window);
  else
    spare_application_present (self, &self->preferences_window,
                               spare_preferences_window_new (GTK_APPLICATION (self),
                                                             get_parent (self),
                                                             self->settings, self->tenant));
}

static void
open_recovery (SpareApplication *self,
               const char       *address)
{
  g_autofree char *support_url = NULL;
  GtkWidget *window;

  if (self->session == NULL)
    return;
  if (self->recovery_window != NULL)
    {
      gtk_window_present (self->recovery_window);
      return;
    }

  support_url = g_settings_get_string (self->settings, "support-url");
  window = spare_recovery_window_new (GTK_APPLICATION (self), get_parent (self), self->session,
                                      self->recovery, support_url, address);
  spare_recovery_window_set_connectivity (SPARE_RECOVERY_WINDOW (window), self->connectivity);
  spare_application_present (self, &self->recovery_window, window);
}

static void
open_recovery_cb (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       data)
{
  open_recovery (data, g_variant_get_string (parameter, NULL));
}

/**
 * spare_application_reset_password:
 * @self: the application
 *
 * Opens the recovery window with the address that is known, from any state: a
 * launcher asks for it before there is a window, or even the program.
 */
void
spare_application_reset_password (SpareApplication *self)
{
  SpareAccount *account;
  g_autofree char *last = NULL;
  const char *address = NULL;

  self->reset_pending = self->session == NULL ||
                        spare_session_get_state (self->session) == SPARE_SESSION_STARTING;
  if (self->reset_pending)
    {
      g_application_activate (G_APPLICATION (self));
      return;
    }

  account = spare_session_get_account (self->session);
  if (account != NULL)
    address = spare_account_get_email (account);
  else if (self->login_window != NULL)
    address = spare_login_window_get_address (SPARE_LOGIN_WINDOW (self->login_window));
  else
    address = last = g_settings_get_string (self->settings, "last-address");
  open_recovery (self, address);
}

static void
reset_password_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       data)
{
  spare_application_reset_password (data);
}

static void
show_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  g_application_activate (G_APPLICATION (data));
}

static void
finished_cb (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  spare_notices_tell (data, g_variant_get_string (parameter, NULL));
}

static void
recovery_sent_cb (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       data)
{
  SpareApplication *self = data;
  const char *address = g_variant_get_string (parameter, NULL);

  spare_application_remember_address (self, address);
  spare_application_close (&self->recovery_window);
  if (self->dashboard_window == NULL && self->login_window == NULL)
    spare_application_show_for_state (self);

  if (self->dashboard_window != NULL)
    {
      spare_dashboard_window_show_reset_sent (SPARE_DASHBOARD_WINDOW (self->dashboard_window));
      gtk_window_present (self->dashboard_window);
    }
  else if (self->login_window != NULL)
    {
      spare_login_window_set_address (SPARE_LOGIN_WINDOW (self->login_window), address);
      spare_login_window_show_reset_sent (SPARE_LOGIN_WINDOW (self->login_window));
      gtk_window_present (self->login_window);
    }
}

static void
logout_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SpareApplication) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean server_told = TRUE;

  spare_session_logout_finish (SPARE_SESSION (source), result, &server_told, &error);
  if (SPARE_SESSION (source) != self->session || self->login_window == NULL)
    return;

  if (error != NULL)
    spare_login_window_show_error (SPARE_LOGIN_WINDOW (self->login_window), error,
                                   SPARE_OPERATION_LOGOUT);
  else if (!server_told)
    spare_login_window_show_notice (SPARE_LOGIN_WINDOW (self->login_window),
                                    _("Logged Out Here Only"),
                                    _("The server could not be told, so the session may go on there until "
                                      "it expires."));
}

static void
log_out_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       data)
{
  SpareApplication *self = data;
  SpareAccount *account = self->session != NULL ? spare_session_get_account (self->session) : NULL;

  if (account == NULL)
    return;

  if (spare_account_get_email (account) != NULL)
    spare_application_remember_address (self, spare_account_get_email (account));
  if (self->dashboard_window != NULL)
    spare_dashboard_window_show_logging_out (SPARE_DASHBOARD_WINDOW (self->dashboard_window));
  spare_session_logout_async (self->session, NULL, logout_cb, g_object_ref (self));
}

static void
open_link_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  spare_link_open (gtk_application_get_active_window (GTK_APPLICATION (data)),
                   g_variant_get_string (parameter, NULL));
}

static void
open_mailbox_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       data)
{
  SpareApplication *self = data;

  if (self->practice_host != NULL && spare_practice_host_get_mailbox_url (self->practice_host) != NULL)
    spare_link_open (gtk_application_get_active_window (GTK_APPLICATION (self)),
                     spare_practice_host_get_mailbox_url (self->practice_host));
}

static void
set_up_tenant_cb (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       data)
{
  SpareApplication *self = data;
  GtkWindow *preferences = self->preferences_window;

  if (preferences != NULL)
    gtk_window_close (preferences);
  /* Something typed there cannot be kept. */
  if (self->preferences_window != NULL && gtk_widget_get_visible (GTK_WIDGET (preferences)))
    return;

  spare_application_show_tenant (self);
}

static void
store_string (SpareApplication *self,
              const char       *key,
              const char       *value)
{
  if (g_settings_is_writable (self->settings, key))
    g_settings_set_string (self->settings, key, value);
}

static void
use_tenant_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       data)
{
  SpareApplication *self = data;
  g_autoptr (SpareTenant) tenant = NULL;
  g_autoptr (GError) error = NULL;
  const char *domain;
  const char *client_id;
  const char *connection;

  g_variant_get (parameter, "(&s&s&s)", &domain, &client_id, &connection);
  tenant = spare_tenant_new (domain, client_id, connection, &error);
  if (tenant == NULL)
    {
      if (self->tenant_window != NULL)
        spare_tenant_window_show_error (SPARE_TENANT_WINDOW (self->tenant_window), error,
                                        SPARE_OPERATION_CONNECT);
      return;
    }

  if (self->options->tenant == NULL)
    {
      store_string (self, "tenant-domain", spare_tenant_get_base_url (tenant));
      store_string (self, "client-id", client_id);
      store_string (self, "connection", connection);
      if (g_settings_is_writable (self->settings, "practice"))
        g_settings_set_boolean (self->settings, "practice", FALSE);
    }
  spare_application_use_tenant (self, tenant);
}

static void
try_practice_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       data)
{
  spare_application_start_practice (data);
}

/**
 * spare_application_add_actions:
 * @self: the application
 *
 * Adds everything a window may ask for, with its keys.
 */
void
spare_application_add_actions (SpareApplication *self)
{
  static const GActionEntry actions[] = {
    { "quit", quit_cb, NULL, NULL, NULL, { 0 } },
    { "about", about_cb, NULL, NULL, NULL, { 0 } },
    { "shortcuts", shortcuts_cb, NULL, NULL, NULL, { 0 } },
    { "help", help_cb, NULL, NULL, NULL, { 0 } },
    { "preferences", preferences_cb, NULL, NULL, NULL, { 0 } },
    { "open-recovery", open_recovery_cb, "s", NULL, NULL, { 0 } },
    { "reset-password", reset_password_cb, NULL, NULL, NULL, { 0 } },
    { "recovery-sent", recovery_sent_cb, "s", NULL, NULL, { 0 } },
    { "show", show_cb, NULL, NULL, NULL, { 0 } },
    { "finished", finished_cb, "s", NULL, NULL, { 0 } },
    { "log-out", log_out_cb, NULL, NULL, NULL, { 0 } },
    { "open-link", open_link_cb, "s", NULL, NULL, { 0 } },
    { "open-mailbox", open_mailbox_cb, NULL, NULL, NULL, { 0 } },
    { "set-up-tenant", set_up_tenant_cb, NULL, NULL, NULL, { 0 } },
    { "use-tenant", use_tenant_cb, "(sss)", NULL, NULL, { 0 } },
    { "try-practice", try_practice_cb, NULL, NULL, NULL, { 0 } },
  };
  static const struct
  {
    const char *action;
    const char *keys[2];
  } keys[] = {
    { "app.quit", { "<Control>q", NULL } },
    { "app.help", { "F1", NULL } },
    { "app.shortcuts", { "<Control>question", NULL } },
    { "app.preferences", { "<Control>comma", NULL } },
    { "window.close", { "<Control>w", NULL } },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), keys[i].action,
                                           (const char *const *) keys[i].keys);
}
