/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-wire-private.h"

#include "spare-error.h"

#include <string.h>

typedef struct
{
  const char *word;
  SpareError code;
} KnownWord;

/* Words with one meaning. Sentences stand here too, since some endpoints put
 * the sentence where the code belongs. */
static const KnownWord known_words[] = {
  { "a0.mfa_invalid_code", SPARE_ERROR_MFA_INVALID_CODE },
  { "a0.mfa_registration_required", SPARE_ERROR_MFA_ENROLL_REQUIRED },
  { "a0.mfa_required", SPARE_ERROR_MFA_REQUIRED },
  { "a0.session.user_cancelled", SPARE_ERROR_ACCESS_DENIED },
  { "association_required", SPARE_ERROR_MFA_ENROLL_REQUIRED },
  { "authorization_pending", SPARE_ERROR_AUTHORIZATION_PENDING },
  { "bad.authParams", SPARE_ERROR_INVALID_REQUEST },
  { "bad.client_id", SPARE_ERROR_INVALID_REQUEST },
  { "bad.connection", SPARE_ERROR_INVALID_CONNECTION },
  { "bad.email", SPARE_ERROR_INVALID_REQUEST },
  { "bad.phone_number", SPARE_ERROR_INVALID_REQUEST },
  { "bad.request", SPARE_ERROR_INVALID_REQUEST },
  { "bad.tenant", SPARE_ERROR_INVALID_REQUEST },
  { "blocked_user", SPARE_ERROR_BLOCKED_USER },
  { "consent_required", SPARE_ERROR_LOGIN_REQUIRED },
  { "endpoint_disabled", SPARE_ERROR_INVALID_REQUEST },
  { "hook_error", SPARE_ERROR_CUSTOM_ERROR },
  { "insufficient_scope", SPARE_ERROR_INSUFFICIENT_SCOPE },
  { "interaction_required", SPARE_ERROR_LOGIN_REQUIRED },
  { "invalid_captcha", SPARE_ERROR_VERIFICATION_REQUIRED },
  { "invalid_client", SPARE_ERROR_INVALID_CLIENT },
  { "invalid_recaptcha", SPARE_ERROR_VERIFICATION_REQUIRED },
  { "invalid_scope", SPARE_ERROR_INVALID_REQUEST },
  { "invalid_token", SPARE_ERROR_SESSION_EXPIRED },
  { "invalid_user_password", SPARE_ERROR_WRONG_CREDENTIALS },
  { "login_required", SPARE_ERROR_LOGIN_REQUIRED },
  { "method_not_allowed", SPARE_ERROR_INVALID_REQUEST },
  { "mfa_required", SPARE_ERROR_MFA_REQUIRED },
  { "password_change_required", SPARE_ERROR_PASSWORD_EXPIRED },
  { "password_expired", SPARE_ERROR_PASSWORD_EXPIRED },
  { "password_leaked", SPARE_ERROR_PASSWORD_LEAKED },
  { "requires_verification", SPARE_ERROR_VERIFICATION_REQUIRED },
  { "rule_error", SPARE_ERROR_CUSTOM_ERROR },
  { "server_error", SPARE_ERROR_SERVER_ERROR },
  { "slow_down", SPARE_ERROR_SLOW_DOWN },
  { "temporarily_unavailable", SPARE_ERROR_SERVER_ERROR },
  { "too_many_attempts", SPARE_ERROR_TOO_MANY_ATTEMPTS },
  { "too_many_logins", SPARE_ERROR_RATE_LIMITED },
  { "too_many_requests", SPARE_ERROR_RATE_LIMITED },
  { "unsupported_challenge_type", SPARE_ERROR_MFA_ENROLL_REQUIRED },
  { "unsupported_grant_type", SPARE_ERROR_INVALID_REQUEST },
  { "unsupported_response_type", SPARE_ERROR_INVALID_REQUEST },
  { "user_exists", SPARE_ERROR_USER_EXISTS },
  { "username_exists", SPARE_ERROR_USER_EXISTS },
};

