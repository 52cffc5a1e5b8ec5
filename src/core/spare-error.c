/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-error.h"

typedef struct
{
  guint status;
  gint64 retry_after;
  SpareNetworkCause network_cause;
  char *server_text;
} SpareErrorPrivate;

/* Indexed by SpareError: the precise word, and the word of the Authentication
 * API's vocabulary that a script may rely on. */
static const struct
{
  const char *cause;
  const char *meaning;
} words[] = {
  [SPARE_ERROR_WRONG_CREDENTIALS] = { "wrong_credentials", NULL },
  [SPARE_ERROR_TOO_MANY_ATTEMPTS] = { "too_many_attempts", NULL },
  [SPARE_ERROR_RATE_LIMITED] = { "rate_limited", NULL },
  [SPARE_ERROR_PASSWORD_LEAKED] = { "password_leaked", NULL },
  [SPARE_ERROR_BLOCKED_USER] = { "blocked_user", NULL },
  [SPARE_ERROR_CUSTOM_ERROR] = { "custom_error", NULL },
  [SPARE_ERROR_ACCESS_DENIED] = { "access_denied", NULL },
  [SPARE_ERROR_VERIFICATION_REQUIRED] = { "verification_required", NULL },
  [SPARE_ERROR_MFA_REQUIRED] = { "mfa_required", NULL },
  [SPARE_ERROR_MFA_ENROLL_REQUIRED] = { "mfa_enroll_required", NULL },
  [SPARE_ERROR_MFA_INVALID_CODE] = { "mfa_invalid_code", NULL },
  [SPARE_ERROR_MFA_TOKEN_INVALID] = { "mfa_token_invalid", NULL },
  [SPARE_ERROR_INVALID_CODE] = { "invalid_code", NULL },
  [SPARE_ERROR_SESSION_EXPIRED] = { "session_expired", NULL },
  [SPARE_ERROR_LOGIN_REQUIRED] = { "login_required", NULL },
  [SPARE_ERROR_AUTHORIZATION_PENDING] = { "authorization_pending", NULL },
  [SPARE_ERROR_SLOW_DOWN] = { "slow_down", NULL },
  [SPARE_ERROR_EXPIRED_TOKEN] = { "expired_token", NULL },
  [SPARE_ERROR_INVALID_REQUEST] = { "invalid_request", NULL },
  [SPARE_ERROR_INVALID_CONNECTION] = { "invalid_connection", NULL },
  [SPARE_ERROR_INVALID_CLIENT] = { "invalid_client", NULL },
  [SPARE_ERROR_UNAUTHORIZED_CLIENT] = { "unauthorized_client", NULL },
  [SPARE_ERROR_INSUFFICIENT_SCOPE] = { "insufficient_scope", NULL },
  [SPARE_ERROR_PASSWORD_POLICY] = { "password_policy", NULL },
  [SPARE_ERROR_PASSWORD_EXPIRED] = { "password_expired", "access_denied" },
  [SPARE_ERROR_USER_EXISTS] = { "user_exists", NULL },
  [SPARE_ERROR_SIGNUP_DISABLED] = { "signup_disabled", NULL },
  [SPARE_ERROR_NOT_FOUND] = { "not_found", NULL },
  [SPARE_ERROR_NETWORK] = { "network", NULL },
  [SPARE_ERROR_SERVER_ERROR] = { "server_error", NULL },
  [SPARE_ERROR_BAD_RESPONSE] = { "bad_response", NULL },
  [SPARE_ERROR_MALFORMED_ADDRESS] = { "malformed_address", "invalid_request" },
  [SPARE_ERROR_NO_TENANT] = { "no_tenant", "invalid_client" },
  [SPARE_ERROR_MALFORMED_TENANT] = { "malformed_tenant", "invalid_client" },
  [SPARE_ERROR_INSECURE_TENANT] = { "insecure_tenant", "invalid_client" },
  [SPARE_ERROR_MALFORMED_CLIENT_ID] = { "malformed_client_id", "invalid_client" },
  [SPARE_ERROR_MALFORMED_CONNECTION] = { "malformed_connection", "invalid_connection" },
  [SPARE_ERROR_NOT_SIGNED_IN] = { "not_signed_in", "login_required" },
  [SPARE_ERROR_KEYRING_LOCKED] = { "keyring_locked", NULL },
  [SPARE_ERROR_KEYRING_UNAVAILABLE] = { "keyring_unavailable", NULL },
  [SPARE_ERROR_SESSION_UNREADABLE] = { "session_unreadable", NULL },
  [SPARE_ERROR_NOT_SAVED] = { "not_saved", NULL },
  [SPARE_ERROR_NOT_CLEARED] = { "not_cleared", NULL },
  [SPARE_ERROR_RESTING] = { "resting", "rate_limited" },
  [SPARE_ERROR_PRACTICE_FAILED] = { "practice_failed", NULL },
};

static void
spare_error_private_init (SpareErrorPrivate *priv)
{
  priv->retry_after = SPARE_RETRY_AFTER_UNKNOWN;
}

static void
spare_error_private_copy (const SpareErrorPrivate *src,
                          SpareErrorPrivate       *dest)
{
  *dest = *src;
  dest->server_text = g_strdup (src->server_text);
}

static void
spare_error_private_clear (SpareErrorPrivate *priv)
{
  g_clear_pointer (&priv->server_text, g_free);
}

G_DEFINE_EXTENDED_ERROR (SpareError, spare_error)

static const SpareErrorPrivate *
peek_private (const GError *error)
{
  if (error == NULL || error->domain != SPARE_ERROR)
    return NULL;

  return spare_error_get_private (error);
}

