/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-dashboard-window.h"

#include "fake-tenant.h"
#include "spare-error.h"
#include "spare-message-area.h"
#include "spare-submit-button.h"
#include "window-test.h"

#define NAME "Zoë <b>& Co</b>"

typedef struct
{
  GString *log;
  SpareSessionStore *store;
  SpareSession *session;
  GtkWidget *window;
} Fixture;

static void
set_up_account (Fixture      *fixture,
                SpareAccount *account)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  fixture->log = g_string_new (NULL);
  fixture->store = spare_session_store_memory_new ();
  fixture->session = window_test_session (fixture->store, account, now);
  fixture->window = spare_dashboard_window_new (window_test_application (fixture->log), fixture->session);
  test_present (fixture->window);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (SpareAccount) account = NULL;

  account = spare_account_new (data != NULL ? data : "auth0|1", NAME, "zoe@example.com",
                               SPARE_VERIFIED_YES);
  set_up_account (fixture, account);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->session);
  g_object_unref (fixture->store);
  g_string_free (fixture->log, TRUE);
}

static gpointer
child (Fixture    *fixture,
       const char *name)
{
  return window_test_child (fixture->window, SPARE_TYPE_DASHBOARD_WINDOW, name);
}

static const char *
fact (Fixture    *fixture,
      const char *name)
{
  return adw_action_row_get_subtitle (child (fixture, name));
}

static void
test_facts (Fixture       *fixture,
            gconstpointer  data)
{
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==, "Dashboard");
  g_assert_cmpstr (gtk_label_get_text (child (fixture, "name_label")), ==, NAME);
  g_assert_cmpstr (fact (fixture, "address_row"), ==, "zoe@example.com");
  g_assert_cmpstr (fact (fixture, "verified_row"), ==, "Verified");
  g_assert_cmpstr (fact (fixture, "kind_row"), ==, "Password account of this tenant");
  g_assert_cmpstr (fact (fixture, "tenant_row"), ==, WINDOW_TEST_DOMAIN);
  g_assert_cmpstr (fact (fixture, "kept_row"), ==, "In your keyring, also after you quit");
  g_assert_nonnull (strstr (fact (fixture, "signed_in_row"), " at "));
  g_assert_nonnull (strstr (fact (fixture, "valid_row"), " at "));
  g_assert_false (spare_message_area_is_shown (child (fixture, "message_area")));
}

static void
test_provider (Fixture       *fixture,
               gconstpointer  data)
{
  g_assert_cmpstr (fact (fixture, "kind_row"), ==, "Google account: its password is reset there");
}

static void
test_names (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *account_button = child (fixture, "account_button");

  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (account_button),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Account menu, " NAME);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (child (fixture, "address_row")),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Email Address: zoe@example.com");
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (child (fixture, "name_label")),
                                   GTK_ACCESSIBLE_ROLE_HEADING);
  g_assert_cmpstr (gtk_widget_get_tooltip_text (account_button), ==, NAME);
  g_assert_true (gtk_menu_button_get_primary (GTK_MENU_BUTTON (account_button)));

  test_wait_until (test_has_focus (account_button));
}

/* Counts the items of the menu with this name for screen readers. */
static guint
count_items (GtkWidget  *widget,
             const char *name)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      g_autofree char *wrong = NULL;

      n += count_items (child, name);
      if (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (child)) != GTK_ACCESSIBLE_ROLE_MENU_ITEM)
        continue;

      wrong = gtk_test_accessible_check_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                                  name, NULL);
      if (wrong == NULL && !gtk_test_accessible_has_relation (GTK_ACCESSIBLE (child),
                                                              GTK_ACCESSIBLE_RELATION_LABELLED_BY))
        n++;
    }

  return n;
}

