/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-account.h"
#include "spare-error.h"
#include "spare-secret-text.h"
#include "spare-token-set.h"
#include "test-memory.h"

static SpareTokenSet *
make_tokens (const char *access,
             const char *refresh,
             const char *id,
             gint64      expires_at)
{
  g_autoptr (SpareSecretText) access_token = spare_secret_text_new (access);
  g_autoptr (SpareSecretText) refresh_token = NULL;
  g_autoptr (SpareSecretText) id_token = NULL;

  if (refresh != NULL)
    refresh_token = spare_secret_text_new (refresh);
  if (id != NULL)
    id_token = spare_secret_text_new (id);

  return spare_token_set_new (access_token, refresh_token, id_token, expires_at);
}

static void
assert_text (SpareSecretText *secret,
             const char      *text)
{
  g_assert_cmpstr (secret != NULL ? spare_secret_text_get (secret) : NULL, ==, text);
}

static SpareTokenSet *
pass_through_store (SpareTokenSet *tokens)
{
  g_autoptr (SpareSecretText) stored = spare_token_set_serialize (tokens);
  g_autoptr (GError) error = NULL;
  SpareTokenSet *read;

  g_assert_cmpuint (strlen (spare_secret_text_get (stored)), ==, spare_secret_text_get_length (stored));
  read = spare_token_set_deserialize (stored, &error);
  g_assert_no_error (error);

  return read;
}

static void
test_round_trip (void)
{
  static const struct
  {
    const char *access;
    const char *refresh;
    const char *id;
    gint64 expires_at;
    const char *sub;
    const char *name;
    const char *email;
    SpareVerified verified;
    gint64 signed_in_at;
  } cases[] = {
    { "at", "rt", "a.b.c", 1900000000, "auth0|1", "Jane Doe", "jane@example.com",
      SPARE_VERIFIED_YES, 1899990000 },
    { "at", NULL, NULL, 0, "auth0|1", NULL, NULL, SPARE_VERIFIED_UNKNOWN, 0 },
    { "at", "rt", NULL, -1, "sms|1", NULL, NULL, SPARE_VERIFIED_NO, -5 },
    { "at", NULL, "i", G_MAXINT64, "x", "\u05d3\u05df \U0001F511", "gr\u00fc\u00dfe@b\u00fccher.example",
      SPARE_VERIFIED_NO, G_MININT64 },
    { "a\"t\\\n\t\x01{}", "r\"t", "\\u0041", 1, "a|\"\\/", "}\",\"format\":9", "\x7f\r@\b",
      SPARE_VERIFIED_YES, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SpareTokenSet) bare = make_tokens (cases[i].access, cases[i].refresh, cases[i].id,
                                                    cases[i].expires_at);
      g_autoptr (SpareAccount) account = spare_account_new (cases[i].sub, cases[i].name, cases[i].email,
                                                            cases[i].verified);
      g_autoptr (SpareTokenSet) tokens = spare_token_set_with_account (bare, account, cases[i].signed_in_at);
      g_autoptr (SpareTokenSet) read = pass_through_store (tokens);
      SpareAccount *read_account = spare_token_set_get_account (read);

      assert_text (spare_token_set_get_access_token (read), cases[i].access);
      assert_text (spare_token_set_get_refresh_token (read), cases[i].refresh);
      assert_text (spare_token_set_get_id_token (read), cases[i].id);
      g_assert_cmpint (spare_token_set_get_expires_at (read), ==, cases[i].expires_at);
      g_assert_cmpint (spare_token_set_get_signed_in_at (read), ==, cases[i].signed_in_at);
      g_assert_cmpstr (spare_account_get_sub (read_account), ==, cases[i].sub);
      g_assert_cmpstr (spare_account_get_name (read_account), ==, cases[i].name);
      g_assert_cmpstr (spare_account_get_email (read_account), ==, cases[i].email);
      g_assert_cmpint (spare_account_get_verified (read_account), ==, cases[i].verified);
    }
}

static void
test_long_tokens (void)
{
  g_autofree char *long_token = g_strnfill (10 * 1024, 'A');
  g_autoptr (SpareTokenSet) bare = make_tokens (long_token, long_token, long_token, 1);
  g_autoptr (SpareAccount) account = spare_account_new ("auth0|1", NULL, NULL, SPARE_VERIFIED_NO);
  g_autoptr (SpareTokenSet) tokens = spare_token_set_with_account (bare, account, 1);
  g_autoptr (SpareTokenSet) read = pass_through_store (tokens);

  assert_text (spare_token_set_get_access_token (read), long_token);
  assert_text (spare_token_set_get_refresh_token (read), long_token);
  assert_text (spare_token_set_get_id_token (read), long_token);
}

