/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "scenes-private.h"

#include "spare-dashboard-window.h"
#include "spare-error.h"
#include "spare-message-area.h"

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

GtkWidget *
scenes_make_dashboard (GPtrArray *keep)
{
  return make_dashboard (keep, "Jane Doe", SCENES_ADDRESS);
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

  spare_message_area_show_error (scenes_child (window, "message_area"), error, SPARE_OPERATION_SAVE, NULL);
  spare_message_area_add_action (scenes_child (window, "message_area"), "Save Again", "dashboard.save-again");
}

static void
dashboard_reset_sent (GtkWidget *window)
{
  spare_dashboard_window_show_reset_sent (SPARE_DASHBOARD_WINDOW (window));
}

static void
logging_out (GtkWidget *window)
{
  spare_dashboard_window_show_logging_out (SPARE_DASHBOARD_WINDOW (window));
}

static void
act (GtkWidget  *window,
     const char *name)
{
  gtk_widget_activate_action (window, name, NULL);
  test_wait_until (spare_message_area_is_shown (scenes_child (window, "message_area")));
}

static void
not_renewed (GtkWidget *window)
{
  act (window, "dashboard.renew");
}

static void
saved (GtkWidget *window)
{
  act (window, "dashboard.save-again");
}

const Scene scenes_of_dashboard[] = {
  { "dashboard", scenes_make_dashboard, NULL },
  { "dashboard-long", dashboard_long, NULL },
  { "dashboard-not-saved", scenes_make_dashboard, not_saved },
  { "dashboard-reset-sent", scenes_make_dashboard, dashboard_reset_sent },
  { "dashboard-logging-out", scenes_make_dashboard, logging_out },
  { "dashboard-not-renewed", scenes_make_dashboard, not_renewed },
  { "dashboard-saved", scenes_make_dashboard, saved },
  { NULL, NULL, NULL },
};
