/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Loaded before any GTK 4 program with LD_PRELOAD: once its first window has
 * been painted twice, prints when that was, how much memory is held, and the
 * title; then ends the program. The first paint may come before the window
 * manager has placed the window; the second shows it where it stays. */

#include <dlfcn.h>
#include <gtk/gtk.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int n_paints;

/* In kibibytes; a page that n processes share counts for one nth. */
static long
read_pss (void)
{
  FILE *file = fopen ("/proc/self/smaps_rollup", "r");
  char line[256];
  long pss = -1;

  if (file == NULL)
    return -1;

  while (pss < 0 && fgets (line, sizeof line, file) != NULL)
    {
      if (strncmp (line, "Pss:", 4) == 0)
        pss = strtol (line + 4, NULL, 10);
    }
  fclose (file);

  return pss;
}

static void
after_paint_cb (GdkFrameClock *clock,
                gpointer       data)
{
  gint64 now;

  if (++n_paints < 2)
    return;

  now = g_get_monotonic_time ();
  printf ("%" G_GINT64_FORMAT " %ld %s\n", now, read_pss (), gtk_window_get_title (data));
  fflush (stdout);
  _exit (0);
}

void
gtk_window_present (GtkWindow *window)
{
  static GtkWindow *first;
  void (*present) (GtkWindow *) = (void (*) (GtkWindow *)) dlsym (RTLD_NEXT, "gtk_window_present");

  present (window);

  if (first == NULL)
    {
      first = window;
      g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (window)), "after-paint",
                        G_CALLBACK (after_paint_cb), window);
    }
}
