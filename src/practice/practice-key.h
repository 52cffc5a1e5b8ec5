/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "practice-store.h"

G_BEGIN_DECLS

/* The signing key of the tenant: RSA, 2048 bits, made at the first start. */

typedef struct _PracticeKey PracticeKey;

PracticeKey *practice_key_new       (PracticeStore  *store,
                                     GError        **error);
void         practice_key_free      (PracticeKey    *self);
JsonNode    *practice_key_make_jwks (PracticeKey    *self);
char        *practice_key_sign      (PracticeKey    *self,
                                     JsonNode       *claims,
                                     GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PracticeKey, practice_key_free)

G_END_DECLS
