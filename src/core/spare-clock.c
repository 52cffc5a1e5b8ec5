/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-clock.h"

struct _SpareClock
{
  GObject parent_instance;

  gboolean fixed;
  gint64 now;
};

G_DEFINE_FINAL_TYPE (SpareClock, spare_clock, G_TYPE_OBJECT)

static void
spare_clock_class_init (SpareClockClass *klass)
{
}

static void
spare_clock_init (SpareClock *self)
{
}

/**
 * spare_clock_new:
 *
 * Returns: (transfer full): the wall clock of the system
 */
SpareClock *
spare_clock_new (void)
{
  return g_object_new (SPARE_TYPE_CLOCK, NULL);
}

/**
 * spare_clock_new_fixed:
 * @now: seconds since the epoch
 *
 * Returns: (transfer full): a clock that moves only by [method@Clock.set]
 */
SpareClock *
spare_clock_new_fixed (gint64 now)
{
  SpareClock *self = spare_clock_new ();

  spare_clock_set (self, now);

  return self;
}

/**
 * spare_clock_now:
 * @self: a clock
 *
 * Returns: seconds since the epoch
 */
gint64
spare_clock_now (SpareClock *self)
{
  g_return_val_if_fail (SPARE_IS_CLOCK (self), 0);

  return self->fixed ? self->now : g_get_real_time () / G_USEC_PER_SEC;
}

/**
 * spare_clock_set:
 * @self: a clock
 * @now: seconds since the epoch
 *
 * Fixes the clock at @now.
 */
void
spare_clock_set (SpareClock *self,
                 gint64      now)
{
  g_return_if_fail (SPARE_IS_CLOCK (self));

  self->fixed = TRUE;
  self->now = now;
}
