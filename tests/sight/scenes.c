/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "scenes.h"

#include "fake-monitor.h"
#include "spare-about.h"
#include "spare-connectivity.h"
#include "spare-dashboard-window.h"
#include "spare-entry-field.h"
#include "spare-error-actions.h"
#include "spare-error.h"
#include "spare-help-window.h"
#include "spare-link-window.h"
#include "spare-login-window.h"
#include "spare-message-area.h"
#include "spare-password-field.h"
#include "spare-preferences-window.h"
#include "spare-recovery-window.h"
#include "spare-recovery.h"
#include "spare-shortcuts-window.h"
#include "spare-submit-button.h"
#include "spare-tenant-window.h"
#include "window-test.h"

#define DOMAIN "copper-kettle.eu.auth0.com"
#define LONG_DOMAIN "login.department-of-kettles-and-other-copperware.example.co.uk"
#define ADDRESS "jane.doe@example.com"
#define PASSWORD "Copper-Kettle-41"
#define SUPPORT_URL "https://support.example.com/"

/* The application of all of them. */
GtkApplication *
scenes_get_application (void)
{
  static GString *log;

  if (log == NULL)
    log = g_string_new (NULL);

  return window_test_application (log);
}

static SpareTenant *
make_tenant (const char *domain)
{
  if (domain == NULL)
    return spare_tenant_new_practice ("http://127.0.0.1:9", "practice", NULL, NULL);

  return spare_tenant_new (domain, "k2vSzZ0xLq7cYbT1", NULL, NULL);
}

/* Nobody is logged in, and nothing answers; @domain: %NULL for practice. */
static void
make_session (GPtrArray      *keep,
              const char     *domain,
              SpareSession  **session,
              SpareRecovery **recovery)
{
  g_autoptr (SpareTenant) tenant = make_tenant (domain);
  g_autoptr (SpareClock) clock = spare_clock_new ();
  g_autoptr (SpareAuthClient) client = test_client_new (tenant, clock);
  g_autoptr (SpareSessionStore) store = spare_session_store_memory_new ();
  g_autoptr (GAsyncResult) restored = NULL;

  *session = spare_session_new (client, store, clock);
  *recovery = spare_recovery_new (client, clock);
  g_ptr_array_add (keep, *session);
  g_ptr_array_add (keep, *recovery);
  spare_session_restore_async (*session, NULL, test_result_cb, &restored);
  test_wait_until (restored != NULL);
  spare_session_restore_finish (*session, restored, NULL);
}

static gpointer
child (GtkWidget  *window,
       const char *name)
{
  return window_test_child (window, G_OBJECT_TYPE (window), name);
}

static SpareConnectivity *
make_connectivity (GPtrArray            *keep,
                   GNetworkConnectivity  connectivity)
{
  GNetworkMonitor *monitor = fake_monitor_new (connectivity);
  SpareConnectivity *self = spare_connectivity_new (monitor);

  g_ptr_array_add (keep, monitor);
  g_ptr_array_add (keep, self);

  return self;
}

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
  g_autoptr (SpareTenant) tenant = make_tenant (DOMAIN);

  spare_entry_field_set_text (child (window, "domain_field"), DOMAIN);
  spare_message_area_show_error (child (window, "message_area"), error, SPARE_OPERATION_CONNECT, tenant);
  spare_message_area_add_action (child (window, "message_area"), "Try Again", "tenant.connect");
}

static void
connect_busy (GtkWidget *window)
{
  spare_submit_button_set_busy (child (window, "connect_button"), TRUE);
}

/* Login. */

static GtkWidget *
make_login (GPtrArray  *keep,
            const char *domain,
            const char *address)
{
  SpareSession *session;
  SpareRecovery *recovery;
  GtkWidget *window;

  make_session (keep, domain, &session, &recovery);
  window = spare_login_window_new (scenes_get_application (), session, recovery);
  spare_login_window_set_address (SPARE_LOGIN_WINDOW (window), address);

  return window;
}

static GtkWidget *
login (GPtrArray *keep)
{
  return make_login (keep, DOMAIN, NULL);
}

static GtkWidget *
login_remembered (GPtrArray *keep)
{
  return make_login (keep, DOMAIN, ADDRESS);
}

static GtkWidget *
login_long (GPtrArray *keep)
{
  return make_login (keep, LONG_DOMAIN, "someone.with.a.rather.long.name@department.example.co.uk");
}

static GtkWidget *
login_practice (GPtrArray *keep)
{
  return make_login (keep, NULL, ADDRESS);
}

static GtkWidget *
login_offline (GPtrArray *keep)
{
  GtkWidget *window = login_remembered (keep);

  spare_login_window_set_connectivity (SPARE_LOGIN_WINDOW (window),
                                       make_connectivity (keep, G_NETWORK_CONNECTIVITY_LOCAL));

  return window;
}

