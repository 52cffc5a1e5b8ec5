/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-error.h"

#include <string.h>

/* The vocabulary that scripts may rely on, and the words of this program for
 * trouble that the Authentication API does not know. */
static const char *vocabulary[] = {
  "wrong_credentials", "too_many_attempts", "rate_limited", "password_leaked", "blocked_user",
  "custom_error", "access_denied", "verification_required", "mfa_required",
  "mfa_enroll_required", "mfa_invalid_code", "mfa_token_invalid", "invalid_code",
  "session_expired", "login_required", "authorization_pending", "slow_down", "expired_token",
  "invalid_request", "invalid_connection", "invalid_client", "unauthorized_client",
  "insufficient_scope", "password_policy", "user_exists", "signup_disabled", "not_found",
  "network", "server_error", "bad_response",
  "keyring_locked", "keyring_unavailable", "session_unreadable", "not_saved", "not_cleared",
  "practice_failed",
  NULL,
};

static void
test_words (void)
{
  g_autoptr (GHashTable) causes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int code = 0; code <= SPARE_ERROR_PRACTICE_FAILED; code++)
    {
      g_autoptr (GError) error = spare_error_new ((SpareError) code);

      g_assert_error (error, SPARE_ERROR, code);
      g_assert_cmpstr (error->message, ==, spare_error_get_cause (error));
      g_assert_true (g_strv_contains (vocabulary, spare_error_get_meaning (error)));
      for (const char *p = spare_error_get_cause (error); *p != '\0'; p++)
        g_assert_true (g_ascii_islower (*p) || *p == '_');
      g_assert_true (g_hash_table_add (causes, g_strdup (spare_error_get_cause (error))));
      if (code < SPARE_ERROR_MALFORMED_ADDRESS && code != SPARE_ERROR_PASSWORD_EXPIRED)
        g_assert_cmpstr (spare_error_get_cause (error), ==, spare_error_get_meaning (error));
    }
}

static void
test_local_meaning (void)
{
  static const struct
  {
    SpareError code;
    const char *cause;
    const char *meaning;
  } cases[] = {
    { SPARE_ERROR_PASSWORD_EXPIRED, "password_expired", "access_denied" },
    { SPARE_ERROR_MALFORMED_ADDRESS, "malformed_address", "invalid_request" },
    { SPARE_ERROR_NO_TENANT, "no_tenant", "invalid_client" },
    { SPARE_ERROR_MALFORMED_TENANT, "malformed_tenant", "invalid_client" },
    { SPARE_ERROR_INSECURE_TENANT, "insecure_tenant", "invalid_client" },
    { SPARE_ERROR_MALFORMED_CLIENT_ID, "malformed_client_id", "invalid_client" },
    { SPARE_ERROR_MALFORMED_CONNECTION, "malformed_connection", "invalid_connection" },
    { SPARE_ERROR_NOT_SIGNED_IN, "not_signed_in", "login_required" },
    { SPARE_ERROR_RESTING, "resting", "rate_limited" },
    { SPARE_ERROR_KEYRING_LOCKED, "keyring_locked", "keyring_locked" },
    { SPARE_ERROR_KEYRING_UNAVAILABLE, "keyring_unavailable", "keyring_unavailable" },
    { SPARE_ERROR_SESSION_UNREADABLE, "session_unreadable", "session_unreadable" },
    { SPARE_ERROR_NOT_SAVED, "not_saved", "not_saved" },
    { SPARE_ERROR_NOT_CLEARED, "not_cleared", "not_cleared" },
    { SPARE_ERROR_PRACTICE_FAILED, "practice_failed", "practice_failed" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = spare_error_new (cases[i].code);

      g_assert_cmpstr (spare_error_get_cause (error), ==, cases[i].cause);
      g_assert_cmpstr (spare_error_get_meaning (error), ==, cases[i].meaning);
    }
}

static void
assert_plain (const GError *error,
              const char   *word)
{
  g_assert_cmpuint (spare_error_get_status (error), ==, 0);
  g_assert_cmpint (spare_error_get_retry_after (error), ==, SPARE_RETRY_AFTER_UNKNOWN);
  g_assert_null (spare_error_get_server_text (error));
  g_assert_cmpint (spare_error_get_network_cause (error), ==, SPARE_NETWORK_CAUSE_NONE);
  g_assert_cmpstr (spare_error_get_meaning (error), ==, word);
  g_assert_cmpstr (spare_error_get_cause (error), ==, word);
  g_assert_false (spare_error_is_retryable (error));
}

/* Whatever comes out of a finish function may be asked. */
static void
test_strangers (void)
{
  g_autoptr (GError) cancelled = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "x");
  g_autoptr (GError) other = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "x");
  g_autoptr (GError) file = g_error_new_literal (G_FILE_ERROR, 4711, "x");

  assert_plain (NULL, "success");
  assert_plain (cancelled, "cancelled");
  assert_plain (other, "failed");
  assert_plain (file, "failed");
}

