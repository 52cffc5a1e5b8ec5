/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "practice-tenant-private.h"

G_BEGIN_DECLS

/* Scopes and the answer with tokens. */

#define PRACTICE_SCOPES "openid profile email offline_access"

#define PRACTICE_GRANT_REALM "http://auth0.com/oauth/grant-type/password-realm"
#define PRACTICE_GRANT_PASSWORD "password"
#define PRACTICE_GRANT_REFRESH "refresh_token"

char *practice_oauth_limit_scope  (const char          *requested,
                                   const char          *allowed);
void  practice_oauth_reply_tokens (PracticeTenant      *self,
                                   SoupServerMessage   *message,
                                   PracticeAccount     *account,
                                   const PracticeGrant *grant,
                                   const char          *requested,
                                   const char          *refresh_token);

G_END_DECLS
