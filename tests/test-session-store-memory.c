/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-session-store-memory.h"
#include "test-stores.h"

static void
test_tenants (void)
{
  g_autoptr (SpareSessionStore) store = spare_session_store_memory_new ();

  test_store_keeps_tenants_apart (store);
}

static void
test_long_text (void)
{
  g_autoptr (SpareSessionStore) store = spare_session_store_memory_new ();

  test_store_keeps_long_text (store);
}

static void
test_cancel (void)
{
  g_autoptr (SpareSessionStore) store = spare_session_store_memory_new ();

  test_store_is_cancellable (store);
}

/* Trouble is reported by every operation and changes nothing. */
static void
test_fail (void)
{
  g_autoptr (SpareSessionStore) store = spare_session_store_memory_new ();
  g_autoptr (SpareTenant) tenant = test_tenant ("one.eu.auth0.com");
  g_autoptr (GError) locked = spare_error_new (SPARE_ERROR_KEYRING_LOCKED);
  g_autoptr (GError) error = NULL;

  g_assert_true (test_save (store, tenant, "kept", NULL));
  spare_session_store_memory_set_fail (SPARE_SESSION_STORE_MEMORY (store), locked);

  g_assert_null (test_load (store, tenant, &error));
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_KEYRING_LOCKED);
  g_clear_error (&error);
  g_assert_false (test_save (store, tenant, "other", &error));
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_KEYRING_LOCKED);
  g_clear_error (&error);
  g_assert_false (test_clear (store, tenant, &error));
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_KEYRING_LOCKED);

  spare_session_store_memory_set_fail (SPARE_SESSION_STORE_MEMORY (store), NULL);
  test_assert_stored (store, tenant, "kept");
}

static void
test_two_stores (void)
{
  g_autoptr (SpareSessionStore) one = spare_session_store_memory_new ();
  g_autoptr (SpareSessionStore) two = spare_session_store_memory_new ();
  g_autoptr (SpareTenant) tenant = test_tenant ("one.eu.auth0.com");

  g_assert_true (test_save (one, tenant, "only here", NULL));
  test_assert_stored (two, tenant, NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session-store-memory/tenants", test_tenants);
  g_test_add_func ("/session-store-memory/long-text", test_long_text);
  g_test_add_func ("/session-store-memory/cancel", test_cancel);
  g_test_add_func ("/session-store-memory/fail", test_fail);
  g_test_add_func ("/session-store-memory/two-stores", test_two_stores);

  return g_test_run ();
}
