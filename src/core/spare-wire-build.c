/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-wire.h"

#include "spare-address.h"
#include "spare-secret-buffer.h"
#include "spare-secret-text.h"
#include "spare-tenant.h"

#include <string.h>

#define GRANT_PASSWORD_REALM "http://auth0.com/oauth/grant-type/password-realm"
#define SCOPE                "openid profile email offline_access"

/**
 * spare_wire_build_change_password:
 * @tenant: the tenant
 * @email: the address
 *
 * Writes the body of `POST /dbconnections/change_password` (Auth0: "Change
 * Password"): client ID, address and connection, never a password.
 *
 * Returns: (transfer full): the JSON text
 */
SpareSecretText *
spare_wire_build_change_password (SpareTenant *tenant,
                                  const char  *email)
{
  g_auto (SpareSecretBuffer) buffer = { 0 };
  g_autofree char *address = NULL;

  g_return_val_if_fail (SPARE_IS_TENANT (tenant), NULL);
  g_return_val_if_fail (email != NULL, NULL);

  address = spare_address_normalize (email);
  spare_secret_buffer_append (&buffer, "{");
  spare_secret_buffer_append_member (&buffer, "client_id", spare_tenant_get_client_id (tenant));
  spare_secret_buffer_append_member (&buffer, "email", address);
  spare_secret_buffer_append_member (&buffer, "connection", spare_tenant_get_connection (tenant));
  spare_secret_buffer_append (&buffer, "}");

  return spare_secret_buffer_steal (&buffer);
}

/**
 * spare_wire_build_login:
 * @tenant: the tenant
 * @email: the address; blanks around it are dropped
 * @password: the password, sent as it is
 *
 * Writes the body of a password-realm grant (Auth0: "Resource Owner Password
 * Flow", realm support).
 *
 * Returns: (transfer full): the form
 */
SpareSecretText *
spare_wire_build_login (SpareTenant     *tenant,
                        const char      *email,
                        SpareSecretText *password)
{
  g_auto (SpareSecretBuffer) buffer = { 0 };
  g_autofree char *address = NULL;

  g_return_val_if_fail (SPARE_IS_TENANT (tenant), NULL);
  g_return_val_if_fail (email != NULL && password != NULL, NULL);

  address = spare_address_normalize (email);
  spare_secret_buffer_append_form (&buffer, "grant_type", GRANT_PASSWORD_REALM);
  spare_secret_buffer_append_form (&buffer, "client_id", spare_tenant_get_client_id (tenant));
  spare_secret_buffer_append_form (&buffer, "username", address);
  spare_secret_buffer_append_form (&buffer, "password", spare_secret_text_get (password));
  spare_secret_buffer_append_form (&buffer, "realm", spare_tenant_get_connection (tenant));
  spare_secret_buffer_append_form (&buffer, "scope", SCOPE);

  return spare_secret_buffer_steal (&buffer);
}

/**
 * spare_wire_build_refresh:
 * @tenant: the tenant
 * @refresh_token: the refresh token
 *
 * Writes the body of a refresh_token grant (RFC 6749, section 6).
 *
 * Returns: (transfer full): the form
 */
SpareSecretText *
spare_wire_build_refresh (SpareTenant     *tenant,
                          SpareSecretText *refresh_token)
{
  g_auto (SpareSecretBuffer) buffer = { 0 };

  g_return_val_if_fail (SPARE_IS_TENANT (tenant), NULL);
  g_return_val_if_fail (refresh_token != NULL, NULL);

  spare_secret_buffer_append_form (&buffer, "grant_type", "refresh_token");
  spare_secret_buffer_append_form (&buffer, "client_id", spare_tenant_get_client_id (tenant));
  spare_secret_buffer_append_form (&buffer, "refresh_token", spare_secret_text_get (refresh_token));

  return spare_secret_buffer_steal (&buffer);
}

/**
 * spare_wire_build_revoke:
 * @tenant: the tenant
 * @refresh_token: the refresh token
 *
 * Writes the body of `POST /oauth/revoke` (RFC 7009, section 2.1; Auth0 takes
 * JSON).
 *
 * Returns: (transfer full): the JSON text
 */
SpareSecretText *
spare_wire_build_revoke (SpareTenant     *tenant,
                         SpareSecretText *refresh_token)
{
  g_auto (SpareSecretBuffer) buffer = { 0 };

  g_return_val_if_fail (SPARE_IS_TENANT (tenant), NULL);
  g_return_val_if_fail (refresh_token != NULL, NULL);

  spare_secret_buffer_append (&buffer, "{");
  spare_secret_buffer_append_member (&buffer, "client_id", spare_tenant_get_client_id (tenant));
  spare_secret_buffer_append_member (&buffer, "token", spare_secret_text_get (refresh_token));
  spare_secret_buffer_append (&buffer, "}");

  return spare_secret_buffer_steal (&buffer);
}

