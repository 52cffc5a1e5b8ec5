/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "spare-http.h"
#include "spare-types.h"

G_BEGIN_DECLS

/* Pure functions between bytes and meanings: no input or output, no clock of
 * its own. Source of the rules: Auth0's Authentication API. */

/**
 * SpareEndpoint:
 *
 * Where a request goes; the same answer means different things at different
 * endpoints.
 */
typedef enum
{
  SPARE_ENDPOINT_CHANGE_PASSWORD,
  SPARE_ENDPOINT_TOKEN,
  SPARE_ENDPOINT_REVOKE,
  SPARE_ENDPOINT_USERINFO,
  SPARE_ENDPOINT_DISCOVERY,
  SPARE_ENDPOINT_JWKS,
  SPARE_ENDPOINT_AUTHORIZE,
  SPARE_ENDPOINT_SIGNUP,
  SPARE_ENDPOINT_PASSWORDLESS_START,
  SPARE_ENDPOINT_DEVICE_CODE,
  SPARE_ENDPOINT_MFA_AUTHENTICATORS,
  SPARE_ENDPOINT_MFA_CHALLENGE,
  SPARE_ENDPOINT_MFA_ASSOCIATE,
  SPARE_ENDPOINT_CLIENT_CONFIGURATION,
  SPARE_ENDPOINT_TICKET,
  SPARE_ENDPOINT_USER_SEARCH,
  SPARE_ENDPOINT_MANAGEMENT,
  SPARE_ENDPOINT_UNKNOWN,
} SpareEndpoint;

/**
 * SpareGrant:
 *
 * What is handed in at the token endpoint; %SPARE_GRANT_NONE at any other.
 */
typedef enum
{
  SPARE_GRANT_NONE,
  SPARE_GRANT_PASSWORD,
  SPARE_GRANT_PASSWORDLESS,
  SPARE_GRANT_AUTHORIZATION_CODE,
  SPARE_GRANT_REFRESH_TOKEN,
  SPARE_GRANT_DEVICE_CODE,
  SPARE_GRANT_MFA,
} SpareGrant;

/**
 * SpareWireRequest:
 * @endpoint: where the request went
 * @grant: the grant, for the token endpoint
 * @base_url: (nullable): of the tenant, `https://` and host; checked against
 *   the issuer of a discovery document
 * @client_id: (nullable): checked against the id of a client configuration
 * @state: (nullable): the `state` sent to /authorize
 *
 * What must be known of a request to judge its answer.
 */
typedef struct
{
  SpareEndpoint endpoint;
  SpareGrant    grant;
  const char   *base_url;
  const char   *client_id;
  const char   *state;
} SpareWireRequest;

/* Which endpoint and grant: from "POST /oauth/token" and the grant_type. */
SpareEndpoint    spare_wire_endpoint_from_request  (const char              *method,
                                                    const char              *path);
SpareGrant       spare_wire_grant_from_type        (const char              *grant_type);

/* TRUE if the answer is what the endpoint promises, else a SPARE_ERROR with
 * status, wait and server text filled in. */
gboolean         spare_wire_judge                  (const SpareWireRequest  *request,
                                                    SpareHttpResponse       *response,
                                                    gint64                   now,
                                                    GError                 **error);
/* Whether a browser was meant: no endpoint here answers with a web page. */
gboolean         spare_wire_is_page                (SpareHttpResponse       *response);
gint64           spare_wire_get_retry_after        (SpareHttpResponse       *response,
                                                    gint64                   now);

/* Bodies to send. Those with secrets are written by hand into wiped memory. */
SpareSecretText *spare_wire_build_change_password  (SpareTenant             *tenant,
                                                    const char              *email);
SpareSecretText *spare_wire_build_login            (SpareTenant             *tenant,
                                                    const char              *email,
                                                    SpareSecretText         *password);
SpareSecretText *spare_wire_build_refresh          (SpareTenant             *tenant,
                                                    SpareSecretText         *refresh_token);
SpareSecretText *spare_wire_build_revoke           (SpareTenant             *tenant,
                                                    SpareSecretText         *refresh_token);

/* Bodies received; each calls spare_wire_judge() first. The ID token is not
 * yet verified. */
SpareTokenSet   *spare_wire_parse_tokens           (const SpareWireRequest  *request,
                                                    SpareHttpResponse       *response,
                                                    gint64                   now,
                                                    GError                 **error);
SpareJwks       *spare_wire_parse_jwks             (SpareHttpResponse       *response,
                                                    gint64                   now,
                                                    GError                 **error);
SpareAccount    *spare_wire_parse_userinfo         (SpareHttpResponse       *response,
                                                    gint64                   now,
                                                    GError                 **error);

G_END_DECLS
