/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-terminal.h"

#include "spare-secret-text.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

/* A longer password is a mistake, not a password. */
#define MAX_LINE 4096

static volatile sig_atomic_t interrupted;

static void
interrupt_handler (int number)
{
  interrupted = 1;
}

/* One line of standard input, without its end. */
static gboolean
read_bytes (char    *line,
            gsize   *length,
            GError **error)
{
  *length = 0;
  for (;;)
    {
      char c;
      gssize n = read (STDIN_FILENO, &c, 1);

      if (n < 0 && errno == EINTR && !interrupted)
        continue;
      if (interrupted)
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "interrupted");
          return FALSE;
        }
      if (n <= 0 && *length == 0)
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, "end of input");
          return FALSE;
        }
      if (n <= 0 || c == '\n')
        break;
      if (*length + 1 >= MAX_LINE)
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "line too long");
          return FALSE;
        }
      line[(*length)++] = c;
    }
  if (*length > 0 && line[*length - 1] == '\r')
    (*length)--;
  line[*length] = '\0';

  return TRUE;
}

/* The terminal echoes again whatever happens, Ctrl+C included. */
static gboolean
read_quietly (const char  *prompt,
              char        *line,
              gsize       *length,
              GError     **error)
{
  struct termios before;
  struct termios quiet;
  struct sigaction action = { .sa_handler = interrupt_handler };
  struct sigaction old_int, old_term;
  gboolean ok;

  if (tcgetattr (STDIN_FILENO, &before) != 0)
    return read_bytes (line, length, error);

  interrupted = 0;
  sigaction (SIGINT, &action, &old_int);
  sigaction (SIGTERM, &action, &old_term);
  quiet = before;
  quiet.c_lflag &= ~(tcflag_t) ECHO;
  quiet.c_lflag |= ECHONL;
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &quiet);

  /* Not before: what is typed at the sight of it would be flushed away. */
  fprintf (stderr, "%s ", prompt);
  fflush (stderr);
  ok = read_bytes (line, length, error);

  tcsetattr (STDIN_FILENO, TCSAFLUSH, &before);
  sigaction (SIGINT, &old_int, NULL);
  sigaction (SIGTERM, &old_term, NULL);

  return ok;
}

/**
 * spare_terminal_is_present:
 *
 * Returns: whether standard input is a terminal
 */
gboolean
spare_terminal_is_present (void)
{
  return isatty (STDIN_FILENO);
}

/**
 * spare_terminal_read_password:
 * @prompt: what to ask
 * @error: return location for an error
 *
 * Reads one line of standard input; on a terminal it asks, without echo.
 *
 * Returns: (transfer full) (nullable): the password as typed
 */
SpareSecretText *
spare_terminal_read_password (const char  *prompt,
                              GError     **error)
{
  char line[MAX_LINE];
  gsize length;
  SpareSecretText *password = NULL;
  gboolean ok;

  if (spare_terminal_is_present ())
    ok = read_quietly (prompt, line, &length, error);
  else
    ok = read_bytes (line, &length, error);

  if (ok)
    password = spare_secret_text_new_len (line, length);
  explicit_bzero (line, sizeof line);

  return password;
}

/**
 * spare_terminal_read_line:
 * @prompt: what to ask
 * @error: return location for an error
 *
 * Asks for one line on the terminal.
 *
 * Returns: (transfer full) (nullable): the line
 */
char *
spare_terminal_read_line (const char  *prompt,
                          GError     **error)
{
  char line[MAX_LINE];
  gsize length;

  fprintf (stderr, "%s ", prompt);
  fflush (stderr);
  if (!read_bytes (line, &length, error))
    return NULL;

  return g_strdup (line);
}
