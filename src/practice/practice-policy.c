/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "practice-policy.h"

#include <string.h>

#define MIN_CHARACTERS 8
#define MAX_BYTES 72
#define MIN_KINDS 3

static guint
count_kinds (const char *password)
{
  gboolean lower = FALSE, upper = FALSE, digit = FALSE, special = FALSE;
  const char *p;

  for (p = password; *p != '\0'; p++)
    {
      lower |= g_ascii_islower (*p);
      upper |= g_ascii_isupper (*p);
      digit |= g_ascii_isdigit (*p);
      special |= g_ascii_ispunct (*p) || *p == ' ';
    }

  return lower + upper + digit + special;
}

/**
 * practice_policy_check:
 * @password: a new password
 *
 * The rules of the policy "good" of auth0/password-sheriff: eight
 * characters, three of four kinds, at most 72 bytes.
 *
 * Returns: the rules that are broken
 */
PracticePolicyFlags
practice_policy_check (const char *password)
{
  PracticePolicyFlags flags = PRACTICE_POLICY_OK;

  if (password[0] == '\0')
    return PRACTICE_POLICY_EMPTY;
  if (!g_utf8_validate (password, -1, NULL))
    return PRACTICE_POLICY_UNREADABLE;

  if (g_utf8_strlen (password, -1) < MIN_CHARACTERS)
    flags |= PRACTICE_POLICY_TOO_SHORT;
  if (strlen (password) > MAX_BYTES)
    flags |= PRACTICE_POLICY_TOO_LONG;
  if (count_kinds (password) < MIN_KINDS)
    flags |= PRACTICE_POLICY_TOO_PLAIN;

  return flags;
}

/**
 * practice_policy_describe:
 * @flags: broken rules
 *
 * Returns: (transfer full) (nullable): sentences for the person, or %NULL
 *   if no rule is broken
 */
char *
practice_policy_describe (PracticePolicyFlags flags)
{
  static const struct
  {
    PracticePolicyFlags flag;
    const char *sentence;
  } sentences[] = {
    { PRACTICE_POLICY_EMPTY, "Enter a new password." },
    { PRACTICE_POLICY_UNREADABLE, "The password contains characters that cannot be read. Type it again." },
    { PRACTICE_POLICY_TOO_SHORT, "Use at least 8 characters." },
    { PRACTICE_POLICY_TOO_LONG, "Use at most 72 characters; accented letters and emoji count as more than one." },
    { PRACTICE_POLICY_TOO_PLAIN, "Use at least three of: lower case letters, upper case letters, digits, special characters." },
    { PRACTICE_POLICY_USED_BEFORE, "You used this password before. Choose another one." },
  };
  GString *text = g_string_new (NULL);
  guint i;

  for (i = 0; i < G_N_ELEMENTS (sentences); i++)
    {
      if ((flags & sentences[i].flag) == 0)
        continue;
      if (text->len > 0)
        g_string_append_c (text, ' ');
      g_string_append (text, sentences[i].sentence);
    }

  return g_string_free (text, text->len == 0);
}
