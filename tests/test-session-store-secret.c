/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-session-store-secret.h"
#include "test-stores.h"

#include <glib/gstdio.h>

#include <string.h>

/* libsecret's own file, as in a sandbox: no bus is needed. What it has once
 * read it keeps, so whatever changes the file runs in a process of its own. */

#define FILE_PATH g_getenv ("SECRET_FILE_TEST_PATH")

static void
test_tenants (void)
{
  g_autoptr (SpareSessionStore) store = spare_session_store_secret_new ();

  test_store_keeps_tenants_apart (store);
}

static void
test_long_text (void)
{
  g_autoptr (SpareSessionStore) store = spare_session_store_secret_new ();

  test_store_keeps_long_text (store);
}

static void
test_cancel (void)
{
  g_autoptr (SpareSessionStore) store = spare_session_store_secret_new ();

  test_store_is_cancellable (store);
}

/* Cancelling while the worker thread is at it. */
static void
test_cancel_running (void)
{
  g_autoptr (SpareSessionStore) store = spare_session_store_secret_new ();
  g_autoptr (SpareTenant) tenant = test_tenant ("cancel.eu.auth0.com");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  spare_session_store_load_async (store, tenant, cancellable, test_result_cb, &result);
  g_cancellable_cancel (cancellable);
  test_wait_until (result != NULL);
  g_assert_null (spare_session_store_load_finish (store, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static gboolean
contains (const char *bytes,
          gsize       length,
          const char *text)
{
  gsize size = strlen (text);

  for (gsize i = 0; i + size <= length; i++)
    {
      if (memcmp (bytes + i, text, size) == 0)
        return TRUE;
    }

  return FALSE;
}

/* The file must not hold what is saved in a readable form. */
static void
test_encrypted (void)
{
  g_autoptr (SpareSessionStore) store = spare_session_store_secret_new ();
  g_autoptr (SpareTenant) tenant = test_tenant ("one.eu.auth0.com");
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (test_save (store, tenant, "a-secret-to-look-for", &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (FILE_PATH, &bytes, &length, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (length, >, 0);
  g_assert_true (contains (bytes, length, "GnomeKeyring"));
  g_assert_false (contains (bytes, length, "a-secret-to-look-for"));

  g_assert_true (test_clear (store, tenant, &error));
  g_assert_no_error (error);
}

static void
in_another_process (const char *path)
{
  g_test_trap_subprocess (path, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

static void
test_restart_child (void)
{
  g_autoptr (SpareSessionStore) store = spare_session_store_secret_new ();
  g_autoptr (SpareTenant) tenant = test_tenant ("restart.eu.auth0.com");

  test_assert_stored (store, tenant, "from before");
}

static void
test_restart (void)
{
  g_autoptr (SpareSessionStore) store = spare_session_store_secret_new ();
  g_autoptr (SpareTenant) tenant = test_tenant ("restart.eu.auth0.com");
  g_autoptr (GError) error = NULL;

  g_assert_true (test_save (store, tenant, "from before", &error));
  g_assert_no_error (error);
  in_another_process ("/session-store-secret/restart/subprocess/child");
  g_assert_true (test_clear (store, tenant, &error));
  g_assert_no_error (error);
}

/* Under another key: unreadable, never "nothing there"; forgetting makes room
 * for a new session. */
static void
test_wrong_key_child (void)
{
  g_autoptr (SpareSessionStore) store = NULL;
  g_autoptr (SpareTenant) tenant = test_tenant ("key.eu.auth0.com");
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_setenv ("SECRET_FILE_TEST_PASSWORD", "another", TRUE);
  store = spare_session_store_secret_new ();
  text = test_load (store, tenant, &error);
  g_assert_null (text);
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_SESSION_UNREADABLE);
  g_clear_error (&error);

  g_assert_true (test_clear (store, tenant, &error));
  g_assert_no_error (error);
  test_assert_stored (store, tenant, NULL);
  g_assert_true (test_save (store, tenant, "new", &error));
  g_assert_no_error (error);
  test_assert_stored (store, tenant, "new");
}

/* Reading alone must not change the file. */
static void
test_wrong_key_reads_child (void)
{
  g_autoptr (SpareSessionStore) store = NULL;
  g_autoptr (SpareTenant) tenant = test_tenant ("key.eu.auth0.com");
  g_autoptr (GError) error = NULL;

  g_setenv ("SECRET_FILE_TEST_PASSWORD", "another", TRUE);
  store = spare_session_store_secret_new ();
  g_assert_null (test_load (store, tenant, &error));
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_SESSION_UNREADABLE);
}

static void
test_wrong_key (void)
{
  g_autoptr (SpareSessionStore) store = spare_session_store_secret_new ();
  g_autoptr (SpareTenant) tenant = test_tenant ("key.eu.auth0.com");
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize before_length;
  gsize after_length;

  g_assert_true (test_save (store, tenant, "unreadable elsewhere", &error));
  g_assert_no_error (error);

  g_assert_true (g_file_get_contents (FILE_PATH, &before, &before_length, NULL));
  in_another_process ("/session-store-secret/wrong-key/subprocess/reads");
  g_assert_true (g_file_get_contents (FILE_PATH, &after, &after_length, NULL));
  g_assert_cmpmem (before, before_length, after, after_length);

  in_another_process ("/session-store-secret/wrong-key/subprocess/child");
}

/* A file that is no keyring at all. */
static void
test_broken_file_child (void)
{
  g_autoptr (SpareSessionStore) store = NULL;
  g_autoptr (SpareTenant) tenant = test_tenant ("one.eu.auth0.com");
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_strconcat (FILE_PATH, ".broken", NULL);
  g_autofree char *bytes = NULL;

  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_assert_true (g_file_set_contents (path, "no keyring", -1, NULL));

  store = spare_session_store_secret_new ();
  g_assert_null (test_load (store, tenant, &error));
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_SESSION_UNREADABLE);
  g_clear_error (&error);
  g_assert_false (test_save (store, tenant, "text", &error));
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_NOT_SAVED);
  g_clear_error (&error);
  g_assert_false (test_clear (store, tenant, &error));
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_NOT_CLEARED);

  g_assert_true (g_file_get_contents (path, &bytes, NULL, NULL));
  g_assert_cmpstr (bytes, ==, "no keyring");
  g_unlink (path);
}

static void
test_broken_file (void)
{
  in_another_process ("/session-store-secret/broken-file/subprocess/child");
}

/* No bus and no file: a keyring that is not there. */
static void
test_no_bus_child (void)
{
  g_autoptr (SpareSessionStore) store = NULL;
  g_autoptr (SpareTenant) tenant = test_tenant ("one.eu.auth0.com");
  g_autoptr (GError) error = NULL;

  g_unsetenv ("SECRET_BACKEND");
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "disabled:", TRUE);
  store = spare_session_store_secret_new ();

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
test_no_bus (void)
{
  in_another_process ("/session-store-secret/no-bus/subprocess/child");
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *dir = NULL;
  int status;

  /* A child gets the folder of its parent. */
  if (FILE_PATH == NULL)
    {
      g_autofree char *path = NULL;

      dir = g_dir_make_tmp ("spare-test-XXXXXX", NULL);
      g_assert_nonnull (dir);
      path = g_build_filename (dir, "test.keyring", NULL);
      g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
      g_setenv ("SECRET_FILE_TEST_PASSWORD", "one", TRUE);
      g_setenv ("SECRET_BACKEND", "file", TRUE);
    }

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session-store-secret/tenants", test_tenants);
  g_test_add_func ("/session-store-secret/long-text", test_long_text);
  g_test_add_func ("/session-store-secret/cancel", test_cancel);
  g_test_add_func ("/session-store-secret/cancel-running", test_cancel_running);
  g_test_add_func ("/session-store-secret/encrypted", test_encrypted);
  g_test_add_func ("/session-store-secret/restart", test_restart);
  g_test_add_func ("/session-store-secret/restart/subprocess/child", test_restart_child);
  g_test_add_func ("/session-store-secret/broken-file", test_broken_file);
  g_test_add_func ("/session-store-secret/broken-file/subprocess/child", test_broken_file_child);
  g_test_add_func ("/session-store-secret/no-bus", test_no_bus);
  g_test_add_func ("/session-store-secret/no-bus/subprocess/child", test_no_bus_child);
  g_test_add_func ("/session-store-secret/wrong-key", test_wrong_key);
  g_test_add_func ("/session-store-secret/wrong-key/subprocess/reads", test_wrong_key_reads_child);
  g_test_add_func ("/session-store-secret/wrong-key/subprocess/child", test_wrong_key_child);

  status = g_test_run ();
  if (dir != NULL)
    test_remove_tree (dir);

  return status;
}
