/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-tenant-window.h"

#include "spare-entry-field.h"
#include "spare-error.h"
#include "spare-message-area.h"
#include "spare-submit-button.h"
#include "window-test.h"

/* A server that gives the same answer to every connection. */
typedef struct
{
  GSocketService *service;
  guint port;
  char *answer;
  gboolean silent;
  /* Connections stay open while the test lasts. */
  GPtrArray *connections;
} Server;

typedef struct
{
  GString *log;
  GSettings *settings;
  SpareHttp *http;
  SpareClock *clock;
  GtkWidget *window;
  Server server;
} Fixture;

static gboolean
incoming_cb (GSocketService    *service,
             GSocketConnection *connection,
             GObject           *source,
             Server            *server)
{
  GOutputStream *stream = g_io_stream_get_output_stream (G_IO_STREAM (connection));

  g_ptr_array_add (server->connections, g_object_ref (connection));
  if (server->silent)
    return TRUE;

  g_output_stream_write_all (stream, server->answer, strlen (server->answer), NULL, NULL, NULL);
  g_socket_shutdown (g_socket_connection_get_socket (connection), FALSE, TRUE, NULL);

  return TRUE;
}

static void
start_server (Server *server)
{
  g_autoptr (GError) error = NULL;

  server->connections = g_ptr_array_new_with_free_func (g_object_unref);
  server->service = g_socket_service_new ();
  server->port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (server->service), NULL,
                                                      &error);
  g_assert_no_error (error);
  g_signal_connect (server->service, "incoming", G_CALLBACK (incoming_cb), server);
}

static void
set_answer (Server     *server,
            const char *status,
            const char *body)
{
  g_free (server->answer);
  server->answer = g_strdup_printf ("HTTP/1.1 %s\r\nContent-Type: application/json\r\n"
                                    "Content-Length: %zu\r\nConnection: close\r\n\r\n%s",
                                    status, strlen (body), body);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->log = g_string_new (NULL);
  fixture->settings = g_settings_new ("io.github.sparekey.SpareKey");
  fixture->http = spare_http_new ();
  fixture->clock = spare_clock_new ();
  start_server (&fixture->server);
  fixture->window = spare_tenant_window_new (window_test_application (fixture->log),
                                             fixture->settings, fixture->http, fixture->clock);
  test_present (fixture->window);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_socket_service_stop (fixture->server.service);
  g_ptr_array_unref (fixture->server.connections);
  g_object_unref (fixture->server.service);
  g_free (fixture->server.answer);
  g_object_unref (fixture->settings);
  g_object_unref (fixture->http);
  g_object_unref (fixture->clock);
  g_string_free (fixture->log, TRUE);
}

static gpointer
child (Fixture    *fixture,
       const char *name)
{
  return window_test_child (fixture->window, SPARE_TYPE_TENANT_WINDOW, name);
}

static char *
get_error (Fixture    *fixture,
           const char *name)
{
  char *error = NULL;

  g_object_get (child (fixture, name), "error", &error, NULL);

  return error;
}

static void
set_server_domain (Fixture *fixture)
{
  g_autofree char *domain = g_strdup_printf ("HTTP://127.0.0.1:%u/path", fixture->server.port);

  spare_tenant_window_set_values (SPARE_TENANT_WINDOW (fixture->window), domain, " client ", NULL);
}

static void
press_connect (Fixture *fixture)
{
  SpareSubmitButton *button = child (fixture, "connect_button");

  g_signal_emit_by_name (spare_submit_button_get_button (button), "clicked");
}

static void
test_fresh (Fixture       *fixture,
            gconstpointer  data)
{
  SpareEntryField *connection = child (fixture, "connection_field");
  SpareSubmitButton *practice = child (fixture, "practice_button");
  GtkLabel *text = child (fixture, "practice_text");

  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==, "Set Up Spare Key");
  g_assert_cmpstr (spare_entry_field_get_text (connection), ==, "Username-Password-Authentication");
  g_assert_true (gtk_window_get_default_widget (GTK_WINDOW (fixture->window)) ==
                 spare_submit_button_get_button (child (fixture, "connect_button")));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (spare_submit_button_get_button (practice)),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       gtk_label_get_text (text));
  test_wait_until (test_has_focus (child (fixture, "domain_field")));
}

