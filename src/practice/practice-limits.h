/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Token buckets, one for each key: a burst, then a steady refill. */

typedef struct _PracticeLimits PracticeLimits;

typedef struct
{
  guint  limit;
  guint  remaining;
  gint64 reset_in;
} PracticeLimitState;

PracticeLimits *practice_limits_new  (guint               burst,
                                      double              seconds_per_token);
void            practice_limits_free (PracticeLimits     *self);
gboolean        practice_limits_take (PracticeLimits     *self,
                                      const char         *key,
                                      gint64              now_usec,
                                      PracticeLimitState *state);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PracticeLimits, practice_limits_free)

G_END_DECLS