/* What this version writes, every later version has to read. */
static void
test_stored_form (void)
{
  g_autoptr (SpareSecretText) stored = NULL;
  g_autoptr (SpareTokenSet) read = NULL;
  g_autoptr (GError) error = NULL;

  stored = spare_secret_text_new ("{\"access_token\":\"at\",\"refresh_token\":\"rt\",\"sub\":\"auth0|1\","
                                  "\"name\":\"Jane\",\"format\":1,\"verified\":2,"
                                  "\"expires_at\":1900000000,\"signed_in_at\":1899990000}");
  read = spare_token_set_deserialize (stored, &error);

  g_assert_no_error (error);
  assert_text (spare_token_set_get_access_token (read), "at");
  assert_text (spare_token_set_get_refresh_token (read), "rt");
  assert_text (spare_token_set_get_id_token (read), NULL);
  g_assert_cmpint (spare_token_set_get_expires_at (read), ==, 1900000000);
  g_assert_cmpstr (spare_account_get_name (spare_token_set_get_account (read)), ==, "Jane");
  g_assert_cmpint (spare_account_get_verified (spare_token_set_get_account (read)), ==, SPARE_VERIFIED_YES);
}

#define NUMBERS "\"verified\":0,\"expires_at\":1,\"signed_in_at\":1"

static void
test_unreadable (void)
{
  static const char *cases[] = {
    "",
    " ",
    "null",
    "[]",
    "\"text\"",
    "{",
    "{}",
    "not JSON",
    "\xff\xfe",
    "{\"access_token\":\"\xff\",\"sub\":\"s\",\"format\":1," NUMBERS "}",
    /* Of a later version, of an earlier one, of none. */
    "{\"access_token\":\"at\",\"sub\":\"s\",\"format\":2," NUMBERS "}",
    "{\"access_token\":\"at\",\"sub\":\"s\",\"format\":0," NUMBERS "}",
    "{\"access_token\":\"at\",\"sub\":\"s\",\"format\":\"1\"," NUMBERS "}",
    "{\"access_token\":\"at\",\"sub\":\"s\",\"format\":1.5," NUMBERS "}",
    "{\"access_token\":\"at\",\"sub\":\"s\"," NUMBERS "}",
    /* Something missing. */
    "{\"sub\":\"s\",\"format\":1," NUMBERS "}",
    "{\"access_token\":\"at\",\"format\":1," NUMBERS "}",
    "{\"access_token\":\"at\",\"sub\":\"s\",\"format\":1,\"expires_at\":1,\"signed_in_at\":1}",
    "{\"access_token\":\"at\",\"sub\":\"s\",\"format\":1,\"verified\":0,\"signed_in_at\":1}",
    "{\"access_token\":\"at\",\"sub\":\"s\",\"format\":1,\"verified\":0,\"expires_at\":1}",
    /* Something empty, or of another type. */
    "{\"access_token\":\"\",\"sub\":\"s\",\"format\":1," NUMBERS "}",
    "{\"access_token\":\"at\",\"sub\":\"\",\"format\":1," NUMBERS "}",
    "{\"access_token\":7,\"sub\":\"s\",\"format\":1," NUMBERS "}",
    "{\"access_token\":null,\"sub\":\"s\",\"format\":1," NUMBERS "}",
    "{\"access_token\":[\"at\"],\"sub\":\"s\",\"format\":1," NUMBERS "}",
    "{\"access_token\":\"at\",\"refresh_token\":null,\"sub\":\"s\",\"format\":1," NUMBERS "}",
    "{\"access_token\":\"at\",\"refresh_token\":\"\",\"sub\":\"s\",\"format\":1," NUMBERS "}",
    "{\"access_token\":\"at\",\"id_token\":{},\"sub\":\"s\",\"format\":1," NUMBERS "}",
    "{\"access_token\":\"at\",\"name\":5,\"sub\":\"s\",\"format\":1," NUMBERS "}",
    "{\"access_token\":\"at\",\"email\":true,\"sub\":\"s\",\"format\":1," NUMBERS "}",
    "{\"access_token\":\"at\",\"sub\":\"s\",\"format\":1,\"verified\":3,\"expires_at\":1,\"signed_in_at\":1}",
    "{\"access_token\":\"at\",\"sub\":\"s\",\"format\":1,\"verified\":-1,\"expires_at\":1,\"signed_in_at\":1}",
    "{\"access_token\":\"at\",\"sub\":\"s\",\"format\":1,\"verified\":true,\"expires_at\":1,\"signed_in_at\":1}",
    "{\"access_token\":\"at\",\"sub\":\"s\",\"format\":1,\"verified\":0,\"expires_at\":\"1\",\"signed_in_at\":1}",
    /* Cut off, and doubled. */
    "{\"access_token\":\"at\",\"sub\":\"s\",\"format\":1,\"verified\":0,\"expires_at\":1,\"signed_in_",
    "{\"access_token\":\"at\",\"sub\":\"s\",\"format\":1," NUMBERS "}{}",
  };
  g_autoptr (SpareSecretText) good = NULL;
  g_autoptr (SpareTokenSet) tokens = NULL;

  good = spare_secret_text_new ("{\"access_token\":\"at\",\"sub\":\"s\",\"format\":1," NUMBERS "}");
  tokens = spare_token_set_deserialize (good, NULL);
  g_assert_nonnull (tokens);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SpareSecretText) stored = spare_secret_text_new (cases[i]);
      g_autoptr (SpareTokenSet) read = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      read = spare_token_set_deserialize (stored, &error);
      g_assert_null (read);
      g_assert_error (error, SPARE_ERROR, SPARE_ERROR_SESSION_UNREADABLE);
      g_assert_cmpstr (error->message, ==, "session_unreadable");
    }
}

