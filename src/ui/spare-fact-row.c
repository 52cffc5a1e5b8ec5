/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-fact-row.h"

#include "spare-a11y.h"

#include <glib/gi18n-lib.h>

/* A hyphen where a long value wraps would read as part of a domain or an ID. */
static void
end_hyphens (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_has_css_class (widget, "subtitle"))
    {
      g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

      pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
      gtk_label_set_attributes (GTK_LABEL (widget), attributes);
      return;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    end_hyphens (child);
}

/**
 * spare_fact_row_set_value:
 * @row: a row whose title is the caption of a fact
 * @value: (nullable): the value, as plain text; the row is hidden without one
 *
 * Shows a fact. The row is named in full and can take the focus, because its
 * value is nowhere else in reach of the keyboard.
 */
void
spare_fact_row_set_value (AdwActionRow *row,
                          const char   *value)
{
  g_autofree char *name = NULL;

  g_return_if_fail (ADW_IS_ACTION_ROW (row));

  gtk_widget_set_visible (GTK_WIDGET (row), value != NULL && value[0] != '\0');
  if (value == NULL)
    value = "";
  if (g_strcmp0 (adw_action_row_get_subtitle (row), value) != 0)
    adw_action_row_set_subtitle (row, value);
  end_hyphens (GTK_WIDGET (row));

  /* Translators: a caption and its value, as a screen reader says them. */
  name = g_strdup_printf (_("%s: %s"), adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), value);
  spare_a11y_set_name (GTK_WIDGET (row), name);
  /* Else “not selected” is said of what nobody can select. */
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_reset_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_SELECTED);
  /* Else the value is said twice. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY);
}
