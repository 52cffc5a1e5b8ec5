/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-config.h"

#include "spare-session-store-secret.h"
#include "test-stores.h"

#include <string.h>

/* The store on a real gnome-keyring-daemon, on a bus of its own; see
 * with-keyring. The first argument says what the script has set up. */

#define SERVICE "org.freedesktop.secrets"
#define SERVICE_PATH "/org/freedesktop/secrets"
#define COLLECTION_PATH SERVICE_PATH "/collection/login"

static GDBusConnection *bus;

static void
call_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  test_result_cb (source, result, user_data);
}

static GVariant *
call (const char *path,
      const char *interface,
      const char *method,
      GVariant   *arguments)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GVariant *answer;

  g_dbus_connection_call (bus, SERVICE, path, interface, method, arguments, NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, call_cb, &result);
  test_wait_until (result != NULL);
  answer = g_dbus_connection_call_finish (bus, result, &error);
  g_assert_no_error (error);

  return answer;
}

static gboolean
is_locked (void)
{
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GVariant) value = NULL;

  answer = call (COLLECTION_PATH, "org.freedesktop.DBus.Properties", "Get",
                 g_variant_new ("(ss)", "org.freedesktop.Secret.Collection", "Locked"));
  g_variant_get (answer, "(v)", &value);

  return g_variant_get_boolean (value);
}

static void
lock (void)
{
  const char *const paths[] = { COLLECTION_PATH, NULL };
  g_autoptr (GVariant) answer = NULL;

  answer = call (SERVICE_PATH, "org.freedesktop.Secret.Service", "Lock",
                 g_variant_new ("(^ao)", paths));
  g_assert_true (is_locked ());
}

/* As a person would who types the password into the prompt. */
static void
unlock (void)
{
  g_autoptr (GVariant) session = NULL;
  g_autoptr (GVariant) session_output = NULL;
  g_autoptr (GVariant) answer = NULL;
  const char *session_path;

  session = call (SERVICE_PATH, "org.freedesktop.Secret.Service", "OpenSession",
                  g_variant_new ("(sv)", "plain", g_variant_new_string ("")));
  g_variant_get (session, "(v&o)", &session_output, &session_path);
  answer = call (SERVICE_PATH, "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface",
                 "UnlockWithMasterPassword",
                 g_variant_new ("(o(o@ay@ays))", COLLECTION_PATH, session_path,
                                g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, NULL, 0, 1),
                                g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, "password", 8, 1),
                                "text/plain"));
  g_assert_false (is_locked ());
}

static void
test_unlocked_tenants (void)
{
  g_autoptr (SpareSessionStore) store = spare_session_store_secret_new ();

  test_store_keeps_tenants_apart (store);
}

static void
test_unlocked_long_text (void)
{
  g_autoptr (SpareSessionStore) store = spare_session_store_secret_new ();

  test_store_keeps_long_text (store);
}

static void
test_unlocked_cancel (void)
{
  g_autoptr (SpareSessionStore) store = spare_session_store_secret_new ();

  test_store_is_cancellable (store);
}

/* What everybody may read of an item names the program and the tenant, and
 * nothing of the person. */
static void
test_unlocked_attributes (void)
{
  g_autoptr (SpareSessionStore) store = spare_session_store_secret_new ();
  g_autoptr (SpareTenant) tenant = test_tenant ("one.eu.auth0.com");
  g_autoptr (GVariant) found = NULL;
  g_autoptr (GVariant) unlocked = NULL;
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GVariant) properties = NULL;
  g_autoptr (GVariant) attributes = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *item = NULL;
  GVariantBuilder wanted;
  const char *value;
  const char *label;

  g_assert_true (test_save (store, tenant, "{\"email\":\"jane@example.com\"}", &error));
  g_assert_no_error (error);

  g_variant_builder_init (&wanted, G_VARIANT_TYPE ("a{ss}"));
  g_variant_builder_add (&wanted, "{ss}", "application", SPARE_SCHEMA_ID);
  found = call (SERVICE_PATH, "org.freedesktop.Secret.Service", "SearchItems",
                g_variant_new ("(a{ss})", &wanted));
  unlocked = g_variant_get_child_value (found, 0);
  g_assert_cmpuint (g_variant_n_children (unlocked), ==, 1);
  g_variant_get_child (unlocked, 0, "o", &item);

  answer = call (item, "org.freedesktop.DBus.Properties", "GetAll",
                 g_variant_new ("(s)", "org.freedesktop.Secret.Item"));
  properties = g_variant_get_child_value (answer, 0);
  g_assert_true (g_variant_lookup (properties, "Label", "&s", &label));
  g_assert_cmpstr (label, ==, "Spare Key session for one.eu.auth0.com");

  attributes = g_variant_lookup_value (properties, "Attributes", G_VARIANT_TYPE ("a{ss}"));
  g_assert_cmpuint (g_variant_n_children (attributes), ==, 5);
  g_assert_true (g_variant_lookup (attributes, "xdg:schema", "&s", &value));
  g_assert_cmpstr (value, ==, SPARE_SCHEMA_ID ".Session");
  g_assert_true (g_variant_lookup (attributes, "tenant", "&s", &value));
  g_assert_cmpstr (value, ==, "one.eu.auth0.com");
  g_assert_true (g_variant_lookup (attributes, "client", "&s", &value));
  g_assert_cmpstr (value, ==, "client1");
  g_assert_true (g_variant_lookup (attributes, "format", "&s", &value));
  g_assert_cmpstr (value, ==, "1");

  g_assert_true (test_clear (store, tenant, &error));
  g_assert_no_error (error);
}

