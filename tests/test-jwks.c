/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-error.h"
#include "spare-jwks.h"
#include "spare-wire.h"
#include "test-keys.h"

static TestKey *key_a;
static TestKey *key_b;

#define TEXT "eyJhbGciOiJSUzI1NiJ9.e30"

static gboolean
verify (SpareJwks  *keys,
        const char *kid,
        const char *text,
        GBytes     *signature)
{
  return spare_jwks_verify (keys, kid, text, strlen (text), signature);
}

static void
test_verify (void)
{
  g_autoptr (SpareJwks) keys = spare_jwks_new ();
  g_autoptr (GBytes) by_a = test_key_sign (key_a, GNUTLS_SIGN_RSA_SHA256, TEXT);
  g_autoptr (GBytes) by_b = test_key_sign (key_b, GNUTLS_SIGN_RSA_SHA256, TEXT);

  g_assert_true (spare_jwks_add (keys, "a", key_a->n, key_a->e));
  g_assert_true (spare_jwks_add (keys, "b", key_b->n, key_b->e));
  g_assert_cmpuint (spare_jwks_get_size (keys), ==, 2);

  g_assert_true (verify (keys, "a", TEXT, by_a));
  g_assert_true (verify (keys, "b", TEXT, by_b));
  g_assert_false (verify (keys, "b", TEXT, by_a));
  g_assert_false (verify (keys, "c", TEXT, by_a));
  g_assert_false (verify (keys, "a", TEXT "x", by_a));
  g_assert_false (verify (keys, "a", "", by_a));
}

/* A key without a name serves only where there is no choice. */
static void
test_names (void)
{
  g_autoptr (SpareJwks) keys = spare_jwks_new ();
  g_autoptr (GBytes) by_a = test_key_sign (key_a, GNUTLS_SIGN_RSA_SHA256, TEXT);

  g_assert_false (spare_jwks_has_key (keys, NULL));
  g_assert_false (spare_jwks_has_key (keys, "a"));

  g_assert_true (spare_jwks_add (keys, NULL, key_a->n, key_a->e));
  g_assert_true (spare_jwks_has_key (keys, NULL));
  g_assert_false (spare_jwks_has_key (keys, "a"));
  g_assert_true (verify (keys, NULL, TEXT, by_a));

  g_assert_true (spare_jwks_add (keys, "b", key_b->n, key_b->e));
  g_assert_false (spare_jwks_has_key (keys, NULL));
  g_assert_true (spare_jwks_has_key (keys, "b"));
  g_assert_false (spare_jwks_has_key (keys, "B"));
  g_assert_false (verify (keys, NULL, TEXT, by_a));
}

/* Only RS256, whatever else the key could sign. */
static void
test_algorithms (void)
{
  static const gnutls_sign_algorithm_t others[] = {
    GNUTLS_SIGN_RSA_SHA1,
    GNUTLS_SIGN_RSA_SHA384,
    GNUTLS_SIGN_RSA_SHA512,
    GNUTLS_SIGN_RSA_PSS_SHA256,
  };
  g_autoptr (SpareJwks) keys = spare_jwks_new ();

  g_assert_true (spare_jwks_add (keys, "a", key_a->n, key_a->e));
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (GBytes) signature = test_key_sign (key_a, others[i], TEXT);

      g_assert_false (verify (keys, "a", TEXT, signature));
    }
}

static void
test_signatures (void)
{
  g_autoptr (SpareJwks) keys = spare_jwks_new ();
  g_autoptr (GBytes) good = test_key_sign (key_a, GNUTLS_SIGN_RSA_SHA256, TEXT);
  g_autoptr (GBytes) empty = g_bytes_new (NULL, 0);
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (good, 0, g_bytes_get_size (good) - 1);
  gsize size;
  const guint8 *data = g_bytes_get_data (good, &size);

  g_assert_true (spare_jwks_add (keys, "a", key_a->n, key_a->e));
  g_assert_false (verify (keys, "a", TEXT, empty));
  g_assert_false (verify (keys, "a", TEXT, cut));

  for (gsize i = 0; i < size; i += 17)
    {
      g_autofree guint8 *copy = g_memdup2 (data, size);
      g_autoptr (GBytes) bad = NULL;

      copy[i] ^= 1;
      bad = g_bytes_new (copy, size);
      g_assert_false (verify (keys, "a", TEXT, bad));
    }
}

