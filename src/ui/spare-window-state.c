/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-window-state.h"

/* Smaller or larger than this came from a damaged or foreign setting. */
#define MIN_SIZE 200
#define MAX_SIZE 10000

typedef struct
{
  GSettings *settings;
  char *key;
} WindowState;

static void
window_state_free (gpointer  data,
                   GClosure *closure)
{
  WindowState *state = data;

  g_object_unref (state->settings);
  g_free (state->key);
  g_free (state);
}

static gboolean
is_sensible (int width,
             int height)
{
  return width >= MIN_SIZE && width <= MAX_SIZE && height >= MIN_SIZE && height <= MAX_SIZE;
}

static void
unmap_cb (GtkWindow *window,
          gpointer   user_data)
{
  WindowState *state = user_data;
  int width;
  int height;
  int old_width;
  int old_height;

  /* The size to return to, even while maximized. */
  gtk_window_get_default_size (window, &width, &height);
  g_settings_get (state->settings, state->key, "(ii)", &old_width, &old_height);
  if (is_sensible (width, height) && (width != old_width || height != old_height) &&
      g_settings_is_writable (state->settings, state->key))
    g_settings_set (state->settings, state->key, "(ii)", width, height);
}

/**
 * spare_window_state_bind:
 * @window: a window that is not shown yet
 * @settings: the settings of the program
 * @key: a key of type (ii)
 *
 * Gives the window the size it last had, and stores its size whenever it
 * leaves the screen.
 */
void
spare_window_state_bind (GtkWindow  *window,
                         GSettings  *settings,
                         const char *key)
{
  WindowState *state;
  int width;
  int height;

  g_return_if_fail (GTK_IS_WINDOW (window));
  g_return_if_fail (G_IS_SETTINGS (settings));
  g_return_if_fail (key != NULL);

  g_settings_get (settings, key, "(ii)", &width, &height);
  if (is_sensible (width, height))
    gtk_window_set_default_size (window, width, height);

  state = g_new0 (WindowState, 1);
  state->settings = g_object_ref (settings);
  state->key = g_strdup (key);
  g_signal_connect_data (window, "unmap", G_CALLBACK (unmap_cb), state, window_state_free, 0);
}