static void
test_malformed (Fixture       *fixture,
                gconstpointer  data)
{
  static const struct
  {
    const char *domain;
    const char *client_id;
    const char *field;
  } cases[] = {
    { "", "", "domain_field" },
    { "   ", "client", "domain_field" },
    { "exa mple", "client", "domain_field" },
    { "ftp://example.eu.auth0.com", "client", "domain_field" },
    { "user@example.eu.auth0.com", "client", "domain_field" },
    { "http://example.eu.auth0.com", "client", "domain_field" },
    { "example.eu.auth0.com", "", "client_id_field" },
    { "example.eu.auth0.com", " \t", "client_id_field" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *error = NULL;

      spare_tenant_window_set_values (SPARE_TENANT_WINDOW (fixture->window), cases[i].domain,
                                      cases[i].client_id, NULL);
      press_connect (fixture);
      error = get_error (fixture, cases[i].field);
      g_assert_nonnull (error);
      g_assert_true (test_has_focus (child (fixture, cases[i].field)));
      g_assert_true (window_test_is_described (spare_entry_field_get_entry (child (fixture, cases[i].field)),
                                               error));
      g_assert_false (spare_submit_button_is_busy (child (fixture, "connect_button")));
    }
  g_assert_cmpstr (fixture->log->str, ==, "");
}

static void
test_connect (Fixture       *fixture,
              gconstpointer  data)
{
  SpareSubmitButton *button = child (fixture, "connect_button");
  g_autofree char *body = NULL;
  g_autofree char *expected = NULL;

  body = g_strdup_printf ("{\"issuer\":\"http://127.0.0.1:%u/\","
                          "\"jwks_uri\":\"http://127.0.0.1:%u/.well-known/jwks.json\"}",
                          fixture->server.port, fixture->server.port);
  set_answer (&fixture->server, "200 OK", body);
  set_server_domain (fixture);
  press_connect (fixture);
  g_assert_true (spare_submit_button_is_busy (button));
  g_assert_true (test_has_focus (GTK_WIDGET (button)));
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (spare_submit_button_get_button (button))), ==,
                   "Connecting…");

  test_wait_until (fixture->log->len > 0);
  /* “Connect” would be heard once more. */
  g_assert_true (spare_submit_button_is_busy (button));
  expected = g_strdup_printf ("use-tenant ('127.0.0.1:%u', 'client', "
                              "'Username-Password-Authentication');",
                              fixture->server.port);
  g_assert_cmpstr (fixture->log->str, ==, expected);
}

static void
test_not_a_tenant (Fixture       *fixture,
                   gconstpointer  data)
{
  static const struct
  {
    const char *status;
    const char *body;
  } cases[] = {
    { "200 OK", "<html>Welcome to the station</html>" },
    { "200 OK", "{\"issuer\":\"https://somebody.else.example/\"}" },
    { "200 OK", "{}" },
    { "404 Not Found", "Not found" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *error = NULL;

      set_answer (&fixture->server, cases[i].status, cases[i].body);
      set_server_domain (fixture);
      press_connect (fixture);
      test_wait_until (!spare_submit_button_is_busy (child (fixture, "connect_button")));
      error = get_error (fixture, "domain_field");
      g_assert_nonnull (error);
      g_assert_true (test_has_focus (child (fixture, "domain_field")));
      spare_tenant_window_set_values (SPARE_TENANT_WINDOW (fixture->window), "", NULL, NULL);
    }
  g_assert_cmpstr (fixture->log->str, ==, "");
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  SpareMessageArea *area = child (fixture, "message_area");
  SpareEntryField *client_id = child (fixture, "client_id_field");

  spare_tenant_window_set_values (SPARE_TENANT_WINDOW (fixture->window), WINDOW_TEST_DOMAIN,
                                  "client", NULL);
  press_connect (fixture);
  test_wait_until (spare_message_area_is_shown (area));
  g_assert_true (test_has_focus (GTK_WIDGET (area)));
  g_assert_cmpstr (spare_entry_field_get_text (client_id), ==, "client");
  g_assert_false (spare_submit_button_is_busy (child (fixture, "connect_button")));
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  SpareSubmitButton *button = child (fixture, "connect_button");

  fixture->server.silent = TRUE;
  set_server_domain (fixture);
  press_connect (fixture);
  test_wait_until (fixture->server.connections->len == 1);
  gtk_widget_activate_action (fixture->window, "tenant.cancel", NULL);
  g_assert_false (spare_submit_button_is_busy (button));
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (spare_submit_button_get_button (button))), ==,
                   "Connect");

  test_iterate_for (100);
  g_assert_false (spare_message_area_is_shown (child (fixture, "message_area")));
  g_assert_cmpstr (fixture->log->str, ==, "");
}

