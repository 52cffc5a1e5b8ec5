/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-error.h"
#include "spare-error-text.h"
#include "spare-tenant.h"

#include <string.h>

#define HOST "example.eu.auth0.com"
#define ISOLATED_HOST "\u2066" HOST "\u2069"

static SpareTenant *
make_tenant (void)
{
  return spare_tenant_new (HOST, "cid", "Customers", NULL);
}

static SpareErrorText *
describe (GError         *error,
          SpareOperation  operation)
{
  g_autoptr (SpareTenant) tenant = make_tenant ();
  g_autoptr (GError) owned = error;

  return spare_error_text_new (owned, operation, tenant);
}

/* What every text for people has to be. */
static void
assert_well_written (const SpareErrorText *text)
{
  const char *members[] = { text->title, text->sentence, text->advice };

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_assert_nonnull (members[i]);
      g_assert_cmpuint (strlen (members[i]), >, 3);
      g_assert_true (g_utf8_validate (members[i], -1, NULL));
      g_assert_null (strpbrk (members[i], "'\"\n\t"));
      g_assert_null (strstr (members[i], "..."));
      g_assert_null (strstr (members[i], "(null)"));
      g_assert_null (strstr (members[i], "  "));
    }

  g_assert_false (g_str_has_suffix (text->title, "."));
  g_assert_cmpint (g_utf8_strlen (text->title, -1), <=, 40);
  g_assert_true (g_str_has_suffix (text->sentence, ".") || g_str_has_suffix (text->sentence, "”"));
  g_assert_true (g_str_has_suffix (text->advice, "."));
  g_assert_cmpstr (text->sentence, !=, text->advice);
}

/* Every cause has words in every situation, with and without a tenant. */
static void
test_every_cause (void)
{
  g_autoptr (SpareTenant) tenant = make_tenant ();

  for (int code = 0; code <= SPARE_ERROR_PRACTICE_FAILED; code++)
    {
      for (int operation = SPARE_OPERATION_CONNECT; operation <= SPARE_OPERATION_COMMAND; operation++)
        {
          static const guint statuses[] = { 0, 200, 302, 400, 429, 503 };

          for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
            {
              g_autoptr (GError) error = spare_error_new ((SpareError) code);
              g_autoptr (SpareErrorText) with = NULL;
              g_autoptr (SpareErrorText) without = NULL;

              if (statuses[i] != 0)
                spare_error_set_status (error, statuses[i]);
              g_test_message ("%s, operation %d", error->message, operation);

              with = spare_error_text_new (error, (SpareOperation) operation, tenant);
              without = spare_error_text_new (error, (SpareOperation) operation, NULL);
              assert_well_written (with);
              assert_well_written (without);
              g_assert_null (strstr (with->sentence, error->message));
            }
        }
    }
}

static void
test_strangers (void)
{
  g_autoptr (SpareErrorText) none = describe (NULL, SPARE_OPERATION_LOGIN);
  g_autoptr (SpareErrorText) other = describe (g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "/secret/path"),
                                               SPARE_OPERATION_LOGIN);

  assert_well_written (none);
  assert_well_written (other);
  g_assert_null (strstr (other->sentence, "secret"));
  g_assert_null (strstr (other->advice, "secret"));
}

