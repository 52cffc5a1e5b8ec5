/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "spare-types.h"

G_BEGIN_DECLS

/**
 * SPARE_ID_TOKEN_LEEWAY:
 *
 * Seconds by which the clocks of tenant and desktop may differ.
 */
#define SPARE_ID_TOKEN_LEEWAY 60

/**
 * SpareIdTokenPolicy:
 * @issuer: the issuer that must stand in the token
 * @client_id: the audience that must stand in the token
 * @nonce: (nullable): the nonce sent, if one was
 * @organization: (nullable): the organization asked for, if one was
 * @max_age: seconds, or -1 if none was sent
 * @now: seconds since the epoch
 *
 * What an ID token has to agree with.
 */
typedef struct
{
  const char *issuer;
  const char *client_id;
  const char *nonce;
  const char *organization;
  gint64      max_age;
  gint64      now;
} SpareIdTokenPolicy;

/* The key id named in the header; NULL with SPARE_ERROR_BAD_RESPONSE if the
 * token is malformed or not RS256. */
char         *spare_id_token_get_kid (SpareSecretText           *token,
                                      GError                   **error);
SpareAccount *spare_id_token_verify  (SpareSecretText           *token,
                                      SpareJwks                 *keys,
                                      const SpareIdTokenPolicy  *policy,
                                      GError                   **error);

G_END_DECLS