/* Closing while the tenant is being asked must leave nothing behind. */
static void
test_close (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *window = fixture->window;

  fixture->server.silent = TRUE;
  set_server_domain (fixture);
  press_connect (fixture);
  test_wait_until (fixture->server.connections->len == 1);
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_destroy (GTK_WINDOW (window));
  test_wait_until (window == NULL);

  fixture->window = spare_tenant_window_new (window_test_application (fixture->log),
                                             fixture->settings, fixture->http, fixture->clock);
}

static void
test_practice (Fixture       *fixture,
               gconstpointer  data)
{
  SpareSubmitButton *button = child (fixture, "practice_button");
  g_autoptr (GError) error = spare_error_new (SPARE_ERROR_PRACTICE_FAILED);

  g_signal_emit_by_name (spare_submit_button_get_button (button), "clicked");
  g_assert_cmpstr (fixture->log->str, ==, "try-practice;");

  spare_tenant_window_set_busy (SPARE_TENANT_WINDOW (fixture->window), TRUE);
  g_signal_emit_by_name (spare_submit_button_get_button (button), "clicked");
  press_connect (fixture);
  g_assert_cmpstr (fixture->log->str, ==, "try-practice;");

  spare_tenant_window_show_error (SPARE_TENANT_WINDOW (fixture->window), error,
                                  SPARE_OPERATION_PRACTICE);
  g_assert_false (spare_submit_button_is_busy (button));
  g_assert_true (test_has_focus (child (fixture, "message_area")));
}

/* Keys that the administrator has set. */
static void
test_locked (void)
{
  static const char *const keys[] = { "tenant-domain", "practice", NULL };
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (GSettings) settings = window_test_locked_settings (keys);
  g_autoptr (SpareHttp) http = spare_http_new ();
  g_autoptr (SpareClock) clock = spare_clock_new ();
  g_autofree char *hint = NULL;
  gboolean editable = TRUE;
  GtkWidget *window;
  GtkWidget *domain;
  GtkWidget *client_id;

  window = spare_tenant_window_new (window_test_application (log), settings, http, clock);
  domain = window_test_child (window, SPARE_TYPE_TENANT_WINDOW, "domain_field");
  client_id = window_test_child (window, SPARE_TYPE_TENANT_WINDOW, "client_id_field");
  g_object_get (domain, "editable", &editable, "hint", &hint, NULL);
  g_assert_false (editable);
  g_assert_cmpstr (hint, ==, "Set by your administrator");
  g_object_get (client_id, "editable", &editable, NULL);
  g_assert_true (editable);
  g_assert_false (gtk_widget_get_visible (
    window_test_child (window, SPARE_TYPE_TENANT_WINDOW, "practice_card")));

  spare_tenant_window_set_values (SPARE_TENANT_WINDOW (window), "evil.example", "mine", NULL);
  g_assert_cmpstr (spare_entry_field_get_text (SPARE_ENTRY_FIELD (domain)), ==, "");
  g_assert_cmpstr (spare_entry_field_get_text (SPARE_ENTRY_FIELD (client_id)), ==, "mine");

  test_present (window);
  test_wait_until (test_has_focus (client_id));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add ("/tenant-window/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("fresh", test_fresh);
  ADD ("malformed", test_malformed);
  ADD ("connect", test_connect);
  ADD ("not-a-tenant", test_not_a_tenant);
  ADD ("refused", test_refused);
  ADD ("cancel", test_cancel);
  ADD ("close", test_close);
  ADD ("practice", test_practice);
#undef ADD
  g_test_add_func ("/tenant-window/locked", test_locked);

  return g_test_run ();
}
