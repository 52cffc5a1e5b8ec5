/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-account.h"

static void
test_kind (void)
{
  static const struct
  {
    const char *sub;
    SpareAccountKind kind;
    const char *provider;
    const char *url;
  } cases[] = {
    { "auth0|5f7c8ec7c33c6c004bbafe82", SPARE_ACCOUNT_KIND_DATABASE, NULL, NULL },
    { "email|1", SPARE_ACCOUNT_KIND_PASSWORDLESS, NULL, NULL },
    { "sms|1", SPARE_ACCOUNT_KIND_PASSWORDLESS, NULL, NULL },
    { "google-oauth2|1", SPARE_ACCOUNT_KIND_SOCIAL, "Google",
      "https://accounts.google.com/signin/recovery" },
    { "windowslive|1", SPARE_ACCOUNT_KIND_SOCIAL, "Microsoft",
      "https://account.live.com/password/reset" },
    { "apple|001.a.b", SPARE_ACCOUNT_KIND_SOCIAL, "Apple", "https://iforgot.apple.com/" },
    { "github|1", SPARE_ACCOUNT_KIND_SOCIAL, "GitHub", "https://github.com/password_reset" },
    { "facebook|1", SPARE_ACCOUNT_KIND_SOCIAL, "Facebook",
      "https://www.facebook.com/login/identify" },
    { "twitter|1", SPARE_ACCOUNT_KIND_SOCIAL, "X", NULL },
    { "oauth2|brand|1", SPARE_ACCOUNT_KIND_SOCIAL, NULL, NULL },
    { "samlp|acme|jane@acme.example", SPARE_ACCOUNT_KIND_ENTERPRISE, NULL, NULL },
    { "waad|x", SPARE_ACCOUNT_KIND_ENTERPRISE, "Microsoft Entra ID",
      "https://passwordreset.microsoftonline.com/" },
    { "ad|x", SPARE_ACCOUNT_KIND_ENTERPRISE, "Active Directory", NULL },
    { "okta|acme|1", SPARE_ACCOUNT_KIND_ENTERPRISE, "Okta", NULL },

    /* Nothing is guessed. */
    { "auth0", SPARE_ACCOUNT_KIND_UNKNOWN, NULL, NULL },
    { "Auth0|1", SPARE_ACCOUNT_KIND_UNKNOWN, NULL, NULL },
    { " auth0|1", SPARE_ACCOUNT_KIND_UNKNOWN, NULL, NULL },
    { "auth0x|1", SPARE_ACCOUNT_KIND_UNKNOWN, NULL, NULL },
    { "|auth0", SPARE_ACCOUNT_KIND_UNKNOWN, NULL, NULL },
    { "|", SPARE_ACCOUNT_KIND_UNKNOWN, NULL, NULL },
    { "cid@clients", SPARE_ACCOUNT_KIND_UNKNOWN, NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SpareAccount) account = spare_account_new (cases[i].sub, NULL, NULL,
                                                            SPARE_VERIFIED_UNKNOWN);

      g_test_message ("%s", cases[i].sub);
      g_assert_cmpstr (spare_account_get_sub (account), ==, cases[i].sub);
      g_assert_cmpint (spare_account_get_kind (account), ==, cases[i].kind);
      g_assert_cmpstr (spare_account_get_provider_name (account), ==, cases[i].provider);
      g_assert_cmpstr (spare_account_get_provider_url (account), ==, cases[i].url);
    }
}

