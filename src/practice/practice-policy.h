/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The password policy of the tenant: "good". */

typedef enum
{
  PRACTICE_POLICY_OK = 0,
  PRACTICE_POLICY_EMPTY = 1 << 0,
  PRACTICE_POLICY_TOO_SHORT = 1 << 1,
  PRACTICE_POLICY_TOO_LONG = 1 << 2,
  PRACTICE_POLICY_TOO_PLAIN = 1 << 3,
  PRACTICE_POLICY_USED_BEFORE = 1 << 4,
  PRACTICE_POLICY_UNREADABLE = 1 << 5,
} PracticePolicyFlags;

#define PRACTICE_POLICY_HISTORY 5

PracticePolicyFlags practice_policy_check    (const char          *password);
char               *practice_policy_describe (PracticePolicyFlags  flags);

G_END_DECLS
