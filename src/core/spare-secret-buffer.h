/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "spare-types.h"

G_BEGIN_DECLS

/**
 * SpareSecretBuffer:
 *
 * A text that grows without leaving copies of itself behind, for bodies that
 * carry a secret. Lives on the stack; starts zeroed.
 */
typedef struct
{
  char  *text;
  gsize  length;
  gsize  size;
} SpareSecretBuffer;

void             spare_secret_buffer_append           (SpareSecretBuffer *self,
                                                       const char        *text);
void             spare_secret_buffer_append_json      (SpareSecretBuffer *self,
                                                       const char        *text);
void             spare_secret_buffer_append_form      (SpareSecretBuffer *self,
                                                       const char        *name,
                                                       const char        *value);
void             spare_secret_buffer_append_member    (SpareSecretBuffer *self,
                                                       const char        *name,
                                                       const char        *value);
void             spare_secret_buffer_clear            (SpareSecretBuffer *self);
SpareSecretText *spare_secret_buffer_steal            (SpareSecretBuffer *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SpareSecretBuffer, spare_secret_buffer_clear)

G_END_DECLS