/* Every strategy that Auth0 lists for enterprise connections. */
static void
test_strategies (void)
{
  static const char *enterprise[] = {
    "ad", "adfs", "auth0-adldap", "auth0-oidc", "custom", "google-apps", "ip", "mscrm",
    "office365", "oidc", "okta", "pingfederate", "samlp", "sharepoint", "waad",
  };
  static const char *social[] = {
    "amazon", "apple", "facebook", "github", "google-oauth2", "linkedin", "oauth1", "oauth2",
    "thirtysevensignals", "twitter", "weibo", "windowslive", "yahoo",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (enterprise); i++)
    g_assert_cmpint (spare_strategy_get_kind (enterprise[i]), ==, SPARE_ACCOUNT_KIND_ENTERPRISE);

  for (gsize i = 0; i < G_N_ELEMENTS (social); i++)
    {
      const char *url = spare_strategy_get_reset_url (social[i]);

      g_assert_cmpint (spare_strategy_get_kind (social[i]), ==, SPARE_ACCOUNT_KIND_SOCIAL);
      if (url != NULL)
        {
          g_assert_true (g_str_has_prefix (url, "https://"));
          g_assert_nonnull (spare_strategy_get_name (social[i]));
          g_assert_true (g_uri_is_valid (url, G_URI_FLAGS_NONE, NULL));
        }
    }

  g_assert_cmpint (spare_strategy_get_kind (NULL), ==, SPARE_ACCOUNT_KIND_UNKNOWN);
  g_assert_cmpint (spare_strategy_get_kind (""), ==, SPARE_ACCOUNT_KIND_UNKNOWN);
  g_assert_null (spare_strategy_get_name (NULL));
  g_assert_null (spare_strategy_get_reset_url ("never-heard-of"));
}

static void
test_display_name (void)
{
  static const struct
  {
    const char *name;
    const char *email;
    const char *display;
  } cases[] = {
    { "Jane Doe", "jane@example.com", "Jane Doe" },
    { NULL, "jane@example.com", "jane@example.com" },
    { "", "jane@example.com", "jane@example.com" },
    { "  \u00A0", "jane@example.com", "jane@example.com" },
    { NULL, NULL, "auth0|1" },
    { "", "", "auth0|1" },
    { " ", "\n", "auth0|1" },
    { "\u05d3\u05df", NULL, "\u05d3\u05df" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SpareAccount) account = spare_account_new ("auth0|1", cases[i].name, cases[i].email,
                                                            SPARE_VERIFIED_NO);

      g_assert_cmpstr (spare_account_get_display_name (account), ==, cases[i].display);
    }
}

static void
test_getters (void)
{
  g_autoptr (SpareAccount) full = spare_account_new ("auth0|1", "Jane", "jane@example.com",
                                                     SPARE_VERIFIED_YES);
  g_autoptr (SpareAccount) bare = spare_account_new ("auth0|1", "", NULL, SPARE_VERIFIED_UNKNOWN);

  g_assert_cmpstr (spare_account_get_name (full), ==, "Jane");
  g_assert_cmpstr (spare_account_get_email (full), ==, "jane@example.com");
  g_assert_cmpint (spare_account_get_verified (full), ==, SPARE_VERIFIED_YES);
  g_assert_null (spare_account_get_name (bare));
  g_assert_null (spare_account_get_email (bare));
  g_assert_cmpint (spare_account_get_verified (bare), ==, SPARE_VERIFIED_UNKNOWN);
}

static void
test_same_person (void)
{
  g_autoptr (SpareAccount) account = spare_account_new ("auth0|1", "Jane", NULL, SPARE_VERIFIED_UNKNOWN);
  g_autoptr (SpareAccount) renamed = spare_account_new ("auth0|1", "Jane Doe", "jane@example.com",
                                                        SPARE_VERIFIED_YES);
  g_autoptr (SpareAccount) other = spare_account_new ("auth0|2", "Jane", NULL, SPARE_VERIFIED_UNKNOWN);

  g_assert_true (spare_account_is_same_person (account, renamed));
  g_assert_false (spare_account_is_same_person (account, other));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/account/kind", test_kind);
  g_test_add_func ("/account/strategies", test_strategies);
  g_test_add_func ("/account/display-name", test_display_name);
  g_test_add_func ("/account/getters", test_getters);
  g_test_add_func ("/account/same-person", test_same_person);

  return g_test_run ();
}
