/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "practice-options.h"

#define TICKET_LIFETIME (5 * 24 * 60 * 60)
#define TOKEN_LIFETIME (24 * 60 * 60)
#define MAX_LIFETIME (366LL * 24 * 60 * 60)
#define MAX_STALL 600000

static gboolean
check_range (const char  *name,
             gint64       value,
             gint64       minimum,
             gint64       maximum,
             GError     **error)
{
  if (value >= minimum && value <= maximum)
    return TRUE;

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               "--%s must be from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT, name, minimum, maximum);

  return FALSE;
}

static gboolean
check (PracticeOptions  *options,
       int               argc,
       GError          **error)
{
  if (argc > 1)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "Only options are understood, no other words");
      return FALSE;
    }
  if (options->state_dir == NULL && options->script == NULL)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "--state-dir is required");
      return FALSE;
    }
  if (options->case_id != NULL && options->script == NULL)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "--case needs --script");
      return FALSE;
    }

  return check_range ("port", options->port, 0, G_MAXUINT16, error) &&
         check_range ("stall", options->stall, 0, MAX_STALL, error) &&
         check_range ("ticket-lifetime", options->ticket_lifetime, 1, MAX_LIFETIME, error) &&
         check_range ("token-lifetime", options->token_lifetime, 1, MAX_LIFETIME, error) &&
         check_range ("clock-skew", options->clock_skew, -MAX_LIFETIME, MAX_LIFETIME, error);
}

/**
 * practice_options_parse:
 * @argc: (inout): number of arguments
 * @argv: (inout): the arguments
 * @error: return location for an error
 *
 * Answers --help itself.
 *
 * Returns: (transfer full) (nullable): the options
 */
PracticeOptions *
practice_options_parse (int      *argc,
                        char   ***argv,
                        GError  **error)
{
  g_autoptr (PracticeOptions) options = g_new0 (PracticeOptions, 1);
  g_autoptr (GOptionContext) context = g_option_context_new ("— a tenant to practise on, for this computer only");
  const GOptionEntry entries[] = {
    { "state-dir", 0, 0, G_OPTION_ARG_FILENAME, &options->state_dir, "Where accounts, keys and mail are kept", "DIR" },
    { "accounts", 0, 0, G_OPTION_ARG_FILENAME, &options->accounts, "People of a new tenant, as JSON", "FILE" },
    { "port", 0, 0, G_OPTION_ARG_INT, &options->port, "Port to listen on (default: the last one, else any)", "N" },
    { "script", 0, 0, G_OPTION_ARG_FILENAME, &options->script, "Serve the answers of a file of wire cases", "FILE" },
    { "case", 0, 0, G_OPTION_ARG_STRING, &options->case_id, "Serve only this answer, to every request", "ID" },
    { "stall", 0, 0, G_OPTION_ARG_INT, &options->stall, "Wait before each answer", "MILLISECONDS" },
    { "ticket-lifetime", 0, 0, G_OPTION_ARG_INT64, &options->ticket_lifetime, "How long a mailed link works (default: 432000)", "SECONDS" },
    { "token-lifetime", 0, 0, G_OPTION_ARG_INT64, &options->token_lifetime, "How long tokens work (default: 86400)", "SECONDS" },
    { "clock-skew", 0, 0, G_OPTION_ARG_INT64, &options->clock_skew, "Let the clock of the tenant be wrong", "SECONDS" },
    { NULL },
  };

  options->ticket_lifetime = TICKET_LIFETIME;
  options->token_lifetime = TOKEN_LIFETIME;

  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_set_description (context,
                                    "It listens on 127.0.0.1 only, prints one line of JSON that says where, and ends "
                                    "with its standard input. Mail goes into a Maildir in the state directory.");
  if (!g_option_context_parse (context, argc, argv, error) || !check (options, *argc, error))
    return NULL;

  return g_steal_pointer (&options);
}

/**
 * practice_options_free:
 * @options: (transfer full): options
 */
void
practice_options_free (PracticeOptions *options)
{
  g_free (options->state_dir);
  g_free (options->accounts);
  g_free (options->script);
  g_free (options->case_id);
  g_free (options);
}
