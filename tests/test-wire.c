/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-account.h"
#include "spare-error.h"
#include "spare-jwks.h"
#include "spare-secret-text.h"
#include "spare-token-set.h"
#include "spare-wire.h"

#include <string.h>

/* What each answer means is recorded in data/wire-cases*.json; here stands
 * what comes with the meaning, and what hostile bytes do. */

#define NOW G_GINT64_CONSTANT (1900000000)
#define N_MUTATIONS 4000

static SpareHttpResponse *
answer (guint       status,
        const char *body)
{
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

  return spare_http_response_new (status, bytes);
}

static GError *
judge (SpareEndpoint  endpoint,
       SpareGrant     grant,
       guint          status,
       const char    *body)
{
  const SpareWireRequest request = { .endpoint = endpoint, .grant = grant };
  g_autoptr (SpareHttpResponse) response = answer (status, body);
  GError *error = NULL;
  gboolean good = spare_wire_judge (&request, response, NOW, &error);

  g_assert_cmpint (good, ==, error == NULL);

  return error;
}

static void
test_retry_after (void)
{
  static const struct
  {
    const char *after;
    const char *reset;
    const char *date;
    gint64 expected;
  } cases[] = {
    { "60", NULL, NULL, 60 },
    { " 7 ", NULL, NULL, 7 },
    { "0", NULL, NULL, 0 },
    { "60", "1900000300", NULL, 60 },
    { "-5", NULL, NULL, SPARE_RETRY_AFTER_UNKNOWN },
    { "-5", "1900000030", NULL, 30 },
    { "1e3", NULL, NULL, SPARE_RETRY_AFTER_UNKNOWN },
    { "soon", NULL, NULL, SPARE_RETRY_AFTER_UNKNOWN },
    { "", NULL, NULL, SPARE_RETRY_AFTER_UNKNOWN },
    { "99999999999999999999", NULL, NULL, SPARE_RETRY_AFTER_UNKNOWN },
    { "Sun, 17 Mar 2030 17:47:40 GMT", NULL, NULL, 60 },
    { "Sun, 17 Mar 2030 17:45:40 GMT", NULL, NULL, SPARE_RETRY_AFTER_UNKNOWN },
    { "Sun, 17 Foo 2030 17:47:40 GMT", NULL, NULL, SPARE_RETRY_AFTER_UNKNOWN },
    { "Sun, 99 Mar 2030 17:47:40 GMT", NULL, NULL, SPARE_RETRY_AFTER_UNKNOWN },
    { "Sun, 17 Mar 2030 17:47:40", NULL, NULL, SPARE_RETRY_AFTER_UNKNOWN },
    { NULL, "1900000060", NULL, 60 },
    { NULL, "1900000000", NULL, SPARE_RETRY_AFTER_UNKNOWN },
    { NULL, "1000000000", NULL, SPARE_RETRY_AFTER_UNKNOWN },
    { NULL, "1900000060000", NULL, SPARE_RETRY_AFTER_UNKNOWN },
    { NULL, "-1", NULL, SPARE_RETRY_AFTER_UNKNOWN },
    /* The clock here is wrong by a day; the tenant's is what counts. */
    { NULL, "1900086460", "Mon, 18 Mar 2030 17:46:40 GMT", 60 },
    { "Mon, 18 Mar 2030 17:47:40 GMT", NULL, "Mon, 18 Mar 2030 17:46:40 GMT", 60 },
    { NULL, "1900000060", "garbage", 60 },
    { NULL, NULL, NULL, SPARE_RETRY_AFTER_UNKNOWN },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SpareHttpResponse) response = answer (429, "");
      const SpareWireRequest request = { .endpoint = SPARE_ENDPOINT_CHANGE_PASSWORD };
      g_autoptr (GError) error = NULL;

      g_test_message ("%s, %s, %s", cases[i].after, cases[i].reset, cases[i].date);
      if (cases[i].after != NULL)
        spare_http_response_set_header (response, "RETRY-after", cases[i].after);
      if (cases[i].reset != NULL)
        spare_http_response_set_header (response, "x-ratelimit-RESET", cases[i].reset);
      if (cases[i].date != NULL)
        spare_http_response_set_header (response, "Date", cases[i].date);

      g_assert_cmpint (spare_wire_get_retry_after (response, NOW), ==, cases[i].expected);
      g_assert_false (spare_wire_judge (&request, response, NOW, &error));
      g_assert_error (error, SPARE_ERROR, SPARE_ERROR_RATE_LIMITED);
      g_assert_cmpint (spare_error_get_retry_after (error), ==, cases[i].expected);
    }
}

