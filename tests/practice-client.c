/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "practice-client.h"

#include <glib/gstdio.h>
#include <string.h>

#define FORM_TYPE "application/x-www-form-urlencoded"
#define TIMEOUT_SECONDS 20

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
list_mail (Tenant *tenant)
{
  g_autofree char *path = g_build_filename (tenant_get (tenant, "maildir"), "new", NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (paths, g_build_filename (path, name, NULL));
  g_ptr_array_sort (paths, compare_names);

  return paths;
}

char *
tenant_make_directory (void)
{
  g_autoptr (GError) error = NULL;
  char *directory = g_dir_make_tmp ("practice-XXXXXX", &error);

  g_assert_no_error (error);

  return directory;
}

void
tenant_remove_directory (const char *directory)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        tenant_remove_directory (path);
      else
        g_unlink (path);
    }
  g_rmdir (directory);
}

/* Without a directory the tenant gets a fresh one that goes away with it.
 * With --script among the options it needs none. */
Tenant *
tenant_start (const char        *directory,
              const char *const *options)
{
  Tenant *tenant = g_new0 (Tenant, 1);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GDataInputStream) output = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;
  guint i;

  tenant->owns_directory = directory == NULL;
  tenant->directory = directory != NULL ? g_strdup (directory) : tenant_make_directory ();

  g_ptr_array_add (argv, (char *) g_getenv ("SPARE_PRACTICE_PROGRAM"));
  g_assert_nonnull (g_ptr_array_index (argv, 0));
  if (options == NULL || !g_strv_contains (options, "--script"))
    {
      g_ptr_array_add (argv, (char *) "--state-dir");
      g_ptr_array_add (argv, tenant->directory);
    }
  for (i = 0; options != NULL && options[i] != NULL; i++)
    g_ptr_array_add (argv, (char *) options[i]);
  g_ptr_array_add (argv, NULL);

  tenant->process = g_subprocess_newv ((const char *const *) argv->pdata,
                                       G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (tenant->process));
  line = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);
  tenant->hello = json_from_string (line, &error);
  g_assert_no_error (error);

  tenant->session = soup_session_new_with_options ("timeout", TIMEOUT_SECONDS, "proxy-resolver", NULL, NULL);

  return tenant;
}

/* The end of its standard input has to be enough to end it. */
void
tenant_stop (Tenant *tenant)
{
  g_autoptr (GError) error = NULL;

  g_output_stream_close (g_subprocess_get_stdin_pipe (tenant->process), NULL, &error);
  g_assert_no_error (error);
  g_subprocess_wait (tenant->process, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (tenant->process));
  g_assert_cmpint (g_subprocess_get_exit_status (tenant->process), ==, 0);

  if (tenant->owns_directory)
    tenant_remove_directory (tenant->directory);
  g_object_unref (tenant->process);
  g_object_unref (tenant->session);
  json_node_unref (tenant->hello);
  g_free (tenant->directory);
  g_free (tenant);
}

const char *
tenant_get (Tenant     *tenant,
            const char *member)
{
  return json_object_get_string_member_with_default (json_node_get_object (tenant->hello), member, NULL);
}

/* @path may also be a whole link of the tenant. */
Reply *
tenant_send (Tenant     *tenant,
             const char *method,
             const char *path,
             const char *type,
             const char *body,
             const char *header,
             const char *value)
{
  const char *base = tenant_get (tenant, "base_url");
  g_autofree char *url = g_str_has_prefix (path, base) ? g_strdup (path) : g_strconcat (base, path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, url);
  g_autoptr (GBytes) sent = NULL;
  g_autoptr (GBytes) received = NULL;
  g_autoptr (GError) error = NULL;
  Reply *reply = g_new0 (Reply, 1);
  const char *received_type;
  const char *data;

  if (body != NULL)
    {
      sent = g_bytes_new (body, strlen (body));
      soup_message_set_request_body_from_bytes (message, type, sent);
    }
  if (header != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), header, value);

  received = soup_session_send_and_read (tenant->session, message, NULL, &error);
  g_assert_no_error (error);

  reply->status = soup_message_get_status (message);
  reply->headers = soup_message_headers_ref (soup_message_get_response_headers (message));
  data = g_bytes_get_data (received, NULL);
  reply->body = g_malloc0 (g_bytes_get_size (received) + 1);
  if (data != NULL)
    memcpy (reply->body, data, g_bytes_get_size (received));
  received_type = soup_message_headers_get_content_type (reply->headers, NULL);
  if (g_strcmp0 (received_type, "application/json") == 0)
    {
      reply->json = json_from_string (reply->body, &error);
      g_assert_no_error (error);
    }
  g_assert_nonnull (soup_message_headers_get_one (reply->headers, "Date"));

  return reply;
}

