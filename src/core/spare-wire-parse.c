/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-wire-private.h"

#include "spare-account.h"
#include "spare-error.h"
#include "spare-jwks.h"
#include "spare-secret-text.h"
#include "spare-token-set.h"

/* A lifetime beyond this is a mistake; it also keeps sums in range. */
#define MAX_LIFETIME (10.0 * 365 * 86400)

static SpareSecretText *
read_secret (JsonObject *object,
             const char *name)
{
  const char *text = spare_json_get_string (object, name);

  return text != NULL && text[0] != '\0' ? spare_secret_text_new (text) : NULL;
}

/**
 * spare_wire_parse_tokens:
 * @request: what was asked
 * @response: the answer
 * @now: seconds since the epoch, when the answer came
 * @error: return location for an error
 *
 * Reads the answer of `/oauth/token`. The parser's own copies of the tokens
 * are in ordinary memory for as long as this takes.
 *
 * Returns: (transfer full) (nullable): the tokens, without an account
 */
SpareTokenSet *
spare_wire_parse_tokens (const SpareWireRequest  *request,
                         SpareHttpResponse       *response,
                         gint64                   now,
                         GError                 **error)
{
  g_auto (SpareWireBody) body = { 0 };
  g_autoptr (SpareSecretText) access_token = NULL;
  g_autoptr (SpareSecretText) refresh_token = NULL;
  g_autoptr (SpareSecretText) id_token = NULL;
  double lifetime = 0;

  if (!spare_wire_judge (request, response, now, error))
    return NULL;

  spare_wire_body_read (&body, response);
  access_token = read_secret (body.object, "access_token");
  refresh_token = read_secret (body.object, "refresh_token");
  id_token = read_secret (body.object, "id_token");
  spare_json_get_number (body.object, "expires_in", &lifetime);

  return spare_token_set_new (access_token, refresh_token, id_token,
                              now + (gint64) MIN (lifetime, MAX_LIFETIME));
}

static void
add_key (SpareJwks  *keys,
         JsonObject *object)
{
  const char *kty = spare_json_get_string (object, "kty");
  const char *use = spare_json_get_string (object, "use");
  const char *alg = spare_json_get_string (object, "alg");
  const char *n = spare_json_get_string (object, "n");
  const char *e = spare_json_get_string (object, "e");

  /* `use` and `alg` may be missing (RFC 7517, section 4). */
  if (g_strcmp0 (kty, "RSA") != 0 || n == NULL || e == NULL ||
      (use != NULL && !g_str_equal (use, "sig")) ||
      (alg != NULL && !g_str_equal (alg, "RS256")))
    return;

  if (!spare_jwks_add (keys, spare_json_get_string (object, "kid"), n, e))
    g_debug ("Ignored a signing key that is malformed or too short");
}

/**
 * spare_wire_parse_jwks:
 * @response: the answer of `/.well-known/jwks.json`
 * @now: seconds since the epoch
 * @error: return location for an error
 *
 * Reads the signing keys of a tenant (RFC 7517). Keys for other purposes are
 * passed over; an answer with no usable key is %SPARE_ERROR_BAD_RESPONSE.
 *
 * Returns: (transfer full) (nullable): the keys
 */
SpareJwks *
spare_wire_parse_jwks (SpareHttpResponse  *response,
                       gint64              now,
                       GError            **error)
{
  const SpareWireRequest request = { .endpoint = SPARE_ENDPOINT_JWKS };
  g_auto (SpareWireBody) body = { 0 };
  g_autoptr (SpareJwks) keys = NULL;
  JsonArray *array;

  if (!spare_wire_judge (&request, response, now, error))
    return NULL;

  spare_wire_body_read (&body, response);
  keys = spare_jwks_new ();
  array = json_object_get_array_member (body.object, "keys");
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_OBJECT (node))
        add_key (keys, json_node_get_object (node));
    }

  if (spare_jwks_get_size (keys) == 0)
    {
      GError *local = spare_error_new (SPARE_ERROR_BAD_RESPONSE);

      spare_error_set_status (local, response->status);
      g_propagate_error (error, local);
      return NULL;
    }

  return g_steal_pointer (&keys);
}

/**
 * spare_wire_parse_userinfo:
 * @response: the answer of `/userinfo`
 * @now: seconds since the epoch
 * @error: return location for an error
 *
 * Reads the claims about the person (OpenID Connect Core, section 5.3). Only
 * the subject is certain.
 *
 * Returns: (transfer full) (nullable): the account
 */
SpareAccount *
spare_wire_parse_userinfo (SpareHttpResponse  *response,
                           gint64              now,
                           GError            **error)
{
  const SpareWireRequest request = { .endpoint = SPARE_ENDPOINT_USERINFO };
  g_auto (SpareWireBody) body = { 0 };

  if (!spare_wire_judge (&request, response, now, error))
    return NULL;

  spare_wire_body_read (&body, response);

  return spare_account_new (spare_json_get_string (body.object, "sub"),
                            spare_json_get_string (body.object, "name"),
                            spare_json_get_string (body.object, "email"),
                            spare_json_get_verified (body.object, "email_verified"));
}
