/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-a11y-aside.h"

#include "spare-a11y.h"

/* Whoever has pressed no key for so long, in milliseconds, is not typing. */
#define PAUSE 1000

/* On a window: an alert that waits for a pause. */
#define ASIDE "spare-aside"

/* On a widget: what an alert said there. */
#define SAID "spare-said"

typedef struct
{
  GtkWindow *window;
  GtkWidget *alert;
  GtkEventController *keys;
  guint timeout;
} Aside;

static void
aside_free (gpointer data)
{
  Aside *aside = data;

  g_clear_handle_id (&aside->timeout, g_source_remove);
  g_clear_weak_pointer (&aside->alert);
  g_signal_handlers_disconnect_by_data (aside->keys, aside);
  if (gtk_event_controller_get_widget (aside->keys) != NULL)
    gtk_widget_remove_controller (GTK_WIDGET (aside->window), aside->keys);
  g_object_unref (aside->keys);
  g_free (aside);
}

static void
focus_moved_cb (GtkWindow  *window,
                GParamSpec *pspec,
                GtkWidget  *widget)
{
  g_signal_handlers_disconnect_by_func (window, focus_moved_cb, widget);
  spare_a11y_take_back_description (widget, g_object_get_data (G_OBJECT (widget), SAID));
}

static void
say_at_focus (GtkWindow *window,
              GtkWidget *alert)
{
  GtkWidget *focus = gtk_window_get_focus (window);

  if (GTK_IS_TEXT (focus))
    focus = gtk_widget_get_parent (focus);
  if (focus == NULL || focus == alert || gtk_widget_is_ancestor (focus, alert))
    return;

  spare_a11y_set_description (focus, spare_a11y_get_name (alert));
  g_object_set_data_full (G_OBJECT (focus), SAID, g_strdup (spare_a11y_get_name (alert)), g_free);
  g_signal_connect_object (window, "notify::focus-widget", G_CALLBACK (focus_moved_cb), focus, 0);
}

static gboolean
pause_cb (gpointer data)
{
  Aside *aside = data;
  GtkWindow *window = aside->window;
  g_autoptr (GtkWidget) alert = aside->alert != NULL ? g_object_ref (aside->alert) : NULL;
  GtkWidget *focus = gtk_window_get_focus (window);

  /* Said where nobody is, it would be lost. */
  if (focus == NULL || !gtk_window_is_active (window))
    return G_SOURCE_CONTINUE;
  /* What is wrong with an entry is said there first. */
  if (GTK_IS_TEXT (focus) && gtk_widget_has_css_class (gtk_widget_get_parent (focus), "error"))
    return G_SOURCE_CONTINUE;

  aside->timeout = 0;
  g_object_set_data (G_OBJECT (window), ASIDE, NULL);
  if (alert != NULL && gtk_widget_get_visible (alert))
    say_at_focus (window, alert);

  return G_SOURCE_REMOVE;
}

static void
wait_for_pause (Aside *aside)
{
  g_clear_handle_id (&aside->timeout, g_source_remove);
  aside->timeout = g_timeout_add (PAUSE, pause_cb, aside);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                Aside                 *aside)
{
  wait_for_pause (aside);

  return FALSE;
}

void
spare_a11y_say_aside (GtkWindow *window,
                      GtkWidget *alert)
{
  Aside *aside = g_new0 (Aside, 1);

  aside->window = window;
  g_set_weak_pointer (&aside->alert, alert);
  aside->keys = g_object_ref (gtk_event_controller_key_new ());
  gtk_event_controller_set_propagation_phase (aside->keys, GTK_PHASE_CAPTURE);
  g_signal_connect (aside->keys, "key-pressed", G_CALLBACK (key_pressed_cb), aside);
  gtk_widget_add_controller (GTK_WIDGET (window), aside->keys);
  g_object_set_data_full (G_OBJECT (window), ASIDE, aside, aside_free);
  wait_for_pause (aside);
}

void
spare_a11y_drop_aside (GtkWindow *window,
                       GtkWidget *alert)
{
  Aside *aside = g_object_get_data (G_OBJECT (window), ASIDE);

  if (aside != NULL && aside->alert == alert)
    g_object_set_data (G_OBJECT (window), ASIDE, NULL);
}
