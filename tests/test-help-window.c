/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-help-window.h"

#include "spare-help-topic.h"
#include "window-test.h"

#define SUPPORT_URL "https://help.example.com/"

typedef struct
{
  GString *log;
  GtkWidget *window;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->log = g_string_new (NULL);
  f->window = spare_help_window_new (window_test_application (f->log), SUPPORT_URL);
  g_object_add_weak_pointer (G_OBJECT (f->window), (gpointer *) &f->window);
  test_present (f->window);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  if (f->window != NULL)
    gtk_window_destroy (GTK_WINDOW (f->window));
  test_wait_until (f->window == NULL);
  g_string_free (f->log, TRUE);
}

static GtkWidget *
first_topic (Fixture *f)
{
  return gtk_widget_get_first_child (window_test_child (f->window, SPARE_TYPE_HELP_WINDOW, "topics"));
}

static void
collect (GtkWidget *widget,
         GType      type,
         GPtrArray *found)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    {
      g_ptr_array_add (found, widget);
      return;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, type, found);
}

/* What has to be in it, each under a heading of its own. */
static void
test_topics (Fixture       *f,
             gconstpointer  data)
{
  static const char *const words[] = {
    "Forgot Your Password", "Second Factor", "Google", "Administrator", "Password Reset Page",
    "Keyring Is Locked", "Offline", "Practice", "Screen Reader",
  };
  GtkWidget *topic = first_topic (f);

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autoptr (GPtrArray) labels = g_ptr_array_new ();
      g_autoptr (GString) name = g_string_new (NULL);

      g_assert_true (SPARE_IS_HELP_TOPIC (topic));
      collect (topic, GTK_TYPE_LABEL, labels);
      g_assert_cmpuint (labels->len, >=, 2);
      gtk_test_accessible_assert_role (GTK_ACCESSIBLE (labels->pdata[0]), GTK_ACCESSIBLE_ROLE_HEADING);
      g_assert_nonnull (strstr (gtk_label_get_text (labels->pdata[0]), words[i]));
      g_assert_cmpuint (strlen (gtk_label_get_text (labels->pdata[1])), >, 80);

      /* Every label is, word for word, in what is said: else it would be said
       * once more. */
      g_string_append_printf (name, "%s.", gtk_label_get_text (labels->pdata[0]));
      for (guint j = 1; j < labels->len; j++)
        {
          if (gtk_widget_get_ancestor (labels->pdata[j], GTK_TYPE_BUTTON) == NULL)
            g_string_append_printf (name, " %s", gtk_label_get_text (labels->pdata[j]));
        }
      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (topic), GTK_ACCESSIBLE_PROPERTY_LABEL, name->str);
      topic = gtk_widget_get_next_sibling (topic);
    }
  g_assert_null (topic);
}

static void
test_buttons (Fixture       *f,
              gconstpointer  data)
{
  static const struct
  {
    const char *label;
    const char *log;
  } cases[] = {
    { "Reset Password", "reset-password;" },
    { "Contact Support", "open-link '" SUPPORT_URL "';" },
    { "Reset Account Passwords",
      "open-link 'https://auth0.com/docs/troubleshoot/customer-support/reset-account-passwords';" },
    { "Change Users’ Passwords",
      "open-link 'https://auth0.com/docs/authenticate/database-connections/password-change';" },
    { "Password Reset Page",
      "open-link 'https://auth0.com/docs/customize/login-pages/classic-login/customize-password-reset-page';" },
    { "Preferences", "preferences;" },
    { "Keyboard Shortcuts", "shortcuts;" },
  };
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();

  collect (window_test_child (f->window, SPARE_TYPE_HELP_WINDOW, "topics"), GTK_TYPE_BUTTON, buttons);
  g_assert_cmpuint (buttons->len, ==, G_N_ELEMENTS (cases));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpstr (gtk_button_get_label (buttons->pdata[i]), ==, cases[i].label);
      g_string_truncate (f->log, 0);
      g_signal_emit_by_name (buttons->pdata[i], "clicked");
      g_assert_cmpstr (f->log->str, ==, cases[i].log);
    }
}

/* Tab goes through every topic and button in order, and back the same way. */
static void
test_keys (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (GPtrArray) way = g_ptr_array_new ();
  GtkWidget *focus;

  test_wait_until (gtk_window_get_focus (GTK_WINDOW (f->window)) == first_topic (f));
  for (GtkWidget *topic = first_topic (f); topic != NULL; topic = gtk_widget_get_next_sibling (topic))
    {
      g_ptr_array_add (way, topic);
      collect (topic, GTK_TYPE_BUTTON, way);
    }
  g_assert_cmpuint (way->len, ==, 16);

  for (guint i = 0; i < way->len; i++)
    {
      focus = gtk_window_get_focus (GTK_WINDOW (f->window));
      g_assert_true (focus == way->pdata[i]);
      gtk_widget_child_focus (f->window, GTK_DIR_TAB_FORWARD);
    }
  gtk_widget_grab_focus (way->pdata[way->len - 1]);
  for (guint i = way->len; i > 0; i--)
    {
      focus = gtk_window_get_focus (GTK_WINDOW (f->window));
      g_assert_true (focus == way->pdata[i - 1]);
      gtk_widget_child_focus (f->window, GTK_DIR_TAB_BACKWARD);
    }
}

static void
test_close (Fixture       *f,
            gconstpointer  data)
{
  gtk_widget_activate_action (f->window, "window.close", NULL);
  test_wait_until (f->window == NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add ("/help-window/topics", Fixture, NULL, set_up, test_topics, tear_down);
  g_test_add ("/help-window/buttons", Fixture, NULL, set_up, test_buttons, tear_down);
  g_test_add ("/help-window/keys", Fixture, NULL, set_up, test_keys, tear_down);
  g_test_add ("/help-window/close", Fixture, NULL, set_up, test_close, tear_down);

  return g_test_run ();
}
