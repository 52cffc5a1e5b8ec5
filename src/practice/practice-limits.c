/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "practice-limits.h"

/* Full buckets are forgotten above this number of keys. */
#define MAX_BUCKETS 1024

typedef struct
{
  double tokens;
  gint64 filled_at;
} Bucket;

struct _PracticeLimits
{
  GHashTable *buckets;
  guint burst;
  double seconds_per_token;
};

static void
refill (PracticeLimits *self,
        Bucket         *bucket,
        gint64          now_usec)
{
  double passed = (double) (now_usec - bucket->filled_at) / G_USEC_PER_SEC;

  if (passed > 0)
    {
      bucket->tokens = MIN (self->burst, bucket->tokens + passed / self->seconds_per_token);
      bucket->filled_at = now_usec;
    }
}

static void
forget_full (PracticeLimits *self,
             gint64          now_usec)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->buckets);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Bucket *bucket = value;

      refill (self, bucket, now_usec);
      if (bucket->tokens >= self->burst)
        g_hash_table_iter_remove (&iter);
    }
}

/**
 * practice_limits_new:
 * @burst: how many at once
 * @seconds_per_token: how long until one more
 *
 * Returns: (transfer full): the limits
 */
PracticeLimits *
practice_limits_new (guint  burst,
                     double seconds_per_token)
{
  PracticeLimits *self = g_new0 (PracticeLimits, 1);

  self->burst = burst;
  self->seconds_per_token = seconds_per_token;
  self->buckets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

/**
 * practice_limits_free:
 * @self: (transfer full): the limits
 */
void
practice_limits_free (PracticeLimits *self)
{
  g_hash_table_unref (self->buckets);
  g_free (self);
}

/**
 * practice_limits_take:
 * @self: the limits
 * @key: what is counted
 * @now_usec: a monotonic time in microseconds
 * @state: (out): what to tell the client; `reset_in` is in seconds, until one
 *   more is allowed
 *
 * Returns: whether this one is allowed
 */
gboolean
practice_limits_take (PracticeLimits     *self,
                      const char         *key,
                      gint64              now_usec,
                      PracticeLimitState *state)
{
  Bucket *bucket = g_hash_table_lookup (self->buckets, key);
  gboolean allowed;
  double wait;

  if (bucket == NULL)
    {
      if (g_hash_table_size (self->buckets) >= MAX_BUCKETS)
        forget_full (self, now_usec);

      bucket = g_new0 (Bucket, 1);
      bucket->tokens = self->burst;
      bucket->filled_at = now_usec;
      g_hash_table_insert (self->buckets, g_strdup (key), bucket);
    }

  refill (self, bucket, now_usec);
  allowed = bucket->tokens >= 1;
  if (allowed)
    bucket->tokens -= 1;

  state->limit = self->burst;
  state->remaining = (guint) bucket->tokens;

  /* In whole seconds, rounded up: too early would be refused again. */
  wait = (1 - (bucket->tokens - state->remaining)) * self->seconds_per_token;
  state->reset_in = (gint64) wait;
  if (wait > state->reset_in)
    state->reset_in++;

  return allowed;
}
