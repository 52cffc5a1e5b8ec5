/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-auth-client-private.h"

#include "spare-account.h"
#include "spare-clock.h"
#include "spare-error.h"
#include "spare-http.h"
#include "spare-id-token.h"
#include "spare-jwks.h"
#include "spare-secret-text.h"
#include "spare-tenant.h"
#include "spare-token-set.h"
#include "spare-wire.h"

#define TYPE_FORM "application/x-www-form-urlencoded"

/* A renewal that the network lost is sent again, after half a second and
 * after one more; nothing else is ever repeated. */
#define RETRIES 2
#define RETRY_MILLISECONDS 500u

/* One grant on its way from the form to verified tokens. */
typedef struct
{
  SpareGrant grant;
  SpareSecretText *form;
  SpareTokenSet *before; /* what is renewed */
  SpareTokenSet *tokens;
  SpareAccount *account;
  guint retries;
} GrantData;

static void
grant_data_free (gpointer data)
{
  GrantData *grant = data;

  g_clear_pointer (&grant->form, spare_secret_text_unref);
  g_clear_object (&grant->before);
  g_clear_object (&grant->tokens);
  g_clear_object (&grant->account);
  g_free (grant);
}

static void send_grant (GTask *task);

/* Takes over @task and @error. After a login there is a session at the tenant
 * that nobody would know of: it is ended. A renewed one goes on. */
static void
fail_grant (GTask  *task,
            GError *error)
{
  g_autoptr (GTask) owned_task = task;
  SpareAuthClient *self = g_task_get_source_object (task);
  GrantData *grant = g_task_get_task_data (task);
  SpareSecretText *refresh_token = spare_token_set_get_refresh_token (grant->tokens);

  if (grant->grant == SPARE_GRANT_PASSWORD && refresh_token != NULL)
    spare_auth_client_revoke_async (self, refresh_token, NULL, NULL, NULL);

  g_task_return_error (task, error);
}

/* Takes over @task and @account. */
static void
finish_grant (GTask        *task,
              SpareAccount *account)
{
  g_autoptr (GTask) owned_task = task;
  g_autoptr (SpareAccount) owned_account = account;
  g_autoptr (SpareTokenSet) whole = NULL;
  SpareAuthClient *self = g_task_get_source_object (task);
  GrantData *grant = g_task_get_task_data (task);

  whole = spare_token_set_with_account (grant->tokens, account, spare_clock_now (self->clock));
  if (grant->before != NULL)
    {
      g_autoptr (SpareTokenSet) answer = g_steal_pointer (&whole);

      whole = spare_token_set_renew (grant->before, answer);
    }

  /* Too late to give it up. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_return_pointer (task, g_steal_pointer (&whole), g_object_unref);
}

static SpareAccount *
merge_accounts (SpareAccount *verified,
                SpareAccount *more)
{
  const char *name = spare_account_get_name (verified);
  const char *email = spare_account_get_email (verified);

  return spare_account_new (spare_account_get_sub (verified),
                            name != NULL ? name : spare_account_get_name (more),
                            email != NULL ? email : spare_account_get_email (more),
                            email != NULL ? spare_account_get_verified (verified)
                                          : spare_account_get_verified (more));
}

static void
filled_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  SpareAuthClient *self = SPARE_AUTH_CLIENT (source);
  g_autoptr (SpareAccount) more = NULL;
  g_autoptr (GError) error = NULL;
  GTask *task = user_data;
  GrantData *grant = g_task_get_task_data (task);

  more = spare_auth_client_userinfo_finish (self, result, &error);
  if (more != NULL && spare_account_is_same_person (grant->account, more))
    finish_grant (task, merge_accounts (grant->account, more));
  else
    finish_grant (task, g_object_ref (grant->account));
}

static void
verify (GTask *task)
{
  SpareAuthClient *self = g_task_get_source_object (task);
  GrantData *grant = g_task_get_task_data (task);
  const SpareIdTokenPolicy policy = {
    .issuer = spare_tenant_get_issuer (self->tenant),
    .client_id = spare_tenant_get_client_id (self->tenant),
    .max_age = -1,
    .now = spare_clock_now (self->clock),
  };
  g_autoptr (SpareAccount) account = NULL;
  SpareAccount *before = NULL;
  GError *error = NULL;

  account = spare_id_token_verify (spare_token_set_get_id_token (grant->tokens), self->keys,
                                   &policy, &error);
  if (grant->before != NULL)
    before = spare_token_set_get_account (grant->before);

  if (account != NULL && before != NULL && !spare_account_is_same_person (account, before))
    {
      g_debug ("The renewed ID token is about somebody else");
      error = spare_error_new (SPARE_ERROR_BAD_RESPONSE);
    }
  if (error != NULL)
    {
      fail_grant (task, error);
      return;
    }

  if (before != NULL)
    {
      finish_grant (task, merge_accounts (account, before));
      return;
    }
  if (spare_account_get_name (account) != NULL && spare_account_get_email (account) != NULL)
    {
      finish_grant (task, g_steal_pointer (&account));
      return;
    }

  /* The scopes allow it, but a tenant may leave claims out of the token. */
  grant->account = g_steal_pointer (&account);
  spare_auth_client_userinfo_async (self, grant->tokens, g_task_get_cancellable (task), filled_cb,
                                    task);
}

