/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-config.h"

#include "spare-options.h"

#include "spare-output.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <sysexits.h>

static const struct
{
  const char *word;
  SpareCommand command;
} commands[] = {
  { "reset", SPARE_COMMAND_RESET },
  { "login", SPARE_COMMAND_LOGIN },
  { "status", SPARE_COMMAND_STATUS },
  { "logout", SPARE_COMMAND_LOGOUT },
};

static char *
check_words (SpareOptions *options,
             char        **words)
{
  guint n = words != NULL ? g_strv_length (words) : 0;
  guint expected = 1;

  if (options->practice && (n > 0 || options->tenant != NULL))
    return g_strdup (_("The option --practice opens the app and stands alone."));

  if (options->reset_password && n > 0)
    return g_strdup (_("The option --reset-password opens the app and goes with no command."));

  if (n == 0)
    {
      if (options->json)
        return g_strdup (_("The option --json needs a command."));
      if (options->email != NULL)
        return g_strdup (_("The option --email belongs to the command “login”."));
      return NULL;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      if (g_str_equal (commands[i].word, words[0]))
        options->command = commands[i].command;
    }
  if (options->command == SPARE_COMMAND_NONE)
    /* Translators: %s is what somebody typed. */
    return g_strdup_printf (_("There is no command “%s”."), words[0]);

  if (options->email != NULL && options->command != SPARE_COMMAND_LOGIN)
    return g_strdup (_("The option --email belongs to the command “login”."));

  if (options->command == SPARE_COMMAND_RESET)
    {
      if (n < 2)
        return g_strdup (_("The command “reset” needs an email address."));
      options->email = g_strdup (words[1]);
      expected = 2;
    }
  if (n > expected)
    /* Translators: %s is what somebody typed. */
    return g_strdup_printf (_("“%s” is one word too many."), words[expected]);

  return NULL;
}

/* Known before the command line could be read, to answer in its form. */
static gboolean
wants_json (char **argv)
{
  for (int i = 1; argv[i] != NULL && !g_str_equal (argv[i], "--"); i++)
    {
      if (g_str_equal (argv[i], "--json"))
        return TRUE;
    }

  return FALSE;
}

/**
 * spare_options_new:
 * @argc: how many words there are
 * @argv: the words
 * @status: (out): the exit status, where %NULL is returned
 *
 * Reads the command line. Answers `--help`, `--version` and mistakes itself.
 *
 * Returns: (transfer full) (nullable): the options, or %NULL to exit with
 *   @status
 */
SpareOptions *
spare_options_new (int    argc,
                   char **argv,
                   int   *status)
{
  g_autoptr (SpareOptions) options = g_new0 (SpareOptions, 1);
  g_autoptr (GOptionContext) context = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = NULL;
  g_auto (GStrv) args = NULL;
  g_autofree char *mistake = NULL;
  gboolean version = FALSE;
  const GOptionEntry entries[] = {
    { "tenant", 0, 0, G_OPTION_ARG_STRING, &options->tenant,
      N_("Use this tenant for this run"), N_("DOMAIN|URL") },
    { "client-id", 0, 0, G_OPTION_ARG_STRING, &options->client_id,
      N_("Use this client ID for this run"), N_("ID") },
    { "connection", 0, 0, G_OPTION_ARG_STRING, &options->connection,
      N_("Use this connection for this run"), N_("NAME") },
    { "email", 0, 0, G_OPTION_ARG_STRING, &options->email,
      N_("The email address to log in with"), N_("EMAIL") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options->json,
      N_("Answer a command with one JSON object"), NULL },
    { "practice", 0, 0, G_OPTION_ARG_NONE, &options->practice,
      N_("Open the app on the practice tenant for this run"), NULL },
    { "reset-password", 0, 0, G_OPTION_ARG_NONE, &options->reset_password,
      N_("Open the app where a forgotten password is reset"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &version,
      N_("Print the version"), NULL },
    { "gapplication-service", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE,
      &options->gapplication_service, NULL, NULL },
    { "quit-after-startup", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE,
      &options->quit_after_startup, NULL, NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &words, NULL, NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };

  context = g_option_context_new (_("[COMMAND]"));
  g_option_context_set_translation_domain (context, SPARE_GETTEXT_DOMAIN);
  g_option_context_set_summary (context,
                                _("Commands:\n"
                                  "  reset EMAIL   ask for an email to reset the password\n"
                                  "  login         log in; the password comes from the terminal or standard input\n"
                                  "  status        tell who is logged in\n"
                                  "  logout        log out\n"
                                  "\n"
                                  "Without a command the app opens."));
  g_option_context_add_main_entries (context, entries, SPARE_GETTEXT_DOMAIN);

  args = g_strdupv (argv);
  if (!g_option_context_parse_strv (context, &args, &error))
    mistake = g_strdup (error->message);
  else if (version)
    {
      g_print ("%s %s\n", _("Spare Key"), SPARE_VERSION);
      *status = EX_OK;
      return NULL;
    }
  else
    mistake = check_words (options, words);

  if (mistake != NULL)
    {
      *status = spare_output_usage (mistake, options->json || wants_json (argv));
      return NULL;
    }

  return g_steal_pointer (&options);
}

/**
 * spare_options_free:
 * @options: (transfer full): the options
 *
 * Frees @options.
 */
void
spare_options_free (SpareOptions *options)
{
  g_free (options->tenant);
  g_free (options->client_id);
  g_free (options->connection);
  g_free (options->email);
  g_free (options);
}
