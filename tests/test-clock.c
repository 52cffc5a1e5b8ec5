/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-clock.h"

static void
test_wall (void)
{
  g_autoptr (SpareClock) clock = spare_clock_new ();
  gint64 before = g_get_real_time () / G_USEC_PER_SEC;
  gint64 now = spare_clock_now (clock);
  gint64 after = g_get_real_time () / G_USEC_PER_SEC;

  g_assert_cmpint (before, <=, now);
  g_assert_cmpint (now, <=, after);
}

/* A fixed clock stands, at times before and far after ours too. */
static void
test_fixed (void)
{
  static const gint64 times[] = { 0, -1, 1900000000, G_MAXINT64 };

  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autoptr (SpareClock) clock = spare_clock_new_fixed (times[i]);

      g_assert_cmpint (spare_clock_now (clock), ==, times[i]);
      g_assert_cmpint (spare_clock_now (clock), ==, times[i]);
    }
}

static void
test_set (void)
{
  g_autoptr (SpareClock) clock = spare_clock_new ();
  g_autoptr (SpareClock) other = spare_clock_new_fixed (5);

  spare_clock_set (clock, 1000);
  g_assert_cmpint (spare_clock_now (clock), ==, 1000);
  spare_clock_set (clock, 10);
  g_assert_cmpint (spare_clock_now (clock), ==, 10);
  g_assert_cmpint (spare_clock_now (other), ==, 5);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/clock/wall", test_wall);
  g_test_add_func ("/clock/fixed", test_fixed);
  g_test_add_func ("/clock/set", test_set);

  return g_test_run ();
}
