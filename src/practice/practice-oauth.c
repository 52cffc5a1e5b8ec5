/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "practice-oauth.h"

#include "practice-fields.h"
#include "practice-login.h"
#include "practice-openid.h"
#include "practice-reply.h"
#include "practice-secret.h"

#include <string.h>

#define DEFAULT_SCOPE "openid profile email"

static void
add_text (JsonBuilder *builder,
          const char  *name,
          const char  *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

/* Order and repeats do not make a scope different. */
static gboolean
is_same_scope (const char *a,
               const char *b)
{
  g_auto (GStrv) left = g_strsplit (a, " ", -1);
  g_auto (GStrv) right = g_strsplit (b, " ", -1);
  guint i;

  for (i = 0; left[i] != NULL; i++)
    {
      if (left[i][0] != '\0' && !g_strv_contains ((const char *const *) right, left[i]))
        return FALSE;
    }
  for (i = 0; right[i] != NULL; i++)
    {
      if (right[i][0] != '\0' && !g_strv_contains ((const char *const *) left, right[i]))
        return FALSE;
    }

  return TRUE;
}

/**
 * practice_oauth_limit_scope:
 * @requested: (nullable): the scope asked for
 * @allowed: (nullable): a scope that may not be exceeded
 *
 * Unknown scopes are left out, as Auth0 does.
 *
 * Returns: (transfer full): the scope granted
 */
char *
practice_oauth_limit_scope (const char *requested,
                            const char *allowed)
{
  g_auto (GStrv) list = NULL;
  GString *granted = g_string_new (NULL);
  guint i;

  if (requested == NULL)
    requested = allowed != NULL ? allowed : DEFAULT_SCOPE;
  list = g_strsplit (requested, " ", -1);

  for (i = 0; list[i] != NULL; i++)
    {
      if (!practice_grant_has_scope (PRACTICE_SCOPES, list[i]) || practice_grant_has_scope (granted->str, list[i]) ||
          (allowed != NULL && !practice_grant_has_scope (allowed, list[i])))
        continue;
      if (granted->len > 0)
        g_string_append_c (granted, ' ');
      g_string_append (granted, list[i]);
    }

  return g_string_free (granted, FALSE);
}

/**
 * practice_oauth_reply_tokens:
 * @self: the tenant
 * @message: the request
 * @account: whose tokens
 * @grant: what they are good for
 * @requested: (nullable): the scope that was asked for
 * @refresh_token: (nullable): the next one of a family; %NULL begins a
 *   family if the scope has `offline_access`
 *
 * Answers with tokens. `scope` is there only if it is not the one that was
 * asked for.
 */
void
practice_oauth_reply_tokens (PracticeTenant      *self,
                             SoupServerMessage   *message,
                             PracticeAccount     *account,
                             const PracticeGrant *grant,
                             const char          *requested,
                             const char          *refresh_token)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (GError) error = NULL;
  gint64 now = practice_tenant_now (self);
  gint64 lifetime = self->options->token_lifetime;
  char *id_token = practice_grant_has_scope (grant->scope, "openid") ? practice_openid_make_id_token (self, account, grant, &error) : NULL;
  char *access_token = NULL;
  char *first_token = NULL;

  if (error != NULL)
    {
      g_warning ("%s", error->message);
      practice_reply_oauth (message, SOUP_STATUS_INTERNAL_SERVER_ERROR, "server_error", "The token cannot be made");
      return;
    }

  access_token = practice_tokens_issue_access (self->tokens, grant, now, lifetime);
  if (refresh_token == NULL && practice_grant_has_scope (grant->scope, "offline_access"))
    refresh_token = first_token = practice_tokens_issue_refresh (self->tokens, grant, now);

  json_builder_begin_object (builder);
  add_text (builder, "access_token", access_token);
  if (refresh_token != NULL)
    add_text (builder, "refresh_token", refresh_token);
  if (id_token != NULL)
    add_text (builder, "id_token", id_token);
  if (requested == NULL || !is_same_scope (requested, grant->scope))
    add_text (builder, "scope", grant->scope);
  json_builder_set_member_name (builder, "expires_in");
  json_builder_add_int_value (builder, lifetime);
  add_text (builder, "token_type", "Bearer");
  json_builder_end_object (builder);

  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Pragma", "no-cache");
  practice_reply_json (message, SOUP_STATUS_OK, json_builder_get_root (builder));
  practice_secret_free (id_token);
  practice_secret_free (access_token);
  practice_secret_free (first_token);
}

static void
refresh (PracticeTenant    *self,
         SoupServerMessage *message,
         PracticeFields    *fields)
{
  const char *token = practice_fields_get (fields, "refresh_token");
  const char *scope = practice_fields_get (fields, "scope");
  g_autoptr (PracticeGrant) family = NULL;
  g_autoptr (PracticeGrant) grant = NULL;
  g_autofree char *limited = NULL;
  PracticeAccount *account;
  char *next;

  if (token == NULL)
    {
      practice_reply_oauth (message, SOUP_STATUS_BAD_REQUEST, "invalid_request", "missing refresh_token parameter");
      return;
    }

  next = practice_tokens_rotate (self->tokens, token, practice_fields_get (fields, "client_id"),
                                 practice_tenant_now (self), &family);
  if (next == NULL)
    {
      practice_reply_oauth (message, SOUP_STATUS_FORBIDDEN, "invalid_grant", "Unknown or invalid refresh token.");
      return;
    }

  account = practice_accounts_find_sub (self->accounts, family->sub);
  if (account == NULL)
    {
      practice_reply_oauth (message, SOUP_STATUS_FORBIDDEN, "invalid_grant",
                            "The refresh_token was generated for a user who doesn't exist anymore.");
    }
  else
    {
      limited = practice_oauth_limit_scope (scope, family->scope);
      grant = practice_grant_new (family->sub, family->client_id, limited);
      practice_oauth_reply_tokens (self, message, account, grant, scope != NULL ? scope : family->scope, next);
    }
  practice_secret_free (next);
}

