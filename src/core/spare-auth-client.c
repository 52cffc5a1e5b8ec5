/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-auth-client-private.h"

#include "spare-account.h"
#include "spare-clock.h"
#include "spare-error.h"
#include "spare-http.h"
#include "spare-jwks.h"
#include "spare-secret-text.h"
#include "spare-tenant.h"
#include "spare-token-set.h"
#include "spare-wire.h"

#define TYPE_JSON "application/json"

G_DEFINE_FINAL_TYPE (SpareAuthClient, spare_auth_client, G_TYPE_OBJECT)

/* Makes the task of one operation. */
GTask *
spare_auth_client_task_new (SpareAuthClient     *self,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data,
                            gpointer             tag,
                            const char          *name)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_name (task, name);

  return task;
}

/* Hands @task to @callback as its user data. */
void
spare_auth_client_send (GTask               *task,
                        const char          *method,
                        const char          *path,
                        const char          *content_type,
                        SpareSecretText     *body,
                        SpareSecretText     *bearer,
                        GAsyncReadyCallback  callback)
{
  SpareAuthClient *self = g_task_get_source_object (task);
  g_autofree char *url = spare_tenant_build_url (self->tenant, path);

  spare_http_send_async (self->http, method, url, content_type, body, bearer,
                         g_task_get_cancellable (task), callback, task);
}

static gboolean
judge (SpareAuthClient    *self,
       SpareEndpoint       endpoint,
       SpareHttpResponse  *response,
       GError            **error)
{
  const SpareWireRequest request = {
    .endpoint = endpoint,
    .base_url = spare_tenant_get_base_url (self->tenant),
    .client_id = spare_tenant_get_client_id (self->tenant),
  };

  return spare_wire_judge (&request, response, spare_clock_now (self->clock), error);
}

