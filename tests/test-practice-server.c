/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "practice-client.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#define JANE "jane@example.com"
#define FULL_SCOPE "openid profile email offline_access"
#define NEW_PASSWORD "Brass-Teapot-92"

/* What the server says to raw bytes, up to the end of the connection. */
static char *
send_raw (Tenant     *tenant,
          const char *bytes,
          gsize       length,
          gboolean    listen)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  const char *authority = tenant_get (tenant, "base_url") + strlen ("http://");
  char *answer = g_malloc0 (4096);
  gsize received = 0;

  g_socket_client_set_timeout (client, 20);
  connection = g_socket_client_connect_to_host (client, authority, 80, NULL, &error);
  g_assert_no_error (error);

  /* It may stop listening before everything is sent. */
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), bytes, length, NULL, NULL, NULL);
  if (listen)
    {
      g_socket_shutdown (g_socket_connection_get_socket (connection), FALSE, TRUE, NULL);
      g_input_stream_read_all (g_io_stream_get_input_stream (G_IO_STREAM (connection)), answer, 4095, &received, NULL, NULL);
    }

  return answer;
}

static guint
count_descriptors (Tenant *tenant)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/fd", g_subprocess_get_identifier (tenant->process));
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint count = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    count++;

  return count;
}

static void
test_restart (void)
{
  g_autofree char *directory = tenant_make_directory ();
  Tenant *tenant = tenant_start (directory, NULL);
  g_autofree char *base_url = g_strdup (tenant_get (tenant, "base_url"));
  g_autofree char *password = g_strdup (tenant_get (tenant, "password"));
  g_autoptr (Reply) jwks = tenant_get_page (tenant, "/.well-known/jwks.json");
  g_autoptr (Reply) login = tenant_login (tenant, JANE, password, FULL_SCOPE);
  g_autoptr (Reply) asked = tenant_ask_reset (tenant, JANE);
  g_autofree char *link = tenant_find_link (tenant);
  g_autoptr (Reply) jwks_again = NULL;
  g_autoptr (Reply) refreshed = NULL;
  g_autoptr (Reply) done = NULL;
  g_autoptr (Reply) renewed = NULL;

  tenant_stop (tenant);
  tenant = tenant_start (directory, NULL);
  g_assert_cmpstr (tenant_get (tenant, "base_url"), ==, base_url);
  g_assert_cmpstr (tenant_get (tenant, "password"), ==, password);
  jwks_again = tenant_get_page (tenant, "/.well-known/jwks.json");
  g_assert_cmpstr (jwks_again->body, ==, jwks->body);
  refreshed = tenant_refresh (tenant, reply_text (login, "refresh_token"), NULL);
  g_assert_cmpuint (refreshed->status, ==, 200);
  done = tenant_set_password (tenant, link, NEW_PASSWORD, NEW_PASSWORD);
  g_assert_cmpuint (done->status, ==, 200);

  tenant_stop (tenant);
  tenant = tenant_start (directory, NULL);
  g_assert_null (tenant_get (tenant, "password"));
  renewed = tenant_login (tenant, JANE, NEW_PASSWORD, FULL_SCOPE);
  g_assert_cmpuint (renewed->status, ==, 200);

  tenant_stop (tenant);
  tenant_remove_directory (directory);
}

/* Nothing that lets anybody in may stand in the state directory, and nobody
 * else may read it. */
static void
test_state_is_private (void)
{
  static const char *const names[] = { "accounts.json", "tokens.json", "tickets.json", "blocks.json", "key.pem", "port.json" };
  g_autoptr (Tenant) tenant = tenant_start (NULL, NULL);
  const char *password = tenant_get (tenant, "password");
  g_autoptr (Reply) wrong = tenant_login (tenant, JANE, "Wrong-Password-1", FULL_SCOPE);
  g_autoptr (Reply) other = tenant_login (tenant, "omar@example.com", "Quiet-Harbour-73", FULL_SCOPE);
  g_autoptr (Reply) asked = tenant_ask_reset (tenant, JANE);
  g_autofree char *link = tenant_find_link (tenant);
  const char *secrets[] = {
    password, "Wrong-Password-1", "Quiet-Harbour-73", strchr (link, '=') + 1,
    reply_text (other, "access_token"), reply_text (other, "refresh_token"), reply_text (other, "refresh_token") + 3,
  };
  guint i, j;

  for (i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (tenant->directory, names[i], NULL);
      g_autofree char *content = NULL;
      GStatBuf info;

      g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
      g_assert_cmpint (g_stat (path, &info), ==, 0);
      g_assert_cmpint (info.st_mode & 0777, ==, 0600);
      for (j = 0; j < G_N_ELEMENTS (secrets); j++)
        g_assert_null (strstr (content, secrets[j]));
    }
}

static void
test_terminate (void)
{
  g_autofree char *directory = tenant_make_directory ();
  Tenant *tenant = tenant_start (directory, NULL);

  g_subprocess_send_signal (tenant->process, SIGTERM);
  g_subprocess_wait (tenant->process, NULL, NULL);
  tenant_stop (tenant);
  tenant_remove_directory (directory);
}