static void
test_menu_names (Fixture       *fixture,
                 gconstpointer  data)
{
  static const char *const names[] = {
    "Reset Password…", "Preferences", "Keyboard Shortcuts", "About Spare Key", "Logout",
  };

  GtkPopover *popover = gtk_menu_button_get_popover (child (fixture, "account_button"));

  gtk_menu_button_popup (child (fixture, "account_button"));
  test_wait_until (gtk_widget_get_mapped (GTK_WIDGET (popover)));
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_cmpuint (count_items (child (fixture, "account_button"), names[i]), ==, 1);
}

static void
test_menu (Fixture       *fixture,
           gconstpointer  data)
{
  static const char *const expected[] = {
    "app.reset-password", "app.preferences", "app.shortcuts", "app.help", "app.about", "app.log-out",
  };
  GMenuModel *menu = gtk_menu_button_get_menu_model (child (fixture, "account_button"));
  gsize n = 0;
  g_autofree char *last = NULL;

  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autoptr (GMenuModel) section = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SECTION);

      for (int j = 0; j < g_menu_model_get_n_items (section); j++)
        {
          g_autofree char *action = NULL;

          g_clear_pointer (&last, g_free);
          g_assert_cmpuint (n, <, G_N_ELEMENTS (expected));
          g_assert_true (g_menu_model_get_item_attribute (section, j, "action", "s", &action));
          g_assert_true (g_menu_model_get_item_attribute (section, j, "label", "s", &last));
          g_assert_cmpstr (action, ==, expected[n++]);
        }
    }
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (expected));
  g_assert_cmpstr (last, ==, "_Logout");
}

static void
test_buttons (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *logout = spare_submit_button_get_button (child (fixture, "logout_button"));

  g_signal_emit_by_name (child (fixture, "reset_button"), "clicked");
  g_signal_emit_by_name (logout, "clicked");
  g_assert_cmpstr (fixture->log->str, ==, "reset-password;log-out;");
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (logout)), ==, "Logout");
}

static void
test_reset_sent (Fixture       *fixture,
                 gconstpointer  data)
{
  GtkWidget *area = child (fixture, "message_area");

  spare_dashboard_window_show_reset_sent (SPARE_DASHBOARD_WINDOW (fixture->window));
  g_assert_true (spare_message_area_is_shown (SPARE_MESSAGE_AREA (area)));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == area);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (area), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "We've just sent you an email to reset your password. "
                                       "Only the newest email works, and for no longer than five "
                                       "days. If none comes, look in the spam folder.");
}

static gboolean
is_named (gpointer    widget,
          const char *prefix)
{
  /* The name of a message is its title and its text. */
  const char *title = gtk_label_get_text (GTK_LABEL (
    gtk_widget_get_first_child (gtk_widget_get_last_child (GTK_WIDGET (widget)))));

  return g_str_equal (title, prefix);
}

static void
test_not_saved (Fixture       *fixture,
                gconstpointer  data)
{
  SpareSessionStoreMemory *store = SPARE_SESSION_STORE_MEMORY (fixture->store);
  g_autoptr (GError) failure = spare_error_new (SPARE_ERROR_NOT_SAVED);
  SpareMessageArea *area = child (fixture, "message_area");

  spare_session_store_memory_set_fail (store, failure);
  gtk_widget_activate_action (fixture->window, "dashboard.save-again", NULL);
  test_wait_until (spare_message_area_is_shown (area));
  g_assert_true (is_named (area, "This session is kept only until you quit"));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == GTK_WIDGET (area));

  spare_session_store_memory_set_fail (store, NULL);
  gtk_widget_activate_action (fixture->window, "dashboard.save-again", NULL);
  test_wait_until (is_named (area, "Your session is now in the keyring."));
  g_assert_true (spare_message_area_is_shown (area));
  g_assert_cmpstr (fact (fixture, "kept_row"), ==, "In your keyring, also after you quit");
}

static void
test_not_renewed (Fixture       *fixture,
                  gconstpointer  data)
{
  SpareMessageArea *area = child (fixture, "message_area");

  gtk_widget_activate_action (fixture->window, "dashboard.renew", NULL);
  test_wait_until (spare_message_area_is_shown (area));
  g_assert_true (is_named (area, "Your session could not be renewed"));
  g_assert_cmpint (spare_session_get_state (fixture->session), ==, SPARE_SESSION_SIGNED_IN);
  g_assert_cmpstr (gtk_label_get_text (child (fixture, "name_label")), ==, NAME);
}