/**
 * spare_error_new:
 * @code: the cause
 *
 * Makes an error of this program.
 *
 * Its message is the technical word of the cause; what people read is made by
 * `spare_error_text_new ()`.
 *
 * Returns: (transfer full): the error
 */
GError *
spare_error_new (SpareError code)
{
  g_return_val_if_fail ((guint) code < G_N_ELEMENTS (words), NULL);

  return g_error_new_literal (SPARE_ERROR, code, words[code].cause);
}

/**
 * spare_error_new_network:
 * @cause: why no answer came
 *
 * Makes a %SPARE_ERROR_NETWORK.
 *
 * Returns: (transfer full): the error
 */
GError *
spare_error_new_network (SpareNetworkCause cause)
{
  GError *error = spare_error_new (SPARE_ERROR_NETWORK);
  SpareErrorPrivate *priv = spare_error_get_private (error);

  priv->network_cause = cause;

  return error;
}

/**
 * spare_error_set_status:
 * @error: an error of this program
 * @status: the HTTP status of the answer
 *
 * Notes the status of the answer that @error was read from.
 */
void
spare_error_set_status (GError *error,
                        guint   status)
{
  SpareErrorPrivate *priv;

  g_return_if_fail (error != NULL && error->domain == SPARE_ERROR);

  priv = spare_error_get_private (error);
  priv->status = status;

  g_free (error->message);
  error->message = g_strdup_printf ("%s (HTTP %u)", words[error->code].cause, status);
}

/**
 * spare_error_set_retry_after:
 * @error: an error of this program
 * @seconds: how long to wait, or %SPARE_RETRY_AFTER_UNKNOWN
 *
 * Notes how long the server asked to wait.
 */
void
spare_error_set_retry_after (GError *error,
                             gint64  seconds)
{
  SpareErrorPrivate *priv;

  g_return_if_fail (error != NULL && error->domain == SPARE_ERROR);

  priv = spare_error_get_private (error);
  priv->retry_after = MAX (seconds, SPARE_RETRY_AFTER_UNKNOWN);
}

/**
 * spare_error_set_server_text:
 * @error: an error of this program
 * @text: (nullable): the tenant's own words
 *
 * Notes the words that a tenant's Rule, Action or script wrote for the person.
 */
void
spare_error_set_server_text (GError     *error,
                             const char *text)
{
  SpareErrorPrivate *priv;

  g_return_if_fail (error != NULL && error->domain == SPARE_ERROR);

  priv = spare_error_get_private (error);
  g_free (priv->server_text);
  priv->server_text = g_strdup (text);
}

/**
 * spare_error_get_status:
 * @error: (nullable): any error
 *
 * Returns: the HTTP status, or 0 if no answer came
 */
guint
spare_error_get_status (const GError *error)
{
  const SpareErrorPrivate *priv = peek_private (error);

  return priv != NULL ? priv->status : 0;
}

/**
 * spare_error_get_retry_after:
 * @error: (nullable): any error
 *
 * Returns: seconds to wait, or %SPARE_RETRY_AFTER_UNKNOWN
 */
gint64
spare_error_get_retry_after (const GError *error)
{
  const SpareErrorPrivate *priv = peek_private (error);

  return priv != NULL ? priv->retry_after : SPARE_RETRY_AFTER_UNKNOWN;
}

/**
 * spare_error_get_server_text:
 * @error: (nullable): any error
 *
 * Returns: (nullable) (transfer none): the tenant's own words
 */
const char *
spare_error_get_server_text (const GError *error)
{
  const SpareErrorPrivate *priv = peek_private (error);

  return priv != NULL ? priv->server_text : NULL;
}

/**
 * spare_error_get_network_cause:
 * @error: (nullable): any error
 *
 * Returns: why no answer came, as far as it is known
 */
SpareNetworkCause
spare_error_get_network_cause (const GError *error)
{
  const SpareErrorPrivate *priv = peek_private (error);

  return priv != NULL ? priv->network_cause : SPARE_NETWORK_CAUSE_NONE;
}

/**
 * spare_error_get_meaning:
 * @error: (nullable): any error
 *
 * Gives the word that stands for @error in output for scripts.
 *
 * Causes on this side of the wire use the word of the API's vocabulary that
 * asks for the same action, where there is one;
 * [func@error_get_cause] is the precise word.
 *
 * Returns: (transfer none): the word; `success` for %NULL
 */
const char *
spare_error_get_meaning (const GError *error)
{
  if (error != NULL && error->domain == SPARE_ERROR &&
      words[error->code].meaning != NULL)
    return words[error->code].meaning;

  return spare_error_get_cause (error);
}

/**
 * spare_error_get_cause:
 * @error: (nullable): any error
 *
 * Returns: (transfer none): the precise word for the cause of @error
 */
const char *
spare_error_get_cause (const GError *error)
{
  if (error == NULL)
    return "success";
  if (error->domain == SPARE_ERROR)
    return words[error->code].cause;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return "cancelled";

  return "failed";
}

/**
 * spare_error_is_retryable:
 * @error: (nullable): any error
 *
 * Whether the same request may succeed later without any change.
 *
 * Returns: %TRUE for network failures, rate limits and server errors
 */
gboolean
spare_error_is_retryable (const GError *error)
{
  return g_error_matches (error, SPARE_ERROR, SPARE_ERROR_NETWORK) ||
         g_error_matches (error, SPARE_ERROR, SPARE_ERROR_RATE_LIMITED) ||
         g_error_matches (error, SPARE_ERROR, SPARE_ERROR_SERVER_ERROR);
}
