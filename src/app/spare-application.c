/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-config.h"

#include "spare-application-private.h"

#include "spare-a11y.h"
#include "spare-auth-client.h"
#include "spare-clock.h"
#include "spare-connectivity.h"
#include "spare-dashboard-window.h"
#include "spare-error.h"
#include "spare-http.h"
#include "spare-login-window.h"
#include "spare-notices.h"
#include "spare-practice-host.h"
#include "spare-reader.h"
#include "spare-recovery.h"
#include "spare-session-store-secret.h"
#include "spare-session.h"
#include "spare-setup.h"
#include "spare-tenant-window.h"
#include "spare-tenant.h"
#include "spare-window-state.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

G_DEFINE_FINAL_TYPE (SpareApplication, spare_application, ADW_TYPE_APPLICATION)

void
spare_application_remember_address (SpareApplication *self,
                                    const char       *address)
{
  if (self->settings != NULL && address != NULL &&
      g_settings_is_writable (self->settings, "last-address"))
    g_settings_set_string (self->settings, "last-address", address);
}

static void
restore_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  /* The state says what came of it. */
  spare_session_restore_finish (SPARE_SESSION (source), result, NULL);
}

/* After the first frame: the keyring may take its time, the window must not. */
static gboolean
first_frame_cb (GtkWidget     *widget,
                GdkFrameClock *frame_clock,
                gpointer       data)
{
  SpareApplication *self = data;

  if (self->session != NULL && spare_session_get_state (self->session) == SPARE_SESSION_STARTING)
    spare_session_restore_async (self->session, NULL, restore_cb, NULL);
  spare_connectivity_start (self->connectivity);
  spare_reader_start (spare_reader_get_default ());
  if (self->options->quit_after_startup)
    g_application_quit (G_APPLICATION (self));

  return G_SOURCE_REMOVE;
}

static void
present_login (SpareApplication *self)
{
  g_autofree char *address = NULL;
  GtkWidget *window;

  if (self->login_window != NULL)
    return;

  window = spare_login_window_new (GTK_APPLICATION (self), self->session, self->recovery);
  if (self->settings != NULL)
    address = g_settings_get_string (self->settings, "last-address");
  spare_login_window_set_address (SPARE_LOGIN_WINDOW (window), address);
  spare_login_window_set_connectivity (SPARE_LOGIN_WINDOW (window), self->connectivity);
  spare_window_state_bind (GTK_WINDOW (window), self->settings, "login-window-size");
  spare_application_present (self, &self->login_window, window);
  gtk_widget_add_tick_callback (window, first_frame_cb, self, NULL);
}

/* Whenever somebody looks, for a computer that sleeps lets no timer run; and when
 * the network is back. Where it is known to be away, nobody is bothered. */
static void
renew_cb (SpareApplication *self)
{
  if (self->dashboard_window != NULL && gtk_window_is_active (self->dashboard_window) &&
      spare_connectivity_get_state (self->connectivity) == SPARE_CONNECTIVITY_FULL &&
      spare_session_is_stale (self->session))
    spare_session_refresh_async (self->session, NULL, NULL, NULL);
}

static void
present_dashboard (SpareApplication *self)
{
  GtkWidget *window;

  if (self->dashboard_window != NULL)
    return;

  window = spare_dashboard_window_new (GTK_APPLICATION (self), self->session);
  spare_window_state_bind (GTK_WINDOW (window), self->settings, "dashboard-window-size");
  g_signal_connect_object (window, "notify::is-active", G_CALLBACK (renew_cb), self, G_CONNECT_SWAPPED);
  spare_application_present (self, &self->dashboard_window, window);
}

/* The new window first: without any window the application would end. One that is
 * there already stays where it is: somebody may be typing in another. */
void
spare_application_show_for_state (SpareApplication *self)
{
  switch (spare_session_get_state (self->session))
    {
    case SPARE_SESSION_SIGNED_IN:
    case SPARE_SESSION_REFRESHING:
      if (self->login_window != NULL)
        spare_application_remember_address (self,
                                            spare_login_window_get_address (SPARE_LOGIN_WINDOW (self->login_window)));
      present_dashboard (self);
      spare_application_retire (self, &self->login_window);
      break;

    case SPARE_SESSION_SIGNED_OUT:
      present_login (self);
      spare_application_retire (self, &self->dashboard_window);
      break;

    case SPARE_SESSION_STARTING:
    case SPARE_SESSION_LOCKED:
      present_login (self);
      break;

    case SPARE_SESSION_SIGNING_IN:
    case SPARE_SESSION_SIGNING_OUT:
    default:
      break;
    }

  if (self->reset_pending && spare_session_get_state (self->session) != SPARE_SESSION_STARTING)
    spare_application_reset_password (self);
}

