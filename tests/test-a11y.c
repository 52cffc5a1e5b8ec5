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
  g_assert_false (gtk_test_accessible_has_property (GTK_ACCESSIBLE (f->entry),
                                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
  spare_a11y_set_description (f->entry, "Enter something.");
  assert_description (f->entry, "Enter something. ");
  spare_a11y_set_description (f->entry, "Enter more.");
  assert_description (f->entry, "Enter more.");
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add ("/a11y/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("description-again", test_description_again);
#undef ADD

  return g_test_run ();
}