/**
 * spare_wire_grant_from_type:
 * @grant_type: (nullable): a `grant_type`
 *
 * Returns: the family of grants it belongs to
 */
SpareGrant
spare_wire_grant_from_type (const char *grant_type)
{
  static const struct
  {
    const char *type;
    SpareGrant grant;
  } grants[] = {
    { "password", SPARE_GRANT_PASSWORD },
    { GRANT_PASSWORD_REALM, SPARE_GRANT_PASSWORD },
    { "http://auth0.com/oauth/grant-type/passwordless/otp", SPARE_GRANT_PASSWORDLESS },
    { "authorization_code", SPARE_GRANT_AUTHORIZATION_CODE },
    { "refresh_token", SPARE_GRANT_REFRESH_TOKEN },
    { "urn:ietf:params:oauth:grant-type:device_code", SPARE_GRANT_DEVICE_CODE },
    { "http://auth0.com/oauth/grant-type/mfa-otp", SPARE_GRANT_MFA },
    { "http://auth0.com/oauth/grant-type/mfa-oob", SPARE_GRANT_MFA },
    { "http://auth0.com/oauth/grant-type/mfa-recovery-code", SPARE_GRANT_MFA },
  };

  for (gsize i = 0; grant_type != NULL && i < G_N_ELEMENTS (grants); i++)
    {
      if (g_str_equal (grants[i].type, grant_type))
        return grants[i].grant;
    }

  return SPARE_GRANT_NONE;
}

static SpareEndpoint
find_management (const char *method,
                 const char *path)
{
  if (g_str_equal (method, "POST") && g_str_has_prefix (path, "/api/v2/tickets/"))
    return SPARE_ENDPOINT_TICKET;
  if (g_str_equal (method, "GET") &&
      (g_str_equal (path, "/api/v2/users-by-email") || g_str_equal (path, "/api/v2/users")))
    return SPARE_ENDPOINT_USER_SEARCH;

  return SPARE_ENDPOINT_MANAGEMENT;
}

/**
 * spare_wire_endpoint_from_request:
 * @method: an HTTP method
 * @path: a path, with or without a query
 *
 * Returns: which endpoint is called
 */
SpareEndpoint
spare_wire_endpoint_from_request (const char *method,
                                  const char *path)
{
  static const struct
  {
    const char *path;
    SpareEndpoint endpoint;
  } endpoints[] = {
    { "/dbconnections/change_password", SPARE_ENDPOINT_CHANGE_PASSWORD },
    { "/oauth/token", SPARE_ENDPOINT_TOKEN },
    { "/oauth/revoke", SPARE_ENDPOINT_REVOKE },
    { "/userinfo", SPARE_ENDPOINT_USERINFO },
    { "/.well-known/openid-configuration", SPARE_ENDPOINT_DISCOVERY },
    { "/.well-known/oauth-authorization-server", SPARE_ENDPOINT_DISCOVERY },
    { "/.well-known/jwks.json", SPARE_ENDPOINT_JWKS },
    { "/authorize", SPARE_ENDPOINT_AUTHORIZE },
    { "/dbconnections/signup", SPARE_ENDPOINT_SIGNUP },
    { "/passwordless/start", SPARE_ENDPOINT_PASSWORDLESS_START },
    { "/oauth/device/code", SPARE_ENDPOINT_DEVICE_CODE },
    { "/mfa/authenticators", SPARE_ENDPOINT_MFA_AUTHENTICATORS },
    { "/mfa/challenge", SPARE_ENDPOINT_MFA_CHALLENGE },
    { "/mfa/associate", SPARE_ENDPOINT_MFA_ASSOCIATE },
  };
  g_autofree char *bare = NULL;

  g_return_val_if_fail (method != NULL && path != NULL, SPARE_ENDPOINT_UNKNOWN);

  bare = g_strndup (path, strcspn (path, "?#"));
  for (gsize i = 0; i < G_N_ELEMENTS (endpoints); i++)
    {
      if (g_str_equal (endpoints[i].path, bare))
        return endpoints[i].endpoint;
    }

  if (g_str_has_prefix (bare, "/client/") && g_str_has_suffix (bare, ".js"))
    return SPARE_ENDPOINT_CLIENT_CONFIGURATION;
  if (g_str_has_prefix (bare, "/api/v2/"))
    return find_management (method, bare);

  return SPARE_ENDPOINT_UNKNOWN;
}
