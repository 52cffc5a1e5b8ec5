/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-reader.h"

#include "test-wait.h"

/* Another program on the accessibility bus. */
static GDBusConnection *
connect_listener (void)
{
  g_autoptr (GDBusConnection) session = NULL;
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GError) error = NULL;
  GDBusConnection *bus;
  const char *address;

  session = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);
  answer = g_dbus_connection_call_sync (session, "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress",
                                        NULL, G_VARIANT_TYPE ("(s)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  g_variant_get (answer, "(&s)", &address);
  bus = g_dbus_connection_new_for_address_sync (address,
                                                G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                  G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                                NULL, NULL, &error);
  g_assert_no_error (error);

  return bus;
}

static void
call_registry (GDBusConnection *bus,
               const char      *method,
               GVariant        *parameters)
{
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GError) error = NULL;

  answer = g_dbus_connection_call_sync (bus, "org.a11y.atspi.Registry", "/org/a11y/atspi/registry",
                                        "org.a11y.atspi.Registry", method, parameters,
                                        NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
}

static void
test_listeners (void)
{
  SpareReader *reader = spare_reader_get_default ();
  g_autoptr (GDBusConnection) bus = connect_listener ();
  static const char *const none[] = { NULL };

  g_assert_true (spare_reader_is_listening (reader));
  spare_reader_start (reader);
  spare_reader_start (reader);
  test_wait_until (!spare_reader_is_listening (reader));

  call_registry (bus, "RegisterEvent",
                 g_variant_new ("(s^ass)", "object:state-changed:focused", none, ""));
  test_wait_until (spare_reader_is_listening (reader));
  call_registry (bus, "DeregisterEvent", g_variant_new ("(s)", "object:state-changed:focused"));
  test_wait_until (!spare_reader_is_listening (reader));
}

static void
test_none (void)
{
  g_autoptr (SpareReader) reader = g_object_new (SPARE_TYPE_READER, NULL);

  /* Where nothing is known, somebody may need it. */
  g_setenv ("AT_SPI_BUS_ADDRESS", "unix:path=/nowhere/at/all", TRUE);
  spare_reader_start (reader);
  test_iterate_for (200);
  g_assert_true (spare_reader_is_listening (reader));
  g_unsetenv ("AT_SPI_BUS_ADDRESS");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reader/listeners", test_listeners);
  g_test_add_func ("/reader/none", test_none);

  return g_test_run ();
}
