/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-command-line.h"

#include "spare-account.h"
#include "spare-address.h"
#include "spare-auth-client.h"
#include "spare-clock.h"
#include "spare-error.h"
#include "spare-http.h"
#include "spare-output.h"
#include "spare-secret-text.h"
#include "spare-session-store-secret.h"
#include "spare-setup.h"
#include "spare-tenant.h"
#include "spare-terminal.h"
#include "spare-token-set.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <locale.h>

/* One run of one command, on the core that the windows use. */
typedef struct
{
  const SpareOptions *options;
  SpareTenant *tenant;
  SpareAuthClient *client;
  SpareSessionStore *store;
  GCancellable *cancellable;
  GMainLoop *loop;
  SpareTokenSet *before;
  SpareTokenSet *tokens;
  GError *error;
  int status;
} Run;

static void
finish (Run *run,
        int  status)
{
  run->status = status;
  g_main_loop_quit (run->loop);
}

static void
fail (Run            *run,
      const GError   *error,
      SpareOperation  operation)
{
  finish (run, spare_output_error (error, operation, run->tenant, run->options->json));
}

static gboolean
interrupt_cb (gpointer data)
{
  Run *run = data;

  g_cancellable_cancel (run->cancellable);

  return G_SOURCE_CONTINUE;
}

static void
reset_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  Run *run = data;
  g_autoptr (GError) error = NULL;
  guint http_status = 0;

  if (!spare_auth_client_change_password_finish (SPARE_AUTH_CLIENT (source), result, &http_status,
                                                 &error))
    fail (run, error, SPARE_OPERATION_RESET);
  else
    finish (run, spare_output_success (_("We've just sent you an email to reset your password."),
                                       http_status, run->options->json));
}

/* The session that was stored before, or NULL. */
static SpareTokenSet *
load_finish (Run           *run,
             GAsyncResult  *result,
             GError       **error)
{
  g_autoptr (SpareSecretText) text = NULL;

  text = spare_session_store_load_finish (run->store, result, error);

  return text != NULL ? spare_token_set_deserialize (text, error) : NULL;
}

static SpareSecretText *
get_refresh_token (SpareTokenSet *tokens)
{
  return tokens != NULL ? spare_token_set_get_refresh_token (tokens) : NULL;
}

static void
succeed_login (Run *run)
{
  SpareAccount *account = spare_token_set_get_account (run->tokens);
  g_autofree char *message = NULL;

  /* Translators: %s is the name of a person. */
  message = g_strdup_printf (_("Logged in as %s."), spare_account_get_display_name (account));
  finish (run, spare_output_account (message, 200, run->tokens, run->tenant, run->options->json));
}

static void
revoke_before_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  spare_auth_client_revoke_finish (SPARE_AUTH_CLIENT (source), result, NULL);
  succeed_login (data);
}

static void
revoke_unsaved_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      data)
{
  Run *run = data;

  spare_auth_client_revoke_finish (SPARE_AUTH_CLIENT (source), result, NULL);
  fail (run, run->error, SPARE_OPERATION_COMMAND);
}

static void
save_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  Run *run = data;

  /* A session that cannot be kept is of no use to the next command. */
  if (!spare_session_store_save_finish (run->store, result, &run->error))
    {
      if (get_refresh_token (run->tokens) != NULL)
        /* Also after Ctrl+C, or nobody could end it. */
        spare_auth_client_revoke_async (run->client, get_refresh_token (run->tokens),
                                        NULL, revoke_unsaved_cb, run);
      else
        fail (run, run->error, SPARE_OPERATION_COMMAND);
    }
  else if (get_refresh_token (run->before) != NULL)
    spare_auth_client_revoke_async (run->client, get_refresh_token (run->before),
                                    run->cancellable, revoke_before_cb, run);
  else
    succeed_login (run);
}

static void
login_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  Run *run = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SpareSecretText) text = NULL;

  run->tokens = spare_auth_client_login_finish (SPARE_AUTH_CLIENT (source), result, &error);
  if (run->tokens == NULL)
    {
      fail (run, error, SPARE_OPERATION_LOGIN);
      return;
    }

  text = spare_token_set_serialize (run->tokens);
  spare_session_store_save_async (run->store, run->tenant, text, run->cancellable, save_cb, run);
}

static void
load_before_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  Run *run = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SpareSecretText) password = NULL;

  /* Whatever is wrong with the keyring is told when the session is saved: a
   * wrong password is worth more to know. */
  run->before = load_finish (run, result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      fail (run, error, SPARE_OPERATION_LOGIN);
      return;
    }
  g_clear_error (&error);

  /* Nothing else is going on while the person types. */
  password = spare_terminal_read_password (_("Password:"), &error);
  if (password != NULL && spare_secret_text_get_length (password) == 0)
    g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_CLOSED, "empty");
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    fail (run, error, SPARE_OPERATION_LOGIN);
  else if (error != NULL)
    finish (run, spare_output_usage (_("No password was given."), run->options->json));
  else
    spare_auth_client_login_async (run->client, run->options->email, password, run->cancellable,
                                   login_cb, run);
}

