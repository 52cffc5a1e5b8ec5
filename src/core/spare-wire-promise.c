/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-wire-private.h"

#include <string.h>

static gboolean
has_text (JsonObject *object,
          const char *name)
{
  const char *text = object != NULL ? spare_json_get_string (object, name) : NULL;

  return text != NULL && text[0] != '\0';
}

static gboolean
has_positive (JsonObject *object,
              const char *name)
{
  double value;

  return object != NULL && spare_json_get_number (object, name, &value) && value > 0;
}

static gboolean
is_array (const SpareWireBody *body)
{
  return body->root != NULL && JSON_NODE_HOLDS_ARRAY (body->root);
}

static gboolean
has_tokens (JsonObject *object)
{
  const char *type = object != NULL ? spare_json_get_string (object, "token_type") : NULL;

  return has_text (object, "access_token") && has_positive (object, "expires_in") &&
         (type == NULL || g_ascii_strcasecmp (type, "Bearer") == 0);
}

static gboolean
has_keys (JsonObject *object)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, "keys") : NULL;
  JsonArray *keys;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;

  keys = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (keys); i++)
    {
      JsonNode *key = json_array_get_element (keys, i);

      if (JSON_NODE_HOLDS_OBJECT (key) && has_text (json_node_get_object (key), "kty"))
        return TRUE;
    }

  return FALSE;
}

/* The issuer is the tenant with a slash behind it. */
static gboolean
is_discovery (const SpareWireRequest *request,
              JsonObject             *object)
{
  g_autofree char *expected = NULL;

  if (!has_text (object, "issuer"))
    return FALSE;
  if (request->base_url == NULL)
    return TRUE;

  expected = g_strconcat (request->base_url, "/", NULL);

  return g_str_equal (spare_json_get_string (object, "issuer"), expected);
}

/* Where the object that begins at @text ends. Cutting at the first bracket
 * would end inside a text that has one. */
static const char *
find_object_end (const char *text,
                 const char *end)
{
  gboolean in_string = FALSE;
  int depth = 0;

  for (const char *p = text; p < end; p++)
    {
      if (in_string)
        {
          if (*p == '\\')
            p++;
          else if (*p == '"')
            in_string = FALSE;
        }
      else if (*p == '"')
        in_string = TRUE;
      else if (*p == '{')
        depth++;
      else if (*p == '}' && --depth == 0)
        return p + 1;
    }

  return NULL;
}

/* `Auth0.setClient({…});`, read without running it. */
static gboolean
is_client_configuration (const SpareWireRequest *request,
                         const SpareWireBody    *body)
{
  static const char opening[] = "Auth0.setClient(";
  const char *p = body->text;
  const char *end = body->text + body->length;
  const char *object_end;
  g_autoptr (JsonNode) root = NULL;
  const char *id;

  if (body->length >= 3 && memcmp (p, "\xEF\xBB\xBF", 3) == 0)
    p += 3;
  while (p < end && g_ascii_isspace (*p))
    p++;
  if ((gsize) (end - p) < strlen (opening) || strncmp (p, opening, strlen (opening)) != 0)
    return FALSE;
  p += strlen (opening);
  while (p < end && g_ascii_isspace (*p))
    p++;

  if (p >= end || *p != '{')
    return FALSE;
  object_end = find_object_end (p, end);
  if (object_end == NULL)
    return FALSE;
  root = spare_json_parse (p, (gsize) (object_end - p));
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return FALSE;

  p = object_end;
  while (p < end && g_ascii_isspace (*p))
    p++;
  if (p >= end || *p != ')')
    return FALSE;
  p++;
  while (p < end && g_ascii_isspace (*p))
    p++;
  if (p < end && *p == ';')
    p++;
  while (p < end && g_ascii_isspace (*p))
    p++;

  id = spare_json_get_string (json_node_get_object (root), "id");

  return p == end && id != NULL &&
         (request->client_id == NULL || g_str_equal (id, request->client_id));
}

static gboolean
is_challenge (JsonObject *object)
{
  if (!has_text (object, "challenge_type"))
    return FALSE;

  return !g_str_equal (spare_json_get_string (object, "challenge_type"), "oob") ||
         has_text (object, "oob_code");
}

static gboolean
is_association (JsonObject *object)
{
  if (!has_text (object, "authenticator_type"))
    return FALSE;

  if (g_str_equal (spare_json_get_string (object, "authenticator_type"), "otp"))
    return has_text (object, "secret") || has_text (object, "barcode_uri");

  return has_text (object, "oob_code");
}

gboolean
spare_wire_keeps_promise (const SpareWireRequest *request,
                          const SpareWireBody    *body)
{
  if (!body->usable || body->is_page)
    return FALSE;

  switch (request->endpoint)
    {
    case SPARE_ENDPOINT_CHANGE_PASSWORD:
    case SPARE_ENDPOINT_REVOKE:
    case SPARE_ENDPOINT_PASSWORDLESS_START:
      return TRUE;
    case SPARE_ENDPOINT_MANAGEMENT:
      /* 204 has no body. */
      return body->length == 0 || body->root != NULL;
    case SPARE_ENDPOINT_TOKEN:
      return has_tokens (body->object);
    case SPARE_ENDPOINT_USERINFO:
      return has_text (body->object, "sub");
    case SPARE_ENDPOINT_DISCOVERY:
      return is_discovery (request, body->object);
    case SPARE_ENDPOINT_JWKS:
      return has_keys (body->object);
    case SPARE_ENDPOINT_SIGNUP:
      return has_text (body->object, "_id") || has_text (body->object, "id") ||
             has_text (body->object, "user_id") || has_text (body->object, "email");
    case SPARE_ENDPOINT_DEVICE_CODE:
      return has_text (body->object, "device_code") && has_text (body->object, "user_code") &&
             has_text (body->object, "verification_uri") && has_positive (body->object, "expires_in");
    case SPARE_ENDPOINT_MFA_AUTHENTICATORS:
      return is_array (body);
    case SPARE_ENDPOINT_MFA_CHALLENGE:
      return is_challenge (body->object);
    case SPARE_ENDPOINT_MFA_ASSOCIATE:
      return is_association (body->object);
    case SPARE_ENDPOINT_CLIENT_CONFIGURATION:
      return is_client_configuration (request, body);
    case SPARE_ENDPOINT_TICKET:
      return has_text (body->object, "ticket");
    case SPARE_ENDPOINT_USER_SEARCH:
      return is_array (body) || (body->object != NULL && json_object_has_member (body->object, "users"));
    case SPARE_ENDPOINT_AUTHORIZE:
    case SPARE_ENDPOINT_UNKNOWN:
    default:
      return FALSE;
    }
}
