/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-wire-private.h"

#include "spare-error.h"

#include <stdio.h>
#include <string.h>

/* A reset stamp further away than this is not in seconds. */
#define MAX_WAIT (G_GINT64_CONSTANT (10) * 365 * 86400)

void
spare_wire_body_read (SpareWireBody     *body,
                      SpareHttpResponse *response)
{
  const char *p;

  memset (body, 0, sizeof *body);
  body->text = g_bytes_get_data (response->body, &body->length);
  if (body->text == NULL)
    body->text = "";

  if (body->length > SPARE_HTTP_MAX_BODY || !g_utf8_validate_len (body->text, body->length, NULL))
    return;
  body->usable = TRUE;

  p = body->text;
  if (body->length >= 3 && memcmp (p, "\xEF\xBB\xBF", 3) == 0)
    p += 3;
  while (p < body->text + body->length && g_ascii_isspace (*p))
    p++;
  body->is_page = p < body->text + body->length && *p == '<';

  body->root = spare_json_parse (body->text, body->length);
  if (body->root != NULL && JSON_NODE_HOLDS_OBJECT (body->root))
    body->object = json_node_get_object (body->root);
}

void
spare_wire_body_clear (SpareWireBody *body)
{
  g_clear_pointer (&body->root, json_node_unref);
}

/**
 * spare_wire_is_page:
 * @response: an answer
 *
 * Returns: whether the body is a web page, which is not from the API of a tenant
 */
gboolean
spare_wire_is_page (SpareHttpResponse *response)
{
  g_auto (SpareWireBody) body = { 0 };

  g_return_val_if_fail (response != NULL, FALSE);

  spare_wire_body_read (&body, response);

  return body.is_page;
}

static const char *
get_filled (JsonObject *object,
            const char *name)
{
  const char *text = spare_json_get_string (object, name);

  return text != NULL && text[0] != '\0' ? text : NULL;
}

static const char *
get_text (JsonObject *object)
{
  static const char *const names[] = { "error_description", "description", "message" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *text = get_filled (object, names[i]);

      if (text != NULL)
        return text;
    }

  return NULL;
}

static gboolean
is_management (SpareEndpoint endpoint)
{
  return endpoint == SPARE_ENDPOINT_TICKET ||
         endpoint == SPARE_ENDPOINT_USER_SEARCH ||
         endpoint == SPARE_ENDPOINT_MANAGEMENT;
}

static gboolean
is_bearer_call (SpareEndpoint endpoint)
{
  return is_management (endpoint) ||
         endpoint == SPARE_ENDPOINT_USERINFO ||
         endpoint == SPARE_ENDPOINT_MFA_AUTHENTICATORS ||
         endpoint == SPARE_ENDPOINT_MFA_ASSOCIATE;
}

static int
judge_known (const SpareWireRequest *request,
             guint                   status,
             JsonObject             *object)
{
  static const char *const names[] = { "error", "code", "errorCode" };
  const char *text = get_text (object);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *word = get_filled (object, names[i]);
      int code = word != NULL ? spare_wire_judge_code (request, status, word, text) : -1;

      if (code >= 0)
        return code;
    }

  return -1;
}

/* A policy refuses under names such as PasswordStrengthError. */
static gboolean
is_policy_name (const char *text)
{
  gsize length = text != NULL ? strcspn (text, ": ") : 0;

  return length > strlen ("PasswordError") && strncmp (text, "Password", strlen ("Password")) == 0 &&
         strncmp (text + length - strlen ("Error"), "Error", strlen ("Error")) == 0;
}

static int
judge_management (guint       status,
                  JsonObject *object)
{
  const char *message = object != NULL ? get_filled (object, "message") : NULL;

  if (is_policy_name (message))
    return SPARE_ERROR_PASSWORD_POLICY;
  if (message != NULL && g_str_has_prefix (message, "Insufficient scope"))
    return SPARE_ERROR_INSUFFICIENT_SCOPE;
  if (message != NULL && status == 403)
    return SPARE_ERROR_ACCESS_DENIED;
  if (message != NULL && status == 400)
    return SPARE_ERROR_INVALID_REQUEST;

  return -1;
}