/* Nobody answers the prompt here, which is the same as dismissing it: locked
 * is neither signed out, nor saved, nor cleared. */
static void
test_locked (void)
{
  g_autoptr (SpareSessionStore) store = spare_session_store_secret_new ();
  g_autoptr (SpareTenant) tenant = test_tenant ("one.eu.auth0.com");
  g_autoptr (SpareTenant) other = test_tenant ("other.eu.auth0.com");
  g_autoptr (GError) error = NULL;

  g_assert_true (test_save (store, tenant, "kept", &error));
  g_assert_no_error (error);
  lock ();

  g_assert_null (test_load (store, tenant, &error));
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_KEYRING_LOCKED);
  g_clear_error (&error);
  g_assert_false (test_save (store, tenant, "other", &error));
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_KEYRING_LOCKED);
  g_clear_error (&error);
  g_assert_false (test_clear (store, tenant, &error));
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_KEYRING_LOCKED);
  g_clear_error (&error);

  /* Where nothing is stored, nothing needs to be unlocked. */
  test_assert_stored (store, other, NULL);
  g_assert_true (test_clear (store, other, &error));
  g_assert_no_error (error);

  unlock ();
  test_assert_stored (store, tenant, "kept");
  g_assert_true (test_clear (store, tenant, &error));
  g_assert_no_error (error);
  test_assert_stored (store, tenant, NULL);
}

/* No program for secrets on the bus. */
static void
test_absent (void)
{
  g_autoptr (SpareSessionStore) store = spare_session_store_secret_new ();
  g_autoptr (SpareTenant) tenant = test_tenant ("one.eu.auth0.com");
  g_autoptr (GError) error = NULL;

  g_assert_null (test_load (store, tenant, &error));
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_KEYRING_UNAVAILABLE);
  g_clear_error (&error);
  g_assert_false (test_save (store, tenant, "text", &error));
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_KEYRING_UNAVAILABLE);
  g_clear_error (&error);
  g_assert_false (test_clear (store, tenant, &error));
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_KEYRING_UNAVAILABLE);
}

static void
appeared_cb (GDBusConnection *connection,
             const char      *name,
             const char      *owner,
             gpointer         user_data)
{
  *(gboolean *) user_data = TRUE;
}

/* The daemon takes its name before its keyring is open. */
static void
wait_for_keyring (void)
{
  gboolean there = FALSE;
  guint id;

  id = g_bus_watch_name_on_connection (bus, SERVICE, G_BUS_NAME_WATCHER_FLAGS_NONE, appeared_cb,
                                       NULL, &there, NULL);
  test_wait_until (there);
  g_bus_unwatch_name (id);
  test_wait_until (!is_locked ());
}

int
main (int    argc,
      char **argv)
{
  const char *state;
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  state = argv[1];
  bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);

  if (g_str_equal (state, "unlocked"))
    {
      wait_for_keyring ();
      g_test_add_func ("/keyring/unlocked/tenants", test_unlocked_tenants);
      g_test_add_func ("/keyring/unlocked/long-text", test_unlocked_long_text);
      g_test_add_func ("/keyring/unlocked/cancel", test_unlocked_cancel);
      g_test_add_func ("/keyring/unlocked/attributes", test_unlocked_attributes);
      g_test_add_func ("/keyring/locked", test_locked);
    }
  else
    {
      g_assert_cmpstr (state, ==, "absent");
      g_test_add_func ("/keyring/absent", test_absent);
    }

  status = g_test_run ();
  g_object_unref (bus);

  return status;
}