static GtkWidget *
login_captive (GPtrArray *keep)
{
  GtkWidget *window = login_remembered (keep);

  spare_login_window_set_connectivity (SPARE_LOGIN_WINDOW (window),
                                       make_connectivity (keep, G_NETWORK_CONNECTIVITY_PORTAL));

  return window;
}

static void
type_password (GtkWidget *window)
{
  GtkWidget *entry = spare_password_field_get_entry (child (window, "password_field"));

  gtk_editable_set_text (gtk_editable_get_delegate (GTK_EDITABLE (entry)), PASSWORD);
}

static void
show_password (GtkWidget *window)
{
  type_password (window);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (gtk_widget_get_last_child (child (window, "password_field"))),
                               TRUE);
}

static void
submit_login (GtkWidget *window)
{
  gtk_widget_activate_action (window, "login.submit", NULL);
}

static void
wrong_password (GtkWidget *window)
{
  spare_password_field_set_error (child (window, "password_field"),
                                  "The email address and the password do not belong together. "
                                  "Type the password again, or reset it.");
}

static void
press_caps_lock (void)
{
  g_autoptr (GError) error = NULL;
  int status = 1;

  g_spawn_command_line_sync ("xdotool key Caps_Lock", NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
}

static void
caps_lock (GtkWidget *window)
{
  GdkSeat *seat = gdk_display_get_default_seat (gtk_widget_get_display (window));

  press_caps_lock ();
  test_wait_until (gdk_device_get_caps_lock_state (gdk_seat_get_keyboard (seat)));
  wrong_password (window);
  g_signal_connect (window, "destroy", G_CALLBACK (press_caps_lock), NULL);
}

static void
login_busy (GtkWidget *window)
{
  type_password (window);
  spare_submit_button_set_busy (child (window, "submit_button"), TRUE);
}

static void
login_error (GtkWidget  *window,
             GError     *error,
             gboolean    keyring)
{
  spare_login_window_show_error (SPARE_LOGIN_WINDOW (window), error,
                                 keyring ? SPARE_OPERATION_RESTORE : SPARE_OPERATION_LOGIN);
  if (keyring)
    spare_error_actions_add_keyring (child (window, "message_area"), error);
  g_error_free (error);
}

static void
login_unreachable (GtkWidget *window)
{
  type_password (window);
  login_error (window, spare_error_new_network (SPARE_NETWORK_CAUSE_TIMED_OUT), FALSE);
}

static void
login_too_many (GtkWidget *window)
{
  login_error (window, spare_error_new (SPARE_ERROR_TOO_MANY_ATTEMPTS), FALSE);
}

static void
login_second_factor (GtkWidget *window)
{
  login_error (window, spare_error_new (SPARE_ERROR_MFA_REQUIRED), FALSE);
}

static void
keyring_locked (GtkWidget *window)
{
  login_error (window, spare_error_new (SPARE_ERROR_KEYRING_LOCKED), TRUE);
}

static void
keyring_absent (GtkWidget *window)
{
  login_error (window, spare_error_new (SPARE_ERROR_KEYRING_UNAVAILABLE), TRUE);
}

static void
session_unreadable (GtkWidget *window)
{
  login_error (window, spare_error_new (SPARE_ERROR_SESSION_UNREADABLE), TRUE);
}

static void
reset_sent (GtkWidget *window)
{
  spare_login_window_show_reset_sent (SPARE_LOGIN_WINDOW (window));
}

static void
practice_welcome (GtkWidget *window)
{
  spare_login_window_show_notice (SPARE_LOGIN_WINDOW (window), "Welcome to the Practice Tenant",
                                  "Log in as \u2066" ADDRESS "\u2069 with the password \u2066" PASSWORD
                                  "\u2069, or pretend that you have forgotten it.");
}

/* Recovery. */

static GtkWidget *
make_recovery (GPtrArray  *keep,
               const char *sub)
{
  SpareSession *session;
  SpareRecovery *recovery;

  make_session (keep, DOMAIN, &session, &recovery);
  if (sub != NULL)
    {
      g_autoptr (SpareSessionStore) store = spare_session_store_memory_new ();
      g_autoptr (SpareAccount) account = spare_account_new (sub, "Jane Doe", ADDRESS, SPARE_VERIFIED_YES);

      session = window_test_session (store, account, g_get_real_time () / G_USEC_PER_SEC);
      g_ptr_array_add (keep, session);
    }

  return spare_recovery_window_new (scenes_get_application (), NULL, session, recovery, SUPPORT_URL, ADDRESS);
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
                                          make_connectivity (keep, G_NETWORK_CONNECTIVITY_LOCAL));

  return window;
}

static void
malformed_address (GtkWidget *window)
{
  spare_entry_field_set_text (child (window, "address_field"), "jane.doe");
  gtk_widget_activate_action (window, "recovery.submit", NULL);
}

static void
recovery_busy (GtkWidget *window)
{
  spare_submit_button_set_busy (child (window, "submit_button"), TRUE);
}

