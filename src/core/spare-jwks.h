/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "spare-types.h"

G_BEGIN_DECLS

/**
 * SpareJwks:
 *
 * The RSA signing keys of a tenant, as its `jwks.json` gives them.
 */
#define SPARE_TYPE_JWKS (spare_jwks_get_type ())
G_DECLARE_FINAL_TYPE (SpareJwks, spare_jwks, SPARE, JWKS, GObject)

SpareJwks *spare_jwks_new     (void);
gboolean   spare_jwks_add     (SpareJwks   *self,
                               const char  *kid,
                               const char  *n,
                               const char  *e);
guint      spare_jwks_get_size (SpareJwks  *self);
gboolean   spare_jwks_has_key (SpareJwks   *self,
                               const char  *kid);
gboolean   spare_jwks_verify  (SpareJwks   *self,
                               const char  *kid,
                               const char  *signed_part,
                               gsize        signed_length,
                               GBytes      *signature);

G_END_DECLS