static void
keys_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (SpareHttpResponse) response = NULL;
  g_autoptr (SpareJwks) keys = NULL;
  GError *error = NULL;
  GTask *task = user_data;
  SpareAuthClient *self = g_task_get_source_object (task);

  response = spare_http_send_finish (SPARE_HTTP (source), result, &error);
  if (response != NULL)
    keys = spare_wire_parse_jwks (response, spare_clock_now (self->clock), &error);
  if (keys == NULL)
    {
      fail_grant (task, error);
      return;
    }

  g_set_object (&self->keys, keys);
  verify (task);
}

static void
fetch_keys (GTask *task)
{
  spare_auth_client_send (task, "GET", "/.well-known/jwks.json", NULL, NULL, NULL, keys_cb);
}

static void
check_id_token (GTask *task)
{
  SpareAuthClient *self = g_task_get_source_object (task);
  GrantData *grant = g_task_get_task_data (task);
  SpareSecretText *id_token = spare_token_set_get_id_token (grant->tokens);
  g_autofree char *kid = NULL;
  GError *error = NULL;

  if (id_token == NULL && grant->before != NULL)
    {
      SpareAccount *account = spare_token_set_get_account (grant->before);

      finish_grant (task, account != NULL ? g_object_ref (account) : NULL);
      return;
    }

  if (id_token == NULL)
    error = spare_error_new (SPARE_ERROR_BAD_RESPONSE);
  else
    kid = spare_id_token_get_kid (id_token, &error);
  if (error != NULL)
    {
      fail_grant (task, error);
      return;
    }

  /* Keys are kept; one that is not known yet makes them be fetched once. */
  if (self->keys != NULL && kid[0] != '\0' && spare_jwks_has_key (self->keys, kid))
    verify (task);
  else
    fetch_keys (task);
}

static gboolean
retry_cb (gpointer user_data)
{
  send_grant (g_object_ref (G_TASK (user_data)));

  return G_SOURCE_REMOVE;
}

/* Cancelling makes the wait end at once; the request then is not sent. */
static void
retry_later (GTask *task)
{
  GrantData *grant = g_task_get_task_data (task);
  g_autoptr (GSource) timer = NULL;
  GCancellable *cancellable = g_task_get_cancellable (task);

  timer = g_timeout_source_new (RETRY_MILLISECONDS << grant->retries);
  grant->retries++;
  if (cancellable != NULL)
    {
      g_autoptr (GSource) cancelled = g_cancellable_source_new (cancellable);

      g_source_set_dummy_callback (cancelled);
      g_source_add_child_source (timer, cancelled);
    }
  g_task_attach_source (task, timer, retry_cb);
  g_object_unref (task);
}

static void
granted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SpareHttpResponse) response = NULL;
  GError *error = NULL;
  GTask *task = user_data;
  SpareAuthClient *self = g_task_get_source_object (task);
  GrantData *grant = g_task_get_task_data (task);
  const SpareWireRequest request = {
    .endpoint = SPARE_ENDPOINT_TOKEN,
    .grant = grant->grant,
  };

  response = spare_http_send_finish (SPARE_HTTP (source), result, &error);
  if (g_error_matches (error, SPARE_ERROR, SPARE_ERROR_NETWORK) &&
      grant->grant == SPARE_GRANT_REFRESH_TOKEN && grant->retries < RETRIES)
    {
      g_error_free (error);
      retry_later (task);
      return;
    }

  g_clear_pointer (&grant->form, spare_secret_text_unref);
  if (response != NULL)
    grant->tokens = spare_wire_parse_tokens (&request, response, spare_clock_now (self->clock),
                                             &error);
  if (grant->tokens == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  check_id_token (task);
}

static void
send_grant (GTask *task)
{
  GrantData *grant = g_task_get_task_data (task);

  spare_auth_client_send (task, "POST", "/oauth/token", TYPE_FORM, grant->form, NULL, granted_cb);
}

