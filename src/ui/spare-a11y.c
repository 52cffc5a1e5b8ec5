/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The only file that asks for the version of GTK, at run time. Whatever else is
 * said goes by ways that old and new screen readers hear from old and new GTK:
 * see tests/a11y. */

#include "spare-a11y.h"

/* Set on a widget that was described. */
#define LAST_DESCRIPTION "spare-last-description"

static gboolean
has_gtk (guint minor)
{
  return gtk_get_major_version () > 4 || gtk_get_minor_version () >= minor;
}

static gboolean
make_known_cb (gpointer data)
{
  GtkWidget *widget = data;
  gboolean focusable = gtk_widget_get_focusable (widget);

  gtk_widget_set_focusable (widget, !focusable);
  gtk_widget_set_focusable (widget, focusable);

  return G_SOURCE_REMOVE;
}

/* Once the window is shown as well: one that is known before is taken for a
 * filler. */
static void
introduce_cb (GtkWidget *widget)
{
  g_signal_handlers_disconnect_by_func (widget, introduce_cb, NULL);
  g_idle_add_full (G_PRIORITY_LOW, make_known_cb, g_object_ref (widget), g_object_unref);
}

/**
 * spare_a11y_introduce:
 * @widget: a widget whose description changes
 *
 * Lets readers know of a widget as soon as it is shown. GTK 4.8 tells them only
 * once it has the focus, and then of its changes so far after the focus, so that
 * they would be said twice.
 */
void
spare_a11y_introduce (GtkWidget *widget)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  g_signal_connect_after (widget, "map", G_CALLBACK (introduce_cb), NULL);
}

/**
 * spare_a11y_set_description:
 * @widget: a widget
 * @description: (nullable): what is said after its name and role
 *
 * Describes a widget. If it has the focus, the description is said at once, also
 * if it is the same as before.
 */
void
spare_a11y_set_description (GtkWidget  *widget,
                            const char *description)
{
  const char *last;
  g_autofree char *text = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (description == NULL)
    {
      gtk_accessible_reset_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
      return;
    }

  /* What it has said already is silence to Orca 48, even if it was cleared
   * meanwhile. A blank at the end is heard by nobody, and makes it another. */
  last = g_object_get_data (G_OBJECT (widget), LAST_DESCRIPTION);
  text = g_strconcat (description, g_strcmp0 (last, description) == 0 ? " " : "", NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
  g_object_set_data_full (G_OBJECT (widget), LAST_DESCRIPTION, g_steal_pointer (&text), g_free);
}

/**
 * spare_a11y_set_described_by:
 * @widget: a widget
 * @label: (nullable): a label that tells more of it, or %NULL
 *
 * Ties a hint to what it is about. Unlike a description it is not said at once,
 * only when @widget gets the focus; a widget has the one or the other.
 */
void
spare_a11y_set_described_by (GtkWidget *widget,
                             GtkWidget *label)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (label != NULL)
    gtk_accessible_update_relation (GTK_ACCESSIBLE (widget),
                                    GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, label, NULL,
                                    -1);
  else
    gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY);
}

/* What it calls by their type if they have no name. */
static gboolean
goes_by_type (GtkWidget *widget)
{
  switch ((int) gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)))
    {
    case GTK_ACCESSIBLE_ROLE_WIDGET:
    case GTK_ACCESSIBLE_ROLE_IMG:
    case GTK_ACCESSIBLE_ROLE_RANGE:
    case GTK_ACCESSIBLE_ROLE_SCROLLBAR:
      return !gtk_widget_get_focusable (widget);
    default:
      return FALSE;
    }
}

static void
hide_type (GtkWidget *widget)
{
  if (goes_by_type (widget))
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, "", -1);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    hide_type (child);
}

/**
 * spare_a11y_hide_types:
 * @window: a window
 *
 * Takes the names of types from what a library puts into a window: scroll bars,
 * pictures, containers. GTK 4.8 hands them out where there is no name.
 */
void
spare_a11y_hide_types (GtkWindow *window)
{
  g_return_if_fail (GTK_IS_WINDOW (window));

  if (!has_gtk (10))
    hide_type (GTK_WIDGET (window));
}

/**
 * spare_a11y_set_invalid:
 * @widget: an entry
 * @invalid: whether what it holds is wrong
 *
 * Marks an entry as wrong, unless that would silence it: before GTK 4.10 the
 * state reaches screen readers as a broken object.
 */
void
spare_a11y_set_invalid (GtkWidget *widget,
                        gboolean   invalid)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (invalid)
    gtk_widget_add_css_class (widget, "error");
  else
    gtk_widget_remove_css_class (widget, "error");

  if (has_gtk (10))
    gtk_accessible_update_state (GTK_ACCESSIBLE (widget),
                                 GTK_ACCESSIBLE_STATE_INVALID,
                                 invalid ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                                 -1);
}