static void
test_malformed (void)
{
  g_autoptr (SpareJwks) keys = spare_jwks_new ();
  TestKey *weak = test_key_new (1024);
  g_autofree char *padded = g_strconcat (key_a->n, "==", NULL);

  g_assert_false (spare_jwks_add (keys, "w", weak->n, weak->e));
  g_assert_false (spare_jwks_add (keys, "w", "", key_a->e));
  g_assert_false (spare_jwks_add (keys, "w", key_a->n, ""));
  g_assert_false (spare_jwks_add (keys, "w", "AQAB", "AQAB"));
  g_assert_false (spare_jwks_add (keys, "w", "not base64!", "AQAB"));
  g_assert_false (spare_jwks_add (keys, "w", padded, key_a->e));
  g_assert_cmpuint (spare_jwks_get_size (keys), ==, 0);
  test_key_free (weak);
}

/* An answer cannot fill the memory with keys. */
static void
test_many (void)
{
  g_autoptr (SpareJwks) keys = spare_jwks_new ();
  guint taken = 0;

  for (guint i = 0; i < 200; i++)
    taken += spare_jwks_add (keys, "a", key_a->n, key_a->e) ? 1 : 0;

  g_assert_cmpuint (taken, ==, spare_jwks_get_size (keys));
  g_assert_cmpuint (taken, >, 1);
  g_assert_cmpuint (taken, <, 200);
}

static SpareJwks *
parse (const char  *format,
       GError     **error)
{
  g_autoptr (GString) text = g_string_new (format);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (SpareHttpResponse) response = NULL;

  g_string_replace (text, "$A", key_a->n, 0);
  g_string_replace (text, "$B", key_b->n, 0);
  body = g_bytes_new (text->str, text->len);
  response = spare_http_response_new (200, body);

  return spare_wire_parse_jwks (response, 0, error);
}

static void
test_parse (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SpareJwks) keys =
    parse ("{\"keys\":[5,null,{},{\"kty\":\"EC\",\"kid\":\"ec\",\"crv\":\"P-256\",\"x\":\"A\",\"y\":\"A\"},"
           "{\"kty\":\"RSA\",\"kid\":\"enc\",\"use\":\"enc\",\"n\":\"$B\",\"e\":\"AQAB\"},"
           "{\"kty\":\"RSA\",\"kid\":\"ps\",\"alg\":\"PS256\",\"n\":\"$B\",\"e\":\"AQAB\"},"
           "{\"kty\":\"RSA\",\"kid\":\"hs\",\"alg\":\"HS256\",\"n\":\"$B\",\"e\":\"AQAB\"},"
           "{\"kty\":\"RSA\",\"kid\":\"half\",\"n\":\"$B\"},"
           "{\"kty\":\"RSA\",\"kid\":\"bare\",\"n\":\"$A\",\"e\":\"AQAB\"},"
           "{\"kty\":\"RSA\",\"kid\":\"full\",\"use\":\"sig\",\"alg\":\"RS256\",\"n\":\"$B\",\"e\":\"AQAB\"}]}",
           &error);

  g_assert_no_error (error);
  g_assert_cmpuint (spare_jwks_get_size (keys), ==, 2);
  g_assert_true (spare_jwks_has_key (keys, "bare"));
  g_assert_true (spare_jwks_has_key (keys, "full"));
}

static void
test_parse_nothing (void)
{
  static const char *const bodies[] = {
    "{\"keys\":[]}",
    "{\"keys\":{}}",
    "{}",
    "[]",
    "",
    "<html>",
    "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"enc\",\"n\":\"$A\",\"e\":\"AQAB\"}]}",
    "{\"keys\":[{\"kty\":\"RSA\",\"n\":5,\"e\":\"AQAB\"}]}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (parse (bodies[i], &error));
      g_assert_error (error, SPARE_ERROR, SPARE_ERROR_BAD_RESPONSE);
      g_assert_cmpuint (spare_error_get_status (error), ==, 200);
    }
}

int
main (int   argc,
      char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  key_a = test_key_new (2048);
  key_b = test_key_new (2048);

  g_test_add_func ("/jwks/verify", test_verify);
  g_test_add_func ("/jwks/names", test_names);
  g_test_add_func ("/jwks/algorithms", test_algorithms);
  g_test_add_func ("/jwks/signatures", test_signatures);
  g_test_add_func ("/jwks/malformed", test_malformed);
  g_test_add_func ("/jwks/many", test_many);
  g_test_add_func ("/jwks/parse", test_parse);
  g_test_add_func ("/jwks/parse-nothing", test_parse_nothing);

  result = g_test_run ();
  test_key_free (key_a);
  test_key_free (key_b);

  return result;
}