/* The tenant's own words are shown for its own refusals and for nothing else. */
static void
test_server_text (void)
{
  static const struct
  {
    const char *body;
    SpareError code;
    const char *text;
  } cases[] = {
    { "{\"error\":\"unauthorized\",\"error_description\":\"On Mondays only\"}",
      SPARE_ERROR_CUSTOM_ERROR, "On Mondays only" },
    { "{\"error\":\"access_denied\",\"error_description\":\"Ask Ann\"}", SPARE_ERROR_ACCESS_DENIED,
      "Ask Ann" },
    { "{\"code\":\"own\",\"description\":\"Pending\",\"fromSandbox\":true}",
      SPARE_ERROR_CUSTOM_ERROR, "Pending" },
    { "{\"error\":\"unauthorized\",\"error_description\":{\"a\":1}}", SPARE_ERROR_CUSTOM_ERROR, NULL },
    { "{\"error\":\"invalid_grant\",\"error_description\":\"Wrong email or password.\"}",
      SPARE_ERROR_WRONG_CREDENTIALS, NULL },
    { "<html>You owe us money</html>", SPARE_ERROR_BAD_RESPONSE, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = judge (SPARE_ENDPOINT_TOKEN, SPARE_GRANT_PASSWORD, 401,
                                        cases[i].body);

      g_assert_error (error, SPARE_ERROR, (int) cases[i].code);
      g_assert_cmpstr (spare_error_get_server_text (error), ==, cases[i].text);
      g_assert_cmpuint (spare_error_get_status (error), ==, 401);
    }
}

static void
test_causes (void)
{
  g_autoptr (GError) proxy = judge (SPARE_ENDPOINT_TOKEN, SPARE_GRANT_PASSWORD, 407, "");
  g_autoptr (GError) expired = judge (SPARE_ENDPOINT_TOKEN, SPARE_GRANT_PASSWORD, 401,
                                      "{\"code\":\"password_expired\"}");

  g_assert_error (proxy, SPARE_ERROR, SPARE_ERROR_NETWORK);
  g_assert_cmpint (spare_error_get_network_cause (proxy), ==, SPARE_NETWORK_CAUSE_PROXY);
  g_assert_error (expired, SPARE_ERROR, SPARE_ERROR_PASSWORD_EXPIRED);
}

/* Exactly the limit is read, one byte more is not. */
static void
test_limit (void)
{
  static const char head[] = "{\"expires_in\":60,\"access_token\":\"";

  for (gsize over = 0; over < 2; over++)
    {
      g_autoptr (GString) body = g_string_new (head);
      g_autoptr (GError) error = NULL;

      while (body->len < SPARE_HTTP_MAX_BODY - 2 + over)
        g_string_append_c (body, 'x');
      g_string_append (body, "\"}");
      error = judge (SPARE_ENDPOINT_TOKEN, SPARE_GRANT_PASSWORD, 200, body->str);
      if (over == 0)
        g_assert_no_error (error);
      else
        g_assert_error (error, SPARE_ERROR, SPARE_ERROR_BAD_RESPONSE);
    }
}

/* Well closed but for the comments and quotes that the parser would take.
 * Brackets behind them once reached it uncounted. */
static void
test_nesting (void)
{
  static const struct
  {
    const char *head;
    const char *open;
    const char *close;
    const char *tail;
  } cases[] = {
    { "[", "[", "]", "]" },
    { "[", "{\"a\":[", "]}", "]" },
    { "[", "[{\"\\\"\":", "}]", "]" },
    { "[/*\"*/", "[", "]", "/*\"*/]" },
    { "[//\"\n", "[", "]", "//\"\n]" },
    { "['\"',", "[", "]", ",'\"']" },
    { "[", "[", "", "" },
    { "{\"a\":", "[", "]", "}" },
  };
  const int n = 100000;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) body = g_string_new (cases[i].head);
      g_autoptr (GError) error = NULL;

      for (int j = 0; j < n; j++)
        g_string_append (body, cases[i].open);
      if (g_str_has_suffix (cases[i].open, ":"))
        g_string_append (body, "1");
      for (int j = 0; j < n; j++)
        g_string_append (body, cases[i].close);
      g_string_append (body, cases[i].tail);

      g_assert_cmpuint (body->len, <, SPARE_HTTP_MAX_BODY);
      error = judge (SPARE_ENDPOINT_USER_SEARCH, SPARE_GRANT_NONE, 200, body->str);
      g_assert_error (error, SPARE_ERROR, SPARE_ERROR_BAD_RESPONSE);
    }
}

