/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "practice-options.h"
#include "practice-tenant.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

/* Whoever started us holds the other end of our standard input. What is
 * written there does not matter, only that it ends. */
static gboolean
stdin_cb (int          fd,
          GIOCondition condition,
          gpointer     user_data)
{
  GMainLoop *loop = user_data;
  char ignored[512];
  ssize_t length = read (fd, ignored, sizeof ignored);

  if (length > 0 || (length < 0 && (errno == EINTR || errno == EAGAIN)))
    return G_SOURCE_CONTINUE;

  g_main_loop_quit (loop);

  return G_SOURCE_REMOVE;
}

static gboolean
signal_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);

  return G_SOURCE_CONTINUE;
}

static void
serve (PracticeTenant *tenant)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autofree char *line = practice_tenant_describe (tenant);
  guint sources[3];
  guint i;

  sources[0] = g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, stdin_cb, loop);
  sources[1] = g_unix_signal_add (SIGTERM, signal_cb, loop);
  sources[2] = g_unix_signal_add (SIGINT, signal_cb, loop);

  fputs (line, stdout);
  fputc ('\n', stdout);
  fflush (stdout);

  g_main_loop_run (loop);

  for (i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      if (g_main_context_find_source_by_id (NULL, sources[i]) != NULL)
        g_source_remove (sources[i]);
    }
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (PracticeOptions) options = NULL;
  g_autoptr (PracticeTenant) tenant = NULL;
  g_autoptr (GError) error = NULL;

  /* Without a standard input nobody holds its other end: it has ended. */
  if (fcntl (STDIN_FILENO, F_GETFD) < 0 && open ("/dev/null", O_RDONLY) != STDIN_FILENO)
    return EX_OSERR;

  umask (077);
  signal (SIGPIPE, SIG_IGN);
  g_set_prgname ("spare-key-practice");

  options = practice_options_parse (&argc, &argv, &error);
  if (options == NULL)
    {
      fprintf (stderr, "spare-key-practice: %s\nTry “spare-key-practice --help”.\n", error->message);
      return EX_USAGE;
    }

  tenant = practice_tenant_new (g_steal_pointer (&options), &error);
  if (tenant == NULL || !practice_tenant_listen (tenant, &error))
    {
      fprintf (stderr, "spare-key-practice: %s\n", error->message);
      return EX_UNAVAILABLE;
    }

  serve (tenant);

  return EXIT_SUCCESS;
}
