/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-id-token.h"

#include "spare-account.h"
#include "spare-base64url.h"
#include "spare-error.h"
#include "spare-json.h"
#include "spare-jwks.h"
#include "spare-secret-text.h"

#include <string.h>

/* Larger than any real token, smaller than a nuisance. */
#define MAX_LENGTH 16384

static gboolean
refuse (const char  *why,
        GError     **error)
{
  g_debug ("ID token refused: %s", why);
  g_propagate_error (error, spare_error_new (SPARE_ERROR_BAD_RESPONSE));

  return FALSE;
}

/* The three parts, or FALSE. */
static gboolean
split (SpareSecretText *token,
       const char     **payload,
       const char     **signature)
{
  const char *text = spare_secret_text_get (token);
  const char *first;
  const char *second;

  if (spare_secret_text_get_length (token) > MAX_LENGTH)
    return FALSE;

  first = strchr (text, '.');
  second = first != NULL ? strchr (first + 1, '.') : NULL;
  if (second == NULL || strchr (second + 1, '.') != NULL)
    return FALSE;

  *payload = first + 1;
  *signature = second + 1;

  return TRUE;
}

static JsonNode *
decode_object (const char *text,
               gsize       length)
{
  g_autoptr (GBytes) bytes = spare_base64url_decode (text, (gssize) length);
  g_autoptr (JsonNode) root = NULL;
  gsize size;
  const char *data;

  if (bytes == NULL)
    return NULL;

  data = g_bytes_get_data (bytes, &size);
  root = data != NULL ? spare_json_parse (data, size) : NULL;
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;

  return g_steal_pointer (&root);
}

static gboolean
has_audience (JsonObject *claims,
              const char *client_id,
              guint      *n_audiences)
{
  JsonNode *node = json_object_get_member (claims, "aud");
  JsonArray *list;
  gboolean found = FALSE;

  *n_audiences = 1;
  if (node == NULL)
    return FALSE;
  if (JSON_NODE_HOLDS_VALUE (node))
    return g_strcmp0 (spare_json_get_string (claims, "aud"), client_id) == 0;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;

  list = json_node_get_array (node);
  *n_audiences = json_array_get_length (list);
  for (guint i = 0; i < *n_audiences; i++)
    {
      JsonNode *element = json_array_get_element (list, i);

      if (!JSON_NODE_HOLDS_VALUE (element) || json_node_get_value_type (element) != G_TYPE_STRING)
        return FALSE;
      if (g_str_equal (json_node_get_string (element), client_id))
        found = TRUE;
    }

  return found;
}