static void
test_details (void)
{
  g_autoptr (GError) error = spare_error_new (SPARE_ERROR_RATE_LIMITED);
  g_autoptr (GError) copy = NULL;

  assert_plain (NULL, "success");
  g_assert_cmpint (spare_error_get_retry_after (error), ==, SPARE_RETRY_AFTER_UNKNOWN);

  spare_error_set_status (error, 429);
  spare_error_set_retry_after (error, 90);
  spare_error_set_server_text (error, "first");
  spare_error_set_server_text (error, "the tenant's words");

  copy = g_error_copy (error);
  g_clear_error (&error);

  g_assert_cmpuint (spare_error_get_status (copy), ==, 429);
  g_assert_cmpint (spare_error_get_retry_after (copy), ==, 90);
  g_assert_cmpstr (spare_error_get_server_text (copy), ==, "the tenant's words");
  g_assert_cmpstr (copy->message, ==, "rate_limited (HTTP 429)");

  spare_error_set_retry_after (copy, 0);
  g_assert_cmpint (spare_error_get_retry_after (copy), ==, 0);
  spare_error_set_retry_after (copy, -3600);
  g_assert_cmpint (spare_error_get_retry_after (copy), ==, SPARE_RETRY_AFTER_UNKNOWN);
  spare_error_set_server_text (copy, NULL);
  g_assert_null (spare_error_get_server_text (copy));
}

/* Messages end up in logs, so nothing from outside may be in them. */
static void
test_message_is_ours (void)
{
  g_autoptr (GError) error = spare_error_new (SPARE_ERROR_CUSTOM_ERROR);

  spare_error_set_server_text (error, "jane@example.com may not");
  spare_error_set_status (error, 401);

  g_assert_cmpstr (error->message, ==, "custom_error (HTTP 401)");
}

static void
test_network (void)
{
  for (int cause = SPARE_NETWORK_CAUSE_NONE; cause <= SPARE_NETWORK_CAUSE_UNREACHABLE; cause++)
    {
      g_autoptr (GError) error = spare_error_new_network ((SpareNetworkCause) cause);

      g_assert_error (error, SPARE_ERROR, SPARE_ERROR_NETWORK);
      g_assert_cmpint (spare_error_get_network_cause (error), ==, cause);
    }
}

static void
test_retryable (void)
{
  for (int code = 0; code <= SPARE_ERROR_PRACTICE_FAILED; code++)
    {
      g_autoptr (GError) error = spare_error_new ((SpareError) code);

      g_assert_cmpint (spare_error_is_retryable (error), ==,
                       code == SPARE_ERROR_NETWORK || code == SPARE_ERROR_RATE_LIMITED ||
                         code == SPARE_ERROR_SERVER_ERROR);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/error/words", test_words);
  g_test_add_func ("/error/local-meaning", test_local_meaning);
  g_test_add_func ("/error/strangers", test_strangers);
  g_test_add_func ("/error/details", test_details);
  g_test_add_func ("/error/message-is-ours", test_message_is_ours);
  g_test_add_func ("/error/network", test_network);
  g_test_add_func ("/error/retryable", test_retryable);

  return g_test_run ();
}
