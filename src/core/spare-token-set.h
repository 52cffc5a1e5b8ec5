/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "spare-types.h"

G_BEGIN_DECLS

/**
 * SpareTokenSet:
 *
 * The tokens of one session with the account they belong to, and their stored
 * form: one versioned JSON text. Immutable.
 */
#define SPARE_TYPE_TOKEN_SET (spare_token_set_get_type ())
G_DECLARE_FINAL_TYPE (SpareTokenSet, spare_token_set, SPARE, TOKEN_SET, GObject)

SpareTokenSet   *spare_token_set_new               (SpareSecretText  *access_token,
                                                    SpareSecretText  *refresh_token,
                                                    SpareSecretText  *id_token,
                                                    gint64            expires_at);
/* Same tokens with the account and the time of sign-in. */
SpareTokenSet   *spare_token_set_with_account      (SpareTokenSet    *self,
                                                    SpareAccount     *account,
                                                    gint64            signed_in_at);
/* The answer to a renewal joined to what was there: keeps the old refresh
 * token if the answer has none. */
SpareTokenSet   *spare_token_set_renew             (SpareTokenSet    *self,
                                                    SpareTokenSet    *answer);
/* Of the answer only the refresh token; NULL if it has none. */
SpareTokenSet   *spare_token_set_rotate            (SpareTokenSet    *self,
                                                    SpareTokenSet    *answer);

SpareSecretText *spare_token_set_get_access_token  (SpareTokenSet    *self);
SpareSecretText *spare_token_set_get_refresh_token (SpareTokenSet    *self);
SpareSecretText *spare_token_set_get_id_token      (SpareTokenSet    *self);
SpareAccount    *spare_token_set_get_account       (SpareTokenSet    *self);
gint64           spare_token_set_get_expires_at    (SpareTokenSet    *self);
gint64           spare_token_set_get_signed_in_at  (SpareTokenSet    *self);
gboolean         spare_token_set_is_stale          (SpareTokenSet    *self,
                                                    gint64            now);

SpareSecretText *spare_token_set_serialize         (SpareTokenSet    *self);
SpareTokenSet   *spare_token_set_deserialize       (SpareSecretText  *text,
                                                    GError          **error);

G_END_DECLS
