/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-field-note.h"

#include "spare-a11y.h"

/**
 * spare_field_note_new:
 * @parent: the field
 *
 * Makes the line under a field, hidden until it says something.
 *
 * Returns: (transfer none): the line
 */
GtkLabel *
spare_field_note_new (GtkWidget *parent)
{
  GtkWidget *note = g_object_new (GTK_TYPE_LABEL,
                                  "wrap", TRUE,
                                  "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                  "xalign", 0.0f,
                                  "visible", FALSE,
                                  NULL);

  gtk_widget_add_css_class (note, "caption");
  gtk_widget_set_parent (note, parent);

  return GTK_LABEL (note);
}

/**
 * spare_field_note_show:
 * @note: the line
 * @text: (nullable): what it says, or %NULL to hide it
 * @is_error: whether that is an error
 *
 * Shows a line without saying it.
 */
void
spare_field_note_show (GtkLabel   *note,
                       const char *text,
                       gboolean    is_error)
{
  gtk_label_set_text (note, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (note), text != NULL);
  if (is_error)
    {
      gtk_widget_add_css_class (GTK_WIDGET (note), "error");
      gtk_widget_remove_css_class (GTK_WIDGET (note), "dim-label");
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (note), "error");
      gtk_widget_add_css_class (GTK_WIDGET (note), "dim-label");
    }
}

/**
 * spare_field_note_update:
 * @note: the line
 * @entry: what it is about
 * @hint: (nullable): shown while there is nothing else
 * @error: (nullable): what is wrong with the entry
 * @notice: (nullable): what was done with the entry, if there is no error
 * @remark: (nullable): said, not shown, while there is nothing to show
 *
 * Shows a hint, an error or a notice. A hint is said when the entry gets the
 * focus, the others at once if it has it.
 */
void
spare_field_note_update (GtkLabel   *note,
                         GtkWidget  *entry,
                         const char *hint,
                         const char *error,
                         const char *notice,
                         const char *remark)
{
  const char *said = error != NULL ? error : notice;
  const char *text = said != NULL ? said : hint;

  spare_field_note_show (note, text, error != NULL);
  spare_a11y_set_invalid (entry, error != NULL);
  spare_a11y_set_described_by (entry, said == NULL && hint != NULL ? GTK_WIDGET (note) : NULL);
  spare_a11y_set_description (entry, text != NULL ? said : remark);
}
