/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-a11y.h"

#include <glib/gi18n-lib.h>

/* On a widget with a name of ours. */
#define NAME "spare-name"

/**
 * spare_a11y_set_name:
 * @widget: a widget
 * @name: its name for screen readers
 *
 * Names a widget. GTK 4.8 would say the type name of an icon child as well,
 * through a relation that is taken off here.
 */
void
spare_a11y_set_name (GtkWidget  *widget,
                     const char *name)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  g_object_set_data_full (G_OBJECT (widget), NAME, g_strdup (name), g_free);
}

/**
 * spare_a11y_get_name:
 * @widget: a widget
 *
 * Returns: (nullable): the name that spare_a11y_set_name() gave it
 */
const char *
spare_a11y_get_name (GtkWidget *widget)
{
  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  return g_object_get_data (G_OBJECT (widget), NAME);
}

/**
 * spare_a11y_set_tooltip:
 * @widget: a widget
 * @text: its name, for eyes
 *
 * Sets a tooltip that repeats the name. GTK would hand it to screen readers as
 * a description, and they would say the name twice.
 */
void
spare_a11y_set_tooltip (GtkWidget  *widget,
                        const char *text)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (g_strcmp0 (gtk_widget_get_tooltip_text (widget), text) == 0)
    return;

  gtk_widget_set_tooltip_text (widget, text);
  gtk_accessible_reset_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

static GtkWidget *
find_child (GtkWidget *widget,
            GType      type)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (child, type) ? child : find_child (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
name_pages (GtkStack   *stack,
            const char *name)
{
  for (GtkWidget *page = gtk_widget_get_first_child (GTK_WIDGET (stack));
       page != NULL;
       page = gtk_widget_get_next_sibling (page))
    gtk_stack_page_set_title (gtk_stack_get_page (stack, page), name);
}

static char *
strip_mnemonic (const char *text)
{
  GString *string = g_string_new (NULL);

  /* “__” is an underscore, “_” before a letter underlines it. */
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '_' && p[1] != '\0')
        p++;
      g_string_append_c (string, *p);
    }

  return g_string_free (string, FALSE);
}

static gboolean
is_item (GtkWidget *widget)
{
  switch ((int) gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)))
    {
    case GTK_ACCESSIBLE_ROLE_MENU_ITEM:
    case GTK_ACCESSIBLE_ROLE_MENU_ITEM_CHECKBOX:
    case GTK_ACCESSIBLE_ROLE_MENU_ITEM_RADIO:
      return TRUE;
    default:
      return FALSE;
    }
}

/* In GTK 4.18 an item is labelled by a child that has no name itself, and a
 * screen reader says nothing but “menu item”. */
static void
name_items (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      g_autofree char *text = NULL;
      g_autofree char *name = NULL;

      name_items (child);
      if (!is_item (child) || g_object_class_find_property (G_OBJECT_GET_CLASS (child), "text") == NULL)
        continue;

      g_object_get (child, "text", &text, NULL);
      name = strip_mnemonic (text != NULL ? text : "");
      spare_a11y_set_name (child, name);
    }
}

/* Its items come and go with the actions. What it scrolls in could take the focus,
 * and GTK 4.18 lets nobody name that. */
static void
menu_map_cb (GtkWidget *popover)
{
  GtkWidget *scrolled = find_child (popover, GTK_TYPE_SCROLLED_WINDOW);

  name_items (popover);
  if (scrolled != NULL)
    gtk_widget_set_focusable (scrolled, FALSE);
}

static void
name_popover (GtkWidget  *popover,
              const char *name,
              const char *page_name)
{
  GtkWidget *stack = find_child (popover, GTK_TYPE_STACK);

  spare_a11y_set_name (popover, name);
  g_signal_handlers_disconnect_by_func (popover, menu_map_cb, NULL);
  g_signal_connect (popover, "map", G_CALLBACK (menu_map_cb), NULL);
  if (stack != NULL)
    name_pages (GTK_STACK (stack), page_name);
}

/**
 * spare_a11y_name_menu:
 * @button: a menu button with a menu model
 * @name: the name of its menu
 * @page_name: the name of the page inside it
 *
 * Names a menu button, its menu and the items. Without that, the menu and the
 * page inside it are called by their types, and the items have no name at all.
 */
void
spare_a11y_name_menu (GtkMenuButton *button,
                      const char    *name,
                      const char    *page_name)
{
  GtkPopover *popover;

  g_return_if_fail (GTK_IS_MENU_BUTTON (button));

  spare_a11y_set_name (GTK_WIDGET (button), name);
  popover = gtk_menu_button_get_popover (button);
  if (popover != NULL)
    name_popover (GTK_WIDGET (popover), name, page_name);
}

