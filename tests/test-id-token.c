/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-account.h"
#include "spare-error.h"
#include "spare-id-token.h"
#include "spare-jwks.h"
#include "spare-secret-text.h"
#include "test-keys.h"

#include <gnutls/crypto.h>

#define ISSUER "https://tenant.example/"
#define CLIENT "cid_1"
#define NOW    G_GINT64_CONSTANT (1900000000)
#define HEADER "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"k1\"}"

static TestKey *key;
static TestKey *stranger;
static SpareJwks *keys;

static const SpareIdTokenPolicy plain_policy = {
  .issuer = ISSUER,
  .client_id = CLIENT,
  .max_age = -1,
  .now = NOW,
};

/* Claims in the order of the checks; NULL leaves one out. */
typedef struct
{
  const char *iss;
  const char *sub;
  const char *aud;
  const char *exp;
  const char *iat;
  const char *more;
} Claims;

static const Claims good_claims = {
  "\"" ISSUER "\"", "\"auth0|1\"", "\"" CLIENT "\"", "1900000100", "1899999990", NULL,
};

static void
append (GString    *text,
        const char *name,
        const char *value)
{
  if (value != NULL)
    g_string_append_printf (text, "%s\"%s\":%s", text->len > 1 ? "," : "", name, value);
}

static char *
build_payload (const Claims *claims)
{
  GString *text = g_string_new ("{");

  append (text, "iss", claims->iss);
  append (text, "sub", claims->sub);
  append (text, "aud", claims->aud);
  append (text, "exp", claims->exp);
  append (text, "iat", claims->iat);
  if (claims->more != NULL)
    g_string_append_printf (text, ",%s", claims->more);

  return g_string_free (g_string_append_c (text, '}'), FALSE);
}

static char *
build_signed_part (const char *header,
                   const char *payload)
{
  g_autofree char *first = spare_base64url_encode ((const guint8 *) header, strlen (header));
  g_autofree char *second = spare_base64url_encode ((const guint8 *) payload, strlen (payload));

  return g_strdup_printf ("%s.%s", first, second);
}

static char *
join (const char *part,
      GBytes     *signature)
{
  g_autofree char *text = spare_base64url_encode (g_bytes_get_data (signature, NULL),
                                                  g_bytes_get_size (signature));

  return g_strdup_printf ("%s.%s", part, text);
}

static char *
sign (TestKey    *with,
      const char *header,
      const char *payload)
{
  g_autofree char *part = build_signed_part (header, payload);
  g_autoptr (GBytes) signature = test_key_sign (with, GNUTLS_SIGN_RSA_SHA256, part);

  return join (part, signature);
}

static SpareAccount *
verify (const char                *text,
        const SpareIdTokenPolicy  *policy)
{
  g_autoptr (SpareSecretText) token = spare_secret_text_new (text);
  g_autoptr (GError) error = NULL;
  SpareAccount *account = spare_id_token_verify (token, keys, policy, &error);

  if (account == NULL)
    g_assert_error (error, SPARE_ERROR, SPARE_ERROR_BAD_RESPONSE);
  else
    g_assert_no_error (error);

  return account;
}

static gboolean
accepts (const char               *text,
         const SpareIdTokenPolicy *policy)
{
  g_autoptr (SpareAccount) account = verify (text, policy);

  return account != NULL;
}

static gboolean
accepts_claims (const Claims             *claims,
                const SpareIdTokenPolicy *policy)
{
  g_autofree char *payload = build_payload (claims);
  g_autofree char *text = sign (key, HEADER, payload);

  return accepts (text, policy);
}

static void
test_account (void)
{
  Claims claims = good_claims;
  g_autofree char *payload = NULL;
  g_autofree char *text = NULL;
  g_autoptr (SpareAccount) account = NULL;

  claims.more = "\"name\":\"Jane Ünïcode\",\"email\":\"jane@example.com\",\"email_verified\":\"true\"";
  payload = build_payload (&claims);
  text = sign (key, HEADER, payload);
  account = verify (text, &plain_policy);

  g_assert_nonnull (account);
  g_assert_cmpstr (spare_account_get_sub (account), ==, "auth0|1");
  g_assert_cmpstr (spare_account_get_name (account), ==, "Jane Ünïcode");
  g_assert_cmpstr (spare_account_get_email (account), ==, "jane@example.com");
  g_assert_cmpint (spare_account_get_verified (account), ==, SPARE_VERIFIED_YES);
}

