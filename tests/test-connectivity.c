/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-connectivity.h"

#include "fake-monitor.h"
#include "test-wait.h"

static void
count_cb (guint *n)
{
  (*n)++;
}

static void
test_states (void)
{
  static const struct
  {
    GNetworkConnectivity connectivity;
    SpareConnectivityState state;
  } cases[] = {
    { G_NETWORK_CONNECTIVITY_LOCAL, SPARE_CONNECTIVITY_OFFLINE },
    { G_NETWORK_CONNECTIVITY_LIMITED, SPARE_CONNECTIVITY_LIMITED },
    { G_NETWORK_CONNECTIVITY_PORTAL, SPARE_CONNECTIVITY_PORTAL },
    { G_NETWORK_CONNECTIVITY_FULL, SPARE_CONNECTIVITY_FULL },
  };
  g_autoptr (GNetworkMonitor) monitor = fake_monitor_new (G_NETWORK_CONNECTIVITY_FULL);
  g_autoptr (SpareConnectivity) connectivity = spare_connectivity_new (monitor);
  guint n = 0;

  g_assert_cmpint (spare_connectivity_get_state (connectivity), ==, SPARE_CONNECTIVITY_FULL);
  g_signal_connect_swapped (connectivity, "notify::state", G_CALLBACK (count_cb), &n);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      fake_monitor_set (monitor, cases[i].connectivity);
      g_assert_cmpint (spare_connectivity_get_state (connectivity), ==, cases[i].state);
      g_assert_cmpuint (n, ==, i + 1);
      fake_monitor_set (monitor, cases[i].connectivity);
      g_assert_cmpuint (n, ==, i + 1);
    }
}

static void
test_first (void)
{
  g_autoptr (GNetworkMonitor) monitor = fake_monitor_new (G_NETWORK_CONNECTIVITY_PORTAL);
  g_autoptr (SpareConnectivity) connectivity = spare_connectivity_new (monitor);

  g_assert_cmpint (spare_connectivity_get_state (connectivity), ==, SPARE_CONNECTIVITY_PORTAL);
}

/* The system's own, whatever it says; it is looked for once, elsewhere. */
static void
test_system (void)
{
  g_autoptr (SpareConnectivity) connectivity = spare_connectivity_new (NULL);
  gulong handler;

  g_assert_cmpint (spare_connectivity_get_state (connectivity), ==, SPARE_CONNECTIVITY_FULL);
  spare_connectivity_start (connectivity);
  spare_connectivity_start (connectivity);
  test_wait_until ((handler = g_signal_handler_find (g_network_monitor_get_default (), G_SIGNAL_MATCH_DATA,
                                                     0, 0, NULL, NULL, connectivity)) != 0);
  g_signal_handler_disconnect (g_network_monitor_get_default (), handler);
}

/* Gone before the search ends, in this thread. */
static void
test_gone (void)
{
  SpareConnectivity *connectivity = spare_connectivity_new (NULL);

  spare_connectivity_start (connectivity);
  g_object_add_weak_pointer (G_OBJECT (connectivity), (gpointer *) &connectivity);
  g_object_unref (connectivity);
  g_assert_null (connectivity);
  test_iterate_for (200);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/connectivity/states", test_states);
  g_test_add_func ("/connectivity/first", test_first);
  g_test_add_func ("/connectivity/system", test_system);
  g_test_add_func ("/connectivity/gone", test_gone);

  return g_test_run ();
}
