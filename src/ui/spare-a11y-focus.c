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