/* No known word: the status decides, then whether there is any text at all. */
static int
judge_status (const SpareWireRequest *request,
              guint                   status,
              const SpareWireBody    *body)
{
  JsonObject *object = body->object;
  const char *text = object != NULL ? get_text (object) : NULL;

  if (status == 429)
    return SPARE_ERROR_RATE_LIMITED;
  if (status >= 500)
    return SPARE_ERROR_SERVER_ERROR;
  if (status == 409 && request->endpoint == SPARE_ENDPOINT_SIGNUP)
    return SPARE_ERROR_USER_EXISTS;
  if (status == 401 && is_bearer_call (request->endpoint))
    return SPARE_ERROR_SESSION_EXPIRED;
  if (status == 403 && request->endpoint == SPARE_ENDPOINT_CLIENT_CONFIGURATION)
    return SPARE_ERROR_INVALID_CLIENT;
  if (is_management (request->endpoint) && judge_management (status, object) >= 0)
    return judge_management (status, object);
  if (status == 404)
    return SPARE_ERROR_NOT_FOUND;
  if (status < 400 || object == NULL)
    return SPARE_ERROR_BAD_RESPONSE;

  if (is_policy_name (get_filled (object, "name")))
    return SPARE_ERROR_PASSWORD_POLICY;
  if (spare_wire_is_mfa_token_text (text))
    return SPARE_ERROR_MFA_TOKEN_INVALID;

  /* A script of the tenant's own database chooses its codes freely. */
  if (get_filled (object, "code") != NULL && text != NULL)
    return SPARE_ERROR_CUSTOM_ERROR;
  if (text == NULL && get_filled (object, "error") == NULL)
    return SPARE_ERROR_BAD_RESPONSE;

  return status == 401 || status == 403 ? SPARE_ERROR_ACCESS_DENIED : SPARE_ERROR_INVALID_REQUEST;
}

static gboolean
is_from_sandbox (JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "fromSandbox");

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
         json_node_get_value_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node);
}

/* Fills in what the person may need to know about the answer. */
static GError *
make_error (SpareError          code,
            SpareHttpResponse  *response,
            JsonObject         *object,
            gint64              now)
{
  GError *error = code == SPARE_ERROR_NETWORK ? spare_error_new_network (SPARE_NETWORK_CAUSE_PROXY)
                                              : spare_error_new (code);

  spare_error_set_status (error, response->status);
  if (code == SPARE_ERROR_RATE_LIMITED || code == SPARE_ERROR_SLOW_DOWN ||
      code == SPARE_ERROR_SERVER_ERROR)
    spare_error_set_retry_after (error, spare_wire_get_retry_after (response, now));
  if ((code == SPARE_ERROR_CUSTOM_ERROR || code == SPARE_ERROR_ACCESS_DENIED) && object != NULL)
    spare_error_set_server_text (error, get_text (object));

  return error;
}

static int
judge_redirect (const SpareWireRequest *request,
                SpareHttpResponse      *response,
                GHashTable             *query)
{
  const char *state = g_hash_table_lookup (query, "state");
  const char *word = g_hash_table_lookup (query, "error");
  const char *code = g_hash_table_lookup (query, "code");

  if (response->status < 300 || response->status >= 400)
    return SPARE_ERROR_BAD_RESPONSE;

  /* Before anything else is believed. */
  if (state == NULL || request->state == NULL || !g_str_equal (state, request->state))
    return SPARE_ERROR_BAD_RESPONSE;

  if (word != NULL && word[0] != '\0')
    {
      int known = spare_wire_judge_code (request, response->status, word,
                                         g_hash_table_lookup (query, "error_description"));

      return known >= 0 ? known : SPARE_ERROR_ACCESS_DENIED;
    }

  return code != NULL && code[0] != '\0' ? -1 : SPARE_ERROR_BAD_RESPONSE;
}

static gboolean
judge_authorize (const SpareWireRequest  *request,
                 SpareHttpResponse       *response,
                 GError                 **error)
{
  const char *location = spare_http_response_get_header (response, "Location");
  const char *mark = location != NULL ? strchr (location, '?') : NULL;
  g_autoptr (GHashTable) query = NULL;
  g_autofree char *text = NULL;
  GError *local = NULL;
  int code;

  if (mark != NULL)
    {
      text = g_strndup (mark + 1, strcspn (mark + 1, "#"));
      query = g_uri_parse_params (text, -1, "&", G_URI_PARAMS_WWW_FORM, NULL);
    }
  if (query == NULL)
    query = g_hash_table_new (g_str_hash, g_str_equal);

  code = judge_redirect (request, response, query);
  if (code < 0)
    return TRUE;

  local = spare_error_new ((SpareError) code);
  spare_error_set_status (local, response->status);
  if (code == SPARE_ERROR_CUSTOM_ERROR || code == SPARE_ERROR_ACCESS_DENIED)
    spare_error_set_server_text (local, g_hash_table_lookup (query, "error_description"));
  g_propagate_error (error, local);

  return FALSE;
}