static void
status_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  Run *run = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;

  run->tokens = load_finish (run, result, &error);
  if (run->tokens == NULL && error == NULL)
    error = spare_error_new (SPARE_ERROR_NOT_SIGNED_IN);
  if (error != NULL)
    {
      fail (run, error, SPARE_OPERATION_COMMAND);
      return;
    }

  /* Translators: the first %s is the name of a person, the second a domain. */
  message = g_strdup_printf (_("Logged in as %s at %s."),
                             spare_account_get_display_name (spare_token_set_get_account (run->tokens)),
                             spare_tenant_get_domain (run->tenant));
  finish (run, spare_output_account (message, 0, run->tokens, run->tenant, run->options->json));
}

static void
clear_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  Run *run = data;
  g_autoptr (GError) error = NULL;

  if (!spare_session_store_clear_finish (run->store, result, &error))
    fail (run, error, SPARE_OPERATION_LOGOUT);
  else if (run->error != NULL)
    finish (run, spare_output_success (_("Logged out here. The server could not be told, so the "
                                         "session may go on there until it expires."),
                                       0, run->options->json));
  else
    finish (run, spare_output_success (_("Logged out."), 200, run->options->json));
}

static void
revoke_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  Run *run = data;

  spare_auth_client_revoke_finish (SPARE_AUTH_CLIENT (source), result, &run->error);
  spare_session_store_clear_async (run->store, run->tenant, NULL, clear_cb, run);
}

static void
load_for_logout_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      data)
{
  Run *run = data;
  g_autoptr (GError) error = NULL;

  run->tokens = load_finish (run, result, &error);
  if (run->tokens == NULL && error == NULL)
    error = spare_error_new (SPARE_ERROR_NOT_SIGNED_IN);

  if (g_error_matches (error, SPARE_ERROR, SPARE_ERROR_SESSION_UNREADABLE))
    spare_session_store_clear_async (run->store, run->tenant, NULL, clear_cb, run);
  else if (error != NULL)
    fail (run, error, SPARE_OPERATION_LOGOUT);
  else if (get_refresh_token (run->tokens) != NULL)
    spare_auth_client_revoke_async (run->client, get_refresh_token (run->tokens),
                                    run->cancellable, revoke_cb, run);
  else
    spare_session_store_clear_async (run->store, run->tenant, NULL, clear_cb, run);
}

static gboolean
begin_cb (gpointer data)
{
  Run *run = data;

  switch (run->options->command)
    {
    case SPARE_COMMAND_RESET:
      spare_auth_client_change_password_async (run->client, run->options->email, run->cancellable,
                                               reset_cb, run);
      break;
    case SPARE_COMMAND_LOGIN:
      spare_session_store_load_async (run->store, run->tenant, run->cancellable, load_before_cb, run);
      break;
    case SPARE_COMMAND_STATUS:
      spare_session_store_load_async (run->store, run->tenant, run->cancellable, status_cb, run);
      break;
    case SPARE_COMMAND_LOGOUT:
      spare_session_store_load_async (run->store, run->tenant, run->cancellable, load_for_logout_cb, run);
      break;
    case SPARE_COMMAND_NONE:
    default:
      g_assert_not_reached ();
    }

  return G_SOURCE_REMOVE;
}

/* Asks for the address where none was given; FALSE leaves with the status. */
static gboolean
complete_address (SpareOptions *options,
                  int          *status)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;

  if (options->command != SPARE_COMMAND_RESET && options->command != SPARE_COMMAND_LOGIN)
    return TRUE;

  if (options->email == NULL && spare_terminal_is_present ())
    options->email = spare_terminal_read_line (_("Email:"), NULL);
  if (options->email == NULL)
    {
      *status = spare_output_usage (_("The command “login” needs an email address."), options->json);
      return FALSE;
    }

  address = spare_address_normalize (options->email);
  if (!spare_address_check (address))
    {
      error = spare_error_new (SPARE_ERROR_MALFORMED_ADDRESS);
      *status = spare_output_error (error, SPARE_OPERATION_RESET, NULL, options->json);
      return FALSE;
    }

  return TRUE;
}

/**
 * spare_command_line_run:
 * @options: the command line
 *
 * Runs one command without any display.
 *
 * Returns: the exit status
 */
int
spare_command_line_run (SpareOptions *options)
{
  g_autoptr (GSettings) settings = spare_setup_open_settings ();
  g_autoptr (SpareHttp) http = NULL;
  g_autoptr (SpareClock) clock = NULL;
  g_autoptr (GError) error = NULL;
  Run run = { .options = options };
  int status = 0;

  if (!complete_address (options, &status))
    return status;

  run.tenant = spare_setup_make_tenant (options, settings, &error);
  if (run.tenant == NULL)
    return spare_output_error (error, SPARE_OPERATION_CONNECT, NULL, options->json);

  http = spare_http_new ();
  clock = spare_clock_new ();
  run.client = spare_auth_client_new (run.tenant, http, clock);
  run.store = spare_session_store_secret_new ();
  run.cancellable = g_cancellable_new ();
  run.loop = g_main_loop_new (NULL, FALSE);

  g_idle_add (begin_cb, &run);
  if (options->command != SPARE_COMMAND_LOGIN || !spare_terminal_is_present ())
    g_unix_signal_add (SIGINT, interrupt_cb, &run);
  g_main_loop_run (run.loop);

  g_clear_error (&run.error);
  g_clear_object (&run.before);
  g_clear_object (&run.tokens);
  g_clear_object (&run.store);
  g_clear_object (&run.client);
  g_clear_object (&run.cancellable);
  g_clear_object (&run.tenant);
  g_main_loop_unref (run.loop);

  return run.status;
}
