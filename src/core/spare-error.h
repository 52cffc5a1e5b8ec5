/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SPARE_ERROR (spare_error_quark ())

/**
 * SpareError:
 *
 * Causes of a failure that a person, or a script, can act on.
 *
 * The first group are the meanings of an answer of the Authentication API;
 * the second group arises on this side of the wire.
 */
typedef enum
{
  SPARE_ERROR_WRONG_CREDENTIALS,
  SPARE_ERROR_TOO_MANY_ATTEMPTS,
  SPARE_ERROR_RATE_LIMITED,
  SPARE_ERROR_PASSWORD_LEAKED,
  SPARE_ERROR_BLOCKED_USER,
  SPARE_ERROR_CUSTOM_ERROR,
  SPARE_ERROR_ACCESS_DENIED,
  SPARE_ERROR_VERIFICATION_REQUIRED,
  SPARE_ERROR_MFA_REQUIRED,
  SPARE_ERROR_MFA_ENROLL_REQUIRED,
  SPARE_ERROR_MFA_INVALID_CODE,
  SPARE_ERROR_MFA_TOKEN_INVALID,
  SPARE_ERROR_INVALID_CODE,
  SPARE_ERROR_SESSION_EXPIRED,
  SPARE_ERROR_LOGIN_REQUIRED,
  SPARE_ERROR_AUTHORIZATION_PENDING,
  SPARE_ERROR_SLOW_DOWN,
  SPARE_ERROR_EXPIRED_TOKEN,
  SPARE_ERROR_INVALID_REQUEST,
  SPARE_ERROR_INVALID_CONNECTION,
  SPARE_ERROR_INVALID_CLIENT,
  SPARE_ERROR_UNAUTHORIZED_CLIENT,
  SPARE_ERROR_INSUFFICIENT_SCOPE,
  SPARE_ERROR_PASSWORD_POLICY,
  SPARE_ERROR_PASSWORD_EXPIRED,
  SPARE_ERROR_USER_EXISTS,
  SPARE_ERROR_SIGNUP_DISABLED,
  SPARE_ERROR_NOT_FOUND,
  SPARE_ERROR_NETWORK,
  SPARE_ERROR_SERVER_ERROR,
  SPARE_ERROR_BAD_RESPONSE,

  SPARE_ERROR_MALFORMED_ADDRESS,
  SPARE_ERROR_NO_TENANT,
  SPARE_ERROR_MALFORMED_TENANT,
  SPARE_ERROR_INSECURE_TENANT,
  SPARE_ERROR_MALFORMED_CLIENT_ID,
  SPARE_ERROR_MALFORMED_CONNECTION,
  SPARE_ERROR_NOT_SIGNED_IN,
  SPARE_ERROR_KEYRING_LOCKED,
  SPARE_ERROR_KEYRING_UNAVAILABLE,
  SPARE_ERROR_SESSION_UNREADABLE,
  SPARE_ERROR_NOT_SAVED,
  SPARE_ERROR_NOT_CLEARED,
  SPARE_ERROR_RESTING,
  SPARE_ERROR_PRACTICE_FAILED,
} SpareError;

/**
 * SpareNetworkCause:
 *
 * Why no answer came, where that is known.
 */
typedef enum
{
  SPARE_NETWORK_CAUSE_NONE,
  SPARE_NETWORK_CAUSE_HOST_NOT_FOUND,
  SPARE_NETWORK_CAUSE_REFUSED,
  SPARE_NETWORK_CAUSE_TIMED_OUT,
  SPARE_NETWORK_CAUSE_CERTIFICATE,
  SPARE_NETWORK_CAUSE_RESET,
  SPARE_NETWORK_CAUSE_PROXY,
  SPARE_NETWORK_CAUSE_UNREACHABLE,
} SpareNetworkCause;

/**
 * SPARE_RETRY_AFTER_UNKNOWN:
 *
 * The server does not say when to try again.
 */
#define SPARE_RETRY_AFTER_UNKNOWN (-1)

GQuark            spare_error_quark             (void);

/* Making one; the message is a technical word and never shown to people. */
GError           *spare_error_new               (SpareError         code);
GError           *spare_error_new_network       (SpareNetworkCause  cause);
void              spare_error_set_status        (GError            *error,
                                                 guint              status);
void              spare_error_set_retry_after   (GError            *error,
                                                 gint64             seconds);
void              spare_error_set_server_text   (GError            *error,
                                                 const char        *text);

/* Reading one; safe with an error of any domain. */
guint             spare_error_get_status        (const GError      *error);
gint64            spare_error_get_retry_after   (const GError      *error);
const char       *spare_error_get_server_text   (const GError      *error);
SpareNetworkCause spare_error_get_network_cause (const GError      *error);
const char       *spare_error_get_meaning       (const GError      *error);
const char       *spare_error_get_cause         (const GError      *error);
gboolean          spare_error_is_retryable      (const GError      *error);

G_END_DECLS
