/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-password-field.h"

#include "spare-secret-text.h"
#include "test-present.h"

#include <string.h>

#define BULLET "•"

typedef struct
{
  GtkWidget *window;
  SparePasswordField *field;
  GtkWidget *entry;
  GtkText *text;
  GtkWidget *check;
  GtkWidget *other;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  f->field = g_object_ref_sink (SPARE_PASSWORD_FIELD (spare_password_field_new ()));
  g_object_set (f->field, "caption", "_Password", NULL);
  f->entry = spare_password_field_get_entry (f->field);
  f->text = GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (f->entry)));
  f->check = gtk_widget_get_last_child (GTK_WIDGET (f->field));
  f->other = gtk_button_new_with_label ("Other");
  gtk_box_append (GTK_BOX (box), f->other);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (f->field));
  f->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (f->window), box);
  test_present (f->window);
  gtk_widget_grab_focus (f->other);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  g_assert_finalize_object (f->field);
}

/* As the input method types: into the inner text, at the cursor. */
static void
type (Fixture    *f,
      const char *text)
{
  int position = gtk_editable_get_position (GTK_EDITABLE (f->text));

  gtk_editable_delete_selection (GTK_EDITABLE (f->text));
  position = gtk_editable_get_position (GTK_EDITABLE (f->text));
  gtk_editable_insert_text (GTK_EDITABLE (f->text), text, -1, &position);
  gtk_editable_set_position (GTK_EDITABLE (f->text), position);
}

static void
press (Fixture    *f,
       const char *signal,
       int         steps)
{
  if (g_str_equal (signal, "backspace"))
    g_signal_emit_by_name (f->text, "backspace");
  else
    g_signal_emit_by_name (f->text, signal, GTK_DELETE_CHARS, steps);
}

static void
assert_secret (Fixture    *f,
               const char *expected)
{
  g_autoptr (SpareSecretText) secret = spare_password_field_get_secret (f->field);

  g_assert_cmpstr (spare_secret_text_get (secret), ==, expected);
  g_assert_cmpint (spare_password_field_is_empty (f->field), ==, expected[0] == '\0');
}

/* Whoever asks the entry, its text or the field's editable gets bullets. */
static void
assert_bullets (Fixture *f,
                glong    n_chars)
{
  g_autoptr (GString) bullets = g_string_new (NULL);
  g_autofree char *chars = NULL;

  for (glong i = 0; i < n_chars; i++)
    g_string_append (bullets, BULLET);
  chars = gtk_editable_get_chars (GTK_EDITABLE (f->entry), 0, -1);
  g_assert_cmpstr (chars, ==, bullets->str);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (f->entry)), ==, bullets->str);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (f->text)), ==, bullets->str);
}

static void
count_cb (GtkWidget *widget,
          guint     *count)
{
  (*count)++;
}

/* Orca keeps its key echo quiet in this class only. */
static void
test_class (Fixture       *f,
            gconstpointer  data)
{
  GtkWidget *caption = gtk_widget_get_first_child (GTK_WIDGET (f->field));

  g_assert_true (GTK_IS_PASSWORD_ENTRY (f->entry));
  g_assert_false (gtk_password_entry_get_show_peek_icon (GTK_PASSWORD_ENTRY (f->entry)));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (caption)), ==, "Password");
  gtk_test_accessible_assert_relation (GTK_ACCESSIBLE (f->entry),
                                       GTK_ACCESSIBLE_RELATION_LABELLED_BY, caption, NULL);
  g_assert_cmpstr (gtk_check_button_get_label (GTK_CHECK_BUTTON (f->check)), ==, "Show password");
  g_assert_false (gtk_check_button_get_use_underline (GTK_CHECK_BUTTON (f->check)));
  g_assert_true (gtk_widget_get_focusable (f->check));
}

static void
test_type (Fixture       *f,
           gconstpointer  data)
{
  guint changed = 0;

  g_signal_connect (f->field, "changed", G_CALLBACK (count_cb), &changed);
  assert_secret (f, "");
  type (f, "Z");
  type (f, "e");
  type (f, "bra");
  assert_secret (f, "Zebra");
  assert_bullets (f, 5);
  g_assert_cmpuint (changed, ==, 3);
  g_assert_cmpint (gtk_editable_get_position (GTK_EDITABLE (f->text)), ==, 5);
}

