/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>
#include "spare-types.h"

G_BEGIN_DECLS

/* An entry buffer that answers bullets to everyone except its owner. */

#define SPARE_TYPE_MASKED_BUFFER (spare_masked_buffer_get_type ())
G_DECLARE_FINAL_TYPE (SpareMaskedBuffer, spare_masked_buffer, SPARE, MASKED_BUFFER, GtkEntryBuffer)

GtkEntryBuffer  *spare_masked_buffer_new          (void);
SpareSecretText *spare_masked_buffer_get_secret   (SpareMaskedBuffer *self);
gboolean         spare_masked_buffer_get_revealed (SpareMaskedBuffer *self);
/* While revealed the buffer answers the real text: the person asked for it. */
void             spare_masked_buffer_set_revealed (SpareMaskedBuffer *self,
                                                   gboolean           revealed);

G_END_DECLS