/* One claim differs from the good ones at a time. */
static void
test_claims (void)
{
#define OFFSET(member) G_STRUCT_OFFSET (Claims, member)
  static const struct
  {
    gsize offset;
    const char *value;
    gboolean good;
  } cases[] = {
    { OFFSET (iss), NULL, FALSE },
    { OFFSET (iss), "\"https://tenant.example\"", FALSE },
    { OFFSET (iss), "\"https://Tenant.example/\"", FALSE },
    { OFFSET (iss), "\"https://tenant.example.evil.example/\"", FALSE },
    { OFFSET (iss), "[\"" ISSUER "\"]", FALSE },
    { OFFSET (sub), NULL, FALSE },
    { OFFSET (sub), "\"\"", FALSE },
    { OFFSET (sub), "7", FALSE },
    { OFFSET (sub), "null", FALSE },
    { OFFSET (aud), NULL, FALSE },
    { OFFSET (aud), "\"cid_2\"", FALSE },
    { OFFSET (aud), "7", FALSE },
    { OFFSET (aud), "[]", FALSE },
    { OFFSET (aud), "{\"cid_1\":1}", FALSE },
    { OFFSET (aud), "[\"cid_2\"]", FALSE },
    { OFFSET (aud), "[\"cid_1\"]", TRUE },
    { OFFSET (aud), "[\"cid_1\",7]", FALSE },
    { OFFSET (aud), "[\"cid_1\",\"https://api.example\"]", FALSE },
    { OFFSET (exp), NULL, FALSE },
    { OFFSET (exp), "null", FALSE },
    { OFFSET (exp), "\"1900000100\"", FALSE },
    { OFFSET (exp), "1899999941", TRUE },
    { OFFSET (exp), "1899999940.5", TRUE },
    { OFFSET (exp), "1899999940", FALSE },
    { OFFSET (exp), "1899999939.5", FALSE },
    { OFFSET (exp), "-1", FALSE },
    { OFFSET (exp), "true", FALSE },
    { OFFSET (exp), "1e999", FALSE },
    { OFFSET (iat), NULL, FALSE },
    { OFFSET (iat), "\"1899999990\"", FALSE },
    { OFFSET (iat), "[]", FALSE },
    { OFFSET (iat), "1900009999", TRUE },
    { OFFSET (more), "\"aud\":\"cid_2\"", FALSE },
    { OFFSET (more), "\"exp\":1", FALSE },
    { OFFSET (more), "\"nonce\":\"not asked for\"", TRUE },
  };
#undef OFFSET

  g_assert_true (accepts_claims (&good_claims, &plain_policy));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Claims claims = good_claims;

      g_test_message ("%zu: %s", i, cases[i].value);
      G_STRUCT_MEMBER (const char *, &claims, cases[i].offset) = cases[i].value;
      g_assert_cmpint (accepts_claims (&claims, &plain_policy), ==, cases[i].good);
    }
}