static void
discovered_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (SpareHttpResponse) response = NULL;
  g_autoptr (GTask) task = G_TASK (user_data);
  SpareAuthClient *self = g_task_get_source_object (task);
  GError *error = NULL;

  response = spare_http_send_finish (SPARE_HTTP (source), result, &error);
  if (response != NULL && judge (self, SPARE_ENDPOINT_DISCOVERY, response, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* An address that is not known gets the same answer as one that is, whatever
 * the tenant says. A page that is not found is another thing: no tenant was
 * asked. */
static void
change_asked_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (SpareHttpResponse) response = NULL;
  g_autoptr (GTask) task = G_TASK (user_data);
  SpareAuthClient *self = g_task_get_source_object (task);
  GError *error = NULL;

  response = spare_http_send_finish (SPARE_HTTP (source), result, &error);
  if (response != NULL)
    {
      g_task_set_task_data (task, GUINT_TO_POINTER (response->status), NULL);
      judge (self, SPARE_ENDPOINT_CHANGE_PASSWORD, response, &error);
    }

  if (g_error_matches (error, SPARE_ERROR, SPARE_ERROR_NOT_FOUND) && !spare_wire_is_page (response))
    g_clear_error (&error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
userinfo_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (SpareHttpResponse) response = NULL;
  g_autoptr (GTask) task = G_TASK (user_data);
  SpareAuthClient *self = g_task_get_source_object (task);
  SpareAccount *account = NULL;
  GError *error = NULL;

  response = spare_http_send_finish (SPARE_HTTP (source), result, &error);
  if (response != NULL)
    account = spare_wire_parse_userinfo (response, spare_clock_now (self->clock), &error);

  if (account != NULL)
    g_task_return_pointer (task, account, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
revoked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SpareHttpResponse) response = NULL;
  g_autoptr (GTask) task = G_TASK (user_data);
  SpareAuthClient *self = g_task_get_source_object (task);
  GError *error = NULL;

  response = spare_http_send_finish (SPARE_HTTP (source), result, &error);
  if (response != NULL && judge (self, SPARE_ENDPOINT_REVOKE, response, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
spare_auth_client_finalize (GObject *object)
{
  SpareAuthClient *self = SPARE_AUTH_CLIENT (object);

  g_clear_object (&self->tenant);
  g_clear_object (&self->http);
  g_clear_object (&self->clock);
  g_clear_object (&self->keys);

  G_OBJECT_CLASS (spare_auth_client_parent_class)->finalize (object);
}

static void
spare_auth_client_class_init (SpareAuthClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = spare_auth_client_finalize;
}

static void
spare_auth_client_init (SpareAuthClient *self)
{
}

/**
 * spare_auth_client_new:
 * @tenant: the tenant
 * @http: the door to the network
 * @clock: the clock
 *
 * Returns: (transfer full): the operations against @tenant
 */
SpareAuthClient *
spare_auth_client_new (SpareTenant *tenant,
                       SpareHttp   *http,
                       SpareClock  *clock)
{
  SpareAuthClient *self;

  g_return_val_if_fail (SPARE_IS_TENANT (tenant), NULL);
  g_return_val_if_fail (SPARE_IS_HTTP (http), NULL);
  g_return_val_if_fail (SPARE_IS_CLOCK (clock), NULL);

  self = g_object_new (SPARE_TYPE_AUTH_CLIENT, NULL);
  self->tenant = g_object_ref (tenant);
  self->http = g_object_ref (http);
  self->clock = g_object_ref (clock);

  return self;
}

/**
 * spare_auth_client_get_tenant:
 * @self: a client
 *
 * Returns: (transfer none): the tenant
 */
SpareTenant *
spare_auth_client_get_tenant (SpareAuthClient *self)
{
  g_return_val_if_fail (SPARE_IS_AUTH_CLIENT (self), NULL);

  return self->tenant;
}

/**
 * spare_auth_client_discover_async:
 * @self: a client
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: for @callback
 *
 * Asks for the discovery document (OpenID Connect Discovery, section 4), the
 * cheapest way to notice a mistyped domain.
 */
void
spare_auth_client_discover_async (SpareAuthClient     *self,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_return_if_fail (SPARE_IS_AUTH_CLIENT (self));

  spare_auth_client_send (spare_auth_client_task_new (self, cancellable, callback, user_data,
                                                      spare_auth_client_discover_async,
                                                      "discover"),
                          "GET", "/.well-known/openid-configuration", NULL, NULL, NULL,
                          discovered_cb);
}

/**
 * spare_auth_client_discover_finish:
 * @self: a client
 * @result: the result
 * @error: return location for an error
 *
 * Ends [method@AuthClient.discover_async]. Fails with %SPARE_ERROR_NETWORK,
 * %SPARE_ERROR_NOT_FOUND, %SPARE_ERROR_BAD_RESPONSE if the issuer is somebody
 * else, or any other meaning of an answer.
 *
 * Returns: whether the tenant is what it is taken for
 */
gboolean
spare_auth_client_discover_finish (SpareAuthClient  *self,
                                   GAsyncResult     *result,
                                   GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, spare_auth_client_discover_async),
                        FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * spare_auth_client_change_password_async:
 * @self: a client
 * @email: the address
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: for @callback
 *
 * Asks for a reset e-mail (Auth0: "Change Password"). Sent once, never
 * repeated: each request makes the links of earlier ones void.
 */
void
spare_auth_client_change_password_async (SpareAuthClient     *self,
                                         const char          *email,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data)
{
  g_autoptr (SpareSecretText) body = NULL;

  g_return_if_fail (SPARE_IS_AUTH_CLIENT (self));
  g_return_if_fail (email != NULL);

  body = spare_wire_build_change_password (self->tenant, email);
  spare_auth_client_send (spare_auth_client_task_new (self, cancellable, callback, user_data,
                                                      spare_auth_client_change_password_async,
                                                      "change password"),
                          "POST", "/dbconnections/change_password", TYPE_JSON, body, NULL,
                          change_asked_cb);
}

/**
 * spare_auth_client_change_password_finish:
 * @self: a client
 * @result: the result
 * @status: (out) (optional): the HTTP status, 0 if no answer came
 * @error: return location for an error
 *
 * Ends [method@AuthClient.change_password_async]. An address that the tenant
 * does not know is no error. Fails with any other meaning of an answer.
 *
 * Returns: whether the tenant has taken the request
 */
gboolean
spare_auth_client_change_password_finish (SpareAuthClient  *self,
                                          GAsyncResult     *result,
                                          guint            *status,
                                          GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, spare_auth_client_change_password_async),
                        FALSE);

  if (status != NULL)
    *status = GPOINTER_TO_UINT (g_task_get_task_data (G_TASK (result)));

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * spare_auth_client_userinfo_async:
 * @self: a client
 * @tokens: tokens
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: for @callback
 *
 * Asks about the person (OpenID Connect Core, section 5.3).
 */
void
spare_auth_client_userinfo_async (SpareAuthClient     *self,
                                  SpareTokenSet       *tokens,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_return_if_fail (SPARE_IS_AUTH_CLIENT (self));
  g_return_if_fail (SPARE_IS_TOKEN_SET (tokens));

  spare_auth_client_send (spare_auth_client_task_new (self, cancellable, callback, user_data,
                                                      spare_auth_client_userinfo_async,
                                                      "userinfo"),
                          "GET", "/userinfo", NULL, NULL,
                          spare_token_set_get_access_token (tokens), userinfo_cb);
}

/**
 * spare_auth_client_userinfo_finish:
 * @self: a client
 * @result: the result
 * @error: return location for an error
 *
 * Ends [method@AuthClient.userinfo_async]. Fails with
 * %SPARE_ERROR_SESSION_EXPIRED if the access token has ended, or any other
 * meaning of an answer.
 *
 * Returns: (transfer full) (nullable): the account
 */
SpareAccount *
spare_auth_client_userinfo_finish (SpareAuthClient  *self,
                                   GAsyncResult     *result,
                                   GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, spare_auth_client_userinfo_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * spare_auth_client_revoke_async:
 * @self: a client
 * @refresh_token: what to revoke
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: for @callback
 *
 * Ends a session at the tenant (RFC 7009; Auth0: "Revoke Refresh Tokens").
 */
void
spare_auth_client_revoke_async (SpareAuthClient     *self,
                                SpareSecretText     *refresh_token,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr (SpareSecretText) body = NULL;

  g_return_if_fail (SPARE_IS_AUTH_CLIENT (self));
  g_return_if_fail (refresh_token != NULL);

  body = spare_wire_build_revoke (self->tenant, refresh_token);
  spare_auth_client_send (spare_auth_client_task_new (self, cancellable, callback, user_data,
                                                      spare_auth_client_revoke_async, "revoke"),
                          "POST", "/oauth/revoke", TYPE_JSON, body, NULL, revoked_cb);
}

/**
 * spare_auth_client_revoke_finish:
 * @self: a client
 * @result: the result
 * @error: return location for an error
 *
 * Ends [method@AuthClient.revoke_async]. Fails with any meaning of an answer.
 *
 * Returns: whether the token is of no use any more
 */
gboolean
spare_auth_client_revoke_finish (SpareAuthClient  *self,
                                 GAsyncResult     *result,
                                 GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, spare_auth_client_revoke_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
