/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-recovery-window.h"

#include "fake-tenant.h"
#include "spare-entry-field.h"
#include "spare-message-area.h"
#include "spare-place-row.h"
#include "spare-recovery.h"
#include "spare-submit-button.h"
#include "window-test.h"

#include <string.h>

#define SUPPORT_URL "https://support.example.com/"

typedef struct
{
  FakeTenant *fake;
  SpareClock *clock;
  SpareAuthClient *client;
  SpareSession *session;
  SpareRecovery *recovery;
  GString *log;
  GtkWidget *window;
} Fixture;

static gpointer
child (Fixture    *f,
       const char *name)
{
  return window_test_child (f->window, SPARE_TYPE_RECOVERY_WINDOW, name);
}

static void
show_window (Fixture      *f,
             SpareSession *session)
{
  f->window = spare_recovery_window_new (window_test_application (f->log), NULL, session,
                                         f->recovery, SUPPORT_URL, FAKE_EMAIL);
  g_object_add_weak_pointer (G_OBJECT (f->window), (gpointer *) &f->window);
  test_present (f->window);
}

static void
set_up_without_window (Fixture       *f,
                       gconstpointer  data)
{
  g_autoptr (SpareSessionStore) store = spare_session_store_memory_new ();

  f->fake = fake_tenant_new ();
  f->clock = spare_clock_new_fixed (FAKE_NOW);
  f->client = test_client_new (fake_tenant_get_tenant (f->fake), f->clock);
  f->session = spare_session_new (f->client, store, f->clock);
  f->recovery = spare_recovery_new (f->client, f->clock);
  f->log = g_string_new (NULL);
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  set_up_without_window (f, data);
  show_window (f, f->session);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  if (f->window != NULL)
    gtk_window_destroy (GTK_WINDOW (f->window));
  test_wait_until (f->window == NULL);
  fake_tenant_hold (f->fake, NULL);
  g_object_unref (f->recovery);
  g_object_unref (f->session);
  g_object_unref (f->client);
  g_object_unref (f->clock);
  fake_tenant_free (f->fake);
  g_string_free (f->log, TRUE);
}

#define get_count(f) fake_tenant_get_count ((f)->fake, FAKE_CHANGE)

static void
send (Fixture    *f,
      const char *address)
{
  spare_entry_field_set_text (child (f, "address_field"), address);
  gtk_widget_activate_action (f->window, "recovery.submit", NULL);
  test_wait_until (!spare_submit_button_is_busy (child (f, "submit_button")));
}

static void
collect_labels (GtkWidget *widget,
                GString   *text)
{
  if (GTK_IS_LABEL (widget))
    g_string_append_printf (text, "%s\n", gtk_label_get_text (GTK_LABEL (widget)));

  for (GtkWidget *node = gtk_widget_get_first_child (widget); node != NULL;
       node = gtk_widget_get_next_sibling (node))
    collect_labels (node, text);
}

static void
assert_message (Fixture    *f,
                const char *part)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_true (spare_message_area_is_shown (child (f, "message_area")));
  collect_labels (child (f, "message_area"), text);
  if (strstr (text->str, part) == NULL)
    g_test_fail_printf ("“%s” is not in “%s”", part, text->str);
}

static void
collect_buttons (GtkWidget *widget,
                 GPtrArray *buttons)
{
  if (GTK_IS_BUTTON (widget))
    g_ptr_array_add (buttons, widget);

  for (GtkWidget *node = gtk_widget_get_first_child (widget); node != NULL;
       node = gtk_widget_get_next_sibling (node))
    collect_buttons (node, buttons);
}

static const char *
get_message_action (Fixture *f)
{
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();

  collect_buttons (child (f, "message_area"), buttons);
  if (buttons->len == 0)
    return NULL;

  return gtk_actionable_get_action_name (GTK_ACTIONABLE (buttons->pdata[0]));
}

static void
test_fresh (Fixture       *f,
            gconstpointer  data)
{
  GtkWidget *button = spare_submit_button_get_button (child (f, "submit_button"));

  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (f->window)), ==, "Reset Your Password");
  g_assert_cmpstr (spare_entry_field_get_text (child (f, "address_field")), ==, FAKE_EMAIL);
  g_assert_true (gtk_window_get_default_widget (GTK_WINDOW (f->window)) == button);
  g_assert_cmpstr (gtk_button_get_icon_name (GTK_BUTTON (button)), ==, "go-next-symbolic");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Send Reset Email");
  g_assert_false (spare_message_area_is_shown (child (f, "message_area")));
  test_wait_until (test_has_focus (child (f, "address_field")));
}