/* The one that was last in front; help and preferences alone are no way into the
 * program, nor is what is closing. */
static GtkWindow *
get_last_window (SpareApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    {
      if (l->data != self->help_window && l->data != self->preferences_window &&
          !spare_application_is_retired (l->data))
        return l->data;
    }

  return NULL;
}

static void
release (SpareApplication *self)
{
  if (!self->held)
    return;

  self->held = FALSE;
  self->wanted = FALSE;
  g_application_release (G_APPLICATION (self));
}

/* A logout or a renewal that is cut off would leave in the keyring what the server
 * has ended, or what it goes on with; so the program outlives its windows for as
 * long. */
static void
state_changed_cb (SpareApplication *self)
{
  SpareSessionState state = spare_session_get_state (self->session);
  gboolean busy = state == SPARE_SESSION_SIGNING_IN || state == SPARE_SESSION_REFRESHING ||
                  state == SPARE_SESSION_SIGNING_OUT;

  if (busy && !self->held)
    {
      g_application_hold (G_APPLICATION (self));
      self->held = TRUE;
    }

  /* Whoever has closed the last window wants no other. */
  if (self->wanted || get_last_window (self) != NULL)
    spare_application_show_for_state (self);
  if (!busy)
    release (self);
}

/**
 * spare_application_use_tenant:
 * @self: the application
 * @tenant: the tenant from now on
 *
 * Replaces tenant, session and windows.
 */
void
spare_application_use_tenant (SpareApplication *self,
                              SpareTenant      *tenant)
{
  g_autoptr (SpareAuthClient) client = spare_auth_client_new (tenant, self->http, self->clock);
  g_autoptr (SpareSessionStore) store = spare_session_store_secret_new ();

  g_application_hold (G_APPLICATION (self));
  spare_application_close (&self->preferences_window);
  spare_application_close (&self->recovery_window);
  spare_application_close (&self->dashboard_window);
  spare_application_close (&self->login_window);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);

  g_set_object (&self->tenant, tenant);
  g_clear_object (&self->session);
  g_clear_object (&self->recovery);
  self->session = spare_session_new (client, store, self->clock);
  self->recovery = spare_recovery_new (client, self->clock);
  g_signal_connect_swapped (self->session, "notify::state", G_CALLBACK (state_changed_cb), self);

  spare_application_show_for_state (self);
  spare_application_close (&self->tenant_window);
  release (self);
  g_application_release (G_APPLICATION (self));
}

/**
 * spare_application_show_tenant:
 * @self: the application
 *
 * Shows the window where a tenant is set.
 */
void
spare_application_show_tenant (SpareApplication *self)
{
  GtkWidget *window;

  /* It is modal, and would keep the keys. */
  spare_application_close (&self->recovery_window);
  if (self->tenant_window != NULL)
    {
      gtk_window_present (self->tenant_window);
      return;
    }

  window = spare_tenant_window_new (GTK_APPLICATION (self), self->settings, self->http, self->clock);
  if (self->options->tenant != NULL || self->options->client_id != NULL)
    spare_tenant_window_set_values (SPARE_TENANT_WINDOW (window), self->options->tenant,
                                    self->options->client_id, self->options->connection);
  spare_application_present (self, &self->tenant_window, window);
  gtk_widget_add_tick_callback (window, first_frame_cb, self, NULL);
}

/* Whoever tries the practice tenant has no account there yet. */
static void
introduce_practice (SpareApplication *self)
{
  const char *address = spare_practice_host_get_address (self->practice_host);
  const char *password = spare_practice_host_get_password (self->practice_host);
  g_autofree char *text = NULL;

  if (self->login_window == NULL || address == NULL || password == NULL)
    return;

  /* Translators: the first %s is an email address, the second a password. */
  text = g_strdup_printf (_("Log in as \u2066%s\u2069 with the password \u2066%s\u2069, or pretend that you "
                            "have forgotten it."), address, password);
  spare_login_window_set_address (SPARE_LOGIN_WINDOW (self->login_window), address);
  spare_login_window_show_notice (SPARE_LOGIN_WINDOW (self->login_window),
                                  _("Welcome to the Practice Tenant"), text);
}