Reply *
tenant_get_page (Tenant     *tenant,
                 const char *path)
{
  return tenant_send (tenant, "GET", path, NULL, NULL, NULL, NULL);
}

Reply *
tenant_ask_reset (Tenant     *tenant,
                  const char *email)
{
  g_autofree char *body = g_strdup_printf ("{\"client_id\":\"%s\",\"email\":\"%s\",\"connection\":\"%s\"}",
                                           tenant_get (tenant, "client_id"), email, TENANT_CONNECTION);

  return tenant_send (tenant, "POST", "/dbconnections/change_password", "application/json", body, NULL, NULL);
}

Reply *
tenant_login (Tenant     *tenant,
              const char *email,
              const char *password,
              const char *scope)
{
  g_autofree char *body = soup_form_encode ("grant_type", TENANT_REALM,
                                            "client_id", tenant_get (tenant, "client_id"),
                                            "realm", TENANT_CONNECTION,
                                            "username", email,
                                            "password", password,
                                            scope != NULL ? "scope" : NULL, scope,
                                            NULL);

  return tenant_send (tenant, "POST", "/oauth/token", FORM_TYPE, body, NULL, NULL);
}

Reply *
tenant_refresh (Tenant     *tenant,
                const char *refresh_token,
                const char *scope)
{
  g_autofree char *body = soup_form_encode ("grant_type", "refresh_token",
                                            "client_id", tenant_get (tenant, "client_id"),
                                            "refresh_token", refresh_token,
                                            scope != NULL ? "scope" : NULL, scope,
                                            NULL);

  return tenant_send (tenant, "POST", "/oauth/token", FORM_TYPE, body, NULL, NULL);
}

/* Opens the page and sends its form, as a browser does. */
Reply *
tenant_set_password (Tenant     *tenant,
                     const char *link,
                     const char *password,
                     const char *confirm)
{
  g_autoptr (Reply) page = tenant_get_page (tenant, link);
  g_autoptr (GRegex) regex = g_regex_new ("name=\"csrf_token\" value=\"([0-9a-f]+)\"", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *token = NULL;
  g_autofree char *body = NULL;

  g_assert_cmpuint (page->status, ==, 200);
  g_assert_true (g_regex_match (regex, page->body, 0, &match));
  token = g_match_info_fetch (match, 1);
  body = soup_form_encode ("csrf_token", token, "password", password, "password_confirm", confirm, NULL);

  return tenant_send (tenant, "POST", link, FORM_TYPE, body, NULL, NULL);
}

guint
tenant_count_mail (Tenant *tenant)
{
  g_autoptr (GPtrArray) paths = list_mail (tenant);

  return paths->len;
}

char *
tenant_read_mail (Tenant *tenant)
{
  g_autoptr (GPtrArray) paths = list_mail (tenant);
  g_autoptr (GError) error = NULL;
  char *mail = NULL;

  g_assert_cmpuint (paths->len, >, 0);
  g_file_get_contents (g_ptr_array_index (paths, paths->len - 1), &mail, NULL, &error);
  g_assert_no_error (error);

  return mail;
}

/* In the newest mail, alone on its line. */
char *
tenant_find_link (Tenant *tenant)
{
  g_autofree char *mail = tenant_read_mail (tenant);
  g_auto (GStrv) lines = g_strsplit (mail, "\n", -1);
  guint i;

  for (i = 0; lines[i] != NULL; i++)
    {
      if (g_str_has_prefix (lines[i], tenant_get (tenant, "base_url")))
        return g_strdup (lines[i]);
    }

  g_assert_not_reached ();
}

const char *
reply_text (Reply      *reply,
            const char *member)
{
  if (reply->json == NULL || !JSON_NODE_HOLDS_OBJECT (reply->json))
    return NULL;

  return json_object_get_string_member_with_default (json_node_get_object (reply->json), member, NULL);
}

void
reply_free (Reply *reply)
{
  soup_message_headers_unref (reply->headers);
  g_clear_pointer (&reply->json, json_node_unref);
  g_free (reply->body);
  g_free (reply);
}

void
reply_expect (Reply      *reply,
              guint       status,
              const char *error,
              const char *description)
{
  g_assert_cmpuint (reply->status, ==, status);
  g_assert_cmpstr (reply_text (reply, "error"), ==, error);
  if (description != NULL)
    g_assert_cmpstr (reply_text (reply, "error_description"), ==, description);
}