/* That it was renewed is no comfort then: what is stored is spent. */
static void
test_renewed_not_saved (void)
{
  g_autoptr (FakeTenant) fake = fake_tenant_new ();
  g_autoptr (SpareClock) clock = spare_clock_new_fixed (FAKE_NOW);
  g_autoptr (SpareAuthClient) client = test_client_new (fake_tenant_get_tenant (fake), clock);
  g_autoptr (SpareSecretText) password = spare_secret_text_new (FAKE_PASSWORD);
  g_autoptr (GError) failure = spare_error_new (SPARE_ERROR_NOT_SAVED);
  Fixture f = { g_string_new (NULL), spare_session_store_memory_new (), NULL, NULL };
  SpareMessageArea *area;

  f.session = spare_session_new (client, f.store, clock);
  spare_session_restore_async (f.session, NULL, NULL, NULL);
  spare_session_login_async (f.session, FAKE_EMAIL, password, NULL, NULL, NULL);
  test_wait_until (spare_session_get_state (f.session) == SPARE_SESSION_SIGNED_IN);
  f.window = spare_dashboard_window_new (window_test_application (f.log), f.session);
  test_present (f.window);
  area = child (&f, "message_area");

  spare_session_store_memory_set_fail (SPARE_SESSION_STORE_MEMORY (f.store), failure);
  gtk_widget_activate_action (f.window, "dashboard.renew", NULL);
  test_wait_until (fake_tenant_get_count (fake, FAKE_TOKEN) == 2 &&
                   spare_session_get_state (f.session) == SPARE_SESSION_SIGNED_IN);
  test_iterate_for (100);
  g_assert_true (is_named (area, "This session is kept only until you quit"));
  tear_down (&f, NULL);
}

static void
test_logging_out (Fixture       *fixture,
                  gconstpointer  data)
{
  SpareSubmitButton *logout = child (fixture, "logout_button");
  g_autoptr (GAsyncResult) result = NULL;
  gboolean told = FALSE;

  /* A renewal under way comes first, and may fail. */
  spare_session_refresh_async (fixture->session, NULL, NULL, NULL);
  spare_dashboard_window_show_logging_out (SPARE_DASHBOARD_WINDOW (fixture->window));
  spare_session_logout_async (fixture->session, NULL, test_result_cb, &result);
  g_assert_true (spare_submit_button_is_busy (logout));
  test_wait_until (spare_session_get_state (fixture->session) == SPARE_SESSION_SIGNING_OUT);
  g_assert_false (spare_message_area_is_shown (child (fixture, "message_area")));
  g_assert_true (spare_submit_button_is_busy (logout));
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (spare_submit_button_get_button (logout))), ==,
                   "Logging Out…");
  test_wait_until (result != NULL);
  spare_session_logout_finish (fixture->session, result, &told, NULL);
  g_assert_false (told);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

#define ADD(path, function, sub) \
  g_test_add ("/dashboard-window/" path, Fixture, sub, set_up, function, tear_down)
  ADD ("facts", test_facts, NULL);
  ADD ("provider", test_provider, "google-oauth2|1");
  ADD ("names", test_names, NULL);
  ADD ("menu", test_menu, NULL);
  ADD ("menu-names", test_menu_names, NULL);
  ADD ("buttons", test_buttons, NULL);
  ADD ("reset-sent", test_reset_sent, NULL);
  ADD ("not-saved", test_not_saved, NULL);
  ADD ("not-renewed", test_not_renewed, NULL);
  g_test_add_func ("/dashboard-window/renewed-not-saved", test_renewed_not_saved);
  ADD ("logging-out", test_logging_out, NULL);
#undef ADD

  return g_test_run ();
}
