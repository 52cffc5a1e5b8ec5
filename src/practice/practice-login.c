/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "practice-login.h"

#include "practice-oauth.h"
#include "practice-password.h"
#include "practice-reply.h"
#include "practice-secret.h"

#define UNBLOCK_LIFETIME (30 * 24 * 60 * 60)

typedef struct
{
  PracticeTenant *tenant;
  SoupServerMessage *message;
  char *sub;
  char *username;
  char *client_id;
  char *scope;
  char *ip;
} LoginData;

static void
login_data_free (LoginData *data)
{
  g_object_unref (data->message);
  g_free (data->sub);
  g_free (data->username);
  g_free (data->client_id);
  g_free (data->scope);
  g_free (data->ip);
  g_free (data);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoginData, login_data_free)

static void
send_block_notice (PracticeTenant  *self,
                   PracticeAccount *account)
{
  gint64 now = practice_tenant_now (self);
  char *ticket = practice_tickets_issue (self->tickets, PRACTICE_TICKET_UNBLOCK, account->sub, now, UNBLOCK_LIFETIME);
  char *link = g_strconcat (self->base_url, "/u/unblock?ticket=", ticket, NULL);
  g_autoptr (GError) error = NULL;

  if (!practice_mail_send_blocked (self->mail, account, link, now, &error))
    g_warning ("%s", error->message);

  practice_secret_free (link);
  practice_secret_free (ticket);
}

static void
reply_blocked (SoupServerMessage *message)
{
  practice_reply_oauth (message, PRACTICE_STATUS_TOO_MANY_REQUESTS, "too_many_attempts",
                        "Your account has been blocked after multiple consecutive login attempts. "
                        "We've sent you an email with instructions on how to unblock it.");
}

static void
reply_mfa_required (SoupServerMessage *message)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autofree char *mfa_token = practice_secret_random ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "error");
  json_builder_add_string_value (builder, "mfa_required");
  json_builder_set_member_name (builder, "error_description");
  json_builder_add_string_value (builder, "Multifactor authentication required");
  json_builder_set_member_name (builder, "mfa_token");
  json_builder_add_string_value (builder, mfa_token);
  json_builder_set_member_name (builder, "mfa_requirements");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "challenge");
  json_builder_begin_array (builder);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "type");
  json_builder_add_string_value (builder, "otp");
  json_builder_end_object (builder);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  json_builder_end_object (builder);

  practice_reply_json (message, SOUP_STATUS_FORBIDDEN, json_builder_get_root (builder));
}

static void
refuse (LoginData       *data,
        PracticeAccount *account)
{
  PracticeTenant *self = data->tenant;

  if (practice_blocks_add (self->blocks, data->username, data->ip, practice_tenant_now (self)) && account != NULL)
    send_block_notice (self, account);

  practice_reply_oauth (data->message, SOUP_STATUS_FORBIDDEN, "invalid_grant", "Wrong email or password.");
}

/* The password was right: what the account is like is no secret any more. */
static void
admit (LoginData       *data,
       PracticeAccount *account)
{
  PracticeTenant *self = data->tenant;
  g_autoptr (PracticeGrant) grant = NULL;
  g_autofree char *scope = NULL;

  practice_blocks_succeed (self->blocks, data->username, data->ip);

  if (account->blocked)
    {
      practice_reply_oauth (data->message, SOUP_STATUS_UNAUTHORIZED, "unauthorized", "user is blocked");
    }
  else if (account->leaked)
    {
      practice_reply_oauth (data->message, SOUP_STATUS_UNAUTHORIZED, "password_leaked",
                            "This login has been blocked because the password was previously disclosed through a "
                            "data breach of another service. Reset your password.");
    }
  else if (account->rule_error != NULL)
    {
      practice_reply_oauth (data->message, SOUP_STATUS_UNAUTHORIZED, "unauthorized", account->rule_error);
    }
  else if (account->mfa)
    {
      reply_mfa_required (data->message);
    }
  else
    {
      scope = practice_oauth_limit_scope (data->scope, NULL);
      grant = practice_grant_new (account->sub, data->client_id, scope);
      practice_oauth_reply_tokens (self, data->message, account, grant, data->scope, NULL);
    }
}

static void
password_checked_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (LoginData) data = user_data;
  g_autoptr (GError) error = NULL;
  PracticeAccount *account = NULL;
  int match;

  if (data->sub != NULL)
    account = practice_accounts_find_sub (data->tenant->accounts, data->sub);

  if (!practice_password_check_finish (result, &match, NULL, &error))
    {
      g_warning ("%s", error->message);
      soup_server_message_set_status (data->message, SOUP_STATUS_INTERNAL_SERVER_ERROR, NULL);
    }
  else if (practice_blocks_is_blocked (data->tenant->blocks, data->username, data->ip, practice_tenant_now (data->tenant)))
    {
      reply_blocked (data->message);
    }
  else if (match < 0 || account == NULL)
    {
      refuse (data, account);
    }
  else
    {
      admit (data, account);
    }

  soup_server_message_unpause (data->message);
}

/**
 * practice_login_start:
 * @self: the tenant
 * @message: POST /oauth/token with a password grant for our connection
 * @fields: its fields
 *
 * An unknown user costs the same work as a known one.
 */
void
practice_login_start (PracticeTenant    *self,
                      SoupServerMessage *message,
                      PracticeFields    *fields)
{
  const char *username = practice_fields_get (fields, "username");
  const char *password = practice_fields_get (fields, "password");
  const char *hashes[2] = { self->spare_hash, NULL };
  PracticeAccount *account;
  LoginData *data;

  if (username == NULL || password == NULL)
    {
      practice_reply_oauth (message, SOUP_STATUS_BAD_REQUEST, "invalid_request",
                            username == NULL ? "missing username parameter" : "missing password parameter");
      return;
    }

  data = g_new0 (LoginData, 1);
  data->tenant = self;
  data->message = g_object_ref (message);
  data->username = g_strdup (username);
  data->client_id = g_strdup (practice_fields_get (fields, "client_id"));
  data->scope = g_strdup (practice_fields_get (fields, "scope"));
  data->ip = practice_tenant_dup_ip (message);

  account = practice_accounts_find_database (self->accounts, username);
  if (account != NULL)
    {
      data->sub = g_strdup (account->sub);
      hashes[0] = account->hash;
    }

  soup_server_message_pause (message);
  practice_password_check_async (password, hashes, FALSE, NULL, password_checked_cb, data);
}