/* What is not JSON does not reach the parser, which is more generous. This
 * endpoint takes any JSON. */
static void
test_plain (void)
{
  static const struct
  {
    const char *body;
    gboolean good;
  } cases[] = {
    { "[]", TRUE },
    { "\xEF\xBB\xBF \t\r\n[{\"a\":[true,false,null,-1.5e+3,\"/*'\"]}]\n", TRUE },
    { "[/* */]", FALSE },
    { "[//\n]", FALSE },
    { "['a']", FALSE },
    { "[0x1f]", FALSE },
    { "[][]", FALSE },
    { "[]]", FALSE },
    { "[],1", FALSE },
    { "5[]", FALSE },
    { "\"a\"[]", FALSE },
    { "5 {\"users\":[]}", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = judge (SPARE_ENDPOINT_MANAGEMENT, SPARE_GRANT_NONE, 200,
                                        cases[i].body);

      g_test_message ("%s", cases[i].body);
      g_assert_cmpint (error == NULL, ==, cases[i].good);
    }
}

static void
test_tokens (void)
{
  const SpareWireRequest request = { .endpoint = SPARE_ENDPOINT_TOKEN, .grant = SPARE_GRANT_PASSWORD };
  g_autoptr (SpareHttpResponse) full =
    answer (200, "\xEF\xBB\xBF{\"access_token\":\"a\\u00e9\",\"refresh_token\":\"r\","
                 "\"id_token\":\"i\",\"expires_in\":\"3600.0\",\"token_type\":\"bearer\"}");
  g_autoptr (SpareHttpResponse) bare =
    answer (200, "{\"access_token\":\"a\",\"refresh_token\":null,\"id_token\":7,\"expires_in\":1e18}");
  g_autoptr (SpareHttpResponse) none = answer (200, "{\"expires_in\":60}");
  g_autoptr (GError) error = NULL;
  g_autoptr (SpareTokenSet) tokens = spare_wire_parse_tokens (&request, full, NOW, &error);
  g_autoptr (SpareTokenSet) other = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (spare_secret_text_get (spare_token_set_get_access_token (tokens)), ==, "aé");
  g_assert_cmpstr (spare_secret_text_get (spare_token_set_get_refresh_token (tokens)), ==, "r");
  g_assert_cmpstr (spare_secret_text_get (spare_token_set_get_id_token (tokens)), ==, "i");
  g_assert_cmpint (spare_token_set_get_expires_at (tokens), ==, NOW + 3600);

  other = spare_wire_parse_tokens (&request, bare, NOW, &error);
  g_assert_no_error (error);
  g_assert_null (spare_token_set_get_refresh_token (other));
  g_assert_null (spare_token_set_get_id_token (other));
  g_assert_cmpint (spare_token_set_get_expires_at (other), >, NOW);
  g_assert_cmpint (spare_token_set_get_expires_at (other), <, NOW + G_GINT64_CONSTANT (400000000));

  g_assert_null (spare_wire_parse_tokens (&request, none, NOW, &error));
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_BAD_RESPONSE);
}

static void
test_userinfo (void)
{
  static const struct
  {
    const char *verified;
    SpareVerified expected;
  } cases[] = {
    { "true", SPARE_VERIFIED_YES },
    { "\"true\"", SPARE_VERIFIED_YES },
    { "false", SPARE_VERIFIED_NO },
    { "\"yes\"", SPARE_VERIFIED_UNKNOWN },
    { "1", SPARE_VERIFIED_UNKNOWN },
    { "null", SPARE_VERIFIED_UNKNOWN },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"sub\":\"auth0|1\",\"name\":5,\"email\":\"j@e.org\","
                                               "\"email_verified\":%s}", cases[i].verified);
      g_autoptr (SpareHttpResponse) response = answer (200, body);
      g_autoptr (GError) error = NULL;
      g_autoptr (SpareAccount) account = spare_wire_parse_userinfo (response, NOW, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (spare_account_get_sub (account), ==, "auth0|1");
      g_assert_cmpstr (spare_account_get_name (account), ==, NULL);
      g_assert_cmpstr (spare_account_get_email (account), ==, "j@e.org");
      g_assert_cmpint (spare_account_get_verified (account), ==, cases[i].expected);
    }
}