static void
test_edit (Fixture       *f,
           gconstpointer  data)
{
  type (f, "Zra🔑");
  gtk_editable_set_position (GTK_EDITABLE (f->text), 1);
  type (f, "ëb");
  assert_secret (f, "Zëbra🔑");
  assert_bullets (f, 6);

  press (f, "backspace", 0);
  assert_secret (f, "Zëra🔑");
  press (f, "delete-from-cursor", 1);
  assert_secret (f, "Zëa🔑");
  gtk_editable_select_region (GTK_EDITABLE (f->text), 1, 3);
  type (f, "x");
  assert_secret (f, "Zx🔑");
  gtk_editable_select_region (GTK_EDITABLE (f->text), 0, -1);
  press (f, "backspace", 0);
  assert_secret (f, "");
  press (f, "backspace", 0);
  assert_secret (f, "");
}

static void
heard_cb (GtkEditable *editable,
          const char  *text,
          int          length,
          int         *position,
          GString     *heard)
{
  g_string_append_len (heard, text, length < 0 ? (gssize) strlen (text) : length);
}

/* GTK tells the bus from a handler that comes after ours. */
static void
test_nobody_hears (Fixture       *f,
                   gconstpointer  data)
{
  g_autoptr (GString) heard = g_string_new (NULL);

  g_signal_connect (f->text, "insert-text", G_CALLBACK (heard_cb), heard);
  g_signal_connect_after (f->text, "insert-text", G_CALLBACK (heard_cb), heard);
  g_signal_connect_after (f->entry, "insert-text", G_CALLBACK (heard_cb), heard);
  type (f, "Zebra");
  assert_secret (f, "Zebra");
  g_assert_cmpstr (heard->str, ==, "");
}

static void
test_reveal (Fixture       *f,
             gconstpointer  data)
{
  guint changed = 0;

  type (f, "Zebra");
  g_signal_connect (f->field, "changed", G_CALLBACK (count_cb), &changed);
  spare_password_field_set_error (f->field, "Wrong.");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (f->check), TRUE);
  g_assert_true (gtk_text_get_visibility (f->text));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (f->entry)), ==, "Zebra");
  g_assert_cmpuint (changed, ==, 0);
  gtk_editable_set_position (GTK_EDITABLE (f->text), -1);
  type (f, "7");
  assert_secret (f, "Zebra7");
  g_assert_cmpuint (changed, ==, 1);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (f->check), FALSE);
  g_assert_false (gtk_text_get_visibility (f->text));
  assert_bullets (f, 6);
  assert_secret (f, "Zebra7");
  g_assert_cmpuint (changed, ==, 1);
}

/* Undo must not bring bullets in place of the password. */
static void
test_undo (Fixture       *f,
           gconstpointer  data)
{
  type (f, "Zebra");
  press (f, "backspace", 0);
  gtk_widget_activate_action (GTK_WIDGET (f->text), "text.undo", NULL);
  gtk_widget_activate_action (GTK_WIDGET (f->text), "text.undo", NULL);
  assert_secret (f, "Zebr");

  gtk_check_button_set_active (GTK_CHECK_BUTTON (f->check), TRUE);
  type (f, "aX");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (f->check), FALSE);
  gtk_widget_activate_action (GTK_WIDGET (f->text), "text.undo", NULL);
  assert_secret (f, "ZebraX");
}

/* As a browser does in such a field: a copied line brings no line end along. One
 * between other characters may not have been meant. */