static void
test_send (Fixture       *f,
           gconstpointer  data)
{
  GtkWidget *button = spare_submit_button_get_button (child (f, "submit_button"));

  fake_tenant_hold (f->fake, FAKE_CHANGE);
  spare_entry_field_set_text (child (f, "address_field"), " jane@example.com ");
  g_signal_emit_by_name (spare_entry_field_get_entry (child (f, "address_field")), "activate");
  g_assert_true (test_has_focus (child (f, "submit_button")));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Sending…");
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  test_wait_until (get_count (f) == 1);

  fake_tenant_hold (f->fake, NULL);
  test_wait_until (f->log->len > 0);
  g_assert_cmpstr (f->log->str, ==, "finished 'reset-sent';recovery-sent 'jane@example.com';");
  g_assert_cmpuint (get_count (f), ==, 1);
}

static void
test_malformed (Fixture       *f,
                gconstpointer  data)
{
  static const char *const addresses[] = { "", "  ", "jane", "jane@host", "a b@example.com", "@" };

  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autofree char *error = NULL;

      gtk_widget_grab_focus (spare_submit_button_get_button (child (f, "submit_button")));
      send (f, addresses[i]);
      g_object_get (child (f, "address_field"), "error", &error, NULL);
      g_assert_nonnull (error);
      g_assert_true (test_has_focus (child (f, "address_field")));
      g_assert_cmpstr (spare_entry_field_get_text (child (f, "address_field")), ==, addresses[i]);
      g_assert_true (window_test_is_described (spare_entry_field_get_entry (child (f, "address_field")),
                                               error));
    }
  g_assert_cmpuint (get_count (f), ==, 0);
  g_assert_cmpstr (f->log->str, ==, "");
}

/* It stays, keeps the text and never repeats by itself. */
static void
test_failure (Fixture       *f,
              gconstpointer  data)
{
  static const struct
  {
    guint status;
    const char *body;
    const char *action;
  } cases[] = {
    { 500, "oh no", "recovery.submit" },
    { 400, "{\"error\":\"connection does not exist\"}", "app.preferences" },
    { 404, "<html>Not Found</html>", "app.preferences" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      fake_tenant_override (f->fake, FAKE_CHANGE, cases[i].status, cases[i].body);
      send (f, FAKE_EMAIL);
      g_assert_true (test_has_focus (child (f, "message_area")));
      g_assert_cmpstr (get_message_action (f), ==, cases[i].action);
      g_assert_cmpstr (spare_entry_field_get_text (child (f, "address_field")), ==, FAKE_EMAIL);
    }

  fake_tenant_set_online (f->fake, FALSE);
  send (f, FAKE_EMAIL);
  g_assert_true (test_has_focus (child (f, "message_area")));
  g_assert_cmpstr (get_message_action (f), ==, "recovery.submit");
  fake_tenant_set_online (f->fake, TRUE);
  test_iterate_for (200);
  g_assert_cmpuint (get_count (f), ==, G_N_ELEMENTS (cases));
  /* Each of them, in case nobody is looking; nothing else happened. */
  g_assert_true (g_str_has_prefix (f->log->str, "finished 'reset-failed';"));
  g_assert_null (strstr (f->log->str, "sent'"));
}

/* The wait counts down in silence; asking meanwhile sends nothing. */
static void
test_limit (Fixture       *f,
            gconstpointer  data)
{
  fake_tenant_override (f->fake, FAKE_CHANGE, 429, "");
  fake_tenant_set_header (f->fake, "Retry-After", "300");
  send (f, FAKE_EMAIL);
  g_assert_true (test_has_focus (child (f, "message_area")));
  assert_message (f, "5 minutes");
  g_assert_null (get_message_action (f));

  gtk_widget_grab_focus (spare_entry_field_get_entry (child (f, "address_field")));
  spare_clock_set (f->clock, FAKE_NOW + 270);
  g_object_notify (G_OBJECT (f->recovery), "rest");
  assert_message (f, "30 seconds");
  g_assert_true (test_has_focus (child (f, "address_field")));
  g_assert_false (gtk_test_accessible_has_property (child (f, "message_area"),
                                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));

  send (f, FAKE_EMAIL);
  g_assert_cmpuint (get_count (f), ==, 1);
  g_assert_true (test_has_focus (child (f, "message_area")));

  fake_tenant_override (f->fake, FAKE_CHANGE, 200, NULL);
  spare_clock_set (f->clock, FAKE_NOW + 301);
  g_object_notify (G_OBJECT (f->recovery), "rest");
  assert_message (f, "now");
  /* Its end is said, to who is still there. */
  gtk_test_accessible_assert_property (child (f, "message_area"), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "You can try again now.");
  g_assert_cmpuint (get_count (f), ==, 1);
  send (f, FAKE_EMAIL);
  g_assert_true (g_str_has_suffix (f->log->str, ";finished 'reset-sent';recovery-sent '" FAKE_EMAIL "';"));
}

/* Escape first ends the request, then closes. */
static void
test_cancel (Fixture       *f,
             gconstpointer  data)
{
  fake_tenant_hold (f->fake, FAKE_CHANGE);
  gtk_widget_activate_action (f->window, "recovery.submit", NULL);
  test_wait_until (get_count (f) == 1);
  gtk_widget_activate_action (f->window, "recovery.cancel", NULL);
  test_wait_until (!spare_submit_button_is_busy (child (f, "submit_button")));
  g_assert_true (test_has_focus (child (f, "address_field")));
  g_assert_cmpstr (spare_entry_field_get_text (child (f, "address_field")), ==, FAKE_EMAIL);
  g_assert_cmpstr (f->log->str, ==, "");

  gtk_widget_activate_action (f->window, "recovery.cancel", NULL);
  test_wait_until (f->window == NULL);
}

/* Closing ends the request, though the tenant has not answered. */
static void
test_close (Fixture       *f,
            gconstpointer  data)
{
  fake_tenant_hold (f->fake, FAKE_CHANGE);
  gtk_widget_activate_action (f->window, "recovery.submit", NULL);
  test_wait_until (get_count (f) == 1);

  gtk_window_destroy (GTK_WINDOW (f->window));
  test_wait_until (f->window == NULL);
  test_wait_until (!spare_recovery_is_busy (f->recovery));
  g_assert_cmpstr (f->log->str, ==, "");
}

/* Four reasons to go elsewhere, each heard on the way through the buttons. */
static void
test_places (Fixture       *f,
             gconstpointer  data)
{
  static const struct
  {
    const char *label;
    const char *uri;
  } cases[] = {
    { "Contact Support", SUPPORT_URL },
    { "Reset Account Passwords",
      "https://auth0.com/docs/troubleshoot/customer-support/reset-account-passwords" },
    { "Change Users’ Passwords",
      "https://auth0.com/docs/authenticate/database-connections/password-change" },
    { "Password Reset Page",
      "https://auth0.com/docs/customize/login-pages/classic-login/customize-password-reset-page" },
  };
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();
  guint rows = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (child (f, "places")); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    rows += SPARE_IS_PLACE_ROW (row);
  g_assert_cmpuint (rows, ==, 4);

  collect_buttons (child (f, "places"), buttons);
  g_assert_cmpuint (buttons->len, ==, G_N_ELEMENTS (cases));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkActionable *button = buttons->pdata[i];
      g_autofree char *log = g_strdup_printf ("open-link '%s';", cases[i].uri);

      g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, cases[i].label);
      g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (button),
                                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
      g_string_truncate (f->log, 0);
      gtk_widget_activate_action_variant (GTK_WIDGET (button),
                                          gtk_actionable_get_action_name (button),
                                          gtk_actionable_get_action_target_value (button));
      g_assert_cmpstr (f->log->str, ==, log);
    }
}

