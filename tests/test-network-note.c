/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-network-note.h"

#include "fake-monitor.h"
#include "spare-connectivity.h"
#include "spare-entry-field.h"
#include "spare-login-window.h"
#include "spare-message-area.h"
#include "spare-password-field.h"
#include "spare-recovery-window.h"
#include "spare-recovery.h"
#include "spare-submit-button.h"
#include "window-test.h"

typedef struct
{
  GString *log;
  GNetworkMonitor *monitor;
  SpareConnectivity *connectivity;
  SpareSession *session;
  SpareRecovery *recovery;
  GtkWidget *window;
} Fixture;

typedef struct
{
  const char *domain;
  gboolean recovery;
} Kind;

static const Kind login_kind = { "tenant.invalid", FALSE };
static const Kind recovery_kind = { "tenant.invalid", TRUE };
static const Kind local_kind = { WINDOW_TEST_DOMAIN, FALSE };

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  const Kind *kind = data;
  g_autoptr (SpareTenant) tenant = spare_tenant_new (kind->domain, "client", NULL, NULL);
  g_autoptr (SpareClock) clock = spare_clock_new ();
  g_autoptr (SpareAuthClient) client = test_client_new (tenant, clock);
  g_autoptr (SpareSessionStore) store = spare_session_store_memory_new ();

  f->log = g_string_new (NULL);
  f->monitor = fake_monitor_new (G_NETWORK_CONNECTIVITY_FULL);
  f->connectivity = spare_connectivity_new (f->monitor);
  f->session = spare_session_new (client, store, clock);
  f->recovery = spare_recovery_new (client, clock);
  if (kind->recovery)
    {
      f->window = spare_recovery_window_new (window_test_application (f->log), NULL, f->session,
                                             f->recovery, "https://help.example.com/", NULL);
      spare_recovery_window_set_connectivity (SPARE_RECOVERY_WINDOW (f->window), f->connectivity);
    }
  else
    {
      f->window = spare_login_window_new (window_test_application (f->log), f->session, f->recovery);
      spare_login_window_set_connectivity (SPARE_LOGIN_WINDOW (f->window), f->connectivity);
    }
  g_object_add_weak_pointer (G_OBJECT (f->window), (gpointer *) &f->window);
  test_present (f->window);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  test_wait_until (f->window == NULL);
  g_object_unref (f->recovery);
  g_object_unref (f->session);
  g_object_unref (f->connectivity);
  g_object_unref (f->monitor);
  g_string_free (f->log, TRUE);
}

static gpointer
child (Fixture    *f,
       const char *name)
{
  return window_test_child (f->window, G_OBJECT_TYPE (f->window), name);
}

static GtkWidget *
find_button (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_BUTTON (widget) ? widget : NULL;

  for (GtkWidget *node = gtk_widget_get_first_child (widget);
       node != NULL && found == NULL;
       node = gtk_widget_get_next_sibling (node))
    found = find_button (node);

  return found;
}

static void
assert_said (Fixture       *f,
             gconstpointer  data,
             const char    *text)
{
  const Kind *kind = data;
  GtkWidget *said[] = {
    spare_submit_button_get_button (child (f, "submit_button")),
    spare_entry_field_get_entry (child (f, "address_field")),
    kind->recovery ? NULL : spare_password_field_get_entry (child (f, "password_field")),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (said); i++)
    {
      if (said[i] != NULL && text != NULL)
        gtk_test_accessible_assert_property (GTK_ACCESSIBLE (said[i]),
                                             GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text);
      else if (said[i] != NULL)
        g_assert_false (gtk_test_accessible_has_property (GTK_ACCESSIBLE (said[i]),
                                                          GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
    }
}

/* Shown, and said of what takes the focus; nothing is switched off. */
static void
test_words (Fixture       *f,
            gconstpointer  data)
{
  static const struct
  {
    GNetworkConnectivity connectivity;
    const char *word;
    gboolean button;
  } cases[] = {
    { G_NETWORK_CONNECTIVITY_LOCAL, "offline", FALSE },
    { G_NETWORK_CONNECTIVITY_LIMITED, "may not reach the internet", FALSE },
    { G_NETWORK_CONNECTIVITY_PORTAL, "log in to it first", TRUE },
    { G_NETWORK_CONNECTIVITY_FULL, NULL, FALSE },
  };
  SpareNetworkNote *note = child (f, "network_note");
  GtkWidget *button = find_button (GTK_WIDGET (note));

  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (note)));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *text;

      fake_monitor_set (f->monitor, cases[i].connectivity);
      text = spare_network_note_get_text (note);
      g_assert_true (gtk_widget_get_visible (GTK_WIDGET (note)) == (cases[i].word != NULL));
      g_assert_true (gtk_widget_get_visible (button) == cases[i].button);
      g_assert_true ((text != NULL) == (cases[i].word != NULL));
      if (text != NULL)
        g_assert_nonnull (strstr (text, cases[i].word));
      assert_said (f, data, text);
      g_assert_true (gtk_widget_is_sensitive (spare_submit_button_get_button (child (f, "submit_button"))));

      if (cases[i].button)
        {
          g_signal_emit_by_name (button, "clicked");
          g_assert_cmpstr (f->log->str, ==, "open-link 'http://nmcheck.gnome.org/';");
        }
    }
}

