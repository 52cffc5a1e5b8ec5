/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-submit-button.h"

#include "test-present.h"

typedef struct
{
  GtkWidget *window;
  SpareSubmitButton *submit;
  GtkWidget *button;
  guint clicked;
} Fixture;

static void
clicked_cb (SpareSubmitButton *submit,
            Fixture           *f)
{
  f->clicked++;
}

static void
set_up (Fixture       *f,
        gconstpointer  icon_name)
{
  f->submit = g_object_ref_sink (SPARE_SUBMIT_BUTTON (spare_submit_button_new ()));
  f->button = spare_submit_button_get_button (f->submit);
  g_object_set (f->submit,
                "icon-name", icon_name,
                "label", "Send Reset Email",
                "busy-label", "Sending…",
                NULL);
  g_signal_connect (f->submit, "clicked", G_CALLBACK (clicked_cb), f);
  f->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (f->window), GTK_WIDGET (f->submit));
  test_present (f->window);
}

static void
tear_down (Fixture       *f,
           gconstpointer  icon_name)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  g_assert_finalize_object (f->submit);
}

static void
assert_shows (Fixture    *f,
              const char *icon_name,
              const char *text)
{
  g_autofree char *label = NULL;

  /* A name of its own: of a change of the child’s text nobody would hear, and
   * through the relation the type name of a picture would be said. */
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (f->button),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, text);
  g_assert_false (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (f->button),
                                                    GTK_ACCESSIBLE_RELATION_LABELLED_BY));
  if (icon_name == NULL)
    {
      g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (f->button)), ==, text);
      g_assert_false (gtk_button_get_use_underline (GTK_BUTTON (f->button)));
      return;
    }

  g_assert_cmpstr (gtk_button_get_icon_name (GTK_BUTTON (f->button)), ==, icon_name);
  /* The tooltip stays, and is not handed on as a description: with the name, the
   * text would be said twice. */
  g_object_get (f->submit, "label", &label, NULL);
  g_assert_cmpstr (gtk_widget_get_tooltip_text (f->button), ==, label);
  g_assert_false (gtk_test_accessible_has_property (GTK_ACCESSIBLE (f->button),
                                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
}

/* While busy it keeps the focus, says so and ignores presses. */
static void
test_busy (Fixture       *f,
           gconstpointer  icon_name)
{
  gboolean busy = FALSE;

  assert_shows (f, icon_name, "Send Reset Email");
  gtk_widget_grab_focus (f->button);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (f->window)) == f->button);
  g_signal_emit_by_name (f->button, "clicked");
  g_assert_cmpuint (f->clicked, ==, 1);

  spare_submit_button_set_busy (f->submit, TRUE);
  g_assert_true (spare_submit_button_is_busy (f->submit));
  assert_shows (f, icon_name, "Sending…");
  g_assert_true (gtk_widget_is_sensitive (f->button));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (f->window)) == f->button);
  g_signal_emit_by_name (f->button, "clicked");
  g_assert_cmpuint (f->clicked, ==, 1);

  spare_submit_button_set_busy (f->submit, FALSE);
  g_object_get (f->submit, "busy", &busy, NULL);
  g_assert_false (busy);
  assert_shows (f, icon_name, "Send Reset Email");
  g_signal_emit_by_name (f->button, "clicked");
  g_assert_cmpuint (f->clicked, ==, 2);
}

static void
test_label (Fixture       *f,
            gconstpointer  icon_name)
{
  g_autofree char *label = NULL;

  spare_submit_button_set_label (f->submit, "Zurücksetzen");
  g_object_get (f->submit, "label", &label, NULL);
  g_assert_cmpstr (label, ==, "Zurücksetzen");
  assert_shows (f, icon_name, "Zurücksetzen");

  /* A busy button shows the new label only afterwards. */
  spare_submit_button_set_busy (f->submit, TRUE);
  spare_submit_button_set_label (f->submit, "Again");
  assert_shows (f, icon_name, "Sending…");
  spare_submit_button_set_busy (f->submit, FALSE);
  assert_shows (f, icon_name, "Again");
}

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          guint      *count)
{
  (*count)++;
}

static void
test_notify (Fixture       *f,
             gconstpointer  icon_name)
{
  guint notified = 0;

  g_signal_connect (f->submit, "notify::busy", G_CALLBACK (count_cb), &notified);
  spare_submit_button_set_busy (f->submit, FALSE);
  g_assert_cmpuint (notified, ==, 0);
  g_object_set (f->submit, "busy", TRUE, NULL);
  g_assert_cmpuint (notified, ==, 1);
  spare_submit_button_set_busy (f->submit, TRUE);
  g_assert_cmpuint (notified, ==, 1);
}

/* As the default widget it is reached by Enter from any entry. */
static void
test_default (Fixture       *f,
              gconstpointer  icon_name)
{
  gtk_window_set_default_widget (GTK_WINDOW (f->window), f->button);
  gtk_widget_activate_default (GTK_WIDGET (f->submit));
  test_wait_until (f->clicked == 1);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

#define ADD(path, icon_name, function) \
  g_test_add ("/submit-button/" path, Fixture, icon_name, set_up, function, tear_down)
  ADD ("text/busy", NULL, test_busy);
  ADD ("text/label", NULL, test_label);
  ADD ("icon/busy", "go-next-symbolic", test_busy);
  ADD ("icon/label", "go-next-symbolic", test_label);
  ADD ("notify", NULL, test_notify);
  ADD ("default", NULL, test_default);
#undef ADD

  return g_test_run ();
}