/* Where no email can come, that is said before anything else. */
static void
test_provider (Fixture       *f,
               gconstpointer  data)
{
  static const struct
  {
    const char *sub;
    const char *part;
  } cases[] = {
    { "google-oauth2|115", "Google" },
    { "samlp|corp|jane", "company" },
    { "auth0|5f7c", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SpareSessionStore) store = spare_session_store_memory_new ();
      g_autoptr (SpareAccount) account = NULL;
      g_autoptr (SpareSession) session = NULL;

      account = spare_account_new (cases[i].sub, "Jane Doe", FAKE_EMAIL, SPARE_VERIFIED_YES);
      session = window_test_session (store, account, FAKE_NOW);
      show_window (f, session);
      if (cases[i].part == NULL)
        {
          g_assert_false (spare_message_area_is_shown (child (f, "message_area")));
        }
      else
        {
          assert_message (f, cases[i].part);
          test_wait_until (test_has_focus (child (f, "message_area")));
        }
      gtk_window_destroy (GTK_WINDOW (f->window));
      test_wait_until (f->window == NULL);
    }
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

#define ADD(path, set_up, function) \
  g_test_add ("/recovery-window/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("fresh", set_up, test_fresh);
  ADD ("send", set_up, test_send);
  ADD ("malformed", set_up, test_malformed);
  ADD ("failure", set_up, test_failure);
  ADD ("limit", set_up, test_limit);
  ADD ("cancel", set_up, test_cancel);
  ADD ("close", set_up, test_close);
  ADD ("places", set_up, test_places);
  ADD ("provider", set_up_without_window, test_provider);
#undef ADD

  return g_test_run ();
}
