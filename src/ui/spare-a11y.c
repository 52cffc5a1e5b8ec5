/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-a11y.h"

/* Drop and take the focus this long after the window became active: earlier
 * Orca has not yet read the title and misses the field. */
#define FIRST_FOCUS_DELAY 250

/* Set on a window that has been active before. */
#define WAS_ACTIVE "spare-was-active"

/* Orca needs so long, in milliseconds, to have said the first focus. Until then
 * it takes a new name for one that it knows. */
#define RENAME_DELAY 900

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
      if (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (child)) != GTK_ACCESSIBLE_ROLE_MENU_ITEM ||
          g_object_class_find_property (G_OBJECT_GET_CLASS (child), "text") == NULL)
        continue;

      g_object_get (child, "text", &text, NULL);
      name = strip_mnemonic (text != NULL ? text : "");
      spare_a11y_set_name (child, name);
    }
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
  GtkWidget *stack;

  g_return_if_fail (GTK_IS_MENU_BUTTON (button));

  spare_a11y_set_name (GTK_WIDGET (button), name);
  popover = gtk_menu_button_get_popover (button);
  if (popover == NULL)
    return;

  spare_a11y_set_name (GTK_WIDGET (popover), name);
  name_items (GTK_WIDGET (popover));
  stack = find_child (GTK_WIDGET (popover), GTK_TYPE_STACK);
  if (stack != NULL)
    name_pages (GTK_STACK (stack), page_name);
}

static const char *
words_of (GtkWidget *button)
{
  GtkWidget *label = find_child (button, GTK_TYPE_LABEL);

  if (label != NULL && gtk_label_get_text (GTK_LABEL (label))[0] != '\0')
    return gtk_label_get_text (GTK_LABEL (label));

  return gtk_widget_get_tooltip_text (button);
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

  if (GTK_IS_LIST_BOX (widget) || GTK_IS_TEXT_VIEW (widget))
    spare_a11y_set_name (widget, name);
  else if (GTK_IS_STACK (widget))
    name_pages (GTK_STACK (widget), name);
  else if (GTK_IS_BUTTON (widget) && gtk_button_get_label (GTK_BUTTON (widget)) == NULL &&
           words_of (widget) != NULL)
    {
      spare_a11y_set_name (widget, words_of (widget));
      /* The tooltip would be said as well. */
      gtk_accessible_reset_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    spare_a11y_name_all (child, name);
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
 * Describes a widget. If it has the focus, the description is said at once.
 */
void
spare_a11y_set_description (GtkWidget  *widget,
                            const char *description)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  /* Cleared first: setting an equal text again would be silent. */
  gtk_accessible_reset_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
  if (description != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget),
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description,
                                    -1);
}

/**
 * spare_a11y_set_busy_text:
 * @button: a button whose text has changed
 * @text: (nullable): the new text while it is busy, or %NULL
 *
 * Has the new text of a focused button said. On GTK 4.8 the change of its name
 * is; newer GTK keeps silent about that, and a change of the description is said
 * by old and new screen readers alike.
 */
void
spare_a11y_set_busy_text (GtkWidget  *button,
                          const char *text)
{
  g_return_if_fail (GTK_IS_WIDGET (button));

  if (gtk_get_major_version () == 4 && gtk_get_minor_version () < 10)
    return;

  if (text == NULL)
    gtk_accessible_reset_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
  else if (gtk_widget_has_focus (button))
    spare_a11y_set_description (button, text);
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

  if (gtk_get_major_version () > 4 || gtk_get_minor_version () >= 10)
    gtk_accessible_update_state (GTK_ACCESSIBLE (widget),
                                 GTK_ACCESSIBLE_STATE_INVALID,
                                 invalid ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                                 -1);
}

typedef struct
{
  GtkWindow *window;
  GtkWidget *widget;
  gulong handler;
  gulong map_handler;
  guint timeout;
} FirstFocus;

static void
first_focus_free (gpointer data)
{
  FirstFocus *first = data;

  g_clear_handle_id (&first->timeout, g_source_remove);
  if (first->handler != 0 && g_signal_handler_is_connected (first->window, first->handler))
    g_signal_handler_disconnect (first->window, first->handler);
  if (first->map_handler != 0 && g_signal_handler_is_connected (first->window, first->map_handler))
    g_signal_handler_disconnect (first->window, first->map_handler);
  g_free (first);
}

/* Entries and menu buttons hand the focus to a widget inside. */
static gboolean
has_focus (GtkWidget *widget,
           GtkWidget *focus)
{
  return focus == widget ||
         ((GTK_IS_EDITABLE (widget) || !gtk_widget_get_focusable (widget)) &&
          gtk_widget_is_ancestor (focus, widget));
}

