/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "spare-types.h"

G_BEGIN_DECLS

/**
 * SpareSecretText:
 *
 * A password, token or code: a text that is overwritten when its last reference
 * goes.
 */
#define SPARE_TYPE_SECRET_TEXT (spare_secret_text_get_type ())

GType            spare_secret_text_get_type   (void) G_GNUC_CONST;

SpareSecretText *spare_secret_text_new        (const char            *text);
SpareSecretText *spare_secret_text_new_len    (const char            *text,
                                               gsize                  length);
SpareSecretText *spare_secret_text_ref        (SpareSecretText       *self);
void             spare_secret_text_unref      (SpareSecretText       *self);

const char      *spare_secret_text_get        (SpareSecretText       *self);
gsize            spare_secret_text_get_length (SpareSecretText       *self);

void             spare_secret_wipe            (char                  *text);
void             spare_secret_free            (char                  *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SpareSecretText, spare_secret_text_unref)

G_END_DECLS