static char *
mutate (const char *body,
        GRand      *rand,
        gsize      *length)
{
  static const char marks[] = "\"{}[]:,\\/*'<0-e\xC3\xFF";
  GString *text = g_string_new (body);

  for (int n = g_rand_int_range (rand, 1, 6); n > 0 && text->len > 0; n--)
    {
      gsize at = (gsize) g_rand_int_range (rand, 0, (int) text->len);

      switch (g_rand_int_range (rand, 0, 5))
        {
        case 0:
          text->str[at] = (char) g_rand_int_range (rand, 0, 256);
          break;
        case 1:
          g_string_insert_c (text, (gssize) at, marks[g_rand_int_range (rand, 0, sizeof marks)]);
          break;
        case 2:
          g_string_erase (text, (gssize) at, 1);
          break;
        case 3:
          g_string_truncate (text, at);
          break;
        default:
          {
            g_autofree char *copy = g_strndup (text->str, text->len);

            g_string_insert_len (text, (gssize) at, copy, (gssize) text->len);
          }
          break;
        }
    }
  *length = text->len;

  return g_string_free (text, FALSE);
}

/* Whatever comes, there is a verdict, and an error exactly where it is bad. */
static void
test_mutations (void)
{
  static const char *const bodies[] = {
    "{\"access_token\":\"at\",\"id_token\":\"i.d.t\",\"token_type\":\"Bearer\",\"expires_in\":\"3600.0\"}",
    "{\"error\":\"invalid_grant\",\"error_description\":\"Wrong email or password.\"}",
    "Auth0.setClient({\"id\":\"cid\",\"strategies\":[{\"name\":\"auth0\",\"s\":\"});\\\"\"}]});",
    "{\"keys\":[{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\",\"kid\":\"k\"}]}",
    "{\"code\":\"x\",\"description\":\"\\ud83d\\ude00 \\u2019\",\"fromSandbox\":true}",
    "<!DOCTYPE html><html></html>",
  };
  static const guint statuses[] = { 200, 201, 302, 400, 401, 403, 404, 407, 429, 500 };
  guint32 seed = g_test_rand_int () & G_MAXINT32;
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < N_MUTATIONS; i++)
    {
      const SpareWireRequest request = {
        .endpoint = (SpareEndpoint) g_rand_int_range (rand, 0, SPARE_ENDPOINT_UNKNOWN + 1),
        .grant = (SpareGrant) g_rand_int_range (rand, 0, SPARE_GRANT_MFA + 1),
        .base_url = "https://tenant.example",
        .client_id = "cid",
        .state = "st",
      };
      gsize length;
      char *text = mutate (bodies[i % G_N_ELEMENTS (bodies)], rand, &length);
      g_autofree char *location = g_strdup_printf ("http://127.0.0.1/?%.*s", (int) MIN (length, 64), text);
      g_autoptr (GBytes) body = g_bytes_new_take (text, length);
      guint status = statuses[g_rand_int_range (rand, 0, G_N_ELEMENTS (statuses))];
      g_autoptr (SpareHttpResponse) response = spare_http_response_new (status, body);
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) keys_error = NULL;
      g_autoptr (SpareJwks) keys = NULL;
      gboolean good;

      spare_http_response_set_header (response, "Location", location);
      good = spare_wire_judge (&request, response, NOW, &error);
      g_assert_cmpint (good, ==, error == NULL);
      g_assert_true (good || error->domain == SPARE_ERROR);
      g_assert_false (good && status >= 400);
      if (spare_error_get_server_text (error) != NULL && request.endpoint != SPARE_ENDPOINT_AUTHORIZE)
        g_assert_true (g_utf8_validate (spare_error_get_server_text (error), -1, NULL));

      keys = spare_wire_parse_jwks (response, NOW, &keys_error);
      g_assert_cmpint (keys != NULL, ==, keys_error == NULL);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wire/retry-after", test_retry_after);
  g_test_add_func ("/wire/server-text", test_server_text);
  g_test_add_func ("/wire/causes", test_causes);
  g_test_add_func ("/wire/limit", test_limit);
  g_test_add_func ("/wire/nesting", test_nesting);
  g_test_add_func ("/wire/plain", test_plain);
  g_test_add_func ("/wire/tokens", test_tokens);
  g_test_add_func ("/wire/userinfo", test_userinfo);
  g_test_add_func ("/wire/mutations", test_mutations);

  return g_test_run ();
}
