/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Whether somebody listens on the accessibility bus: a screen reader, most
 * often. What is only done for them is done only then. */

#define SPARE_TYPE_READER (spare_reader_get_type ())
G_DECLARE_FINAL_TYPE (SpareReader, spare_reader, SPARE, READER, GObject)

SpareReader *spare_reader_get_default  (void);
void         spare_reader_start        (SpareReader *self);
gboolean     spare_reader_is_listening (SpareReader *self);

G_END_DECLS
