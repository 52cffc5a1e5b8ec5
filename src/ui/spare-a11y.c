/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The only file that asks for the version of GTK, at run time. Whatever else is
 * said goes by ways that old and new screen readers hear from old and new GTK:
 * see tests/a11y. */

#include "spare-a11y.h"

#include <dlfcn.h>

static gboolean
has_gtk (guint minor)
{
  return gtk_get_major_version () > 4 || gtk_get_minor_version () >= minor;
}

/**
 * spare_a11y_tells_late:
 *
 * Returns: whether GTK lets readers know of a widget only once it has the focus
 */
gboolean
spare_a11y_tells_late (void)
{
  return !has_gtk (10);
}

/**
 * spare_a11y_set_parent:
 * @widget: a widget that is not shown yet
 * @parent: a widget
 *
 * Has readers find a widget below another one than for eyes. Before GTK 4.10 it stays
 * where it is.
 */
void
spare_a11y_set_parent (GtkWidget *widget,
                       GtkWidget *parent)
{
  void (*set_accessible_parent) (GtkAccessible *self,
                                 GtkAccessible *parent,
                                 GtkAccessible *next_sibling);
  void *program;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (GTK_IS_WIDGET (parent));

  program = dlopen (NULL, RTLD_NOW);
  if (program == NULL)
    return;

  *(void **) &set_accessible_parent = dlsym (program, "gtk_accessible_set_accessible_parent");
  if (set_accessible_parent != NULL)
    set_accessible_parent (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE (parent), NULL);
  dlclose (program);
}

static void
map_cb (GtkWidget *widget,
        gpointer   func)
{
  g_signal_handlers_disconnect_by_func (widget, map_cb, func);
  g_idle_add_full (G_PRIORITY_LOW, (GSourceFunc) func, g_object_ref (widget), g_object_unref);
}

/**
 * spare_a11y_once_shown:
 * @widget: a widget that is not mapped yet
 * @func: (scope async): called once with @widget; it returns %G_SOURCE_REMOVE
 *
 * Does something to a widget once its window is shown. Any earlier, GTK 4.8 would
 * tell readers of a window that is not shown, and for good call it a filler.
 */
void
spare_a11y_once_shown (GtkWidget  *widget,
                       GSourceFunc func)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (func != NULL);

  g_signal_connect_after (widget, "map", G_CALLBACK (map_cb), (gpointer) func);
}

/* What GTK calls by its type if it has no name. */
static gboolean
goes_by_type (GtkWidget *widget)
{
  switch ((int) gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)))
    {
    case GTK_ACCESSIBLE_ROLE_NONE:
      return TRUE;
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
 * @widget: a widget
 *
 * Takes the names of types from what a library puts into a window or a menu: scroll
 * bars, pictures, containers. GTK 4.8 hands them out where there is no name.
 */
void
spare_a11y_hide_types (GtkWidget *widget)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (!has_gtk (10))
    hide_type (widget);
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
