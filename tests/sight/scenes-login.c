/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "scenes-private.h"

#include "spare-error-actions.h"
#include "spare-error.h"
#include "spare-login-window.h"
#include "spare-message-area.h"
#include "spare-password-field.h"
#include "spare-submit-button.h"

#define LONG_DOMAIN "login.department-of-kettles-and-other-copperware.example.co.uk"
#define PASSWORD "Copper-Kettle-41"

static GtkWidget *
make_login (GPtrArray  *keep,
            const char *domain,
            const char *address)
{
  SpareSession *session;
  SpareRecovery *recovery;
  GtkWidget *window;

  scenes_make_session (keep, domain, &session, &recovery);
  window = spare_login_window_new (scenes_get_application (), session, recovery);
  spare_login_window_set_address (SPARE_LOGIN_WINDOW (window), address);

  return window;
}

static GtkWidget *
login (GPtrArray *keep)
{
  return make_login (keep, SCENES_DOMAIN, NULL);
}

static GtkWidget *
login_remembered (GPtrArray *keep)
{
  return make_login (keep, SCENES_DOMAIN, SCENES_ADDRESS);
}

static GtkWidget *
login_long (GPtrArray *keep)
{
  return make_login (keep, LONG_DOMAIN, "someone.with.a.rather.long.name@department.example.co.uk");
}

static GtkWidget *
login_practice (GPtrArray *keep)
{
  return make_login (keep, NULL, SCENES_ADDRESS);
}

static GtkWidget *
login_offline (GPtrArray *keep)
{
  GtkWidget *window = login_remembered (keep);

  spare_login_window_set_connectivity (SPARE_LOGIN_WINDOW (window),
                                       scenes_make_connectivity (keep, G_NETWORK_CONNECTIVITY_LOCAL));

  return window;
}

static GtkWidget *
login_captive (GPtrArray *keep)
{
  GtkWidget *window = login_remembered (keep);

  spare_login_window_set_connectivity (SPARE_LOGIN_WINDOW (window),
                                       scenes_make_connectivity (keep, G_NETWORK_CONNECTIVITY_PORTAL));

  return window;
}

static void
type_password (GtkWidget *window)
{
  GtkWidget *entry = spare_password_field_get_entry (scenes_child (window, "password_field"));

  gtk_editable_set_text (gtk_editable_get_delegate (GTK_EDITABLE (entry)), PASSWORD);
}

static void
show_password (GtkWidget *window)
{
  GtkWidget *check = gtk_widget_get_last_child (scenes_child (window, "password_field"));

  type_password (window);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
}

static void
submit_login (GtkWidget *window)
{
  gtk_widget_activate_action (window, "login.submit", NULL);
}

static void
wrong_password (GtkWidget *window)
{
  spare_password_field_set_error (scenes_child (window, "password_field"),
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
  spare_submit_button_set_busy (scenes_child (window, "submit_button"), TRUE);
}

static void
login_error (GtkWidget  *window,
             GError     *error,
             gboolean    keyring)
{
  spare_login_window_show_error (SPARE_LOGIN_WINDOW (window), error,
                                 keyring ? SPARE_OPERATION_RESTORE : SPARE_OPERATION_LOGIN);
  if (keyring)
    spare_error_actions_add_keyring (scenes_child (window, "message_area"), error);
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
                                  "Log in as \u2066" SCENES_ADDRESS "\u2069 with the password \u2066" PASSWORD
                                  "\u2069, or pretend that you have forgotten it.");
}

/* The keyring has not answered. */
static GtkWidget *
login_checking (GPtrArray *keep)
{
  SpareSession *session;
  SpareRecovery *recovery;

  scenes_make_new_session (keep, SCENES_DOMAIN, &session, &recovery);

  return spare_login_window_new (scenes_get_application (), session, recovery);
}

static void
session_ended (GtkWidget *window)
{
  g_autoptr (GError) error = spare_error_new (SPARE_ERROR_SESSION_EXPIRED);

  spare_login_window_show_error (SPARE_LOGIN_WINDOW (window), error, SPARE_OPERATION_RESTORE);
}

static void
this_time_only (GtkWidget *window)
{
  gtk_widget_activate_action (window, "login.memory-only", NULL);
}

static void
session_forgotten (GtkWidget *window)
{
  gtk_widget_activate_action (window, "login.forget", NULL);
  test_wait_until (spare_message_area_is_shown (scenes_child (window, "message_area")));
}

static void
logged_out_here (GtkWidget *window)
{
  spare_login_window_show_notice (SPARE_LOGIN_WINDOW (window), "Logged Out Here Only",
                                  "The server could not be told, so the session may go on there until "
                                  "it expires.");
}

const Scene scenes_of_login[] = {
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
  { "login-checking", login_checking, NULL },
  { "login-session-ended", login_remembered, session_ended },
  { "login-this-time-only", login_remembered, this_time_only },
  { "login-session-forgotten", login_remembered, session_forgotten },
  { "login-logged-out-here", login_remembered, logged_out_here },
  { NULL, NULL, NULL },
};