/* Where another thing has to be done, other words are said. */
static void
test_distinct (void)
{
  static const SpareError causes[] = {
    SPARE_ERROR_WRONG_CREDENTIALS, SPARE_ERROR_TOO_MANY_ATTEMPTS, SPARE_ERROR_RATE_LIMITED,
    SPARE_ERROR_PASSWORD_LEAKED, SPARE_ERROR_PASSWORD_EXPIRED, SPARE_ERROR_BLOCKED_USER,
    SPARE_ERROR_VERIFICATION_REQUIRED, SPARE_ERROR_MFA_REQUIRED, SPARE_ERROR_SESSION_EXPIRED,
    SPARE_ERROR_INVALID_REQUEST, SPARE_ERROR_INVALID_CONNECTION, SPARE_ERROR_INVALID_CLIENT,
    SPARE_ERROR_UNAUTHORIZED_CLIENT, SPARE_ERROR_NOT_FOUND, SPARE_ERROR_NETWORK,
    SPARE_ERROR_SERVER_ERROR, SPARE_ERROR_BAD_RESPONSE, SPARE_ERROR_MALFORMED_ADDRESS,
    SPARE_ERROR_NO_TENANT, SPARE_ERROR_MALFORMED_TENANT, SPARE_ERROR_INSECURE_TENANT,
    SPARE_ERROR_MALFORMED_CLIENT_ID, SPARE_ERROR_MALFORMED_CONNECTION,
    SPARE_ERROR_NOT_SIGNED_IN, SPARE_ERROR_KEYRING_LOCKED, SPARE_ERROR_KEYRING_UNAVAILABLE,
    SPARE_ERROR_SESSION_UNREADABLE, SPARE_ERROR_NOT_SAVED, SPARE_ERROR_NOT_CLEARED,
    SPARE_ERROR_RESTING, SPARE_ERROR_PRACTICE_FAILED, SPARE_ERROR_ACCESS_DENIED,
  };
  static const SpareOperation operations[] = {
    SPARE_OPERATION_CONNECT, SPARE_OPERATION_LOGIN, SPARE_OPERATION_RESET,
  };

  for (gsize j = 0; j < G_N_ELEMENTS (operations); j++)
    {
      g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

      for (gsize i = 0; i < G_N_ELEMENTS (causes); i++)
        {
          g_autoptr (SpareErrorText) text = describe (spare_error_new (causes[i]), operations[j]);

          g_test_message ("%s", text->sentence);
          g_assert_true (g_hash_table_add (seen, g_strdup (text->sentence)));
        }
    }
}

static void
test_network (void)
{
  g_autoptr (GHashTable) titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) sentences = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int cause = SPARE_NETWORK_CAUSE_NONE; cause <= SPARE_NETWORK_CAUSE_UNREACHABLE; cause++)
    {
      g_autoptr (SpareErrorText) text = describe (spare_error_new_network ((SpareNetworkCause) cause),
                                                  SPARE_OPERATION_LOGIN);

      assert_well_written (text);
      g_assert_true (g_hash_table_add (titles, g_strdup (text->title)));
      g_assert_true (g_hash_table_add (sentences, g_strdup (text->sentence)));
      if (cause != SPARE_NETWORK_CAUSE_PROXY && cause != SPARE_NETWORK_CAUSE_UNREACHABLE)
        g_assert_nonnull (strstr (text->sentence, ISOLATED_HOST));
    }
}