/* What is checked only if it was asked for. */
static void
test_policy (void)
{
  static const struct
  {
    const char *more;
    SpareIdTokenPolicy policy;
    gboolean good;
  } cases[] = {
    { "\"nonce\":\"n\"", { .nonce = "n", .max_age = -1 }, TRUE },
    { "\"nonce\":\"N\"", { .nonce = "n", .max_age = -1 }, FALSE },
    { "\"nonce\":7", { .nonce = "7", .max_age = -1 }, FALSE },
    { "\"x\":1", { .nonce = "n", .max_age = -1 }, FALSE },
    { "\"auth_time\":1899999900", { .max_age = 100 }, TRUE },
    { "\"auth_time\":1899999840", { .max_age = 100 }, TRUE },
    { "\"auth_time\":1899999839", { .max_age = 100 }, FALSE },
    { "\"auth_time\":\"1899999900\"", { .max_age = 100 }, FALSE },
    { "\"x\":1", { .max_age = 0 }, FALSE },
    { "\"org_id\":\"org_1\"", { .organization = "org_1", .max_age = -1 }, TRUE },
    { "\"org_id\":\"ORG_1\"", { .organization = "org_1", .max_age = -1 }, FALSE },
    { "\"org_name\":\"org_1\"", { .organization = "org_1", .max_age = -1 }, FALSE },
    { "\"org_name\":\"acme\"", { .organization = "Acme", .max_age = -1 }, TRUE },
    { "\"org_name\":\"acme2\"", { .organization = "Acme", .max_age = -1 }, FALSE },
    { "\"x\":1", { .organization = "acme", .max_age = -1 }, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SpareIdTokenPolicy policy = cases[i].policy;
      Claims claims = good_claims;

      g_test_message ("%zu: %s", i, cases[i].more);
      policy.issuer = ISSUER;
      policy.client_id = CLIENT;
      policy.now = NOW;
      claims.more = cases[i].more;
      g_assert_cmpint (accepts_claims (&claims, &policy), ==, cases[i].good);
    }
}

static void
test_authorized_party (void)
{
  static const struct
  {
    const char *azp;
    gboolean good;
  } cases[] = {
    { "\"azp\":\"cid_1\"", TRUE },
    { "\"azp\":\"cid_2\"", FALSE },
    { "\"azp\":[\"cid_1\"]", FALSE },
    { NULL, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Claims claims = good_claims;

      claims.aud = "[\"other\",\"cid_1\"]";
      claims.more = cases[i].azp;
      g_assert_cmpint (accepts_claims (&claims, &plain_policy), ==, cases[i].good);
    }
}

/* Signed properly, with a header that asks for something else. */
static void
test_headers (void)
{
  static const struct
  {
    const char *header;
    gboolean good;
  } cases[] = {
    { HEADER, TRUE },
    { "{\"alg\":\"RS256\"}", TRUE },
    { "{\"alg\":\"RS256\",\"kid\":\"k2\"}", FALSE },
    { "{\"alg\":\"rs256\",\"kid\":\"k1\"}", FALSE },
    { "{\"alg\":\"none\",\"kid\":\"k1\"}", FALSE },
    { "{\"alg\":\"None\"}", FALSE },
    { "{\"alg\":\"HS256\",\"kid\":\"k1\"}", FALSE },
    { "{\"alg\":\"PS256\",\"kid\":\"k1\"}", FALSE },
    { "{\"alg\":[\"RS256\"],\"kid\":\"k1\"}", FALSE },
    { "{\"alg\":\"RS256\",\"alg\":\"none\",\"kid\":\"k1\"}", FALSE },
    { "{\"kid\":\"k1\"}", FALSE },
    { "[\"RS256\"]", FALSE },
    { "{\"alg\":\"RS256\",\"kid\":\"k1\"", FALSE },
    { "\xff", FALSE },
    { "", FALSE },
  };
  g_autofree char *payload = build_payload (&good_claims);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = sign (key, cases[i].header, payload);

      g_test_message ("%zu", i);
      g_assert_cmpint (accepts (text, &plain_policy), ==, cases[i].good);
    }
}

/* The public key as the secret of an HMAC: the old confusion of algorithms. */
static void
test_confusion (void)
{
  static const char *const headers[] = { "{\"alg\":\"HS256\",\"kid\":\"k1\"}", HEADER };
  g_autofree char *payload = build_payload (&good_claims);

  for (gsize i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      g_autofree char *part = build_signed_part (headers[i], payload);
      guint8 digest[32];
      g_autoptr (GBytes) signature = NULL;
      g_autofree char *text = NULL;

      g_assert_cmpint (gnutls_hmac_fast (GNUTLS_MAC_SHA256, key->n, strlen (key->n), part, strlen (part),
                                         digest), ==, 0);
      signature = g_bytes_new (digest, sizeof digest);
      text = join (part, signature);
      g_assert_false (accepts (text, &plain_policy));
    }
}

static void
test_shapes (void)
{
  g_autofree char *payload = build_payload (&good_claims);
  g_autofree char *good = sign (key, HEADER, payload);
  g_autofree char *forged = sign (stranger, HEADER, payload);
  g_autofree char *part = build_signed_part (HEADER, payload);
  g_autofree char *stripped = g_strconcat (part, ".", NULL);
  g_autofree char *four = g_strconcat (good, ".AAAA", NULL);
  g_autofree char *padded = g_strconcat (good, "==", NULL);
  g_autofree char *blank = g_strconcat (good, "\n", NULL);
  g_autofree char *behind = g_strconcat (" ", good, NULL);
  const char *const bad[] = { forged, part, stripped, four, padded, blank, behind, "", ".", "..", "...", "a.b.c" };

  g_assert_true (accepts (good, &plain_policy));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%zu", i);
      g_assert_false (accepts (bad[i], &plain_policy));
    }
}

