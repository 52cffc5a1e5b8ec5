/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-facts.h"

/* 2026-03-10 12:00 UTC; the test runs in UTC. */
#define NOON G_GINT64_CONSTANT (1773144000)
#define HOUR 3600
#define DAY (24 * HOUR)

static void
test_time (void)
{
  static const struct
  {
    gint64 when;
    const char *text;
  } cases[] = {
    { NOON, "Today at 12:00" },
    { NOON - 12 * HOUR, "Today at 00:00" },
    { NOON - 12 * HOUR - 1, "Yesterday at 23:59" },
    { NOON + 12 * HOUR - 1, "Today at 23:59" },
    { NOON + 12 * HOUR, "Tomorrow at 00:00" },
    { NOON + 2 * DAY, "12 March 2026 at 12:00" },
    { NOON - 10 * DAY, "28 February 2026 at 12:00" },
    { G_MAXINT64, "Unknown" },
    { G_MININT64, "Unknown" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = spare_facts_format_time (cases[i].when, NOON);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_validity (void)
{
  static const struct
  {
    gint64 expires_at;
    const char *text;
  } cases[] = {
    { 0, "Unknown" },
    { -5, "Unknown" },
    { NOON - 1, "To be renewed as soon as the tenant can be reached" },
    { NOON, "To be renewed as soon as the tenant can be reached" },
    { NOON + HOUR, "Today at 13:00" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = spare_facts_describe_validity (cases[i].expires_at, NOON);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_kind (void)
{
  static const struct
  {
    const char *sub;
    const char *text;
  } cases[] = {
    { "auth0|1", "Password account of this tenant" },
    { "email|1", "Account without a password: a code is sent each time" },
    { "google-oauth2|1", "Google account: its password is reset there" },
    { "oauth2|brand|1", "Account of another service: its password is reset there" },
    { "okta|acme|1", "Account of your organization through Okta: its password is reset there" },
    { "samlp|acme|1", "Account of your organization: its password is reset there" },
    { "never-heard-of|1", "Unknown" },
    { "|", "Unknown" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SpareAccount) account = spare_account_new (cases[i].sub, "N", NULL,
                                                            SPARE_VERIFIED_UNKNOWN);
      g_autofree char *text = spare_facts_describe_kind (account);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_verified (void)
{
  static const struct
  {
    SpareVerified verified;
    const char *text;
  } cases[] = {
    { SPARE_VERIFIED_YES, "Verified" },
    { SPARE_VERIFIED_NO, "Not verified" },
    { SPARE_VERIFIED_UNKNOWN, "Not known whether it is verified" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SpareAccount) account = spare_account_new ("auth0|1", "N", "n@example.com",
                                                            cases[i].verified);

      g_assert_cmpstr (spare_facts_describe_verified (account), ==, cases[i].text);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/facts/time", test_time);
  g_test_add_func ("/facts/validity", test_validity);
  g_test_add_func ("/facts/kind", test_kind);
  g_test_add_func ("/facts/verified", test_verified);

  return g_test_run ();
}