static void
rate_limited (GtkWidget *window)
{
  g_autoptr (GError) error = spare_error_new (SPARE_ERROR_RATE_LIMITED);

  spare_error_set_retry_after (error, 125);
  spare_message_area_show_error (child (window, "message_area"), error, SPARE_OPERATION_RESET, NULL);
}

static void
recovery_failed (GtkWidget *window)
{
  g_autoptr (GError) error = spare_error_new (SPARE_ERROR_SERVER_ERROR);

  spare_message_area_show_error (child (window, "message_area"), error, SPARE_OPERATION_RESET, NULL);
  spare_message_area_add_action (child (window, "message_area"), "Try Again", "recovery.submit");
}

/* Dashboard. */

static GtkWidget *
make_dashboard (GPtrArray  *keep,
                const char *name,
                const char *address)
{
  SpareSessionStore *store = spare_session_store_memory_new ();
  g_autoptr (SpareAccount) account = spare_account_new ("auth0|1", name, address, SPARE_VERIFIED_YES);
  SpareSession *session = window_test_session (store, account, g_get_real_time () / G_USEC_PER_SEC);

  g_ptr_array_add (keep, store);
  g_ptr_array_add (keep, session);

  return spare_dashboard_window_new (scenes_get_application (), session);
}

static GtkWidget *
dashboard (GPtrArray *keep)
{
  return make_dashboard (keep, "Jane Doe", ADDRESS);
}

static GtkWidget *
dashboard_long (GPtrArray *keep)
{
  return make_dashboard (keep, "Maximiliane Adelheid von der Kupferkesselmacherei-Hohenlohe",
                         "maximiliane.adelheid.von.der.kupferkesselmacherei-hohenlohe@example.co.uk");
}

static void
not_saved (GtkWidget *window)
{
  g_autoptr (GError) error = spare_error_new (SPARE_ERROR_NOT_SAVED);

  spare_message_area_show_error (child (window, "message_area"), error, SPARE_OPERATION_SAVE, NULL);
  spare_message_area_add_action (child (window, "message_area"), "Save Again", "dashboard.save-again");
}

static void
dashboard_reset_sent (GtkWidget *window)
{
  spare_dashboard_window_show_reset_sent (SPARE_DASHBOARD_WINDOW (window));
}

/* The rest. */

static GtkWidget *
make_preferences (GSettings *settings)
{
  g_autoptr (SpareTenant) tenant = make_tenant (DOMAIN);

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
  spare_entry_field_set_text (child (window, "support_field"), "ftp://example.com");
  g_signal_emit_by_name (child (window, "apply_button"), "clicked");
}

static GtkWidget *
help (GPtrArray *keep)
{
  return spare_help_window_new (scenes_get_application (), SUPPORT_URL);
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
  GtkWidget *parent = dashboard (keep);

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

const Scene scenes[] = {
  { "first-run", first_run, NULL },
  { "first-run-empty", first_run, press_connect },
  { "first-run-error", first_run, show_connect_error },
  { "first-run-busy", first_run, connect_busy },
  { "first-run-locked", first_run_locked, NULL },
  { "login", login, NULL },
  { "login-remembered", login_remembered, NULL },
  { "login-long", login_long, NULL },
  { "login-empty", login, submit_login },
  { "login-password", login_remembered, type_password },
  { "login-password-shown", login_remembered, show_password },
  { "login-wrong-password", login_remembered, wrong_password },
  { "login-caps-lock", login_remembered, caps_lock },
  { "login-busy", login_remembered, login_busy },
  { "login-unreachable", login_remembered, login_unreachable },
  { "login-too-many", login_remembered, login_too_many },
  { "login-second-factor", login_remembered, login_second_factor },
  { "login-keyring-locked", login_remembered, keyring_locked },
  { "login-keyring-absent", login_remembered, keyring_absent },
  { "login-session-unreadable", login_remembered, session_unreadable },
  { "login-offline", login_offline, NULL },
  { "login-captive", login_captive, NULL },
  { "login-reset-sent", login_remembered, reset_sent },
  { "login-practice", login_practice, practice_welcome },
  { "recovery", recovery, NULL },
  { "recovery-malformed", recovery, malformed_address },
  { "recovery-busy", recovery, recovery_busy },
  { "recovery-rate-limited", recovery, rate_limited },
  { "recovery-failed", recovery, recovery_failed },
  { "recovery-social", recovery_social, NULL },
  { "recovery-offline", recovery_offline, NULL },
  { "dashboard", dashboard, NULL },
  { "dashboard-long", dashboard_long, NULL },
  { "dashboard-not-saved", dashboard, not_saved },
  { "dashboard-reset-sent", dashboard, dashboard_reset_sent },
  { "preferences", preferences, NULL },
  { "preferences-refused", preferences, wrong_support },
  { "preferences-locked", preferences_locked, NULL },
  { "help", help, NULL },
  { "shortcuts", shortcuts, NULL },
  { "about", about, NULL },
  { "link-not-opened", link_not_opened, NULL },
};

const gsize n_scenes = G_N_ELEMENTS (scenes);
