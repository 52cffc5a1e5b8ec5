/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-a11y.h"

#include "test-wait.h"

typedef struct
{
  GtkWidget *window;
  GtkWidget *entry;
  GtkWidget *button;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  f->entry = gtk_entry_new ();
  f->button = gtk_button_new_with_label ("Send");
  gtk_box_append (GTK_BOX (box), f->entry);
  gtk_box_append (GTK_BOX (box), f->button);
  f->window = g_object_new (GTK_TYPE_WINDOW, "title", "First", "child", box, NULL);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
}

#define assert_description(widget, text)                              \
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (widget),       \
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text)

#define assert_no_description(widget)                                              \
  g_assert_false (gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget),       \
                                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION))

/* Orca 48 does not say what it has said already. */
static void
test_description_again (Fixture       *f,
                        gconstpointer  data)
{
  spare_a11y_set_description (f->entry, "Enter something.");
  assert_description (f->entry, "Enter something.");
  spare_a11y_set_description (f->entry, "Enter something.");
  assert_description (f->entry, "Enter something. ");
  spare_a11y_set_description (f->entry, "Enter something.");
  assert_description (f->entry, "Enter something.");

  spare_a11y_set_description (f->entry, NULL);
  assert_no_description (f->entry);
  spare_a11y_set_description (f->entry, "Enter something.");
  assert_description (f->entry, "Enter something. ");
  spare_a11y_set_description (f->entry, "Enter more.");
  assert_description (f->entry, "Enter more.");
}

static void
test_description_back (Fixture       *f,
                       gconstpointer  data)
{
  spare_a11y_set_description (f->entry, "Enter something.");
  spare_a11y_set_description (f->entry, "Enter something.");
  spare_a11y_take_back_description (f->entry, "Enter more.");
  assert_description (f->entry, "Enter something. ");
  spare_a11y_take_back_description (f->entry, "Enter something.");
  assert_no_description (f->entry);
}

/* Orca 48 takes what comes with the focus for read. */
static void
test_description_after_focus (Fixture       *f,
                              gconstpointer  data)
{
  spare_a11y_introduce (f->entry);
  gtk_window_present (GTK_WINDOW (f->window));
  test_wait_until (gtk_window_is_active (GTK_WINDOW (f->window)));
  gtk_widget_grab_focus (f->button);
  spare_a11y_set_description (f->entry, "Old.");

  gtk_widget_grab_focus (f->entry);
  spare_a11y_set_description (f->entry, "Enter something.");
  assert_no_description (f->entry);
  spare_a11y_set_description (f->entry, "Enter more.");
  test_wait_until (gtk_test_accessible_has_property (GTK_ACCESSIBLE (f->entry),
                                                     GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
  assert_description (f->entry, "Enter more.");
  spare_a11y_set_description (f->entry, "Enter less.");
  assert_description (f->entry, "Enter less.");

  gtk_widget_grab_focus (f->button);
  gtk_widget_grab_focus (f->entry);
  spare_a11y_set_description (f->entry, "Enter something.");
  spare_a11y_set_description (f->entry, NULL);
  test_iterate_for (800);
  assert_no_description (f->entry);

  /* On its way when the window goes. */
  gtk_widget_grab_focus (f->button);
  gtk_widget_grab_focus (f->entry);
  spare_a11y_set_description (f->entry, "Enter something.");
}

/* Orca 43 takes an alert for a window; so it comes once the title was said. */
static void
test_alert_after_title (Fixture       *f,
                        gconstpointer  data)
{
  GtkWidget *alert = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT,
                                   "focusable", TRUE, NULL);

  gtk_box_append (GTK_BOX (gtk_window_get_child (GTK_WINDOW (f->window))), alert);
  spare_a11y_first_focus (GTK_WINDOW (f->window), f->entry);
  spare_a11y_present (GTK_WINDOW (f->window));
  spare_a11y_take_focus (alert);
  test_wait_until (gtk_widget_get_focus_child (f->entry) != NULL);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (f->window), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       g_get_application_name ());
  test_wait_until (gtk_widget_is_focus (alert));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (f->window), GTK_ACCESSIBLE_PROPERTY_LABEL, "First");
}

/* GTK hides it three seconds after the last key. */
static void
test_focus_stays_visible (Fixture       *f,
                          gconstpointer  data)
{
  spare_a11y_keep_focus_visible (GTK_WINDOW (f->window));
  gtk_window_present (GTK_WINDOW (f->window));
  test_wait_until (gtk_window_is_active (GTK_WINDOW (f->window)));
  gtk_widget_grab_focus (f->button);
  g_assert_true (gtk_window_get_focus_visible (GTK_WINDOW (f->window)));
  gtk_window_set_focus_visible (GTK_WINDOW (f->window), FALSE);
  g_assert_true (gtk_window_get_focus_visible (GTK_WINDOW (f->window)));
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add ("/a11y/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("description-again", test_description_again);
  ADD ("description-after-focus", test_description_after_focus);
  ADD ("description-back", test_description_back);
  ADD ("focus-stays-visible", test_focus_stays_visible);
  ADD ("alert-after-title", test_alert_after_title);
#undef ADD

  return g_test_run ();
}
