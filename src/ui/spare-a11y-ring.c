/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-a11y.h"

/* On a window that is used by pointer at the moment. */
#define POINTED "spare-pointed"

/* GTK asks again every three seconds; in a window that is left alone it need not. */
static void
update (GtkWindow *window)
{
  if (gtk_window_is_active (window) && !gtk_window_get_focus_visible (window) &&
      g_object_get_data (G_OBJECT (window), POINTED) == NULL)
    gtk_window_set_focus_visible (window, TRUE);
}

static gboolean
event_cb (GtkEventControllerLegacy *controller,
          GdkEvent                 *event,
          GtkWindow                *window)
{
  switch ((int) gdk_event_get_event_type (event))
    {
    case GDK_BUTTON_PRESS:
    case GDK_TOUCH_BEGIN:
      g_object_set_data (G_OBJECT (window), POINTED, GINT_TO_POINTER (TRUE));
      break;
    case GDK_KEY_PRESS:
      g_object_set_data (G_OBJECT (window), POINTED, NULL);
      break;
    default:
      break;
    }

  return GDK_EVENT_PROPAGATE;
}

/**
 * spare_a11y_keep_focus_visible:
 * @window: a window
 *
 * Shows where the focus is for as long as keys are used. GTK hides it three seconds
 * after the last one (WCAG 2.2, 2.4.7).
 */
void
spare_a11y_keep_focus_visible (GtkWindow *window)
{
  GtkEventController *controller;

  g_return_if_fail (GTK_IS_WINDOW (window));

  controller = gtk_event_controller_legacy_new ();
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, "event", G_CALLBACK (event_cb), window);
  gtk_widget_add_controller (GTK_WIDGET (window), controller);
  g_signal_connect (window, "notify::focus-visible", G_CALLBACK (update), NULL);
  g_signal_connect (window, "notify::is-active", G_CALLBACK (update), NULL);
}