static const KnownWord known_sentences[] = {
  { "connection does not exist", SPARE_ERROR_INVALID_CONNECTION },
  { "connection is disabled", SPARE_ERROR_INVALID_CONNECTION },
  { "connection not found", SPARE_ERROR_INVALID_CONNECTION },
  { "invalid client", SPARE_ERROR_INVALID_CLIENT },
  { "password is not allowed", SPARE_ERROR_INVALID_REQUEST },
  { "public signup is disabled", SPARE_ERROR_SIGNUP_DISABLED },
  { "specified strategy does not support requested operation", SPARE_ERROR_INVALID_CONNECTION },
  { "the connection was disabled", SPARE_ERROR_INVALID_CONNECTION },
  { "the connection was not found", SPARE_ERROR_INVALID_CONNECTION },
};

/* Texts that refine invalid_grant. */
static const KnownWord grant_texts[] = {
  { "wrong email or password", SPARE_ERROR_WRONG_CREDENTIALS },
  { "wrong username or password", SPARE_ERROR_WRONG_CREDENTIALS },
  { "wrong email or verification code", SPARE_ERROR_WRONG_CREDENTIALS },
  { "wrong phone number or verification code", SPARE_ERROR_WRONG_CREDENTIALS },
  { "you've reached the maximum number of attempts. please try to login again",
    SPARE_ERROR_TOO_MANY_ATTEMPTS },
  { "you've reached the maximum number of attempts", SPARE_ERROR_TOO_MANY_ATTEMPTS },
  { "invalid otp_code", SPARE_ERROR_MFA_INVALID_CODE },
  { "invalid binding_code", SPARE_ERROR_MFA_INVALID_CODE },
  { "mfa authorization rejected", SPARE_ERROR_MFA_INVALID_CODE },
  { "malformed mfa_token", SPARE_ERROR_MFA_TOKEN_INVALID },
  { "mfa_token is expired", SPARE_ERROR_MFA_TOKEN_INVALID },
  { "the mfa_token provided is invalid. try getting a new token", SPARE_ERROR_MFA_TOKEN_INVALID },
  { "unknown or invalid refresh token", SPARE_ERROR_SESSION_EXPIRED },
  { "the refresh_token was generated for a user who doesn't exist anymore",
    SPARE_ERROR_SESSION_EXPIRED },
  { "invalid authorization code", SPARE_ERROR_INVALID_CODE },
  { "failed to verify code verifier", SPARE_ERROR_INVALID_CODE },
};

/* Case, surrounding blanks, a final full stop and the shape of an apostrophe
 * differ between documents. */
static char *
fold (const char *text)
{
  g_autofree char *lower = g_utf8_strdown (text, -1);
  g_auto (GStrv) parts = g_strsplit (lower, "’", -1);
  char *folded = g_strstrip (g_strjoinv ("'", parts));
  gsize length = strlen (folded);

  while (length > 0 && (folded[length - 1] == '.' || g_ascii_isspace (folded[length - 1])))
    folded[--length] = '\0';

  return folded;
}

gboolean
spare_wire_text_is (const char *text,
                    const char *expected)
{
  g_autofree char *folded = NULL;

  if (text == NULL)
    return FALSE;

  folded = fold (text);

  return g_str_equal (folded, expected);
}

static int
find_sentence (const KnownWord *table,
               gsize            n,
               const char      *text)
{
  g_autofree char *folded = NULL;

  if (text == NULL)
    return -1;

  folded = fold (text);
  for (gsize i = 0; i < n; i++)
    {
      if (g_str_equal (table[i].word, folded))
        return table[i].code;
    }

  return -1;
}

/* Several codes come with the texts about a token of an interrupted sign-in. */
gboolean
spare_wire_is_mfa_token_text (const char *text)
{
  return find_sentence (grant_texts, G_N_ELEMENTS (grant_texts), text) == SPARE_ERROR_MFA_TOKEN_INVALID;
}

static gboolean
is_mfa_call (const SpareWireRequest *request)
{
  return request->grant == SPARE_GRANT_MFA ||
         request->endpoint == SPARE_ENDPOINT_MFA_AUTHENTICATORS ||
         request->endpoint == SPARE_ENDPOINT_MFA_CHALLENGE ||
         request->endpoint == SPARE_ENDPOINT_MFA_ASSOCIATE;
}

