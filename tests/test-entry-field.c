/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-entry-field.h"

#include "test-present.h"

typedef struct
{
  GtkWidget *window;
  GtkWidget *field;
  GtkWidget *entry;
  GtkWidget *other;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  f->field = g_object_ref_sink (spare_entry_field_new ());
  g_object_set (f->field, "caption", "_Email", NULL);
  f->entry = spare_entry_field_get_entry (SPARE_ENTRY_FIELD (f->field));
  f->other = gtk_button_new_with_label ("Other");
  gtk_box_append (GTK_BOX (box), f->other);
  gtk_box_append (GTK_BOX (box), f->field);
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

static void
count_cb (GtkWidget *field,
          guint     *count)
{
  (*count)++;
}

/* Caption, entry's row, note. */
static GtkLabel *
get_note (Fixture *f)
{
  return GTK_LABEL (gtk_widget_get_last_child (f->field));
}

#define assert_description(f, text)                                          \
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE ((f)->entry),          \
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,  \
                                       text)

/* One or the other: both would be said. */
static void
assert_described_by_note (Fixture *f)
{
  gtk_test_accessible_assert_relation (GTK_ACCESSIBLE (f->entry),
                                       GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, get_note (f), NULL);
  g_assert_false (gtk_test_accessible_has_property (GTK_ACCESSIBLE (f->entry),
                                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
}

static void
test_caption (Fixture       *f,
              gconstpointer  data)
{
  GtkWidget *caption = gtk_widget_get_first_child (f->field);
  g_autofree char *text = NULL;

  g_object_get (f->field, "caption", &text, NULL);
  g_assert_cmpstr (text, ==, "_Email");
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (caption)), ==, "Email");
  g_assert_true (gtk_label_get_mnemonic_widget (GTK_LABEL (caption)) == f->entry);
  gtk_test_accessible_assert_relation (GTK_ACCESSIBLE (f->entry),
                                       GTK_ACCESSIBLE_RELATION_LABELLED_BY, caption, NULL);
  gtk_widget_mnemonic_activate (caption, FALSE);
  g_assert_true (test_has_focus (f->entry));
}

static void
test_text (Fixture       *f,
           gconstpointer  data)
{
  static const char *const texts[] = {
    "jane@example.com", " spaces ", "Zoë 🔑", "\u202ertl", "",
  };
  SpareEntryField *field = SPARE_ENTRY_FIELD (f->field);
  guint changed = 0;

  g_signal_connect (f->field, "changed", G_CALLBACK (count_cb), &changed);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text = NULL;
      guint before = changed;

      spare_entry_field_set_text (field, texts[i]);
      g_assert_cmpuint (changed, >, before);
      g_assert_cmpstr (spare_entry_field_get_text (field), ==, texts[i]);
      g_object_get (f->field, "text", &text, NULL);
      g_assert_cmpstr (text, ==, texts[i]);

      /* The same again moves no cursor. */
      before = changed;
      spare_entry_field_set_text (field, texts[i]);
      g_assert_cmpuint (changed, ==, before);
    }

  spare_entry_field_set_text (field, "jane");
  spare_entry_field_set_text (field, NULL);
  g_assert_cmpstr (spare_entry_field_get_text (field), ==, "");
}

static void
test_hint (Fixture       *f,
           gconstpointer  data)
{
  SpareEntryField *field = SPARE_ENTRY_FIELD (f->field);

  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (get_note (f))));
  spare_entry_field_set_hint (field, "Such as example.eu.auth0.com");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (get_note (f))));
  g_assert_cmpstr (gtk_label_get_text (get_note (f)), ==, "Such as example.eu.auth0.com");
  g_assert_false (gtk_widget_has_css_class (f->entry, "error"));
  assert_described_by_note (f);
  g_assert_true (test_has_focus (f->other));

  spare_entry_field_set_hint (field, NULL);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (get_note (f))));
}

/* An error stands in the place of the hint, is the description of the entry,
 * and goes when the person edits. */
static void
test_error (Fixture       *f,
            gconstpointer  data)
{
  SpareEntryField *field = SPARE_ENTRY_FIELD (f->field);
  g_autofree char *error = NULL;

  spare_entry_field_set_hint (field, "A hint");
  spare_entry_field_set_text (field, "jane");
  spare_entry_field_set_error (field, "This is no email address.");
  g_assert_true (test_has_focus (f->entry));
  g_assert_cmpstr (gtk_label_get_text (get_note (f)), ==, "This is no email address.");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (get_note (f)), "error"));
  g_assert_true (gtk_widget_has_css_class (f->entry, "error"));
  g_assert_cmpstr (spare_entry_field_get_text (field), ==, "jane");
  assert_description (f, "This is no email address.");

  gtk_editable_set_text (GTK_EDITABLE (f->entry), "jane@");
  g_object_get (f->field, "error", &error, NULL);
  g_assert_null (error);
  g_assert_cmpstr (gtk_label_get_text (get_note (f)), ==, "A hint");
  g_assert_false (gtk_widget_has_css_class (f->entry, "error"));
  assert_described_by_note (f);
}

