/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-config.h"

#include "spare-application-private.h"

#include "spare-a11y.h"

/* In milliseconds; more than the window manager and Orca need. */
#define RETIRE_DELAY 600

/* On a window that is on its way out. */
#define RETIRED "spare-retired"

/**
 * spare_application_present:
 * @self: the application
 * @slot: (out): where the window is known until it is destroyed
 * @window: a window that is not shown yet
 *
 * Shows a window.
 */
void
spare_application_present (SpareApplication  *self,
                           GtkWindow        **slot,
                           GtkWidget         *window)
{
  g_assert (*slot == NULL);

  *slot = GTK_WINDOW (window);
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) slot);
  if (SPARE_DEVEL)
    gtk_widget_add_css_class (window, "devel");
  spare_a11y_present (*slot);
}

/* What is modal for a window must not outlive it: the keys would go there. What is
 * typed in another is kept on closing. */
static void
close_above (GtkWindow *below)
{
  GtkApplication *application = gtk_window_get_application (below);
  GList *windows = application != NULL ? g_list_copy (gtk_application_get_windows (application)) : NULL;

  g_list_foreach (windows, (GFunc) g_object_ref, NULL);
  for (GList *l = windows; l != NULL; l = l->next)
    {
      if (gtk_window_get_transient_for (l->data) != below)
        continue;
      close_above (l->data);
      if (!gtk_window_get_modal (l->data))
        gtk_window_close (l->data);
      gtk_window_destroy (l->data);
    }
  g_list_free_full (windows, g_object_unref);
}

/**
 * spare_application_close:
 * @slot: (inout): where a window is known, or %NULL
 *
 * Destroys a window at once, and what is above it.
 */
void
spare_application_close (GtkWindow **slot)
{
  GtkWindow *window = *slot;

  if (window == NULL)
    return;

  close_above (window);
  g_object_remove_weak_pointer (G_OBJECT (window), (gpointer *) slot);
  *slot = NULL;
  gtk_window_destroy (window);
}

static gboolean
retired_cb (gpointer data)
{
  gtk_window_destroy (GTK_WINDOW (data));

  return G_SOURCE_REMOVE;
}

/**
 * spare_application_is_retired:
 * @window: a window of the application
 *
 * Returns: whether it has given way to another and closes in a moment
 */
gboolean
spare_application_is_retired (GtkWindow *window)
{
  return g_object_get_data (G_OBJECT (window), RETIRED) != NULL;
}

/**
 * spare_application_retire:
 * @self: the application
 * @slot: (inout): where a window is known, or %NULL
 *
 * Closes a window in favour of one that was just shown. Orca says the title of the
 * new one only if the old one outlives the change of the focus.
 */
void
spare_application_retire (SpareApplication  *self,
                          GtkWindow        **slot)
{
  GtkWindow *window = *slot;

  if (window == NULL)
    return;

  close_above (window);
  g_object_remove_weak_pointer (G_OBJECT (window), (gpointer *) slot);
  *slot = NULL;
  g_object_set_data (G_OBJECT (window), RETIRED, GINT_TO_POINTER (TRUE));
  g_timeout_add_full (G_PRIORITY_DEFAULT, RETIRE_DELAY, retired_cb, g_object_ref (window),
                      g_object_unref);
}
