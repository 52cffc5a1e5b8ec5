/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-preferences-window.h"

#include "spare-entry-field.h"
#include "spare-window-state.h"
#include "window-test.h"

#define DEFAULT_URL "https://support.auth0.com/"

typedef struct
{
  GString *log;
  GSettings *settings;
  GtkWidget *window;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  practice)
{
  g_autoptr (SpareTenant) tenant = NULL;

  if (practice != NULL)
    tenant = spare_tenant_new_practice ("http://127.0.0.1:9", "practice", NULL, NULL);
  else
    tenant = spare_tenant_new ("example.eu.auth0.com", "client", NULL, NULL);

  fixture->log = g_string_new (NULL);
  fixture->settings = g_settings_new ("io.github.sparekey.SpareKey");
  g_settings_reset (fixture->settings, "support-url");
  fixture->window = spare_preferences_window_new (window_test_application (fixture->log), NULL,
                                                  fixture->settings, tenant);
  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  test_present (fixture->window);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  if (fixture->window != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->window));
  test_wait_until (fixture->window == NULL);
  g_object_unref (fixture->settings);
  g_string_free (fixture->log, TRUE);
}

static gpointer
child (Fixture    *fixture,
       const char *name)
{
  return window_test_child (fixture->window, SPARE_TYPE_PREFERENCES_WINDOW, name);
}

static const char *
fact (Fixture    *fixture,
      const char *name)
{
  return adw_action_row_get_subtitle (child (fixture, name));
}

static void
assert_stored (Fixture    *fixture,
               const char *url)
{
  g_autofree char *stored = g_settings_get_string (fixture->settings, "support-url");

  g_assert_cmpstr (stored, ==, url);
}

static void
type_url (Fixture    *fixture,
          const char *text)
{
  spare_entry_field_set_text (child (fixture, "support_field"), text);
}

static void
test_tenant (Fixture       *fixture,
             gconstpointer  practice)
{
  GtkWidget *change = child (fixture, "change_button");

  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==, "Preferences");
  if (practice == NULL)
    {
      g_assert_cmpstr (fact (fixture, "domain_row"), ==, "example.eu.auth0.com");
      g_assert_cmpstr (fact (fixture, "client_id_row"), ==, "client");
      g_assert_cmpstr (fact (fixture, "connection_row"), ==, "Username-Password-Authentication");
      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (child (fixture, "client_id_row")),
                                           GTK_ACCESSIBLE_PROPERTY_LABEL, "Client ID: client");
    }
  else
    {
      g_assert_cmpstr (fact (fixture, "domain_row"), ==, "Practice tenant, only on this computer");
      g_assert_false (gtk_widget_get_visible (child (fixture, "client_id_row")));
      g_assert_true (gtk_widget_get_visible (child (fixture, "practice_strip")));
    }

  g_signal_emit_by_name (change, "clicked");
  g_assert_cmpstr (fixture->log->str, ==, "set-up-tenant;");
}

static void
test_apply (Fixture       *fixture,
            gconstpointer  data)
{
  SpareEntryField *field = child (fixture, "support_field");
  GtkWidget *apply = child (fixture, "apply_button");

  g_assert_cmpstr (spare_entry_field_get_text (field), ==, DEFAULT_URL);

  type_url (fixture, "help@example.com");
  assert_stored (fixture, DEFAULT_URL);
  g_signal_emit_by_name (apply, "clicked");
  assert_stored (fixture, "mailto:help@example.com");
  g_assert_cmpstr (spare_entry_field_get_text (field), ==, "mailto:help@example.com");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (spare_entry_field_get_entry (field)),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "Saved.");

  type_url (fixture, "");
  g_signal_emit_by_name (apply, "clicked");
  assert_stored (fixture, DEFAULT_URL);
  g_assert_cmpstr (spare_entry_field_get_text (field), ==, DEFAULT_URL);
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  SpareEntryField *field = child (fixture, "support_field");
  g_autofree char *error = NULL;
  g_autofree char *later = NULL;

  type_url (fixture, "file:///etc/passwd");
  g_signal_emit_by_name (child (fixture, "apply_button"), "clicked");
  g_object_get (field, "error", &error, NULL);
  g_assert_nonnull (error);
  g_assert_cmpstr (spare_entry_field_get_text (field), ==, "file:///etc/passwd");
  assert_stored (fixture, DEFAULT_URL);

  type_url (fixture, "file");
  g_object_get (field, "error", &later, NULL);
  g_assert_null (later);
}

