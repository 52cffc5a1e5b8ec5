/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "scenes-private.h"

#include "fake-monitor.h"

/* The application of all of them. */
GtkApplication *
scenes_get_application (void)
{
  static GString *log;

  if (log == NULL)
    log = g_string_new (NULL);

  return window_test_application (log);
}

SpareTenant *
scenes_make_tenant (const char *domain)
{
  if (domain == NULL)
    return spare_tenant_new_practice ("http://127.0.0.1:9", "practice", NULL, NULL);

  return spare_tenant_new (domain, "k2vSzZ0xLq7cYbT1", NULL, NULL);
}

void
scenes_make_new_session (GPtrArray      *keep,
                         const char     *domain,
                         SpareSession  **session,
                         SpareRecovery **recovery)
{
  g_autoptr (SpareTenant) tenant = scenes_make_tenant (domain);
  g_autoptr (SpareClock) clock = spare_clock_new ();
  g_autoptr (SpareAuthClient) client = test_client_new (tenant, clock);
  g_autoptr (SpareSessionStore) store = spare_session_store_memory_new ();

  *session = spare_session_new (client, store, clock);
  *recovery = spare_recovery_new (client, clock);
  g_ptr_array_add (keep, *session);
  g_ptr_array_add (keep, *recovery);
}

void
scenes_make_session (GPtrArray      *keep,
                     const char     *domain,
                     SpareSession  **session,
                     SpareRecovery **recovery)
{
  g_autoptr (GAsyncResult) restored = NULL;

  scenes_make_new_session (keep, domain, session, recovery);
  spare_session_restore_async (*session, NULL, test_result_cb, &restored);
  test_wait_until (restored != NULL);
  spare_session_restore_finish (*session, restored, NULL);
}

gpointer
scenes_child (GtkWidget  *window,
              const char *name)
{
  return window_test_child (window, G_OBJECT_TYPE (window), name);
}

SpareConnectivity *
scenes_make_connectivity (GPtrArray            *keep,
                          GNetworkConnectivity  connectivity)
{
  GNetworkMonitor *monitor = fake_monitor_new (connectivity);
  SpareConnectivity *self = spare_connectivity_new (monitor);

  g_ptr_array_add (keep, monitor);
  g_ptr_array_add (keep, self);

  return self;
}

static void
append (GPtrArray   *all,
        const Scene *scenes)
{
  for (const Scene *scene = scenes; scene->name != NULL; scene++)
    g_ptr_array_add (all, (gpointer) scene);
}

/* Returns: (transfer none) (element-type Scene) */
GPtrArray *
scenes_get_all (void)
{
  static GPtrArray *all;

  if (all != NULL)
    return all;

  all = g_ptr_array_new ();
  append (all, scenes_of_login);
  append (all, scenes_of_dashboard);
  append (all, scenes_of_the_rest);

  return all;
}
