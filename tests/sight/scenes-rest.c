/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "scenes-private.h"

#include "spare-about.h"
#include "spare-entry-field.h"
#include "spare-error.h"
#include "spare-help-window.h"
#include "spare-link-window.h"
#include "spare-message-area.h"
#include "spare-preferences-window.h"
#include "spare-recovery-window.h"
#include "spare-shortcuts-window.h"
#include "spare-submit-button.h"
#include "spare-tenant-window.h"

/* The first window. */

static GtkWidget *
make_tenant_window (GSettings *settings)
{
  g_autoptr (SpareHttp) http = spare_http_new ();
  g_autoptr (SpareClock) clock = spare_clock_new ();

  return spare_tenant_window_new (scenes_get_application (), settings, http, clock);
}

static GtkWidget *
first_run (GPtrArray *keep)
{
  g_autoptr (GSettings) settings = g_settings_new ("io.github.sparekey.SpareKey");

  return make_tenant_window (settings);
}

static GtkWidget *
first_run_locked (GPtrArray *keep)
{
  static const char *const keys[] = { "tenant-domain", "client-id", "connection", "practice", NULL };
  g_autoptr (GSettings) settings = window_test_locked_settings (keys);

  return make_tenant_window (settings);
}

static void
press_connect (GtkWidget *window)
{
  gtk_widget_activate_action (window, "tenant.connect", NULL);
}

static void
show_connect_error (GtkWidget *window)
{
  g_autoptr (GError) error = spare_error_new_network (SPARE_NETWORK_CAUSE_CERTIFICATE);
  g_autoptr (SpareTenant) tenant = scenes_make_tenant (SCENES_DOMAIN);

  spare_entry_field_set_text (scenes_child (window, "domain_field"), SCENES_DOMAIN);
  spare_message_area_show_error (scenes_child (window, "message_area"), error,
                                 SPARE_OPERATION_CONNECT, tenant);
  spare_message_area_add_action (scenes_child (window, "message_area"), "Try Again", "tenant.connect");
}

static void
connect_busy (GtkWidget *window)
{
  spare_submit_button_set_busy (scenes_child (window, "connect_button"), TRUE);
}

static void
practice_busy (GtkWidget *window)
{
  spare_tenant_window_set_busy (SPARE_TENANT_WINDOW (window), TRUE);
}

/* Recovery. */

static GtkWidget *
make_recovery (GPtrArray  *keep,
               const char *sub)
{
  SpareSession *session;
  SpareRecovery *recovery;

  scenes_make_session (keep, SCENES_DOMAIN, &session, &recovery);
  if (sub != NULL)
    {
      g_autoptr (SpareSessionStore) store = spare_session_store_memory_new ();
      g_autoptr (SpareAccount) account = spare_account_new (sub, "Jane Doe", SCENES_ADDRESS, SPARE_VERIFIED_YES);

      session = window_test_session (store, account, g_get_real_time () / G_USEC_PER_SEC);
      g_ptr_array_add (keep, session);
    }

  return spare_recovery_window_new (scenes_get_application (), NULL, session, recovery,
                                    SCENES_SUPPORT_URL, SCENES_ADDRESS);
}

static GtkWidget *
recovery (GPtrArray *keep)
{
  return make_recovery (keep, NULL);
}

static GtkWidget *
recovery_social (GPtrArray *keep)
{
  return make_recovery (keep, "google-oauth2|1");
}

static GtkWidget *
recovery_offline (GPtrArray *keep)
{
  GtkWidget *window = recovery (keep);

  spare_recovery_window_set_connectivity (SPARE_RECOVERY_WINDOW (window),
                                          scenes_make_connectivity (keep, G_NETWORK_CONNECTIVITY_LOCAL));

  return window;
}

static void
malformed_address (GtkWidget *window)
{
  spare_entry_field_set_text (scenes_child (window, "address_field"), "jane.doe");
  gtk_widget_activate_action (window, "recovery.submit", NULL);
}

static void
recovery_busy (GtkWidget *window)
{
  spare_submit_button_set_busy (scenes_child (window, "submit_button"), TRUE);
}

