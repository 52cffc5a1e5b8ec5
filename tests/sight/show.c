/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Shows the scenes one after the other, as the real program on a real bus
 * would: writes their names, then reads one a line and shows that, until its
 * input ends. */

#include "scenes.h"
#include "spare-a11y.h"
#include "spare-reader.h"

#include <gio/gunixinputstream.h>
#include <unistd.h>

static GtkWidget *window;
static GPtrArray *keep;

static void
leave (void)
{
  if (window != NULL)
    gtk_window_destroy (GTK_WINDOW (window));
  for (guint i = 0; keep != NULL && i < keep->len; i++)
    {
      if (GTK_IS_WINDOW (keep->pdata[i]))
        gtk_window_destroy (keep->pdata[i]);
    }
  window = NULL;
  g_clear_pointer (&keep, g_ptr_array_unref);
}

static void
is_active_cb (GtkWindow   *shown,
              GParamSpec  *pspec,
              const Scene *scene)
{
  if (!gtk_window_is_active (shown))
    return;

  g_signal_handlers_disconnect_by_func (shown, is_active_cb, (gpointer) scene);
  if (scene->then != NULL)
    scene->then (GTK_WIDGET (shown));
  g_print ("%s\n", scene->name);
}

/* As the application does. */
static void
window_added_cb (GtkApplication *application,
                 GtkWindow      *added)
{
  g_signal_connect (added, "map", G_CALLBACK (spare_a11y_hide_types), NULL);
  g_signal_connect (added, "unmap", G_CALLBACK (spare_a11y_leave), NULL);
}

static void
show (const char *name)
{
  leave ();
  keep = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < scenes_get_all ()->len; i++)
    {
      const Scene *scene = g_ptr_array_index (scenes_get_all (), i);

      if (!g_str_equal (scene->name, name))
        continue;

      window = scene->make (keep);
      g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
      g_signal_connect (window, "notify::is-active", G_CALLBACK (is_active_cb), (gpointer) scene);
      spare_a11y_present (GTK_WINDOW (window));
      is_active_cb (GTK_WINDOW (window), NULL, scene);
    }
}

static void
line_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      loop)
{
  g_autofree char *line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, NULL);

  if (line == NULL)
    {
      g_main_loop_quit (loop);
      return;
    }

  show (line);
  g_data_input_stream_read_line_async (G_DATA_INPUT_STREAM (source), G_PRIORITY_DEFAULT, NULL, line_cb, loop);
}

int
main (void)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (input);

  g_set_prgname ("spare-key");
  g_set_application_name ("Spare Key");
  setvbuf (stdout, NULL, _IOLBF, 0);
  adw_init ();
  spare_reader_start (spare_reader_get_default ());
  g_signal_connect (scenes_get_application (), "window-added", G_CALLBACK (window_added_cb), NULL);

  for (guint i = 0; i < scenes_get_all ()->len; i++)
    g_print ("%s\n", ((const Scene *) g_ptr_array_index (scenes_get_all (), i))->name);
  g_print ("\n");
  g_data_input_stream_read_line_async (lines, G_PRIORITY_DEFAULT, NULL, line_cb, loop);
  g_main_loop_run (loop);
  leave ();

  return 0;
}