/* The one thing each of these has to say. */
static void
test_advice (void)
{
  static const struct
  {
    SpareError code;
    guint status;
    SpareOperation operation;
    const char *words;
  } cases[] = {
    { SPARE_ERROR_WRONG_CREDENTIALS, 403, SPARE_OPERATION_LOGIN, "reset" },
    { SPARE_ERROR_TOO_MANY_ATTEMPTS, 429, SPARE_OPERATION_LOGIN, "Reset the password" },
    { SPARE_ERROR_TOO_MANY_ATTEMPTS, 429, SPARE_OPERATION_RESET, "administrator of the tenant" },
    { SPARE_ERROR_PASSWORD_LEAKED, 401, SPARE_OPERATION_LOGIN, "Reset the password" },
    { SPARE_ERROR_PASSWORD_EXPIRED, 401, SPARE_OPERATION_LOGIN, "Reset the password" },
    { SPARE_ERROR_BLOCKED_USER, 401, SPARE_OPERATION_LOGIN, "administrator of the tenant" },
    { SPARE_ERROR_MFA_REQUIRED, 403, SPARE_OPERATION_LOGIN, "browser" },
    { SPARE_ERROR_MFA_REQUIRED, 403, SPARE_OPERATION_LOGIN, "Support" },
    { SPARE_ERROR_VERIFICATION_REQUIRED, 401, SPARE_OPERATION_LOGIN, "browser" },
    { SPARE_ERROR_VERIFICATION_REQUIRED, 401, SPARE_OPERATION_RESET, "Forgot password?" },
    { SPARE_ERROR_UNAUTHORIZED_CLIENT, 403, SPARE_OPERATION_LOGIN, "Native" },
    { SPARE_ERROR_UNAUTHORIZED_CLIENT, 403, SPARE_OPERATION_LOGIN, "Password grant" },
    { SPARE_ERROR_INVALID_CLIENT, 401, SPARE_OPERATION_LOGIN, "Preferences" },
    { SPARE_ERROR_INVALID_CONNECTION, 400, SPARE_OPERATION_RESET, "\u2066Customers\u2069" },
    { SPARE_ERROR_INVALID_CONNECTION, 400, SPARE_OPERATION_RESET, "Preferences" },
    { SPARE_ERROR_BAD_RESPONSE, 200, SPARE_OPERATION_RESET, "sign in to the network" },
    { SPARE_ERROR_BAD_RESPONSE, 302, SPARE_OPERATION_LOGIN, "sign in to the network" },
    { SPARE_ERROR_BAD_RESPONSE, 200, SPARE_OPERATION_CONNECT, "tenant domain" },
    { SPARE_ERROR_BAD_RESPONSE, 418, SPARE_OPERATION_LOGIN, "administrator of the tenant" },
    { SPARE_ERROR_NOT_FOUND, 404, SPARE_OPERATION_CONNECT, "tenant domain" },
    { SPARE_ERROR_SERVER_ERROR, 503, SPARE_OPERATION_RESET, "may have been sent" },
    { SPARE_ERROR_SERVER_ERROR, 503, SPARE_OPERATION_LOGIN, "Try again" },
    { SPARE_ERROR_RATE_LIMITED, 429, SPARE_OPERATION_LOGIN, "in a few minutes" },
    { SPARE_ERROR_SESSION_EXPIRED, 403, SPARE_OPERATION_REFRESH, "Log in again" },
    { SPARE_ERROR_KEYRING_LOCKED, 0, SPARE_OPERATION_RESTORE, "Unlock the keyring" },
    { SPARE_ERROR_KEYRING_UNAVAILABLE, 0, SPARE_OPERATION_RESTORE, "GNOME Keyring" },
    { SPARE_ERROR_SESSION_UNREADABLE, 0, SPARE_OPERATION_RESTORE, "log in again" },
    { SPARE_ERROR_NOT_SAVED, 0, SPARE_OPERATION_SAVE, "until you quit" },
    { SPARE_ERROR_NOT_SAVED, 0, SPARE_OPERATION_COMMAND, "not logged in" },
    { SPARE_ERROR_KEYRING_LOCKED, 0, SPARE_OPERATION_SAVE, "then save again" },
    { SPARE_ERROR_KEYRING_LOCKED, 0, SPARE_OPERATION_COMMAND, "then try again" },
    { SPARE_ERROR_KEYRING_UNAVAILABLE, 0, SPARE_OPERATION_SAVE, "then try again" },
    { SPARE_ERROR_KEYRING_UNAVAILABLE, 0, SPARE_OPERATION_COMMAND, "then try again" },
    { SPARE_ERROR_NOT_FOUND, 404, SPARE_OPERATION_RESET, "no tenant at this domain" },
    { SPARE_ERROR_NOT_CLEARED, 0, SPARE_OPERATION_LOGOUT, "log out again" },
    { SPARE_ERROR_INSECURE_TENANT, 0, SPARE_OPERATION_CONNECT, "https://" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GError *error = spare_error_new (cases[i].code);
      g_autoptr (SpareErrorText) text = NULL;
      g_autofree char *joined = NULL;

      if (cases[i].status != 0)
        spare_error_set_status (error, cases[i].status);
      text = describe (error, cases[i].operation);
      joined = spare_error_text_join (text);
      g_test_message ("%s", joined);
      g_assert_nonnull (strstr (joined, cases[i].words));
    }
}

static void
test_login_does_not_tell_who_exists (void)
{
  g_autoptr (SpareErrorText) text = describe (spare_error_new (SPARE_ERROR_WRONG_CREDENTIALS),
                                              SPARE_OPERATION_LOGIN);

  g_assert_cmpstr (text->title, ==, "Wrong Email or Password");
}

static void
test_wait (void)
{
  static const SpareError codes[] = { SPARE_ERROR_RATE_LIMITED, SPARE_ERROR_RESTING };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      GError *known = spare_error_new (codes[i]);
      GError *now = spare_error_new (codes[i]);
      g_autoptr (SpareErrorText) text = NULL;
      g_autoptr (SpareErrorText) unknown = NULL;

      spare_error_set_retry_after (known, 130);
      text = describe (known, SPARE_OPERATION_RESET);
      g_assert_cmpstr (text->advice, ==, "Try again in 3 minutes.");

      spare_error_set_retry_after (now, 0);
      unknown = describe (now, SPARE_OPERATION_RESET);
      g_assert_cmpstr (unknown->advice, ==, "Try again in a few minutes.");
    }
}

