/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-shortcuts-window.h"

#include "window-test.h"

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
  f->window = spare_shortcuts_window_new (window_test_application (f->log), NULL);
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

static void
collect_rows (GtkWidget *widget,
              GPtrArray *rows)
{
  if (ADW_IS_ACTION_ROW (widget))
    g_ptr_array_add (rows, widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_rows (child, rows);
}

/* Each can be reached, and says what happens and by which keys. */
static void
test_rows (Fixture       *f,
           gconstpointer  data)
{
  static const char *const names[] = {
    "Help: F1", "Open the menu: F10", "Reset the password: Ctrl+R", "Preferences: Ctrl+,",
    "Keyboard shortcuts: Ctrl+?", "Close the window: Ctrl+W", "Quit: Ctrl+Q", "Send the form: Return",
    "Cancel what is running, or go back: Escape",
  };
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  collect_rows (f->window, rows);
  g_assert_cmpuint (rows->len, ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < rows->len; i++)
    {
      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (rows->pdata[i]), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                           names[i]);
      g_assert_false (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (rows->pdata[i]),
                                                        GTK_ACCESSIBLE_RELATION_LABELLED_BY));
      g_assert_true (gtk_widget_get_focusable (rows->pdata[i]));
    }
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (f->window)) == rows->pdata[0]);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add ("/shortcuts-window/rows", Fixture, NULL, set_up, test_rows, tear_down);

  return g_test_run ();
}
