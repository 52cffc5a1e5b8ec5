/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-connectivity.h"

struct _SpareConnectivity
{
  GObject parent_instance;

  GNetworkMonitor *monitor;
  SpareConnectivityState state;
  gboolean started;
};

G_DEFINE_FINAL_TYPE (SpareConnectivity, spare_connectivity, G_TYPE_OBJECT)

enum
{
  PROP_STATE = 1,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static void
update (SpareConnectivity *self)
{
  SpareConnectivityState state = SPARE_CONNECTIVITY_FULL;

  switch (g_network_monitor_get_connectivity (self->monitor))
    {
    case G_NETWORK_CONNECTIVITY_LOCAL:
      state = SPARE_CONNECTIVITY_OFFLINE;
      break;

    case G_NETWORK_CONNECTIVITY_LIMITED:
      state = SPARE_CONNECTIVITY_LIMITED;
      break;

    case G_NETWORK_CONNECTIVITY_PORTAL:
      state = SPARE_CONNECTIVITY_PORTAL;
      break;

    case G_NETWORK_CONNECTIVITY_FULL:
    default:
      break;
    }

  if (state == self->state)
    return;

  g_debug ("The state of the network is %d now", state);
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
}

static void
watch (SpareConnectivity *self,
       GNetworkMonitor   *monitor)
{
  g_set_object (&self->monitor, monitor);
  /* Both: only some of the monitors know more than available or not. */
  g_signal_connect_object (monitor, "notify::connectivity", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (monitor, "network-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
get_monitor_in_thread (GTask        *task,
                       gpointer      source,
                       gpointer      data,
                       GCancellable *cancellable)
{
  /* One for the process, which lives as long. */
  g_task_return_pointer (task, g_object_ref (g_network_monitor_get_default ()), g_object_unref);
}

static void
monitor_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  GWeakRef *weak = data;
  g_autoptr (SpareConnectivity) self = g_weak_ref_get (weak);
  g_autoptr (GNetworkMonitor) monitor = g_task_propagate_pointer (G_TASK (result), NULL);

  g_weak_ref_clear (weak);
  g_free (weak);
  if (self != NULL && monitor != NULL)
    watch (self, monitor);
}

static void
spare_connectivity_get_property (GObject    *object,
                                 guint       id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  if (id == PROP_STATE)
    g_value_set_int (value, SPARE_CONNECTIVITY (object)->state);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
spare_connectivity_dispose (GObject *object)
{
  g_clear_object (&SPARE_CONNECTIVITY (object)->monitor);

  G_OBJECT_CLASS (spare_connectivity_parent_class)->dispose (object);
}

static void
spare_connectivity_class_init (SpareConnectivityClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = spare_connectivity_get_property;
  object_class->dispose = spare_connectivity_dispose;

  /**
   * SpareConnectivity:state:
   *
   * A `SpareConnectivityState`.
   */
  props[PROP_STATE] = g_param_spec_int ("state", NULL, NULL,
                                        SPARE_CONNECTIVITY_FULL, SPARE_CONNECTIVITY_PORTAL,
                                        SPARE_CONNECTIVITY_FULL,
                                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
spare_connectivity_init (SpareConnectivity *self)
{
}

/**
 * spare_connectivity_new:
 * @monitor: (nullable): what to watch, or %NULL for that of the system once
 *   [method@Connectivity.start] is called
 *
 * Returns: (transfer full): what is known of the network
 */
SpareConnectivity *
spare_connectivity_new (GNetworkMonitor *monitor)
{
  SpareConnectivity *self;

  g_return_val_if_fail (monitor == NULL || G_IS_NETWORK_MONITOR (monitor), NULL);

  self = g_object_new (SPARE_TYPE_CONNECTIVITY, NULL);
  if (monitor != NULL)
    {
      self->started = TRUE;
      watch (self, monitor);
    }

  return self;
}

/**
 * spare_connectivity_start:
 * @self: what is known of the network
 *
 * Begins to watch the network of the system. GIO asks D-Bus for it and waits,
 * so that happens in a thread. Once is enough.
 */
void
spare_connectivity_start (SpareConnectivity *self)
{
  g_autoptr (GTask) task = NULL;
  GWeakRef *weak;

  g_return_if_fail (SPARE_IS_CONNECTIVITY (self));

  if (self->started)
    return;

  self->started = TRUE;
  /* Not its source: the last reference must not fall in the thread. */
  weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak, self);
  task = g_task_new (NULL, NULL, monitor_cb, weak);
  g_task_set_source_tag (task, spare_connectivity_start);
  g_task_set_name (task, "spare_connectivity_start");
  g_task_run_in_thread (task, get_monitor_in_thread);
}

/**
 * spare_connectivity_get_state:
 * @self: what is known of the network
 *
 * Returns: the state, which is only a hint
 */
SpareConnectivityState
spare_connectivity_get_state (SpareConnectivity *self)
{
  g_return_val_if_fail (SPARE_IS_CONNECTIVITY (self), SPARE_CONNECTIVITY_FULL);

  return self->state;
}
