/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-error.h"
#include "test-practice.h"

#include <glib/gstdio.h>

#include <string.h>

static void
test_start (void)
{
  g_autoptr (TestPractice) practice = test_practice_start ();
  GStatBuf info;

  g_assert_true (spare_tenant_is_practice (practice->tenant));
  g_assert_true (g_str_has_prefix (spare_tenant_get_base_url (practice->tenant),
                                   "http://127.0.0.1:"));
  g_assert_true (g_str_has_prefix (spare_practice_host_get_mailbox_url (practice->host),
                                   spare_tenant_get_base_url (practice->tenant)));
  g_assert_true (g_str_has_prefix (spare_practice_host_get_maildir (practice->host),
                                   practice->dir));
  g_assert_nonnull (strchr (spare_practice_host_get_address (practice->host), '@'));
  g_assert_cmpuint (strlen (spare_practice_host_get_password (practice->host)), >, 0);

  g_assert_cmpint (g_stat (practice->dir, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0700);
}

/* A second start, early or late, is the same tenant. */
static void
test_start_twice (void)
{
  g_autofree char *top = g_dir_make_tmp ("spare-practice-XXXXXX", NULL);
  g_autofree char *dir = g_build_filename (top, "not", "there", "yet", NULL);
  g_autoptr (SparePracticeHost) host = NULL;
  GAsyncResult *results[3] = { NULL, };
  SpareTenant *tenants[3] = { NULL, };

  host = spare_practice_host_new (g_getenv ("SPARE_PRACTICE_PROGRAM"), dir);
  spare_practice_host_start_async (host, NULL, test_result_cb, &results[0]);
  spare_practice_host_start_async (host, NULL, test_result_cb, &results[1]);
  test_wait_until (results[0] != NULL && results[1] != NULL);
  spare_practice_host_start_async (host, NULL, test_result_cb, &results[2]);
  test_wait_until (results[2] != NULL);

  for (int i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;

      tenants[i] = spare_practice_host_start_finish (host, results[i], &error);
      g_assert_no_error (error);
      g_assert_true (tenants[i] == tenants[0]);
    }
  for (int i = 0; i < 3; i++)
    {
      g_object_unref (tenants[i]);
      g_object_unref (results[i]);
    }

  g_clear_object (&host);
  test_remove_tree (top);
}

/* The child ends with its host. */
static void
test_end (void)
{
  g_autoptr (TestPractice) practice = test_practice_start ();
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GError) error = NULL;

  test_practice_end (practice);
  connection = g_socket_client_connect_to_uri (client, spare_tenant_get_base_url (practice->tenant),
                                               80, NULL, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);
}

static void
assert_fails (const char *script)
{
  g_autofree char *dir = g_dir_make_tmp ("spare-practice-XXXXXX", NULL);
  g_autofree char *program = g_build_filename (dir, "program", NULL);
  g_autoptr (SparePracticeHost) host = spare_practice_host_new (program, dir);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (script != NULL)
    {
      g_assert_true (g_file_set_contents (program, script, -1, NULL));
      g_assert_cmpint (g_chmod (program, 0700), ==, 0);
    }

  /* Also a second time: a failure leaves nothing behind. */
  for (int i = 0; i < 2; i++)
    {
      spare_practice_host_start_async (host, NULL, test_result_cb, &result);
      test_wait_until (result != NULL);
      g_assert_null (spare_practice_host_start_finish (host, result, &error));
      g_assert_error (error, SPARE_ERROR, SPARE_ERROR_PRACTICE_FAILED);
      g_assert_null (spare_practice_host_get_mailbox_url (host));
      g_assert_null (spare_practice_host_get_password (host));
      g_clear_object (&result);
      g_clear_error (&error);
    }

  g_clear_object (&host);
  test_remove_tree (dir);
}

static void
test_fail (void)
{
  assert_fails (NULL);
  assert_fails ("#!/bin/sh\nexit 1\n");
  assert_fails ("#!/bin/sh\necho nonsense\ncat >/dev/null\n");
  assert_fails ("#!/bin/sh\necho '[1]'\ncat >/dev/null\n");
  assert_fails ("#!/bin/sh\necho '{\"client_id\":\"x\"}'\ncat >/dev/null\n");
  assert_fails ("#!/bin/sh\nprintf '\\377\\376\\n'\ncat >/dev/null\n");
  /* What is not on this machine is no practice. */
  assert_fails ("#!/bin/sh\n"
                "echo '{\"base_url\":\"http://example.com\",\"client_id\":\"x\"}'\n"
                "cat >/dev/null\n");
}

/* After the child has ended by itself the next start makes another. */
static void
test_restart (void)
{
  static const char script[] =
      "#!/bin/sh\n"
      "echo '{\"base_url\":\"http://127.0.0.1:9\",\"client_id\":\"x\",\"password\":\"p\"}'\n";
  g_autofree char *dir = g_dir_make_tmp ("spare-practice-XXXXXX", NULL);
  g_autofree char *program = g_build_filename (dir, "program", NULL);
  g_autoptr (SparePracticeHost) host = spare_practice_host_new (program, dir);
  g_autoptr (SpareTenant) first = NULL;
  g_autoptr (SpareTenant) second = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (program, script, -1, NULL));
  g_assert_cmpint (g_chmod (program, 0700), ==, 0);

  spare_practice_host_start_async (host, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  first = spare_practice_host_start_finish (host, result, &error);
  g_assert_no_error (error);
  g_clear_object (&result);

  test_wait_until (spare_practice_host_get_password (host) == NULL);
  spare_practice_host_start_async (host, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  second = spare_practice_host_start_finish (host, result, &error);
  g_assert_no_error (error);
  g_assert_true (first != second);

  g_clear_object (&host);
  test_remove_tree (dir);
}

static void
test_cancel (void)
{
  g_autofree char *dir = g_dir_make_tmp ("spare-practice-XXXXXX", NULL);
  g_autoptr (SparePracticeHost) host = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  host = spare_practice_host_new (g_getenv ("SPARE_PRACTICE_PROGRAM"), dir);
  spare_practice_host_start_async (host, cancellable, test_result_cb, &result);
  g_cancellable_cancel (cancellable);
  test_wait_until (result != NULL);
  g_assert_null (spare_practice_host_start_finish (host, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  g_clear_object (&host);
  test_remove_tree (dir);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/practice-host/start", test_start);
  g_test_add_func ("/practice-host/start-twice", test_start_twice);
  g_test_add_func ("/practice-host/end", test_end);
  g_test_add_func ("/practice-host/fail", test_fail);
  g_test_add_func ("/practice-host/restart", test_restart);
  g_test_add_func ("/practice-host/cancel", test_cancel);

  return g_test_run ();
}