/* Otherwise somebody quick has moved on already. */
static gboolean
may_focus (FirstFocus *first)
{
  GtkWidget *focus = gtk_window_get_focus (first->window);

  return focus == NULL || has_focus (first->widget, focus);
}

static gboolean
take_focus_cb (gpointer data)
{
  FirstFocus *first = data;
  GtkWidget *focus = gtk_window_get_focus (first->window);

  first->timeout = 0;
  if (may_focus (first))
    {
      gtk_window_set_focus (first->window, NULL);
      /* What was typed meanwhile must not be selected and typed over. */
      if (GTK_IS_TEXT (focus) && has_focus (first->widget, focus))
        gtk_text_grab_focus_without_selecting (GTK_TEXT (focus));
      else
        gtk_widget_grab_focus (first->widget);
    }
  g_object_set_data (G_OBJECT (first->window), "spare-first-focus", NULL);

  return G_SOURCE_REMOVE;
}

static gboolean
has_window (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (gtk_widget_get_mapped (window))
        return TRUE;
    }

  return FALSE;
}

static void
map_cb (FirstFocus *first)
{
  gtk_widget_grab_focus (first->widget);
}

static void
is_active_cb (GtkWindow  *window,
              GParamSpec *pspec,
              FirstFocus *first)
{
  if (!gtk_window_is_active (window) || first->timeout != 0)
    return;

  g_signal_handler_disconnect (window, first->handler);
  first->handler = 0;
  g_object_set_data (G_OBJECT (window), WAS_ACTIVE, GINT_TO_POINTER (TRUE));
  first->timeout = g_timeout_add (FIRST_FOCUS_DELAY, take_focus_cb, first);
}

/**
 * spare_a11y_first_focus:
 * @window: a window that is about to be shown
 * @widget: the widget in it to begin with
 *
 * Puts the first focus of a window where the person begins, in a way that is
 * also spoken.
 */
void
spare_a11y_first_focus (GtkWindow *window,
                        GtkWidget *widget)
{
  FirstFocus *first;

  g_return_if_fail (GTK_IS_WINDOW (window));
  g_return_if_fail (GTK_IS_WIDGET (widget));

  first = g_new0 (FirstFocus, 1);
  first->window = window;
  first->widget = widget;
  /* On GTK 4.8 a window whose focus is set before it is shown is taken for a
   * filler, with neither role nor states, by readers that are quick. */
  first->map_handler = g_signal_connect_data (window, "map", G_CALLBACK (map_cb), first, NULL,
                                              G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  first->handler = g_signal_connect (window, "notify::is-active", G_CALLBACK (is_active_cb), first);
  g_object_set_data_full (G_OBJECT (window), "spare-first-focus", first, first_focus_free);
  if (gtk_window_is_active (window))
    is_active_cb (window, NULL, first);
}

static gboolean
rename_cb (gpointer data)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (data),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, gtk_window_get_title (GTK_WINDOW (data)),
                                  -1);

  return G_SOURCE_REMOVE;
}

/**
 * spare_a11y_present:
 * @window: a window
 *
 * Shows a window so that its title is said. The first window of a program often
 * becomes active before GTK has told the accessibility bus of the program, and
 * the news is lost. So that window goes by the name of the program until its
 * first focus was said; the change to its title is said in any case, and the
 * title is never said twice.
 */
void
spare_a11y_present (GtkWindow *window)
{
  g_return_if_fail (GTK_IS_WINDOW (window));

  if (!has_window ())
    {
      gtk_accessible_update_property (GTK_ACCESSIBLE (window),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, g_get_application_name (),
                                      -1);
      g_timeout_add_full (G_PRIORITY_DEFAULT, RENAME_DELAY, rename_cb, g_object_ref (window),
                          g_object_unref);
    }
  gtk_window_present (window);
}

/**
 * spare_a11y_take_focus:
 * @widget: a widget
 *
 * Moves the focus to @widget. In a window that is not active yet it becomes the
 * first focus, in place of any other.
 */
void
spare_a11y_take_focus (GtkWidget *widget)
{
  GtkRoot *root;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  root = gtk_widget_get_root (widget);
  if (GTK_IS_WINDOW (root) && !gtk_window_is_active (GTK_WINDOW (root)))
    spare_a11y_first_focus (GTK_WINDOW (root), widget);
  else if (root != NULL)
    g_object_set_data (G_OBJECT (root), "spare-first-focus", NULL);

  if (!GTK_IS_WINDOW (root) || !gtk_widget_get_mapped (GTK_WIDGET (root)))
    return;

  /* A window that is to be returned to waits with nothing focused: its title is
   * said first, and then what has the focus, once. */
  if (gtk_window_is_active (GTK_WINDOW (root)) || g_object_get_data (G_OBJECT (root), WAS_ACTIVE) == NULL)
    gtk_widget_grab_focus (widget);
  else
    gtk_window_set_focus (GTK_WINDOW (root), NULL);
}