static void
practice_started_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (SpareApplication) self = user_data;
  g_autoptr (SpareTenant) tenant = NULL;
  g_autoptr (GError) error = NULL;

  tenant = spare_practice_host_start_finish (SPARE_PRACTICE_HOST (source), result, &error);
  if (self->tenant_window != NULL)
    spare_tenant_window_set_busy (SPARE_TENANT_WINDOW (self->tenant_window), FALSE);
  else if (self->session != NULL)
    /* Whoever has closed it goes on with what was there. */
    return;

  if (tenant != NULL)
    {
      gboolean first = !g_settings_get_boolean (self->settings, "practice");

      if (!self->options->practice && g_settings_is_writable (self->settings, "practice"))
        g_settings_set_boolean (self->settings, "practice", TRUE);
      spare_application_use_tenant (self, tenant);
      if (first)
        introduce_practice (self);
      return;
    }

  spare_application_show_tenant (self);
  spare_tenant_window_show_error (SPARE_TENANT_WINDOW (self->tenant_window), error,
                                  SPARE_OPERATION_PRACTICE);
}

/**
 * spare_application_start_practice:
 * @self: the application
 *
 * Starts the practice tenant, from its window.
 */
void
spare_application_start_practice (SpareApplication *self)
{
  spare_application_show_tenant (self);
  spare_tenant_window_set_busy (SPARE_TENANT_WINDOW (self->tenant_window), TRUE);

  if (self->practice_host == NULL)
    {
      const char *program = g_getenv ("SPARE_PRACTICE_PROGRAM");
      g_autofree char *installed = g_build_filename (SPARE_LIBEXEC_DIR, "spare-key-practice", NULL);
      g_autofree char *state_dir = g_build_filename (g_get_user_data_dir (), "spare-key", "practice", NULL);

      self->practice_host = spare_practice_host_new (program != NULL ? program : installed, state_dir);
    }
  spare_practice_host_start_async (self->practice_host, NULL, practice_started_cb,
                                   g_object_ref (self));
}

static void
spare_application_activate (GApplication *application)
{
  SpareApplication *self = SPARE_APPLICATION (application);
  g_autoptr (SpareTenant) tenant = NULL;
  GtkWindow *window = get_last_window (self);

  if (window != NULL)
    {
      gtk_window_present (window);
      return;
    }
  if (self->session != NULL)
    {
      self->wanted = self->held;
      spare_application_show_for_state (self);
      return;
    }

  if (self->options->practice ||
      (self->options->tenant == NULL && g_settings_get_boolean (self->settings, "practice")))
    {
      spare_application_start_practice (self);
      return;
    }

  tenant = spare_setup_make_tenant (self->options, self->settings, NULL);
  if (tenant != NULL)
    spare_application_use_tenant (self, tenant);
  else
    spare_application_show_tenant (self);
}

static int
refuse_other (GApplicationCommandLine *command_line)
{
  g_application_command_line_printerr (command_line, "spare-key: %s\n",
                                       _("Spare Key is already running with another tenant. Quit it first."));

  return EX_UNAVAILABLE;
}

/* Options are for one run: a running instance keeps its tenant, and says so. */
static int
spare_application_command_line (GApplication            *application,
                                GApplicationCommandLine *command_line)
{
  SpareApplication *self = SPARE_APPLICATION (application);
  GVariantDict *dict = g_application_command_line_get_options_dict (command_line);
  g_autoptr (SpareTenant) asked = NULL;
  SpareOptions options = { 0 };
  gboolean has_tenant = g_application_command_line_get_is_remote (command_line) && self->tenant != NULL;

  if (has_tenant && g_variant_dict_contains (dict, "practice") && !spare_tenant_is_practice (self->tenant))
    return refuse_other (command_line);

  if (has_tenant && g_variant_dict_lookup (dict, "tenant", "&s", &options.tenant))
    {
      if (!g_variant_dict_lookup (dict, "client-id", "&s", &options.client_id))
        options.client_id = (char *) spare_tenant_get_client_id (self->tenant);
      asked = spare_setup_make_tenant (&options, NULL, NULL);
      if (asked == NULL ||
          !g_str_equal (spare_tenant_get_domain (asked), spare_tenant_get_domain (self->tenant)) ||
          !g_str_equal (spare_tenant_get_client_id (asked), spare_tenant_get_client_id (self->tenant)))
        return refuse_other (command_line);
    }

  if (g_variant_dict_contains (dict, "reset-password"))
    spare_application_reset_password (self);
  else
    g_application_activate (application);

  return EX_OK;
}