static void
test_closing_stores (Fixture       *fixture,
                     gconstpointer  data)
{
  type_url (fixture, "https://help.example.com/");
  gtk_widget_activate_action (fixture->window, "window.close", NULL);
  test_wait_until (fixture->window == NULL);
  assert_stored (fixture, "https://help.example.com/");
}

static void
test_closing_warns_once (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autofree char *error = NULL;

  type_url (fixture, "nonsense");
  gtk_window_close (GTK_WINDOW (fixture->window));
  test_iterate_for (50);
  g_assert_nonnull (fixture->window);
  g_object_get (child (fixture, "support_field"), "error", &error, NULL);
  g_assert_nonnull (error);

  gtk_window_close (GTK_WINDOW (fixture->window));
  test_wait_until (fixture->window == NULL);
  assert_stored (fixture, DEFAULT_URL);
}

/* Keys that the administrator has set. */
static void
test_locked (void)
{
  static const char *const keys[] = { "client-id", "connection", "support-url", NULL };
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (GSettings) settings = window_test_locked_settings (keys);
  g_autoptr (SpareTenant) tenant = spare_tenant_new ("example.eu.auth0.com", "client", NULL, NULL);
  gboolean editable = TRUE;
  GtkWidget *window;
  AdwActionRow *row;

  window = spare_preferences_window_new (window_test_application (log), NULL, settings, tenant);
  row = window_test_child (window, SPARE_TYPE_PREFERENCES_WINDOW, "connection_row");
  g_assert_cmpstr (adw_action_row_get_subtitle (row), ==,
                   "Username-Password-Authentication (set by your administrator)");
  /* This one is not what is locked. */
  row = window_test_child (window, SPARE_TYPE_PREFERENCES_WINDOW, "client_id_row");
  g_assert_cmpstr (adw_action_row_get_subtitle (row), ==, "client");
  row = window_test_child (window, SPARE_TYPE_PREFERENCES_WINDOW, "domain_row");
  g_assert_cmpstr (adw_action_row_get_subtitle (row), ==, "example.eu.auth0.com");
  g_object_get (window_test_child (window, SPARE_TYPE_PREFERENCES_WINDOW, "support_field"),
                "editable", &editable, NULL);
  g_assert_false (editable);
  g_assert_false (gtk_widget_get_visible (
    window_test_child (window, SPARE_TYPE_PREFERENCES_WINDOW, "apply_button")));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_window_state (void)
{
  static const struct
  {
    int stored;
    int expected;
  } cases[] = {
    { 555, 555 }, { -1, 321 }, { 0, 321 }, { 1, 321 }, { 2000000000, 321 },
  };
  g_autoptr (GSettings) settings = g_settings_new ("io.github.sparekey.SpareKey");
  GtkWidget *window;
  int width;
  int height;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      window = gtk_window_new ();
      gtk_window_set_default_size (GTK_WINDOW (window), 321, 432);
      g_settings_set (settings, "login-window-size", "(ii)", cases[i].stored, 444);
      spare_window_state_bind (GTK_WINDOW (window), settings, "login-window-size");
      gtk_window_get_default_size (GTK_WINDOW (window), &width, &height);
      g_assert_cmpint (width, ==, cases[i].expected);
      gtk_window_destroy (GTK_WINDOW (window));
    }

  g_settings_set (settings, "login-window-size", "(ii)", 500, 444);
  window = gtk_window_new ();
  spare_window_state_bind (GTK_WINDOW (window), settings, "login-window-size");
  gtk_window_present (GTK_WINDOW (window));
  test_wait_until (gtk_widget_get_mapped (window));
  gtk_window_set_default_size (GTK_WINDOW (window), 610, 470);
  gtk_window_destroy (GTK_WINDOW (window));
  g_settings_get (settings, "login-window-size", "(ii)", &width, &height);
  g_assert_cmpint (width, ==, 610);
  g_assert_cmpint (height, ==, 470);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

#define ADD(path, function, practice) \
  g_test_add ("/preferences-window/" path, Fixture, practice, set_up, function, tear_down)
  ADD ("tenant", test_tenant, NULL);
  ADD ("practice", test_tenant, "practice");
  ADD ("apply", test_apply, NULL);
  ADD ("refused", test_refused, NULL);
  ADD ("closing-stores", test_closing_stores, NULL);
  ADD ("closing-warns-once", test_closing_warns_once, NULL);
#undef ADD
  g_test_add_func ("/preferences-window/locked", test_locked);
  g_test_add_func ("/window-state/sizes", test_window_state);

  return g_test_run ();
}