static void
test_paste (Fixture       *f,
            gconstpointer  data)
{
  static const struct
  {
    const char *pasted;
    const char *secret;
    gboolean said;
  } cases[] = {
    { "Zebra7\n", "Zebra7" },
    { "Zebra7\r\n", "Zebra7" },
    { "\r\n\nZebra7", "Zebra7" },
    { "\nZe\nbra\r7", "Zebra7", TRUE },
    { "Zebra\r\n7", "Zebra7", TRUE },
    { "\n", "" },
    { " Zebra 7 ", " Zebra 7 " },
    { "Zebra\t7", "Zebra\t7" },
    { "Zoë\u2028\n", "Zoë\u2028" },
  };
  GtkLabel *note = GTK_LABEL (gtk_widget_get_next_sibling (f->entry));

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gdk_clipboard_set_text (gtk_widget_get_clipboard (f->entry), cases[i].pasted);
      gtk_widget_grab_focus (f->entry);
      g_signal_emit_by_name (f->text, "paste-clipboard");
      if (cases[i].secret[0] != '\0')
        test_wait_until (!spare_password_field_is_empty (f->field));
      else
        test_iterate_for (100);
      assert_secret (f, cases[i].secret);
      assert_bullets (f, g_utf8_strlen (cases[i].secret, -1));
      g_assert_cmpint (gtk_editable_get_position (GTK_EDITABLE (f->text)), ==,
                       (int) g_utf8_strlen (cases[i].secret, -1));
      if (cases[i].said)
        {
          test_wait_until (gtk_test_accessible_has_property (GTK_ACCESSIBLE (f->entry),
                                                             GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
          g_assert_cmpstr (gtk_label_get_text (note), ==, "A line break was left out.");
        }
      else
        g_assert_cmpstr (gtk_label_get_text (note), ==, "");
      spare_password_field_clear (f->field);
      g_assert_false (gtk_test_accessible_has_property (GTK_ACCESSIBLE (f->entry),
                                                        GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
    }
}

static void
test_long (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (GString) password = g_string_new (NULL);

  for (guint i = 0; i < 10 * 1000; i++)
    g_string_append_unichar (password, i % 7 == 0 ? 0x1f511 : 'a' + i % 26);
  type (f, password->str);
  assert_secret (f, password->str);
  assert_bullets (f, 10 * 1000);
}

static void
test_clear (Fixture       *f,
            gconstpointer  data)
{
  type (f, "Zebra");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (f->check), TRUE);
  spare_password_field_clear (f->field);
  assert_secret (f, "");
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (f->check)));
  g_assert_false (gtk_text_get_visibility (f->text));
}

/* “Show Text” in the menu of the entry does the same as the check button, and what
 * was typed comes back as it was, not as bullets. */
static void
test_show_by_menu (Fixture       *f,
                   gconstpointer  data)
{
  type (f, "Zebra");
  gtk_widget_activate_action (GTK_WIDGET (f->text), "misc.toggle-visibility", NULL);
  g_assert_true (gtk_text_get_visibility (f->text));
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (f->check)));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (f->text)), ==, "Zebra");
  gtk_widget_activate_action (GTK_WIDGET (f->text), "text.undo", NULL);
  gtk_widget_activate_action (GTK_WIDGET (f->text), "text.redo", NULL);
  assert_secret (f, "Zebra");

  gtk_widget_activate_action (GTK_WIDGET (f->text), "misc.toggle-visibility", NULL);
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (f->check)));
  assert_secret (f, "Zebra");
}

static void
test_error (Fixture       *f,
            gconstpointer  data)
{
  g_autofree char *error = NULL;

  spare_password_field_set_error (f->field, "Wrong email or password.");
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (f->window)) == GTK_WIDGET (f->text));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (f->entry),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Wrong email or password.");
  g_assert_true (gtk_widget_has_css_class (f->entry, "error"));
  type (f, "Z");
  g_object_get (f->field, "error", &error, NULL);
  g_assert_null (error);
  g_assert_false (gtk_test_accessible_has_property (GTK_ACCESSIBLE (f->entry),
                                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
  g_assert_false (gtk_widget_has_css_class (f->entry, "error"));
}

/* The focus comes before the text goes: see spare_password_field_refuse(). */
static void
check_focus_cb (Fixture *f)
{
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (f->window)) == GTK_WIDGET (f->text));
}

static void
test_refuse (Fixture       *f,
             gconstpointer  data)
{
  g_autofree char *error = NULL;

  type (f, "Zebra");
  gtk_widget_grab_focus (f->check);
  g_signal_connect_swapped (f->field, "changed", G_CALLBACK (check_focus_cb), f);
  spare_password_field_refuse (f->field, "Wrong email or password.");
  assert_secret (f, "");
  g_object_get (f->field, "error", &error, NULL);
  g_assert_cmpstr (error, ==, "Wrong email or password.");
}

static void
test_activate (Fixture       *f,
               gconstpointer  data)
{
  guint activated = 0;

  g_signal_connect (f->field, "activate", G_CALLBACK (count_cb), &activated);
  g_signal_emit_by_name (f->text, "activate");
  g_assert_cmpuint (activated, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add ("/password-field/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("class", test_class);
  ADD ("type", test_type);
  ADD ("edit", test_edit);
  ADD ("nobody-hears", test_nobody_hears);
  ADD ("reveal", test_reveal);
  ADD ("undo", test_undo);
  ADD ("paste", test_paste);
  ADD ("long", test_long);
  ADD ("clear", test_clear);
  ADD ("show-by-menu", test_show_by_menu);
  ADD ("error", test_error);
  ADD ("refuse", test_refuse);
  ADD ("activate", test_activate);
#undef ADD

  return g_test_run ();
}