/**
 * spare_wire_judge:
 * @request: what was asked
 * @response: the answer
 * @now: seconds since the epoch, used where the answer has no `Date`
 * @error: return location for an error
 *
 * Tells what an answer means.
 *
 * A known code word decides before the status does, also on 200; texts only
 * refine words that have several meanings (Auth0: "Authentication API", the
 * tables of errors).
 *
 * Returns: %TRUE if the answer is what the endpoint promises; else %FALSE with
 *   a code of [error@Error]
 */
gboolean
spare_wire_judge (const SpareWireRequest  *request,
                  SpareHttpResponse       *response,
                  gint64                   now,
                  GError                 **error)
{
  g_auto (SpareWireBody) body = { 0 };
  int code = -1;

  g_return_val_if_fail (request != NULL && response != NULL, FALSE);

  spare_wire_body_read (&body, response);

  if (response->status == 407)
    code = SPARE_ERROR_NETWORK;
  else if (request->endpoint == SPARE_ENDPOINT_AUTHORIZE && response->status < 400)
    return judge_authorize (request, response, error);
  else if (body.object != NULL && (code = judge_known (request, response->status, body.object)) >= 0)
    ;
  else if (body.object != NULL && is_from_sandbox (body.object))
    code = SPARE_ERROR_CUSTOM_ERROR;
  else if (response->status >= 200 && response->status < 300)
    {
      if (spare_wire_keeps_promise (request, &body))
        return TRUE;
      code = SPARE_ERROR_BAD_RESPONSE;
    }
  else
    code = judge_status (request, response->status, &body);

  g_propagate_error (error, make_error ((SpareError) code, response, body.object, now));

  return FALSE;
}

static gboolean
parse_http_date (const char *text,
                 gint64     *seconds)
{
  static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  g_autoptr (GDateTime) date = NULL;
  char month[4] = "";
  int day, year, hour, minute, second, n = 0;

  if (text == NULL || strlen (text) > 64)
    return FALSE;

  /* RFC 9110, section 5.6.7: the one form that may be sent. */
  if (sscanf (text, "%*3s, %2d %3s %4d %2d:%2d:%2d GMT%n", &day, month, &year, &hour, &minute,
              &second, &n) != 6 || n == 0)
    return FALSE;

  for (int i = 0; i < 12; i++)
    {
      if (g_str_equal (month, months[i]))
        date = g_date_time_new_utc (year, i + 1, day, hour, minute, MIN (second, 59));
    }
  if (date == NULL)
    return FALSE;

  *seconds = g_date_time_to_unix (date);

  return TRUE;
}

/**
 * spare_wire_get_retry_after:
 * @response: an answer
 * @now: seconds since the epoch, used where the answer has no `Date`
 *
 * Reads how long to wait: `Retry-After` in seconds or as a date, else
 * `X-RateLimit-Reset`. Stamps are compared with the answer's own `Date`, since
 * the clock here may be wrong.
 *
 * Returns: seconds, or %SPARE_RETRY_AFTER_UNKNOWN
 */
gint64
spare_wire_get_retry_after (SpareHttpResponse *response,
                            gint64             now)
{
  const char *after;
  const char *reset;
  g_autofree char *stripped = NULL;
  gint64 at;
  guint64 number;

  g_return_val_if_fail (response != NULL, SPARE_RETRY_AFTER_UNKNOWN);

  after = spare_http_response_get_header (response, "Retry-After");
  reset = spare_http_response_get_header (response, "X-RateLimit-Reset");
  parse_http_date (spare_http_response_get_header (response, "Date"), &now);

  if (after != NULL)
    {
      stripped = g_strstrip (g_strdup (after));
      if (g_ascii_string_to_unsigned (stripped, 10, 0, MAX_WAIT, &number, NULL))
        return (gint64) number;
      if (parse_http_date (stripped, &at) && at >= now && at - now <= MAX_WAIT)
        return at - now;
    }

  if (reset != NULL)
    {
      g_free (stripped);
      stripped = g_strstrip (g_strdup (reset));
      if (g_ascii_string_to_unsigned (stripped, 10, 0, G_MAXINT64, &number, NULL))
        {
          at = (gint64) number;
          if (at > now && at - now <= MAX_WAIT)
            return at - now;
        }
    }

  return SPARE_RETRY_AFTER_UNKNOWN;
}