static void
rate_limited (GtkWidget *window)
{
  g_autoptr (GError) error = spare_error_new (SPARE_ERROR_RATE_LIMITED);

  spare_error_set_retry_after (error, 125);
  spare_message_area_show_error (scenes_child (window, "message_area"), error, SPARE_OPERATION_RESET, NULL);
}

static void
recovery_failed (GtkWidget *window)
{
  g_autoptr (GError) error = spare_error_new (SPARE_ERROR_SERVER_ERROR);

  spare_message_area_show_error (scenes_child (window, "message_area"), error, SPARE_OPERATION_RESET, NULL);
  spare_message_area_add_action (scenes_child (window, "message_area"), "Try Again", "recovery.submit");
}

/* The rest. */

static GtkWidget *
make_preferences (GSettings *settings)
{
  g_autoptr (SpareTenant) tenant = scenes_make_tenant (SCENES_DOMAIN);

  return spare_preferences_window_new (scenes_get_application (), NULL, settings, tenant);
}

static GtkWidget *
preferences (GPtrArray *keep)
{
  g_autoptr (GSettings) settings = g_settings_new ("io.github.sparekey.SpareKey");

  return make_preferences (settings);
}

static GtkWidget *
preferences_locked (GPtrArray *keep)
{
  static const char *const keys[] = {
    "tenant-domain", "client-id", "connection", "practice", "support-url", NULL
  };
  g_autoptr (GSettings) settings = window_test_locked_settings (keys);

  return make_preferences (settings);
}

static void
wrong_support (GtkWidget *window)
{
  spare_entry_field_set_text (scenes_child (window, "support_field"), "ftp://example.com");
  g_signal_emit_by_name (scenes_child (window, "apply_button"), "clicked");
}

static GtkWidget *
help (GPtrArray *keep)
{
  return spare_help_window_new (scenes_get_application (), SCENES_SUPPORT_URL);
}

static GtkWidget *
shortcuts (GPtrArray *keep)
{
  return spare_shortcuts_window_new (scenes_get_application (), NULL);
}

/* The newest window, which some function has opened. */
static GtkWidget *
find_above (GtkWidget *parent)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (gtk_window_get_transient_for (window) == GTK_WINDOW (parent))
        return GTK_WIDGET (window);
    }

  return NULL;
}

static GtkWidget *
make_parent (GPtrArray *keep)
{
  GtkWidget *parent = scenes_make_dashboard (keep);

  test_present (parent);
  g_ptr_array_add (keep, g_object_ref (parent));

  return parent;
}

static GtkWidget *
about (GPtrArray *keep)
{
  GtkWidget *parent = make_parent (keep);

  spare_about_present (GTK_WINDOW (parent));

  return find_above (parent);
}

/* Made, not waited for: where there is a browser, a link opens. */
static GtkWidget *
link_not_opened (GPtrArray *keep)
{
  GtkWindow *parent = GTK_WINDOW (make_parent (keep));

  return spare_link_window_new (gtk_window_get_application (parent), parent,
                                "https://auth0.com/docs/authenticate/database-connections/password-change");
}

const Scene scenes_of_the_rest[] = {
  { "first-run", first_run, NULL },
  { "first-run-empty", first_run, press_connect },
  { "first-run-error", first_run, show_connect_error },
  { "first-run-busy", first_run, connect_busy },
  { "first-run-practice-busy", first_run, practice_busy },
  { "first-run-locked", first_run_locked, NULL },
  { "recovery", recovery, NULL },
  { "recovery-malformed", recovery, malformed_address },
  { "recovery-busy", recovery, recovery_busy },
  { "recovery-rate-limited", recovery, rate_limited },
  { "recovery-failed", recovery, recovery_failed },
  { "recovery-social", recovery_social, NULL },
  { "recovery-offline", recovery_offline, NULL },
  { "preferences", preferences, NULL },
  { "preferences-refused", preferences, wrong_support },
  { "preferences-locked", preferences_locked, NULL },
  { "help", help, NULL },
  { "shortcuts", shortcuts, NULL },
  { "about", about, NULL },
  { "link-not-opened", link_not_opened, NULL },
  { NULL, NULL, NULL },
};
