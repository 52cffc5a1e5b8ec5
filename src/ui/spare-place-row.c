/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-place-row.h"

#include "spare-a11y.h"

struct _SparePlaceRow
{
  GtkWidget parent_instance;

  GtkWidget *box;
};

G_DEFINE_FINAL_TYPE (SparePlaceRow, spare_place_row, GTK_TYPE_WIDGET)

static void
spare_place_row_dispose (GObject *object)
{
  g_clear_pointer (&SPARE_PLACE_ROW (object)->box, gtk_widget_unparent);

  G_OBJECT_CLASS (spare_place_row_parent_class)->dispose (object);
}

static void
spare_place_row_class_init (SparePlaceRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = spare_place_row_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "place");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
spare_place_row_init (SparePlaceRow *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

static GtkWidget *
append_label (SparePlaceRow    *self,
              const char       *text,
              const char       *css_class,
              GtkAccessibleRole role)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL,
                                   "label", text,
                                   "accessible-role", role,
                                   "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                   "xalign", 0.0f,
                                   NULL);

  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (self->box), label);

  return label;
}

/**
 * spare_place_row_new:
 * @title: whom it concerns
 * @text: why this is not the place, and which is
 * @button_label: (nullable): the text of the button
 * @uri: (nullable): where the button leads
 *
 * Makes a row. The text is the description of its button, so that it is heard
 * on the way through the buttons.
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
spare_place_row_new (const char *title,
                     const char *text,
                     const char *button_label,
                     const char *uri)
{
  SparePlaceRow *self;
  GtkWidget *button;
  g_autofree char *description = NULL;

  g_return_val_if_fail (title != NULL && text != NULL, NULL);

  self = g_object_new (SPARE_TYPE_PLACE_ROW, NULL);
  append_label (self, title, "heading", GTK_ACCESSIBLE_ROLE_HEADING);
  append_label (self, text, "body", GTK_ACCESSIBLE_ROLE_LABEL);
  if (button_label == NULL || uri == NULL)
    return GTK_WIDGET (self);

  button = gtk_button_new_with_label (button_label);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "app.open-link");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", uri);
  gtk_box_append (GTK_BOX (self->box), button);

  description = g_strconcat (title, ". ", text, NULL);
  spare_a11y_introduce (button);
  spare_a11y_set_description (button, description);

  return GTK_WIDGET (self);
}