static void
test_format_wait (void)
{
  static const struct
  {
    gint64 seconds;
    const char *text;
  } cases[] = {
    { G_MININT64, "1 second" },
    { 0, "1 second" },
    { 1, "1 second" },
    { 45, "45 seconds" },
    { 90, "90 seconds" },
    { 91, "2 minutes" },
    { 120, "2 minutes" },
    { 121, "3 minutes" },
    { 90 * 60, "90 minutes" },
    { 90 * 60 + 1, "2 hours" },
    { 24 * 3600, "24 hours" },
    { 36 * 3600 + 1, "2 days" },
    { 30 * 86400, "30 days" },
    { G_MAXINT64, "365 days" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = spare_error_text_format_wait (cases[i].seconds);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static SpareErrorText *
quote (const char *words)
{
  GError *error = spare_error_new (SPARE_ERROR_ACCESS_DENIED);

  spare_error_set_server_text (error, words);

  return describe (error, SPARE_OPERATION_LOGIN);
}

/* A tenant's own words are marked as theirs and cannot pass for ours. */
static void
test_server_text (void)
{
  static const struct
  {
    const char *words;
    const char *quoted;
  } cases[] = {
    { "Only on weekdays.", "Only on weekdays." },
    { "  Only\non\tweekdays. ", "Only on weekdays." },
    { "<b>Only</b> %s %n", "<b>Only</b> %s %n" },
    { "a\u202Eb\u2066c\u2069d\u202A", "abcd" },
    { "a\u2028b\x1b[31mc", "a b [31mc" },
    { "\u05e8\u05e7 \u05d1\u05d9\u05de\u05d9 \u05d7\u05d5\u05dc",
      "\u05e8\u05e7 \u05d1\u05d9\u05de\u05d9 \u05d7\u05d5\u05dc" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SpareErrorText) text = quote (cases[i].words);
      g_autofree char *expected = NULL;

      expected = g_strconcat (ISOLATED_HOST " says: “\u2068", cases[i].quoted, "\u2069”", NULL);
      g_assert_cmpstr (text->sentence, ==, expected);
      g_assert_cmpstr (text->title, ==, "Not Allowed by the Tenant");
    }
}

static void
test_no_server_text (void)
{
  static const char *cases[] = { NULL, "", " \n ", "\u202E", "\xff\xfe" };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SpareErrorText) text = quote (cases[i]);

      assert_well_written (text);
      g_assert_null (strstr (text->sentence, "says"));
    }
}

static void
test_long_server_text (void)
{
  g_autofree char *exact = g_strnfill (400, 'x');
  g_autofree char *more = g_strnfill (100000, 'x');
  g_autoptr (SpareErrorText) whole = quote (exact);
  g_autoptr (SpareErrorText) cut = quote (more);

  g_assert_nonnull (strstr (whole->sentence, exact));
  g_assert_null (strstr (whole->sentence, "…"));
  g_assert_nonnull (strstr (cut->sentence, "x…"));
  g_assert_cmpint (g_utf8_strlen (cut->sentence, -1), <, 500);
}

/* Other causes keep to our own words, whatever the server wrote. */
static void
test_server_text_elsewhere (void)
{
  GError *error = spare_error_new (SPARE_ERROR_WRONG_CREDENTIALS);
  g_autoptr (SpareErrorText) text = NULL;
  g_autofree char *joined = NULL;

  spare_error_set_server_text (error, "call 555-0100 now");
  text = describe (error, SPARE_OPERATION_LOGIN);
  joined = spare_error_text_join (text);
  g_assert_null (strstr (joined, "555"));
}

static void
test_join (void)
{
  SpareErrorText text = { (char *) "Title", (char *) "It broke.", (char *) "Mend it." };
  g_autofree char *joined = spare_error_text_join (&text);

  g_assert_cmpstr (joined, ==, "It broke. Mend it.");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/error-text/every-cause", test_every_cause);
  g_test_add_func ("/error-text/strangers", test_strangers);
  g_test_add_func ("/error-text/distinct", test_distinct);
  g_test_add_func ("/error-text/network", test_network);
  g_test_add_func ("/error-text/advice", test_advice);
  g_test_add_func ("/error-text/who-exists", test_login_does_not_tell_who_exists);
  g_test_add_func ("/error-text/wait", test_wait);
  g_test_add_func ("/error-text/format-wait", test_format_wait);
  g_test_add_func ("/error-text/server-text", test_server_text);
  g_test_add_func ("/error-text/no-server-text", test_no_server_text);
  g_test_add_func ("/error-text/long-server-text", test_long_server_text);
  g_test_add_func ("/error-text/server-text-elsewhere", test_server_text_elsewhere);
  g_test_add_func ("/error-text/join", test_join);

  return g_test_run ();
}