/* What was done is said and shown until the person edits; the hint then comes
 * back without a word. */
static void
test_notice (Fixture       *f,
             gconstpointer  data)
{
  SpareEntryField *field = SPARE_ENTRY_FIELD (f->field);

  spare_entry_field_set_hint (field, "A hint");
  spare_entry_field_set_notice (field, "Saved.");
  g_assert_cmpstr (gtk_label_get_text (get_note (f)), ==, "Saved.");
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (get_note (f)), "error"));
  assert_description (f, "Saved.");
  gtk_editable_set_text (GTK_EDITABLE (f->entry), "jane@");
  g_assert_cmpstr (gtk_label_get_text (get_note (f)), ==, "A hint");
  assert_described_by_note (f);
}

/* Before GTK 4.10 this state would make the entry silent. */
static void
test_invalid_state (Fixture       *f,
                    gconstpointer  data)
{
  g_autofree char *wrong = NULL;

  spare_entry_field_set_error (SPARE_ENTRY_FIELD (f->field), "Wrong");
  if (gtk_get_major_version () > 4 || gtk_get_minor_version () >= 10)
    wrong = gtk_test_accessible_check_state (GTK_ACCESSIBLE (f->entry),
                                             GTK_ACCESSIBLE_STATE_INVALID,
                                             GTK_ACCESSIBLE_INVALID_TRUE);
  else
    g_assert_false (gtk_test_accessible_has_state (GTK_ACCESSIBLE (f->entry),
                                                   GTK_ACCESSIBLE_STATE_INVALID));
  g_assert_null (wrong);
}

static void
test_activate (Fixture       *f,
               gconstpointer  data)
{
  guint activated = 0;

  g_signal_connect (f->field, "activate", G_CALLBACK (count_cb), &activated);
  g_signal_emit_by_name (f->entry, "activate");
  g_assert_cmpuint (activated, ==, 1);
}

static void
test_properties (Fixture       *f,
                 gconstpointer  data)
{
  GtkInputPurpose purpose;
  gboolean editable;

  g_object_set (f->field, "input-purpose", GTK_INPUT_PURPOSE_EMAIL, "editable", FALSE, NULL);
  g_object_get (f->field, "input-purpose", &purpose, "editable", &editable, NULL);
  g_assert_cmpint (purpose, ==, GTK_INPUT_PURPOSE_EMAIL);
  g_assert_false (editable);
  g_assert_false (gtk_editable_get_editable (GTK_EDITABLE (f->entry)));
  g_assert_true (gtk_widget_is_sensitive (f->entry));
  gtk_widget_grab_focus (f->entry);
  g_assert_true (test_has_focus (f->entry));
}

/* What no field can mean is said, and stays as it was typed. */
static void
test_check (Fixture       *f,
            gconstpointer  data)
{
  g_autofree char *novel = g_strnfill (10000, 'x');
  g_autofree char *longest = g_strnfill (1000, 'x');
  const struct
  {
    const char *text;
    const char *error;
  } cases[] = {
    { "", NULL },
    { "   ", NULL },
    { "jane@example.com", NULL },
    { "\n jane@example.com \r\n", NULL },
    { "שלום@דוגמה", NULL },
    { "🗝️", NULL },
    { longest, NULL },
    { "jane@example.com\nand more", "There is a line break in the text. Take it out." },
    { "a\tb", NULL },
    { "a\001b", "There is an invisible character in the text. Type the text anew." },
    { novel, "The text is too long: 10000 characters. Check what was pasted." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *error = NULL;

      gtk_widget_grab_focus (f->other);
      spare_entry_field_set_text (SPARE_ENTRY_FIELD (f->field), cases[i].text);
      g_assert_cmpint (spare_entry_field_check (SPARE_ENTRY_FIELD (f->field)), ==, cases[i].error == NULL);
      g_object_get (f->field, "error", &error, NULL);
      g_assert_cmpstr (error, ==, cases[i].error);
      g_assert_cmpint (test_has_focus (f->entry), ==, cases[i].error != NULL);
      g_assert_cmpstr (spare_entry_field_get_text (SPARE_ENTRY_FIELD (f->field)), ==, cases[i].text);
    }
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add ("/entry-field/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("caption", test_caption);
  ADD ("text", test_text);
  ADD ("hint", test_hint);
  ADD ("notice", test_notice);
  ADD ("error", test_error);
  ADD ("invalid-state", test_invalid_state);
  ADD ("activate", test_activate);
  ADD ("check", test_check);
  ADD ("properties", test_properties);
#undef ADD

  return g_test_run ();
}
