/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "spare-types.h"

G_BEGIN_DECLS

/**
 * SpareClock:
 *
 * The time of day, which tests can set.
 */
#define SPARE_TYPE_CLOCK (spare_clock_get_type ())
G_DECLARE_FINAL_TYPE (SpareClock, spare_clock, SPARE, CLOCK, GObject)

SpareClock *spare_clock_new       (void);
SpareClock *spare_clock_new_fixed (gint64      now);

gint64      spare_clock_now       (SpareClock *self);
void        spare_clock_set       (SpareClock *self,
                                   gint64      now);

G_END_DECLS
