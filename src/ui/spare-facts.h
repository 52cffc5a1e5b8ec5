/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "spare-account.h"
#include "spare-types.h"

G_BEGIN_DECLS

/* Facts of an account and its session in words. Pure functions. */

char       *spare_facts_format_time       (gint64        when,
                                           gint64        now);
char       *spare_facts_describe_validity (gint64        expires_at,
                                           gint64        now);
char       *spare_facts_describe_kind     (SpareAccount *account);
const char *spare_facts_describe_verified (SpareAccount *account);
const char *spare_facts_describe_keeping  (gboolean      persistent);

G_END_DECLS