/* A claim that must be a JSON number. */
static gboolean
get_time (JsonObject *claims,
          const char *name,
          double     *value)
{
  JsonNode *node = json_object_get_member (claims, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
         json_node_get_value_type (node) != G_TYPE_STRING &&
         spare_json_get_number (claims, name, value);
}

static gboolean
check_organization (JsonObject *claims,
                    const char *organization)
{
  const char *name;
  g_autofree char *lower = NULL;

  if (organization == NULL)
    return TRUE;
  if (g_str_has_prefix (organization, "org_"))
    return g_strcmp0 (spare_json_get_string (claims, "org_id"), organization) == 0;

  name = spare_json_get_string (claims, "org_name");
  lower = g_ascii_strdown (organization, -1);

  return g_strcmp0 (name, lower) == 0;
}

/* In the order in which Auth0's own SDKs check. */
static const char *
check_claims (JsonObject               *claims,
              const SpareIdTokenPolicy *policy)
{
  const char *sub = spare_json_get_string (claims, "sub");
  double number;
  guint n_audiences;

  if (g_strcmp0 (spare_json_get_string (claims, "iss"), policy->issuer) != 0)
    return "issuer";
  if (sub == NULL || sub[0] == '\0')
    return "subject";
  if (!has_audience (claims, policy->client_id, &n_audiences))
    return "audience";
  if (!get_time (claims, "exp", &number) || number + SPARE_ID_TOKEN_LEEWAY <= policy->now)
    return "expiry";
  if (!get_time (claims, "iat", &number))
    return "time of issue";
  if (policy->nonce != NULL &&
      g_strcmp0 (spare_json_get_string (claims, "nonce"), policy->nonce) != 0)
    return "nonce";
  if (n_audiences > 1 && g_strcmp0 (spare_json_get_string (claims, "azp"), policy->client_id) != 0)
    return "authorized party";
  if (policy->max_age >= 0 &&
      (!get_time (claims, "auth_time", &number) ||
       number + policy->max_age + SPARE_ID_TOKEN_LEEWAY < policy->now))
    return "time of authentication";
  if (!check_organization (claims, policy->organization))
    return "organization";

  return NULL;
}

/**
 * spare_id_token_get_kid:
 * @token: an ID token
 * @error: return location for an error
 *
 * Reads which key signed a token, before it is verified.
 *
 * Fails with %SPARE_ERROR_BAD_RESPONSE if @token is malformed or signed in
 * any way but RS256. HS256 would need a secret that a desktop program cannot
 * keep.
 *
 * Returns: (transfer full) (nullable): the key's name; empty if none is named
 */
char *
spare_id_token_get_kid (SpareSecretText  *token,
                        GError          **error)
{
  const char *text;
  const char *payload;
  const char *signature;
  g_autoptr (JsonNode) header = NULL;
  const char *kid;

  g_return_val_if_fail (token != NULL, NULL);

  text = spare_secret_text_get (token);
  if (!split (token, &payload, &signature))
    {
      refuse ("not three parts", error);
      return NULL;
    }

  header = decode_object (text, (gsize) (payload - text - 1));
  if (header == NULL ||
      g_strcmp0 (spare_json_get_string (json_node_get_object (header), "alg"), "RS256") != 0)
    {
      refuse ("header", error);
      return NULL;
    }

  kid = spare_json_get_string (json_node_get_object (header), "kid");

  return g_strdup (kid != NULL ? kid : "");
}

/**
 * spare_id_token_verify:
 * @token: an ID token
 * @keys: the tenant's keys
 * @policy: what must stand in the token
 * @error: return location for an error
 *
 * Verifies signature and claims (OpenID Connect Core, section 3.1.3.7; Auth0:
 * "Validate ID Tokens").
 *
 * Fails with %SPARE_ERROR_BAD_RESPONSE; which check failed is in the debug log.
 *
 * Returns: (transfer full) (nullable): who the token is about
 */
SpareAccount *
spare_id_token_verify (SpareSecretText           *token,
                       SpareJwks                 *keys,
                       const SpareIdTokenPolicy  *policy,
                       GError                   **error)
{
  g_autofree char *kid = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GBytes) signature = NULL;
  const char *text;
  const char *payload = NULL;
  const char *signature_text = NULL;
  const char *wrong;
  JsonObject *claims;

  g_return_val_if_fail (token != NULL && SPARE_IS_JWKS (keys) && policy != NULL, NULL);

  kid = spare_id_token_get_kid (token, error);
  if (kid == NULL)
    return NULL;

  text = spare_secret_text_get (token);
  split (token, &payload, &signature_text);
  signature = spare_base64url_decode (signature_text, -1);
  if (signature == NULL ||
      !spare_jwks_verify (keys, kid[0] != '\0' ? kid : NULL, text,
                          (gsize) (signature_text - text - 1), signature))
    {
      refuse ("signature", error);
      return NULL;
    }

  root = decode_object (payload, (gsize) (signature_text - payload - 1));
  if (root == NULL)
    {
      refuse ("payload", error);
      return NULL;
    }

  claims = json_node_get_object (root);
  wrong = check_claims (claims, policy);
  if (wrong != NULL)
    {
      refuse (wrong, error);
      return NULL;
    }

  return spare_account_new (spare_json_get_string (claims, "sub"),
                            spare_json_get_string (claims, "name"),
                            spare_json_get_string (claims, "email"),
                            spare_json_get_verified (claims, "email_verified"));
}
