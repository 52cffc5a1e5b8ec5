/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "practice-fields.h"
#include "practice-tenant-private.h"

G_BEGIN_DECLS

/* Logins with a password: the slow check, then who may not enter and why. */

void practice_login_start (PracticeTenant    *self,
                           SoupServerMessage *message,
                           PracticeFields    *fields);

G_END_DECLS