static int
judge_invalid_grant (const SpareWireRequest *request,
                     const char             *text)
{
  int code = find_sentence (grant_texts, G_N_ELEMENTS (grant_texts), text);

  if (code >= 0)
    return code;

  switch (request->grant)
    {
    case SPARE_GRANT_PASSWORD:
    case SPARE_GRANT_PASSWORDLESS:
      return SPARE_ERROR_WRONG_CREDENTIALS;
    case SPARE_GRANT_AUTHORIZATION_CODE:
      return SPARE_ERROR_INVALID_CODE;
    case SPARE_GRANT_REFRESH_TOKEN:
      return SPARE_ERROR_SESSION_EXPIRED;
    case SPARE_GRANT_DEVICE_CODE:
      return SPARE_ERROR_EXPIRED_TOKEN;
    case SPARE_GRANT_MFA:
      return SPARE_ERROR_MFA_INVALID_CODE;
    case SPARE_GRANT_NONE:
    default:
      return is_mfa_call (request) ? SPARE_ERROR_MFA_TOKEN_INVALID : SPARE_ERROR_INVALID_REQUEST;
    }
}

/* Words that mean different things with different texts; -1 for others. */
static int
judge_ambiguous (const SpareWireRequest *request,
                 guint                   status,
                 const char             *word,
                 const char             *text)
{
  int sentence = find_sentence (known_sentences, G_N_ELEMENTS (known_sentences), text);

  if (g_str_equal (word, "invalid_grant"))
    return judge_invalid_grant (request, text);

  if ((g_str_equal (word, "access_denied") || g_str_equal (word, "invalid_request") ||
       g_str_equal (word, "invalid_token") || g_str_equal (word, "unauthorized")) &&
      spare_wire_is_mfa_token_text (text))
    return SPARE_ERROR_MFA_TOKEN_INVALID;

  if (g_str_equal (word, "access_denied"))
    {
      if (find_sentence (grant_texts, G_N_ELEMENTS (grant_texts), text) == SPARE_ERROR_SESSION_EXPIRED)
        return SPARE_ERROR_SESSION_EXPIRED;
      if (request->grant == SPARE_GRANT_PASSWORD && spare_wire_text_is (text, "unauthorized"))
        return SPARE_ERROR_UNAUTHORIZED_CLIENT;
      return SPARE_ERROR_ACCESS_DENIED;
    }

  if (g_str_equal (word, "unauthorized"))
    {
      if (spare_wire_text_is (text, "user is blocked"))
        return SPARE_ERROR_BLOCKED_USER;
      if (status == 401 && request->endpoint == SPARE_ENDPOINT_USERINFO)
        return SPARE_ERROR_SESSION_EXPIRED;
      return SPARE_ERROR_CUSTOM_ERROR;
    }

  if (g_str_equal (word, "unauthorized_client"))
    return sentence == SPARE_ERROR_INVALID_CLIENT ? sentence : SPARE_ERROR_UNAUTHORIZED_CLIENT;

  if (g_str_equal (word, "invalid_request"))
    return sentence >= 0 ? sentence : SPARE_ERROR_INVALID_REQUEST;

  if (g_str_equal (word, "invalid_signup"))
    return sentence == SPARE_ERROR_SIGNUP_DISABLED ? sentence : SPARE_ERROR_USER_EXISTS;

  if (g_str_equal (word, "expired_token"))
    return is_mfa_call (request) || spare_wire_is_mfa_token_text (text)
             ? SPARE_ERROR_MFA_TOKEN_INVALID
             : SPARE_ERROR_EXPIRED_TOKEN;

  if (g_str_equal (word, "invalid_password"))
    return spare_wire_text_is (text, "wrong email or password") ? SPARE_ERROR_WRONG_CREDENTIALS
                                                                : SPARE_ERROR_PASSWORD_POLICY;

  return -1;
}

int
spare_wire_judge_code (const SpareWireRequest *request,
                       guint                   status,
                       const char             *word,
                       const char             *text)
{
  int code = judge_ambiguous (request, status, word, text);

  if (code >= 0)
    return code;

  for (gsize i = 0; i < G_N_ELEMENTS (known_words); i++)
    {
      if (g_str_equal (known_words[i].word, word))
        return known_words[i].code;
    }

  return find_sentence (known_sentences, G_N_ELEMENTS (known_sentences), word);
}
