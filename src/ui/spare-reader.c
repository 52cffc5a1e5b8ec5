/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-reader.h"

#define REGISTRY "org.a11y.atspi.Registry"
#define REGISTRY_PATH "/org/a11y/atspi/registry"

struct _SpareReader
{
  GObject parent_instance;

  GDBusConnection *bus;
  gboolean started;
  gboolean listening;
};

enum
{
  PROP_0,
  PROP_LISTENING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SpareReader, spare_reader, G_TYPE_OBJECT)

static void
set_listening (SpareReader *self,
               gboolean     listening)
{
  if (self->listening == listening)
    return;

  self->listening = listening;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LISTENING]);
}

static void
listeners_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (SpareReader) self = user_data;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  g_autoptr (GVariant) listeners = NULL;

  if (answer == NULL)
    return;

  listeners = g_variant_get_child_value (answer, 0);
  set_listening (self, g_variant_n_children (listeners) > 0);
}

static void
ask (SpareReader *self)
{
  g_dbus_connection_call (self->bus, REGISTRY, REGISTRY_PATH, REGISTRY, "GetRegisteredEvents", NULL,
                          G_VARIANT_TYPE ("(a(ss))"), G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                          listeners_cb, g_object_ref (self));
}

static void
changed_cb (GDBusConnection *bus,
            const char      *sender,
            const char      *path,
            const char      *interface,
            const char      *signal,
            GVariant        *parameters,
            gpointer         self)
{
  ask (self);
}

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  static const char *const signals[] = { "EventListenerRegistered", "EventListenerDeregistered" };
  g_autoptr (SpareReader) self = user_data;

  self->bus = g_dbus_connection_new_for_address_finish (result, NULL);
  if (self->bus == NULL)
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    g_dbus_connection_signal_subscribe (self->bus, REGISTRY, REGISTRY, signals[i], REGISTRY_PATH, NULL,
                                        G_DBUS_SIGNAL_FLAGS_NONE, changed_cb, self, NULL);
  ask (self);
}

static void
connect_to (SpareReader *self,
            const char  *address)
{
  g_dbus_connection_new_for_address (address,
                                     G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                       G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                     NULL, NULL, connected_cb, g_object_ref (self));
}

static void
address_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SpareReader) self = user_data;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  const char *address;

  if (answer == NULL)
    return;

  g_variant_get (answer, "(&s)", &address);
  connect_to (self, address);
}

static void
session_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SpareReader) self = user_data;
  g_autoptr (GDBusConnection) session = g_bus_get_finish (result, NULL);

  if (session != NULL)
    g_dbus_connection_call (session, "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", NULL,
                            G_VARIANT_TYPE ("(s)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                            address_cb, g_steal_pointer (&self));
}

static void
spare_reader_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  if (prop_id == PROP_LISTENING)
    g_value_set_boolean (value, SPARE_READER (object)->listening);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
spare_reader_dispose (GObject *object)
{
  g_clear_object (&SPARE_READER (object)->bus);

  G_OBJECT_CLASS (spare_reader_parent_class)->dispose (object);
}

static void
spare_reader_class_init (SpareReaderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = spare_reader_get_property;
  object_class->dispose = spare_reader_dispose;

  properties[PROP_LISTENING] =
    g_param_spec_boolean ("listening", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
spare_reader_init (SpareReader *self)
{
  /* Until the bus has said that nobody does, and where it cannot be asked. */
  self->listening = TRUE;
}

/**
 * spare_reader_get_default:
 *
 * Returns: (transfer none): the one of this program; there is one bus
 */
SpareReader *
spare_reader_get_default (void)
{
  static SpareReader *reader;

  if (reader == NULL)
    reader = g_object_new (SPARE_TYPE_READER, NULL);

  return reader;
}

/**
 * spare_reader_start:
 * @self: the reader
 *
 * Begins to ask the accessibility bus, once, without waiting for it.
 */
void
spare_reader_start (SpareReader *self)
{
  const char *address = g_getenv ("AT_SPI_BUS_ADDRESS");

  g_return_if_fail (SPARE_IS_READER (self));

  if (self->started)
    return;

  self->started = TRUE;
  /* A sandbox has its own way there. */
  if (address != NULL)
    connect_to (self, address);
  else
    g_bus_get (G_BUS_TYPE_SESSION, NULL, session_cb, g_object_ref (self));
}

/**
 * spare_reader_is_listening:
 * @self: the reader
 *
 * Returns: whether somebody listens, as far as is known
 */
gboolean
spare_reader_is_listening (SpareReader *self)
{
  g_return_val_if_fail (SPARE_IS_READER (self), TRUE);

  return self->listening;
}