static int
spare_application_handle_local_options (GApplication *application,
                                        GVariantDict *dict)
{
  SpareApplication *self = SPARE_APPLICATION (application);

  if (self->options->tenant != NULL)
    g_variant_dict_insert (dict, "tenant", "s", self->options->tenant);
  if (self->options->client_id != NULL)
    g_variant_dict_insert (dict, "client-id", "s", self->options->client_id);
  if (self->options->practice)
    g_variant_dict_insert (dict, "practice", "b", TRUE);
  if (self->options->reset_password)
    g_variant_dict_insert (dict, "reset-password", "b", TRUE);

  return -1;
}

/* Also windows of libraries: About, the list of keys, a question. */
static void
spare_application_window_added (GtkApplication *application,
                                GtkWindow      *window)
{
  GTK_APPLICATION_CLASS (spare_application_parent_class)->window_added (application, window);

  g_signal_connect (window, "map", G_CALLBACK (spare_a11y_hide_types), NULL);
  g_signal_connect (window, "unmap", G_CALLBACK (spare_a11y_leave), NULL);
  spare_a11y_keep_focus_visible (window);
}

static void
spare_application_startup (GApplication *application)
{
  SpareApplication *self = SPARE_APPLICATION (application);

  G_APPLICATION_CLASS (spare_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (SPARE_APP_ID);
  self->http = spare_http_new ();
  self->clock = spare_clock_new ();
  self->connectivity = spare_connectivity_new (NULL);
  g_signal_connect_object (self->connectivity, "notify::state", G_CALLBACK (renew_cb), self,
                           G_CONNECT_SWAPPED);
  spare_application_add_actions (self);
  spare_notices_watch (self);
}

static void
spare_application_shutdown (GApplication *application)
{
  SpareApplication *self = SPARE_APPLICATION (application);

  spare_application_close (&self->help_window);
  spare_application_close (&self->shortcuts_window);
  spare_application_close (&self->preferences_window);
  spare_application_close (&self->recovery_window);
  spare_application_close (&self->dashboard_window);
  spare_application_close (&self->login_window);
  spare_application_close (&self->tenant_window);

  G_APPLICATION_CLASS (spare_application_parent_class)->shutdown (application);
}

static void
spare_application_dispose (GObject *object)
{
  SpareApplication *self = SPARE_APPLICATION (object);

  g_clear_handle_id (&self->notice_source, g_source_remove);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  g_clear_object (&self->recovery);
  g_clear_object (&self->tenant);
  g_clear_object (&self->practice_host);
  g_clear_object (&self->http);
  g_clear_object (&self->clock);
  g_clear_object (&self->connectivity);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (spare_application_parent_class)->dispose (object);
}

static void
spare_application_class_init (SpareApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = spare_application_dispose;
  application_class->startup = spare_application_startup;
  application_class->activate = spare_application_activate;
  application_class->command_line = spare_application_command_line;
  application_class->handle_local_options = spare_application_handle_local_options;
  application_class->shutdown = spare_application_shutdown;
  GTK_APPLICATION_CLASS (klass)->window_added = spare_application_window_added;
}

static void
spare_application_init (SpareApplication *self)
{
}

/**
 * spare_application_new:
 * @options: the command line, which must outlive the application
 *
 * Returns: (transfer full): the application
 */
GApplication *
spare_application_new (const SpareOptions *options)
{
  SpareApplication *self;
  GApplicationFlags flags = G_APPLICATION_HANDLES_COMMAND_LINE;

  if (options->gapplication_service)
    flags = G_APPLICATION_IS_SERVICE;

  self = g_object_new (SPARE_TYPE_APPLICATION,
                       "application-id", SPARE_APP_ID,
                       "flags", flags,
                       "resource-base-path", "/io/github/sparekey/SpareKey",
                       NULL);
  self->options = options;
  self->settings = spare_setup_open_settings ();
  if (self->settings == NULL)
    {
      fprintf (stderr, "spare-key: %s\n", _("The settings schema is missing. Install Spare Key anew."));
      exit (EX_SOFTWARE);
    }

  return G_APPLICATION (self);
}
