/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "practice-fields.h"
#include "practice-inbox.h"
#include "practice-page.h"
#include "practice-password.h"
#include "practice-policy.h"
#include "practice-reply.h"
#include "practice-secret.h"
#include "practice-tenant-private.h"

#include <string.h>

#define SENT_SENTENCE "We've just sent you an email to reset your password."

typedef struct
{
  PracticeTenant *tenant;
  SoupServerMessage *message;
  char *ticket;
  char *sub;
} ResetData;

static void
reset_data_free (ResetData *data)
{
  g_object_unref (data->message);
  practice_secret_free (data->ticket);
  g_free (data->sub);
  g_free (data);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ResetData, reset_data_free)

static char *
make_csrf_token (PracticeTenant *self,
                 const char     *ticket)
{
  return g_compute_hmac_for_string (G_CHECKSUM_SHA256, (const guchar *) self->csrf_key, strlen (self->csrf_key),
                                    ticket, -1);
}

/* Browsers that say so tell us of a form on another site. */
static gboolean
is_from_elsewhere (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *site = soup_message_headers_get_one (headers, "Sec-Fetch-Site");

  return site != NULL && !g_str_equal (site, "same-origin") && !g_str_equal (site, "none");
}

static void
send_reset_mail (PracticeTenant  *self,
                 PracticeAccount *account)
{
  gint64 now = practice_tenant_now (self);
  gint64 lifetime = self->options->ticket_lifetime;
  char *ticket = practice_tickets_issue (self->tickets, PRACTICE_TICKET_RESET, account->sub, now, lifetime);
  char *link = g_strconcat (self->base_url, "/u/reset-verify?ticket=", ticket, NULL);
  g_autoptr (GError) error = NULL;

  if (!practice_mail_send_reset (self->mail, account, link, lifetime, now, &error))
    g_warning ("%s", error->message);

  practice_secret_free (link);
  practice_secret_free (ticket);
}

/* Why a request is refused before anybody looks for the account. */
static const char *
find_fault (PracticeFields *fields)
{
  const char *connection = practice_fields_get (fields, "connection");

  if (practice_fields_get (fields, "email") == NULL)
    return "email is required";
  if (connection == NULL)
    return "connection is required";
  if (practice_fields_has (fields, "password"))
    return "password is not allowed";
  if (!g_str_equal (connection, PRACTICE_CONNECTION) && !g_str_equal (connection, PRACTICE_CONNECTION_SOCIAL))
    return "connection not found";

  return NULL;
}

/**
 * practice_recovery_request:
 * @self: the tenant
 * @message: POST /dbconnections/change_password
 *
 * Nobody learns from the answer whether the account exists (Auth0 "Change
 * Password" endpoint).
 */
void
practice_recovery_request (PracticeTenant    *self,
                           SoupServerMessage *message)
{
  g_autoptr (PracticeFields) fields = practice_fields_parse (message);
  const char *email = fields != NULL ? practice_fields_get (fields, "email") : NULL;
  const char *fault;
  PracticeAccount *account = NULL;
  g_autofree char *ip = practice_tenant_dup_ip (message);
  g_autofree char *lower = g_utf8_strdown (email != NULL ? email : "", -1);
  g_autofree char *digest = practice_secret_digest (lower);
  g_autofree char *key = g_strconcat (ip, " ", digest, NULL);

  if (!practice_tenant_take (self, self->recovery_limits, key, message))
    return;

  if (fields == NULL)
    {
      practice_reply_oauth (message, SOUP_STATUS_BAD_REQUEST, "invalid_request", "The request body cannot be read");
      return;
    }
  if (practice_fields_get (fields, "client_id") == NULL)
    {
      practice_reply_sentence (message, SOUP_STATUS_BAD_REQUEST, "client_id is required");
      return;
    }
  if (!practice_tenant_has_client (practice_fields_get (fields, "client_id")))
    {
      practice_reply_oauth (message, SOUP_STATUS_FORBIDDEN, "unauthorized_client", "invalid client");
      return;
    }

  fault = find_fault (fields);
  if (fault != NULL)
    {
      practice_reply_sentence (message, SOUP_STATUS_BAD_REQUEST, fault);
      return;
    }

  if (g_str_equal (practice_fields_get (fields, "connection"), PRACTICE_CONNECTION))
    account = practice_accounts_find_database (self->accounts, email);
  if (account != NULL)
    send_reset_mail (self, account);

  practice_reply_text (message, SOUP_STATUS_OK, "text/html; charset=utf-8", SENT_SENTENCE);
}