/* Any change of any part is noticed. */
static void
test_changes (void)
{
  g_autofree char *payload = build_payload (&good_claims);
  g_autofree char *good = sign (key, HEADER, payload);
  g_autofree char *other_payload = NULL;
  g_autofree char *other = NULL;
  g_autofree char *swapped = NULL;
  Claims claims = good_claims;

  for (gsize i = 0; good[i] != '\0'; i += 5)
    {
      g_autofree char *changed = g_strdup (good);

      changed[i] = changed[i] == 'A' ? 'B' : 'A';
      g_assert_false (accepts (changed, &plain_policy));
    }

  claims.sub = "\"auth0|2\"";
  other_payload = build_payload (&claims);
  other = build_signed_part (HEADER, other_payload);
  swapped = g_strconcat (other, strrchr (good, '.'), NULL);
  g_assert_false (accepts (swapped, &plain_policy));
}

static void
test_size (void)
{
  for (gsize i = 0; i < 2; i++)
    {
      Claims claims = good_claims;
      g_autofree char *fill = g_strnfill (i == 0 ? 8000 : 16000, 'x');
      g_autofree char *more = g_strdup_printf ("\"fill\":\"%s\"", fill);

      claims.more = more;
      g_assert_cmpint (accepts_claims (&claims, &plain_policy), ==, i == 0);
    }
}

static void
test_kid (void)
{
  g_autofree char *named = sign (key, HEADER, "{}");
  g_autofree char *nameless = sign (key, "{\"alg\":\"RS256\",\"kid\":5}", "{}");
  g_autofree char *plain = sign (key, "{\"alg\":\"none\",\"kid\":\"k1\"}", "{}");
  g_autoptr (SpareSecretText) first = spare_secret_text_new (named);
  g_autoptr (SpareSecretText) second = spare_secret_text_new (nameless);
  g_autoptr (SpareSecretText) third = spare_secret_text_new (plain);
  g_autofree char *kid = NULL;
  g_autofree char *none = NULL;
  g_autoptr (GError) error = NULL;

  kid = spare_id_token_get_kid (first, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (kid, ==, "k1");
  none = spare_id_token_get_kid (second, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (none, ==, "");
  g_assert_null (spare_id_token_get_kid (third, &error));
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_BAD_RESPONSE);
}

int
main (int   argc,
      char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  key = test_key_new (2048);
  stranger = test_key_new (2048);
  keys = spare_jwks_new ();
  g_assert_true (spare_jwks_add (keys, "k1", key->n, key->e));

  g_test_add_func ("/id-token/account", test_account);
  g_test_add_func ("/id-token/claims", test_claims);
  g_test_add_func ("/id-token/policy", test_policy);
  g_test_add_func ("/id-token/authorized-party", test_authorized_party);
  g_test_add_func ("/id-token/headers", test_headers);
  g_test_add_func ("/id-token/confusion", test_confusion);
  g_test_add_func ("/id-token/shapes", test_shapes);
  g_test_add_func ("/id-token/changes", test_changes);
  g_test_add_func ("/id-token/size", test_size);
  g_test_add_func ("/id-token/kid", test_kid);

  result = g_test_run ();
  g_object_unref (keys);
  test_key_free (key);
  test_key_free (stranger);

  return result;
}