/* An error of its own is more important than the network. */
static void
test_error (Fixture       *f,
            gconstpointer  data)
{
  GtkAccessible *entry = GTK_ACCESSIBLE (spare_entry_field_get_entry (child (f, "address_field")));

  fake_monitor_set (f->monitor, G_NETWORK_CONNECTIVITY_LOCAL);
  spare_entry_field_set_error (child (f, "address_field"), "Wrong");
  gtk_test_accessible_assert_property (entry, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "Wrong");
  spare_entry_field_set_error (child (f, "address_field"), NULL);
  assert_said (f, data, spare_network_note_get_text (child (f, "network_note")));
}

/* Sending is tried, and its error ends with what is known of the network. */
static void
test_tried (Fixture       *f,
            gconstpointer  data)
{
  static const struct
  {
    GNetworkConnectivity connectivity;
    gboolean explained;
  } cases[] = {
    { G_NETWORK_CONNECTIVITY_LOCAL, TRUE },
    { G_NETWORK_CONNECTIVITY_PORTAL, TRUE },
    { G_NETWORK_CONNECTIVITY_FULL, FALSE },
  };
  SpareMessageArea *area = child (f, "message_area");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkWidget *title;
      const char *text;
      g_autofree char *name = NULL;

      fake_monitor_set (f->monitor, cases[i].connectivity);
      spare_entry_field_set_text (child (f, "address_field"), "jane@example.com");
      g_string_truncate (f->log, 0);
      gtk_widget_activate_action (f->window, "recovery.submit", NULL);
      g_assert_true (spare_submit_button_is_busy (child (f, "submit_button")));
      test_wait_until (!spare_submit_button_is_busy (child (f, "submit_button")));
      g_assert_cmpstr (f->log->str, ==, "finished 'reset-failed';");

      title = gtk_widget_get_first_child (gtk_widget_get_last_child (GTK_WIDGET (area)));
      text = gtk_label_get_text (GTK_LABEL (gtk_widget_get_next_sibling (title)));
      g_assert_true (g_str_has_suffix (text, "You can try all the same.") == cases[i].explained);
      name = g_strconcat (gtk_label_get_text (GTK_LABEL (title)), " ", text, NULL);
      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (area), GTK_ACCESSIBLE_PROPERTY_LABEL, name);
    }
}

/* A tenant on this computer needs no network. */
static void
test_local (Fixture       *f,
            gconstpointer  data)
{
  fake_monitor_set (f->monitor, G_NETWORK_CONNECTIVITY_LOCAL);
  g_assert_false (gtk_widget_get_visible (child (f, "network_note")));
  g_assert_null (spare_network_note_get_text (child (f, "network_note")));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, kind, test) g_test_add ("/network-note/" path, Fixture, kind, set_up, test, tear_down)
  ADD ("login", &login_kind, test_words);
  ADD ("recovery", &recovery_kind, test_words);
  ADD ("error", &login_kind, test_error);
  ADD ("tried", &recovery_kind, test_tried);
  ADD ("local", &local_kind, test_local);

  return g_test_run ();
}