static void
text_children_changed_cb (GListModel *children,
                          guint       position,
                          guint       n_removed,
                          guint       n_added,
                          GtkWidget  *entry)
{
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr (GtkWidget) child = g_list_model_get_item (children, i);

      if (GTK_IS_POPOVER (child))
        {
          spare_a11y_set_parent (child, gtk_widget_get_parent (entry));
          spare_a11y_hide_types (gtk_widget_get_parent (child));
        }
      if (GTK_IS_POPOVER_MENU (child))
        /* Translators: the menu of a text entry, in the words of GTK, and what is in
         * it; only said by screen readers. */
        name_popover (child, _("Context menu"), _("Editing"));
    }
}

/**
 * spare_a11y_name_context_menu:
 * @entry: an entry
 *
 * Names the menu that an entry makes when it is asked for, like
 * spare_a11y_name_menu(), and spares the one of emoji, which has names of types.
 */
void
spare_a11y_name_context_menu (GtkEditable *entry)
{
  GtkEditable *text;
  GListModel *children;

  g_return_if_fail (GTK_IS_EDITABLE (entry));

  text = gtk_editable_get_delegate (entry);
  g_return_if_fail (GTK_IS_TEXT (text));

  gtk_text_set_input_hints (GTK_TEXT (text), GTK_INPUT_HINT_NO_EMOJI);
  children = gtk_widget_observe_children (GTK_WIDGET (text));
  g_signal_connect (children, "items-changed", G_CALLBACK (text_children_changed_cb), entry);
  g_object_set_data_full (G_OBJECT (text), "spare-children", children, g_object_unref);
}

static const char *
words_of (GtkWidget *button)
{
  GtkWidget *label = find_child (button, GTK_TYPE_LABEL);

  if (label != NULL && gtk_label_get_text (GTK_LABEL (label))[0] != '\0')
    return gtk_label_get_text (GTK_LABEL (label));

  return gtk_widget_get_tooltip_text (button);
}

static gboolean
pass_over_cb (gpointer widget)
{
  gtk_widget_set_focusable (widget, FALSE);

  return G_SOURCE_REMOVE;
}

/**
 * spare_a11y_name_all:
 * @widget: a widget
 * @name: what it is about
 *
 * Names what a library’s window leaves to be called by its type: lists, pages,
 * long texts, and buttons whose words are in a label or a tooltip.
 */
void
spare_a11y_name_all (GtkWidget  *widget,
                     const char *name)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (GTK_IS_LIST_BOX (widget) || GTK_IS_TEXT_VIEW (widget) || GTK_IS_SCROLLED_WINDOW (widget))
    spare_a11y_set_name (widget, name);
  else if (GTK_IS_STACK (widget))
    name_pages (GTK_STACK (widget), name);
  else if (GTK_IS_BUTTON (widget) && gtk_button_get_use_underline (GTK_BUTTON (widget)) &&
           gtk_button_get_label (GTK_BUTTON (widget)) != NULL)
    {
      g_autofree char *text = strip_mnemonic (gtk_button_get_label (GTK_BUTTON (widget)));

      spare_a11y_set_name (widget, text);
    }
  else if (GTK_IS_BUTTON (widget) && gtk_button_get_label (GTK_BUTTON (widget)) == NULL &&
           words_of (widget) != NULL)
    {
      spare_a11y_set_name (widget, words_of (widget));
      /* The tooltip would be said as well. */
      gtk_accessible_reset_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
    }

  /* A stop on the way of the Tab key where there is nothing to do. */
  if (GTK_IS_SCROLLED_WINDOW (widget))
    spare_a11y_once_shown (widget, pass_over_cb);

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    spare_a11y_name_all (child, name);
}

static gboolean
is_heading (GtkWidget *widget)
{
  static const char *const css_classes[] = { "heading", "title-1", "title-2", "title-3", "title-4" };

  for (gsize i = 0; GTK_IS_LABEL (widget) && i < G_N_ELEMENTS (css_classes); i++)
    {
      if (gtk_widget_has_css_class (widget, css_classes[i]))
        return TRUE;
    }

  return FALSE;
}

static void
mark_heading (GtkWidget *widget)
{
  if (is_heading (widget))
    g_object_set (widget, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, NULL);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    mark_heading (child);
}

/**
 * spare_a11y_mark_headings:
 * @window: a window that is not shown yet
 *
 * Gives what is a heading for eyes the role of one.
 */
void
spare_a11y_mark_headings (GtkWidget *window)
{
  g_return_if_fail (GTK_IS_WIDGET (window));

  mark_heading (window);
}