static void
test_host (void)
{
  static const struct
  {
    const char *format;
    guint status;
  } cases[] = {
    { "127.0.0.1:%s", 200 },
    { "localhost:%s", 200 },
    { "LOCALHOST:%s", 200 },
    { "evil.example:%s", 421 },
    { "evil.example", 421 },
    { "127.0.0.1", 421 },
    { "127.0.0.1:1", 421 },
    { "127.0.0.1:1%s", 400 },
    { "localhost:%s.evil.example", 400 },
  };
  g_autoptr (Tenant) tenant = tenant_start (NULL, NULL);
  const char *port = strrchr (tenant_get (tenant, "base_url"), ':') + 1;
  guint i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) parts = g_strsplit (cases[i].format, "%s", 2);
      g_autofree char *host = parts[1] != NULL ? g_strconcat (parts[0], port, parts[1], NULL) : g_strdup (parts[0]);
      g_autofree char *request = g_strdup_printf ("GET /.well-known/jwks.json HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n", host);
      g_autofree char *answer = send_raw (tenant, request, strlen (request), TRUE);
      g_autofree char *expected = g_strdup_printf ("HTTP/1.1 %u ", cases[i].status);

      g_test_message ("%s", host);
      g_assert_true (g_str_has_prefix (answer, expected));
    }
}

static void
test_paths (void)
{
  static const char *const missing[] = {
    "/", "/nothing", "/oauth", "/oauth/token/", "/../etc/passwd", "/practice/mail/../../accounts.json",
    "/practice/mail/%2e%2e/%2e%2e/key.pem", "/key.pem", "/u/reset-verify/x",
  };
  static const char *const wrong_method[][2] = {
    { "GET", "/oauth/token" }, { "GET", "/dbconnections/change_password" }, { "GET", "/oauth/revoke" },
    { "POST", "/userinfo" }, { "DELETE", "/u/reset-verify" }, { "PUT", "/practice/mail" },
  };
  g_autoptr (Tenant) tenant = tenant_start (NULL, NULL);
  guint i;

  for (i = 0; i < G_N_ELEMENTS (missing); i++)
    {
      g_autoptr (Reply) reply = tenant_get_page (tenant, missing[i]);

      g_test_message ("%s", missing[i]);
      g_assert_cmpuint (reply->status, ==, 404);
    }
  for (i = 0; i < G_N_ELEMENTS (wrong_method); i++)
    {
      g_autoptr (Reply) reply = tenant_send (tenant, wrong_method[i][0], wrong_method[i][1], NULL, NULL, NULL, NULL);

      reply_expect (reply, 405, "method_not_allowed", NULL);
      g_assert_nonnull (soup_message_headers_get_one (reply->headers, "Allow"));
    }
}

static char *
repeat (char  letter,
        gsize count)
{
  char *text = g_malloc (count + 1);

  memset (text, letter, count);
  text[count] = '\0';

  return text;
}

static void
test_hostile_bodies (void)
{
  g_autoptr (Tenant) tenant = tenant_start (NULL, NULL);
  g_autofree char *huge = repeat ('a', 2 * 1024 * 1024);
  g_autofree char *deep = repeat ('[', 900 * 1024);
  g_autofree char *fields = repeat ('&', 1000 * 1000);
  g_autofree char *garbage = send_raw (tenant, "\0\xff\x01 rubbish\r\n\r\n", 14, TRUE);
  g_autoptr (Reply) too_large = NULL;
  g_autoptr (Reply) too_deep = NULL;
  g_autoptr (Reply) empty_fields = NULL;
  g_autoptr (Reply) fine = NULL;

  too_large = tenant_send (tenant, "POST", "/oauth/token", "application/x-www-form-urlencoded", huge, NULL, NULL);
  reply_expect (too_large, 413, "invalid_request", NULL);
  too_deep = tenant_send (tenant, "POST", "/oauth/token", "application/json", deep, NULL, NULL);
  reply_expect (too_deep, 400, "invalid_request", NULL);
  empty_fields = tenant_send (tenant, "POST", "/oauth/token", "application/x-www-form-urlencoded", fields, NULL, NULL);
  reply_expect (empty_fields, 400, "invalid_request", NULL);

  fine = tenant_login (tenant, JANE, tenant_get (tenant, "password"), "openid");
  g_assert_cmpuint (fine->status, ==, 200);
  g_assert_true (g_str_has_prefix (garbage, "HTTP/1.0 400 "));
}

/* Who leaves before the answer must not take the server along, and no
 * connection may stay open for ever. */
static void
test_connections (void)
{
  g_autoptr (Tenant) tenant = tenant_start (NULL, NULL);
  const char *host = tenant_get (tenant, "base_url") + strlen ("http://");
  g_autofree char *body = g_strdup_printf ("grant_type=password&client_id=%s&username=x&password=y", tenant_get (tenant, "client_id"));
  g_autofree char *request = g_strdup_printf ("POST /oauth/token HTTP/1.1\r\nHost: %s\r\n"
                                              "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %u\r\n\r\n%s",
                                              host, (guint) strlen (body), body);
  g_autoptr (Reply) fine = NULL;
  guint before = count_descriptors (tenant);
  int i;

  for (i = 0; i < 40; i++)
    {
      g_autofree char *nothing = send_raw (tenant, request, i % 2 == 0 ? strlen (request) : strlen (request) / 2, FALSE);
    }

  fine = tenant_login (tenant, JANE, tenant_get (tenant, "password"), "openid");
  g_assert_cmpuint (fine->status, ==, 200);
  g_assert_cmpuint (count_descriptors (tenant), <=, before + 20);
}

