/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "practice-tenant-private.h"

G_BEGIN_DECLS

/* Who signed in: ID tokens, userinfo, discovery and keys. */

char *practice_openid_make_id_token (PracticeTenant      *self,
                                     PracticeAccount     *account,
                                     const PracticeGrant *grant,
                                     GError             **error);

G_END_DECLS