static void
test_deep (void)
{
  g_autofree char *open_brackets = g_strnfill (200000, '[');
  g_autofree char *text = g_strconcat ("{\"access_token\":", open_brackets, NULL);
  g_autoptr (SpareSecretText) stored = spare_secret_text_new (text);
  g_autoptr (GError) error = NULL;

  g_assert_null (spare_token_set_deserialize (stored, &error));
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_SESSION_UNREADABLE);
}

static void
test_stale (void)
{
  static const struct
  {
    gint64 expires_at;
    gint64 now;
    gboolean stale;
  } cases[] = {
    { 1000, 900, FALSE },
    { 1000, 940, FALSE },
    { 1000, 941, TRUE },
    { 1000, 1000, TRUE },
    { 1000, 5000, TRUE },
    { 0, 1900000000, TRUE },
    { G_MININT64, 1900000000, TRUE },
    { G_MAXINT64, 1900000000, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SpareTokenSet) tokens = make_tokens ("at", NULL, NULL, cases[i].expires_at);

      g_assert_cmpint (spare_token_set_is_stale (tokens, cases[i].now), ==, cases[i].stale);
    }
}

static void
test_renew (void)
{
  static const struct
  {
    const char *refresh;
    const char *id;
    const char *kept_refresh;
    const char *kept_id;
  } cases[] = {
    { NULL, NULL, "rt1", "id1" },
    { "rt2", NULL, "rt2", "id1" },
    { "rt2", "id2", "rt2", "id2" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SpareTokenSet) bare = make_tokens ("at1", "rt1", "id1", 1000);
      g_autoptr (SpareAccount) account = spare_account_new ("auth0|1", "Jane", NULL, SPARE_VERIFIED_YES);
      g_autoptr (SpareTokenSet) before = spare_token_set_with_account (bare, account, 500);
      g_autoptr (SpareTokenSet) answer = make_tokens ("at2", cases[i].refresh, cases[i].id, 2000);
      g_autoptr (SpareTokenSet) after = spare_token_set_renew (before, answer);

      assert_text (spare_token_set_get_access_token (after), "at2");
      assert_text (spare_token_set_get_refresh_token (after), cases[i].kept_refresh);
      assert_text (spare_token_set_get_id_token (after), cases[i].kept_id);
      g_assert_cmpint (spare_token_set_get_expires_at (after), ==, 2000);
      g_assert_cmpint (spare_token_set_get_signed_in_at (after), ==, 500);
      g_assert_true (spare_token_set_get_account (after) == account);

      /* Nothing changed in what was there. */
      assert_text (spare_token_set_get_access_token (before), "at1");
      assert_text (spare_token_set_get_refresh_token (before), "rt1");
      g_assert_cmpint (spare_token_set_get_expires_at (before), ==, 1000);
      g_assert_null (spare_token_set_get_account (bare));
    }
}

/* Neither the tokens nor their stored form stay in memory. */
static void
test_overwritten (void)
{
  TestMarker marker = test_marker_new ();
  char *typed = g_malloc (TEST_MARKER_LENGTH + 1);
  g_autoptr (SpareAccount) account = spare_account_new ("auth0|1", NULL, NULL, SPARE_VERIFIED_NO);
  SpareTokenSet *bare;
  SpareTokenSet *tokens;
  SpareSecretText *stored;

  test_marker_write (&marker, typed);
  bare = make_tokens (typed, typed, typed, 1);
  spare_secret_free (typed);
  tokens = spare_token_set_with_account (bare, account, 1);
  g_object_unref (bare);
  g_assert_cmpuint (test_marker_count (&marker), ==, 3);

  stored = spare_token_set_serialize (tokens);
  g_assert_cmpuint (test_marker_count (&marker), ==, 6);
  g_object_unref (tokens);
  g_assert_cmpuint (test_marker_count (&marker), ==, 3);
  spare_secret_text_unref (stored);
  g_assert_cmpuint (test_marker_count (&marker), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/token-set/round-trip", test_round_trip);
  g_test_add_func ("/token-set/long-tokens", test_long_tokens);
  g_test_add_func ("/token-set/stored-form", test_stored_form);
  g_test_add_func ("/token-set/unreadable", test_unreadable);
  g_test_add_func ("/token-set/deep", test_deep);
  g_test_add_func ("/token-set/stale", test_stale);
  g_test_add_func ("/token-set/renew", test_renew);
  g_test_add_func ("/token-set/overwritten", test_overwritten);

  return g_test_run ();
}