/**
 * spare_auth_client_login_async:
 * @self: a client
 * @email: the address
 * @password: the password
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: for @callback
 *
 * Signs in with the password-realm grant (Auth0: "Resource Owner Password
 * Flow"), then verifies the ID token with the tenant's keys. Never repeated. If it
 * fails or is cancelled once the tenant has let the person in, the refresh token is
 * revoked, without waiting for the answer.
 */
void
spare_auth_client_login_async (SpareAuthClient     *self,
                               const char          *email,
                               SpareSecretText     *password,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  GrantData *grant;
  GTask *task;

  g_return_if_fail (SPARE_IS_AUTH_CLIENT (self));
  g_return_if_fail (email != NULL && password != NULL);

  grant = g_new0 (GrantData, 1);
  grant->grant = SPARE_GRANT_PASSWORD;
  grant->form = spare_wire_build_login (self->tenant, email, password);

  task = spare_auth_client_task_new (self, cancellable, callback, user_data,
                                     spare_auth_client_login_async, "log in");
  g_task_set_task_data (task, grant, grant_data_free);
  send_grant (task);
}

/**
 * spare_auth_client_login_finish:
 * @self: a client
 * @result: the result
 * @error: return location for an error
 *
 * Ends [method@AuthClient.login_async]. Fails with any meaning of an answer,
 * among them %SPARE_ERROR_WRONG_CREDENTIALS, %SPARE_ERROR_TOO_MANY_ATTEMPTS
 * and %SPARE_ERROR_MFA_REQUIRED, with %SPARE_ERROR_BAD_RESPONSE if the ID
 * token is missing or does not hold, or with %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full) (nullable): the tokens with their account
 */
SpareTokenSet *
spare_auth_client_login_finish (SpareAuthClient  *self,
                                GAsyncResult     *result,
                                GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, spare_auth_client_login_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * spare_auth_client_refresh_async:
 * @self: a client
 * @tokens: tokens with a refresh token
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: for @callback
 *
 * Renews @tokens (RFC 6749, section 6). Sends the request up to three times
 * if the network fails: whether the refresh token is spent is not known then
 * (Auth0: "Refresh Token Rotation").
 */
void
spare_auth_client_refresh_async (SpareAuthClient     *self,
                                 SpareTokenSet       *tokens,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  SpareSecretText *refresh_token;
  GrantData *grant;
  GTask *task;

  g_return_if_fail (SPARE_IS_AUTH_CLIENT (self));
  g_return_if_fail (SPARE_IS_TOKEN_SET (tokens));

  task = spare_auth_client_task_new (self, cancellable, callback, user_data,
                                     spare_auth_client_refresh_async, "refresh");
  refresh_token = spare_token_set_get_refresh_token (tokens);
  if (refresh_token == NULL)
    {
      g_task_return_error (task, spare_error_new (SPARE_ERROR_SESSION_EXPIRED));
      g_object_unref (task);
      return;
    }

  grant = g_new0 (GrantData, 1);
  grant->grant = SPARE_GRANT_REFRESH_TOKEN;
  grant->form = spare_wire_build_refresh (self->tenant, refresh_token);
  grant->before = g_object_ref (tokens);
  g_task_set_task_data (task, grant, grant_data_free);
  send_grant (task);
}

/**
 * spare_auth_client_refresh_finish:
 * @self: a client
 * @result: the result
 * @rotated: (out) (optional) (nullable) (transfer full): after an error, the
 *   tokens as before with the refresh token that the tenant has put in the place
 *   of the one that was sent, if it has: that one is spent, and these are to be
 *   kept (Auth0: "Refresh Token Rotation")
 * @error: return location for an error
 *
 * Ends [method@AuthClient.refresh_async]. %SPARE_ERROR_SESSION_EXPIRED means
 * that the tenant refuses the refresh token; after any other error it may
 * still be good.
 *
 * Returns: (transfer full) (nullable): the tokens from now on
 */
SpareTokenSet *
spare_auth_client_refresh_finish (SpareAuthClient  *self,
                                  GAsyncResult     *result,
                                  SpareTokenSet   **rotated,
                                  GError          **error)
{
  SpareTokenSet *renewed;
  GrantData *grant;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, spare_auth_client_refresh_async), NULL);

  grant = g_task_get_task_data (G_TASK (result));
  renewed = g_task_propagate_pointer (G_TASK (result), error);
  if (rotated != NULL)
    *rotated = renewed == NULL && grant != NULL && grant->tokens != NULL
                 ? spare_token_set_rotate (grant->before, grant->tokens)
                 : NULL;

  return renewed;
}