static gboolean
check_connection (SoupServerMessage *message,
                  const char        *realm)
{
  const char *fault = NULL;

  if (realm == NULL)
    fault = "missing realm parameter";
  else if (g_str_equal (realm, PRACTICE_CONNECTION_DISABLED))
    fault = "the connection was disabled";
  else if (g_str_equal (realm, PRACTICE_CONNECTION_SOCIAL))
    fault = "specified strategy does not support requested operation";
  else if (!g_str_equal (realm, PRACTICE_CONNECTION))
    fault = "the connection was not found";

  if (fault != NULL)
    practice_reply_oauth (message, SOUP_STATUS_BAD_REQUEST, "invalid_request", fault);

  return fault == NULL;
}

/* Whether the application may use a password grant at all. */
static gboolean
check_password_client (SoupServerMessage *message,
                       const char        *client_id,
                       const char        *grant_type)
{
  g_autofree char *text = NULL;

  if (g_str_equal (client_id, PRACTICE_CLIENT_NOT_NATIVE))
    {
      practice_reply_oauth (message, SOUP_STATUS_UNAUTHORIZED, "access_denied", "Unauthorized");
      return FALSE;
    }
  if (g_str_equal (client_id, PRACTICE_CLIENT_NO_PASSWORD))
    {
      text = g_strdup_printf ("Grant type '%s' not allowed for the client.", grant_type);
      practice_reply_oauth (message, SOUP_STATUS_FORBIDDEN, "unauthorized_client", text);
      return FALSE;
    }

  return TRUE;
}

/**
 * practice_oauth_token:
 * @self: the tenant
 * @message: POST /oauth/token, form-encoded or JSON
 *
 * Password grants and renewal (RFC 6749; Auth0 "Get Token" endpoint).
 */
void
practice_oauth_token (PracticeTenant    *self,
                      SoupServerMessage *message)
{
  g_autoptr (PracticeFields) fields = practice_fields_parse (message);
  const char *grant_type = fields != NULL ? practice_fields_get (fields, "grant_type") : NULL;
  const char *client_id = fields != NULL ? practice_fields_get (fields, "client_id") : NULL;
  g_autofree char *text = NULL;

  if (fields == NULL)
    {
      practice_reply_oauth (message, SOUP_STATUS_BAD_REQUEST, "invalid_request", "The request body cannot be read");
    }
  else if (grant_type == NULL || client_id == NULL)
    {
      practice_reply_oauth (message, SOUP_STATUS_BAD_REQUEST, "invalid_request",
                            grant_type == NULL ? "missing grant_type parameter" : "missing client_id parameter");
    }
  else if (!practice_tenant_has_client (client_id))
    {
      practice_reply_oauth (message, SOUP_STATUS_FORBIDDEN, "unauthorized_client", "invalid client");
    }
  else if (g_str_equal (grant_type, PRACTICE_GRANT_REFRESH))
    {
      refresh (self, message, fields);
    }
  else if (g_str_equal (grant_type, PRACTICE_GRANT_REALM))
    {
      if (check_password_client (message, client_id, grant_type) &&
          check_connection (message, practice_fields_get (fields, "realm")))
        practice_login_start (self, message, fields);
    }
  else if (g_str_equal (grant_type, PRACTICE_GRANT_PASSWORD))
    {
      if (check_password_client (message, client_id, grant_type))
        practice_login_start (self, message, fields);
    }
  else
    {
      text = g_strdup_printf ("Unsupported grant type: %s", grant_type);
      practice_reply_oauth (message, SOUP_STATUS_BAD_REQUEST, "unsupported_grant_type", text);
    }
}

/**
 * practice_oauth_revoke:
 * @self: the tenant
 * @message: POST /oauth/revoke
 *
 * An unknown token is revoked already (RFC 7009, section 2.2).
 */
void
practice_oauth_revoke (PracticeTenant    *self,
                       SoupServerMessage *message)
{
  g_autoptr (PracticeFields) fields = practice_fields_parse (message);
  const char *token = fields != NULL ? practice_fields_get (fields, "token") : NULL;
  const char *client_id = fields != NULL ? practice_fields_get (fields, "client_id") : NULL;

  if (fields == NULL || token == NULL)
    {
      practice_reply_oauth (message, SOUP_STATUS_BAD_REQUEST, "invalid_request",
                            fields == NULL ? "The request body cannot be read" : "missing token parameter");
      return;
    }
  if (!practice_tenant_has_client (client_id))
    {
      practice_reply_oauth (message, SOUP_STATUS_UNAUTHORIZED, "invalid_client", "The request is not authorized");
      return;
    }

  practice_tokens_revoke (self->tokens, token, client_id);
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
}
