/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "practice-client.h"

#include <string.h>

static const char cases[] =
  "[\n"
  " {\"id\":\"first\",\"request\":{\"method\":\"POST\",\"path\":\"/oauth/token\"},\n"
  "  \"response\":{\"status\":403,\"headers\":{\"Content-Type\":\"application/json\",\"X-Own\":\"1\",\"Content-Length\":\"7\"},\"body\":\"{\\\"error\\\":\\\"invalid_grant\\\"}\"}},\n"
  " {\"id\":\"second\",\"request\":{\"method\":\"POST\",\"path\":\"/oauth/token?x=y\"},\"response\":{\"status\":520,\"headers\":{},\"body\":null}},\n"
  " {\"id\":\"long\",\"request\":{\"method\":\"GET\",\"path\":\"/long\"},\n"
  "  \"response\":{\"status\":200,\"body_repeat\":{\"prefix\":\"<\",\"unit\":\"ab\",\"count\":3,\"suffix\":\">\"}}},\n"
  " {\"id\":\"raw\",\"request\":{\"method\":\"GET\",\"path\":\"/raw\"},\"response\":{\"status\":200,\"body_base64\":\"/wB4\"}},\n"
  " {\"id\":\"gone\",\"request\":{\"method\":\"GET\",\"path\":\"/gone\"},\"response\":{\"status\":0,\"transport\":\"reset\"}},\n"
  " {\"id\":\"never\",\"request\":{\"method\":\"GET\",\"path\":\"/never\"},\"response\":{\"status\":0,\"transport\":\"timeout\"}}\n"
  "]\n";

typedef struct
{
  char *directory;
  char *path;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->directory = tenant_make_directory ();
  fixture->path = g_build_filename (fixture->directory, "cases.json", NULL);
  g_file_set_contents (fixture->path, cases, -1, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  tenant_remove_directory (fixture->directory);
  g_free (fixture->directory);
  g_free (fixture->path);
}

static void
expect_failure (Tenant     *tenant,
                const char *path,
                int         code)
{
  g_autofree char *url = g_strconcat (tenant_get (tenant, "base_url"), path, NULL);
  g_autoptr (SoupSession) session = soup_session_new_with_options ("timeout", 1, "proxy-resolver", NULL, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  bytes = soup_session_send_and_read (session, message, NULL, &error);
  g_assert_null (bytes);
  g_assert_error (error, G_IO_ERROR, code);
}

static void
test_file_order (Fixture       *fixture,
                 gconstpointer  data)
{
  const char *const options[] = { "--script", fixture->path, NULL };
  g_autoptr (Tenant) tenant = tenant_start (NULL, options);
  static const guint expected[] = { 403, 520, 403 };
  g_autoptr (Reply) repeated = tenant_get_page (tenant, "/long");
  g_autoptr (Reply) raw = tenant_get_page (tenant, "/raw?query=any");
  g_autoptr (Reply) missing = tenant_get_page (tenant, "/missing");
  guint i;

  g_assert_cmpstr (repeated->body, ==, "<ababab>");
  g_assert_cmpmem (raw->body, 3, "\xff\0x", 3);
  g_assert_cmpuint (missing->status, ==, 404);

  for (i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (Reply) reply = tenant_send (tenant, "POST", "/oauth/token", NULL, NULL, NULL, NULL);

      g_assert_cmpuint (reply->status, ==, expected[i]);
      if (expected[i] != 403)
        continue;
      reply_expect (reply, 403, "invalid_grant", NULL);
      g_assert_cmpstr (soup_message_headers_get_one (reply->headers, "X-Own"), ==, "1");
    }
}

static void
test_one_case (Fixture       *fixture,
               gconstpointer  data)
{
  const char *const options[] = { "--script", fixture->path, "--case", "first", NULL };
  g_autoptr (Tenant) tenant = tenant_start (NULL, options);
  g_autoptr (Reply) any = tenant_get_page (tenant, "/any/path");

  reply_expect (any, 403, "invalid_grant", NULL);
  g_assert_null (tenant_get (tenant, "maildir"));
}

static void
test_no_answer (Fixture       *fixture,
                gconstpointer  data)
{
  const char *const options[] = { "--script", fixture->path, NULL };
  g_autoptr (Tenant) tenant = tenant_start (NULL, options);
  g_autoptr (Reply) still_there = NULL;

  expect_failure (tenant, "/gone", G_IO_ERROR_CONNECTION_CLOSED);
  expect_failure (tenant, "/never", G_IO_ERROR_TIMED_OUT);
  still_there = tenant_get_page (tenant, "/long");
  g_assert_cmpuint (still_there->status, ==, 200);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/practice/script/file-order", Fixture, NULL, set_up, test_file_order, tear_down);
  g_test_add ("/practice/script/one-case", Fixture, NULL, set_up, test_one_case, tear_down);
  g_test_add ("/practice/script/no-answer", Fixture, NULL, set_up, test_no_answer, tear_down);

  return g_test_run ();
}