static void
test_knobs (void)
{
  const char *const options[] = { "--clock-skew", "3600", "--stall", "300", NULL };
  g_autoptr (Tenant) tenant = tenant_start (NULL, options);
  gint64 begin = g_get_monotonic_time ();
  g_autoptr (Reply) reply = tenant_get_page (tenant, "/.well-known/jwks.json");
  gint64 passed = g_get_monotonic_time () - begin;
  g_autoptr (GDateTime) date = soup_date_time_new_from_http_string (soup_message_headers_get_one (reply->headers, "Date"));
  g_autoptr (Reply) login = tenant_login (tenant, JANE, tenant_get (tenant, "password"), "openid");

  g_assert_cmpint (passed, >=, 300000);
  g_assert_cmpint (ABS (g_date_time_to_unix (date) - g_get_real_time () / G_USEC_PER_SEC - 3600), <, 30);
  g_assert_cmpuint (login->status, ==, 200);
}

static void
test_seed_file (void)
{
  static const char seed[] = "{\"accounts\":[{\"sub\":\"auth0|1\",\"email\":\"Ann@Example.com\",\"name\":\"Ann <b>\","
                             "\"password\":\"Only-For-Tests-1\"}]}";
  g_autofree char *directory = tenant_make_directory ();
  g_autofree char *path = g_build_filename (directory, "seed.json", NULL);
  const char *const options[] = { "--accounts", path, NULL };
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, seed, -1, &error);
  g_assert_no_error (error);
  {
    g_autoptr (Tenant) tenant = tenant_start (NULL, options);
    g_autoptr (Reply) login = tenant_login (tenant, "ann@example.com", "Only-For-Tests-1", "openid");
    g_autoptr (Reply) jane = tenant_login (tenant, JANE, "Copper-Kettle-41", "openid");
    g_autoptr (Reply) asked = tenant_ask_reset (tenant, "ann@example.com");
    g_autoptr (Reply) page = tenant_get_page (tenant, "/practice/mail");

    g_assert_cmpstr (tenant_get (tenant, "email"), ==, "ann@example.com");
    g_assert_cmpuint (login->status, ==, 200);
    g_assert_cmpuint (jane->status, ==, 403);
    g_assert_null (strstr (page->body, "Ann <b>"));
    g_assert_nonnull (strstr (page->body, "Ann &lt;b&gt;"));
  }
  tenant_remove_directory (directory);
}

static void
test_command_line (void)
{
  static const struct
  {
    const char *options[5];
    int status;
  } cases[] = {
    { { NULL }, 64 },
    { { "--nonsense", NULL }, 64 },
    { { "--state-dir", "/nonexistent/x", "--port", "99999", NULL }, 64 },
    { { "--state-dir", "/nonexistent/x", "--case", "y", NULL }, 64 },
    { { "--state-dir", "/nonexistent/x", "--stall", "-1", NULL }, 64 },
    { { "--state-dir", "/nonexistent/x", "word", NULL }, 64 },
    { { "--state-dir", "/dev/null/x", NULL }, 69 },
    { { "--script", "/nonexistent.json", NULL }, 69 },
    { { "--help", NULL }, 0 },
  };
  guint i, j;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *argv[7] = { g_getenv ("SPARE_PRACTICE_PROGRAM") };
      g_autoptr (GSubprocess) process = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *output = NULL;
      g_autofree char *complaint = NULL;

      for (j = 0; cases[i].options[j] != NULL; j++)
        argv[j + 1] = cases[i].options[j];
      process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, &error);
      g_assert_no_error (error);
      g_subprocess_communicate_utf8 (process, NULL, NULL, &output, &complaint, &error);
      g_assert_no_error (error);
      g_assert_cmpint (g_subprocess_get_exit_status (process), ==, cases[i].status);
      if (cases[i].status == 0)
        g_assert_nonnull (strstr (output, "--state-dir"));
      else
        g_assert_true (g_str_has_prefix (complaint, "spare-key-practice: "));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/practice/server/restart", test_restart);
  g_test_add_func ("/practice/server/state-is-private", test_state_is_private);
  g_test_add_func ("/practice/server/terminate", test_terminate);
  g_test_add_func ("/practice/server/host", test_host);
  g_test_add_func ("/practice/server/paths", test_paths);
  g_test_add_func ("/practice/server/hostile-bodies", test_hostile_bodies);
  g_test_add_func ("/practice/server/connections", test_connections);
  g_test_add_func ("/practice/server/knobs", test_knobs);
  g_test_add_func ("/practice/server/seed-file", test_seed_file);
  g_test_add_func ("/practice/server/command-line", test_command_line);

  return g_test_run ();
}