static void
reply_form (PracticeTenant    *self,
            SoupServerMessage *message,
            guint              status,
            const char        *sub,
            const char        *ticket,
            const char        *form_error,
            const char        *password_error,
            const char        *confirm_error)
{
  PracticeAccount *account = practice_accounts_find_sub (self->accounts, sub);
  g_autofree char *csrf_token = make_csrf_token (self, ticket);
  PracticeResetForm form = {
    .email = account != NULL ? account->email : "",
    .ticket = ticket,
    .csrf_token = csrf_token,
    .password_error = password_error,
    .confirm_error = confirm_error,
    .form_error = form_error,
  };

  practice_reply_html (message, status, practice_page_reset_form (&form));
}

static void
reply_state (SoupServerMessage   *message,
             PracticeTicketState  state)
{
  practice_reply_html (message, state == PRACTICE_TICKET_UNKNOWN ? SOUP_STATUS_NOT_FOUND : SOUP_STATUS_GONE,
                       practice_page_ticket_problem (state));
}

/* From here on the old password, its sessions and its blocks are history. */
static void
finish_reset (ResetData  *data,
              const char *new_hash)
{
  PracticeTenant *self = data->tenant;
  PracticeAccount *account = practice_accounts_find_sub (self->accounts, data->sub);
  gint64 now = practice_tenant_now (self);
  g_autofree char *sub = NULL;
  g_autoptr (GError) error = NULL;
  PracticeTicketState state;

  state = practice_tickets_use (self->tickets, PRACTICE_TICKET_RESET, data->ticket, now, &sub);
  if (state != PRACTICE_TICKET_GOOD || account == NULL)
    {
      reply_state (data->message, state);
      return;
    }
  if (!practice_accounts_set_hash (self->accounts, account, new_hash, now, &error))
    {
      g_warning ("%s", error->message);
      practice_reply_text (data->message, SOUP_STATUS_INTERNAL_SERVER_ERROR, "text/plain; charset=utf-8",
                           "The password could not be saved. Ask for another email and try again.");
      return;
    }

  practice_blocks_lift (self->blocks, account->email);
  practice_tokens_end_families (self->tokens, account->sub);
  practice_reply_html (data->message, SOUP_STATUS_OK, practice_page_reset_done ());
}

static void
password_checked_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (ResetData) data = user_data;
  g_autofree char *new_hash = NULL;
  g_autofree char *sentence = NULL;
  g_autoptr (GError) error = NULL;
  int match;

  if (!practice_password_check_finish (result, &match, &new_hash, &error))
    {
      g_warning ("%s", error->message);
      reply_form (data->tenant, data->message, SOUP_STATUS_INTERNAL_SERVER_ERROR, data->sub, data->ticket,
                  "Something went wrong here. Try again.", NULL, NULL);
    }
  else if (match >= 0)
    {
      sentence = practice_policy_describe (PRACTICE_POLICY_USED_BEFORE);
      reply_form (data->tenant, data->message, SOUP_STATUS_BAD_REQUEST, data->sub, data->ticket, NULL, sentence, NULL);
    }
  else
    {
      finish_reset (data, new_hash);
    }

  soup_server_message_unpause (data->message);
}

static void
check_new_password (PracticeTenant    *self,
                    SoupServerMessage *message,
                    PracticeFields    *fields,
                    const char        *sub,
                    const char        *ticket)
{
  PracticeAccount *account = practice_accounts_find_sub (self->accounts, sub);
  const char *password = practice_fields_get (fields, "password");
  const char *confirm = practice_fields_get (fields, "password_confirm");
  g_autofree char *password_error = practice_policy_describe (practice_policy_check (password != NULL ? password : ""));
  const char *confirm_error = NULL;
  g_auto (GStrv) hashes = NULL;
  ResetData *data;

  if (confirm == NULL)
    confirm_error = "Enter the new password again.";
  else if (g_strcmp0 (password, confirm) != 0)
    confirm_error = "The passwords are not the same. Type the same password in both fields.";

  if (password_error != NULL || confirm_error != NULL || account == NULL)
    {
      reply_form (self, message, SOUP_STATUS_BAD_REQUEST, sub, ticket, NULL, password_error, confirm_error);
      return;
    }

  data = g_new0 (ResetData, 1);
  data->tenant = self;
  data->message = g_object_ref (message);
  data->ticket = g_strdup (ticket);
  data->sub = g_strdup (sub);
  hashes = practice_account_dup_hashes (account);

  soup_server_message_pause (message);
  practice_password_check_async (password, (const char *const *) hashes, TRUE, NULL, password_checked_cb, data);
}

