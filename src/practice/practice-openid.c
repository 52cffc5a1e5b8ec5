/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "practice-openid.h"

#include "practice-oauth.h"
#include "practice-reply.h"

static void
add_text (JsonBuilder *builder,
          const char  *name,
          const char  *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_list (JsonBuilder *builder,
          const char  *name,
          const char  *values)
{
  g_auto (GStrv) list = g_strsplit (values, " ", -1);
  guint i;

  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (i = 0; list[i] != NULL; i++)
    json_builder_add_string_value (builder, list[i]);
  json_builder_end_array (builder);
}

/* The claims about a person, shared by ID token and userinfo. */
static void
add_claims (JsonBuilder     *builder,
            PracticeAccount *account,
            const char      *scope)
{
  g_autoptr (GDateTime) updated = g_date_time_new_from_unix_utc (account->updated_at);
  g_autofree char *updated_at = g_date_time_format (updated, "%Y-%m-%dT%H:%M:%S.000Z");

  add_text (builder, "sub", account->sub);
  if (practice_grant_has_scope (scope, "profile"))
    {
      add_text (builder, "name", account->name);
      add_text (builder, "nickname", account->nickname != NULL ? account->nickname : account->name);
      add_text (builder, "updated_at", updated_at);
    }
  if (practice_grant_has_scope (scope, "email"))
    {
      add_text (builder, "email", account->email);
      json_builder_set_member_name (builder, "email_verified");
      json_builder_add_boolean_value (builder, account->verified);
    }
}

static PracticeGrant *
find_bearer (PracticeTenant    *self,
             SoupServerMessage *message)
{
  const char *header = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Authorization");

  if (header == NULL || g_ascii_strncasecmp (header, "Bearer ", 7) != 0)
    return NULL;

  return practice_tokens_find_access (self->tokens, header + 7, practice_tenant_now (self));
}

/**
 * practice_openid_make_id_token:
 * @self: the tenant
 * @account: whose
 * @grant: for whom and with which scope
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a signed ID token (OpenID Connect
 *   Core 1.0, section 2)
 */
char *
practice_openid_make_id_token (PracticeTenant      *self,
                               PracticeAccount     *account,
                               const PracticeGrant *grant,
                               GError             **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (JsonNode) claims = NULL;
  gint64 now = practice_tenant_now (self);

  json_builder_begin_object (builder);
  add_text (builder, "iss", self->issuer);
  add_text (builder, "aud", grant->client_id);
  json_builder_set_member_name (builder, "iat");
  json_builder_add_int_value (builder, now);
  json_builder_set_member_name (builder, "exp");
  json_builder_add_int_value (builder, now + self->options->token_lifetime);
  add_claims (builder, account, grant->scope);
  json_builder_end_object (builder);
  claims = json_builder_get_root (builder);

  return practice_key_sign (self->key, claims, error);
}

/**
 * practice_openid_userinfo:
 * @self: the tenant
 * @message: GET /userinfo
 */
void
practice_openid_userinfo (PracticeTenant    *self,
                         SoupServerMessage *message)
{
  g_autoptr (PracticeGrant) grant = find_bearer (self, message);
  g_autoptr (JsonBuilder) builder = NULL;
  PracticeAccount *account = grant != NULL ? practice_accounts_find_sub (self->accounts, grant->sub) : NULL;

  if (account == NULL)
    {
      soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                    "WWW-Authenticate", "Bearer error=\"invalid_token\"");
      practice_reply_text (message, SOUP_STATUS_UNAUTHORIZED, "text/plain; charset=utf-8", "Unauthorized");
      return;
    }
  if (!practice_tenant_take (self, self->userinfo_limits, account->sub, message))
    return;

  builder = json_builder_new_immutable ();
  json_builder_begin_object (builder);
  add_claims (builder, account, grant->scope);
  json_builder_end_object (builder);
  practice_reply_json (message, SOUP_STATUS_OK, json_builder_get_root (builder));
}

/**
 * practice_openid_discovery:
 * @self: the tenant
 * @message: GET of the discovery document (OpenID Connect Discovery 1.0,
 *   RFC 8414)
 *
 * Names only what is there.
 */
void
practice_openid_discovery (PracticeTenant    *self,
                          SoupServerMessage *message)
{
  static const char *const endpoints[][2] = {
    { "token_endpoint", "oauth/token" },
    { "userinfo_endpoint", "userinfo" },
    { "jwks_uri", ".well-known/jwks.json" },
    { "revocation_endpoint", "oauth/revoke" },
  };
  static const char *const lists[][2] = {
    { "scopes_supported", PRACTICE_SCOPES },
    { "grant_types_supported", PRACTICE_GRANT_REALM " " PRACTICE_GRANT_PASSWORD " " PRACTICE_GRANT_REFRESH },
    { "response_types_supported", "code" },
    { "subject_types_supported", "public" },
    { "id_token_signing_alg_values_supported", "RS256" },
    { "token_endpoint_auth_methods_supported", "none" },
    { "claims_supported", "aud email email_verified exp iat iss name nickname sub updated_at" },
  };
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  guint i;

  json_builder_begin_object (builder);
  add_text (builder, "issuer", self->issuer);
  for (i = 0; i < G_N_ELEMENTS (endpoints); i++)
    {
      g_autofree char *url = g_strconcat (self->issuer, endpoints[i][1], NULL);

      add_text (builder, endpoints[i][0], url);
    }
  for (i = 0; i < G_N_ELEMENTS (lists); i++)
    add_list (builder, lists[i][0], lists[i][1]);
  json_builder_end_object (builder);

  practice_reply_json (message, SOUP_STATUS_OK, json_builder_get_root (builder));
}

/**
 * practice_openid_jwks:
 * @self: the tenant
 * @message: GET /.well-known/jwks.json
 */
void
practice_openid_jwks (PracticeTenant    *self,
                     SoupServerMessage *message)
{
  practice_reply_json (message, SOUP_STATUS_OK, practice_key_make_jwks (self->key));
}
