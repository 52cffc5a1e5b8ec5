/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-facts.h"

#include <glib/gi18n-lib.h>

static int
days_between (GDateTime *from,
              GDateTime *to)
{
  GDate a;
  GDate b;

  g_date_clear (&a, 1);
  g_date_clear (&b, 1);
  g_date_set_dmy (&a, (GDateDay) g_date_time_get_day_of_month (from),
                  (GDateMonth) g_date_time_get_month (from),
                  (GDateYear) g_date_time_get_year (from));
  g_date_set_dmy (&b, (GDateDay) g_date_time_get_day_of_month (to),
                  (GDateMonth) g_date_time_get_month (to),
                  (GDateYear) g_date_time_get_year (to));

  return g_date_days_between (&a, &b);
}

/**
 * spare_facts_format_time:
 * @when: a time, in seconds since the epoch
 * @now: the present time, in seconds since the epoch
 *
 * Tells a time the way people do: the day in words where it is near.
 *
 * Returns: (transfer full): the time, in the local time zone
 */
char *
spare_facts_format_time (gint64 when,
                         gint64 now)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (when);
  g_autoptr (GDateTime) present = g_date_time_new_from_unix_local (now);
  const char *format;

  if (then == NULL || present == NULL)
    return g_strdup (_("Unknown"));

  switch (days_between (present, then))
    {
    case -1:
      /* Translators: a g_date_time_format() format; use %I:%M %p if your
       * language tells the time with twelve hours. */
      format = _("Yesterday at %H:%M");
      break;

    case 0:
      /* Translators: a g_date_time_format() format; use %I:%M %p if your
       * language tells the time with twelve hours. */
      format = _("Today at %H:%M");
      break;

    case 1:
      /* Translators: a g_date_time_format() format; use %I:%M %p if your
       * language tells the time with twelve hours. */
      format = _("Tomorrow at %H:%M");
      break;

    default:
      /* Translators: a g_date_time_format() format, day, month, year and time. */
      format = _("%-d %B %Y at %H:%M");
      break;
    }

  return g_date_time_format (then, format);
}

/**
 * spare_facts_describe_validity:
 * @expires_at: when the access token expires, in seconds since the epoch
 * @now: the present time, in seconds since the epoch
 *
 * Returns: (transfer full): until when the session is valid
 */
char *
spare_facts_describe_validity (gint64 expires_at,
                               gint64 now)
{
  g_autofree char *time = NULL;

  if (expires_at <= 0)
    return g_strdup (_("Unknown"));
  if (expires_at <= now)
    return g_strdup (_("To be renewed as soon as the tenant can be reached"));

  time = spare_facts_format_time (expires_at, now);

  return g_steal_pointer (&time);
}

/**
 * spare_facts_describe_kind:
 * @account: an account
 *
 * Returns: (transfer full): what kind of connection the account belongs to
 */
char *
spare_facts_describe_kind (SpareAccount *account)
{
  const char *name;

  g_return_val_if_fail (SPARE_IS_ACCOUNT (account), NULL);

  name = spare_account_get_provider_name (account);
  switch (spare_account_get_kind (account))
    {
    case SPARE_ACCOUNT_KIND_DATABASE:
      return g_strdup (_("Password account of this tenant"));

    case SPARE_ACCOUNT_KIND_PASSWORDLESS:
      return g_strdup (_("Account without a password: a code is sent each time"));

    case SPARE_ACCOUNT_KIND_SOCIAL:
      if (name != NULL)
        /* Translators: %s is the name of a company, such as “Google”, where
         * the person has the account and its password. */
        return g_strdup_printf (_("%s account: its password is reset there"), name);
      return g_strdup (_("Account of another service: its password is reset there"));

    case SPARE_ACCOUNT_KIND_ENTERPRISE:
      if (name != NULL)
        /* Translators: %s is the name of a sign-in service for companies, such
         * as “Okta”. */
        return g_strdup_printf (_("Account of your organization through %s: its password is reset there"), name);
      return g_strdup (_("Account of your organization: its password is reset there"));

    case SPARE_ACCOUNT_KIND_UNKNOWN:
      break;
    }

  return g_strdup (_("Unknown"));
}

/**
 * spare_facts_describe_verified:
 * @account: an account
 *
 * Returns: (transfer none): whether the address is known to be the person's
 */
const char *
spare_facts_describe_verified (SpareAccount *account)
{
  g_return_val_if_fail (SPARE_IS_ACCOUNT (account), NULL);

  switch (spare_account_get_verified (account))
    {
    case SPARE_VERIFIED_YES:
      return _("Verified");
    case SPARE_VERIFIED_NO:
      return _("Not verified");
    case SPARE_VERIFIED_UNKNOWN:
      break;
    }

  return _("Not known whether it is verified");
}

/**
 * spare_facts_describe_keeping:
 * @persistent: whether the session is in the keyring
 *
 * Returns: (transfer none): how long the session is kept
 */
const char *
spare_facts_describe_keeping (gboolean persistent)
{
  return persistent ? _("In your keyring, also after you quit") : _("Only until you quit");
}