/* What GET and POST of a ticket's page have in common: %NULL means that the
 * answer is given. */
static char *
open_ticket (PracticeTenant     *self,
             SoupServerMessage  *message,
             PracticeTicketKind  kind,
             char              **sub)
{
  g_autofree char *ticket = practice_fields_dup_query (message, "ticket");
  PracticeTicketState state = practice_tickets_check (self->tickets, kind, ticket, practice_tenant_now (self), sub);

  if (state != PRACTICE_TICKET_GOOD)
    {
      reply_state (message, state);
      return NULL;
    }

  return g_steal_pointer (&ticket);
}

static gboolean
is_genuine (PracticeTenant    *self,
            SoupServerMessage *message,
            PracticeFields    *fields,
            const char        *ticket)
{
  g_autofree char *csrf_token = make_csrf_token (self, ticket);

  return fields != NULL && !is_from_elsewhere (message) &&
         practice_secret_equal (practice_fields_get (fields, "csrf_token"), csrf_token);
}

/**
 * practice_recovery_page:
 * @self: the tenant
 * @message: GET or POST /u/reset-verify
 *
 * GET only shows the form: mail scanners open links.
 */
void
practice_recovery_page (PracticeTenant    *self,
                        SoupServerMessage *message)
{
  g_autofree char *sub = NULL;
  g_autofree char *ticket = open_ticket (self, message, PRACTICE_TICKET_RESET, &sub);
  g_autoptr (PracticeFields) fields = NULL;

  if (ticket == NULL)
    return;
  if (!g_str_equal (soup_server_message_get_method (message), "POST"))
    {
      reply_form (self, message, SOUP_STATUS_OK, sub, ticket, NULL, NULL, NULL);
      return;
    }

  fields = practice_fields_parse (message);
  if (is_genuine (self, message, fields, ticket))
    check_new_password (self, message, fields, sub, ticket);
  else
    reply_form (self, message, SOUP_STATUS_FORBIDDEN, sub, ticket,
                "This form was out of date. Type the new password again.", NULL, NULL);
}

/**
 * practice_recovery_unblock:
 * @self: the tenant
 * @message: GET or POST /u/unblock
 *
 * The page behind the link in the mail about a brute-force block.
 */
void
practice_recovery_unblock (PracticeTenant    *self,
                           SoupServerMessage *message)
{
  g_autofree char *sub = NULL;
  g_autofree char *used_sub = NULL;
  g_autofree char *ticket = open_ticket (self, message, PRACTICE_TICKET_UNBLOCK, &sub);
  g_autofree char *csrf_token = NULL;
  g_autoptr (PracticeFields) fields = NULL;
  PracticeAccount *account = sub != NULL ? practice_accounts_find_sub (self->accounts, sub) : NULL;

  if (ticket == NULL)
    return;
  if (account == NULL)
    {
      reply_state (message, PRACTICE_TICKET_UNKNOWN);
      return;
    }

  if (g_str_equal (soup_server_message_get_method (message), "POST"))
    fields = practice_fields_parse (message);
  if (fields != NULL && is_genuine (self, message, fields, ticket))
    {
      practice_tickets_use (self->tickets, PRACTICE_TICKET_UNBLOCK, ticket, practice_tenant_now (self), &used_sub);
      practice_blocks_lift (self->blocks, account->email);
      practice_reply_html (message, SOUP_STATUS_OK, practice_page_unblock_done ());
      return;
    }

  csrf_token = make_csrf_token (self, ticket);
  practice_reply_html (message, fields != NULL ? SOUP_STATUS_FORBIDDEN : SOUP_STATUS_OK,
                       practice_page_unblock_form (account->email, ticket, csrf_token));
}

/**
 * practice_recovery_mailbox:
 * @self: the tenant
 * @message: GET /practice/mail
 */
void
practice_recovery_mailbox (PracticeTenant    *self,
                           SoupServerMessage *message)
{
  practice_reply_html (message, SOUP_STATUS_OK, practice_inbox_make_page (self->mail, self->base_url));
}
