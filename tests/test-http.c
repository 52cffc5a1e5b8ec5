/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-error.h"
#include "spare-http.h"
#include "spare-secret-text.h"
#include "test-certificate.h"
#include "test-resolver.h"
#include "test-wait.h"

#include <libsoup/soup.h>

#include <string.h>

/* A server on loopback; it notes what it is asked. */
typedef struct
{
  SoupServer *server;
  char *base_url;
  guint requests;
  char *method;
  char *body;
  char *agent;
  char *bearer;
  char *cookie;
} Server;

static GBytes *
compress (gsize length)
{
  g_autoptr (GZlibCompressor) compressor =
      g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, -1);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream =
      g_converter_output_stream_new (memory, G_CONVERTER (compressor));
  g_autofree char *zeros = g_malloc0 (length);

  g_assert_true (g_output_stream_write_all (stream, zeros, length, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static void
note (char              **slot,
      SoupServerMessage  *message,
      const char         *header)
{
  g_free (*slot);
  *slot = g_strdup (soup_message_headers_get_one (
      soup_server_message_get_request_headers (message), header));
}

static void
request_cb (SoupServer        *soup_server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  Server *server = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  SoupMessageBody *request = soup_server_message_get_request_body (message);
  SoupMessageBody *response = soup_server_message_get_response_body (message);

  server->requests++;
  g_free (server->method);
  server->method = g_strdup (soup_server_message_get_method (message));
  g_free (server->body);
  server->body = g_strndup (request->data != NULL ? request->data : "", (gsize) request->length);
  note (&server->agent, message, "User-Agent");
  note (&server->bearer, message, "Authorization");
  note (&server->cookie, message, "Cookie");

  soup_message_headers_replace (headers, "X-RateLimit-Remaining", "7");
  soup_message_headers_replace (headers, "Set-Cookie", "a=b");
  soup_server_message_set_status (message, 200, NULL);
  if (g_str_equal (path, "/redirect"))
    {
      soup_server_message_set_redirect (message, 307, "/elsewhere");
    }
  else if (g_str_equal (path, "/unauthorized"))
    {
      soup_message_headers_replace (headers, "WWW-Authenticate", "Basic realm=\"x\"");
      soup_server_message_set_status (message, 401, NULL);
    }
  else if (g_str_has_prefix (path, "/zeros/"))
    {
      gsize length = (gsize) g_ascii_strtoull (path + strlen ("/zeros/"), NULL, 10);

      soup_message_body_append_take (response, g_malloc0 (length), length);
    }
  else if (g_str_equal (path, "/bomb"))
    {
      g_autoptr (GBytes) bomb = compress (16 * 1024 * 1024);

      soup_message_headers_replace (headers, "Content-Encoding", "gzip");
      soup_message_body_append_bytes (response, bomb);
    }
  else if (!g_str_equal (path, "/empty"))
    {
      soup_server_message_set_response (message, "text/plain", SOUP_MEMORY_STATIC, "hello", 5);
    }
}

static Server *
server_new (GTlsCertificate *certificate)
{
  Server *self = g_new0 (Server, 1);
  g_autoptr (GError) error = NULL;
  GSList *uris;

  self->server = soup_server_new ("tls-certificate", certificate, NULL);
  soup_server_add_handler (self->server, NULL, request_cb, self, NULL);
  soup_server_listen_local (self->server, 0,
                            SOUP_SERVER_LISTEN_IPV4_ONLY |
                                (certificate != NULL ? SOUP_SERVER_LISTEN_HTTPS : 0),
                            &error);
  g_assert_no_error (error);

  uris = soup_server_get_uris (self->server);
  self->base_url = g_strdup_printf ("%s://127.0.0.1:%d", certificate != NULL ? "https" : "http",
                                    g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return self;
}

static void
server_free (Server *self)
{
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_free (self->base_url);
  g_free (self->method);
  g_free (self->body);
  g_free (self->agent);
  g_free (self->bearer);
  g_free (self->cookie);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Server, server_free)

/* A port that speaks no proper HTTP: after the request it writes this text,
 * then it keeps writing, stays silent, or closes. */
typedef enum
{
  RAW_CLOSE,
  RAW_SILENT,
  RAW_TRICKLE,
} RawEnd;

typedef struct
{
  GSocketService *service;
  char *url;
  const char *text;
  RawEnd end;
  GSocketConnection *connection;
  guint trickle_id;
  char request[4096];
} Raw;

static gboolean
trickle_cb (gpointer user_data)
{
  Raw *raw = user_data;
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (raw->connection));

  if (g_output_stream_write (output, "x", 1, NULL, NULL) == 1)
    return G_SOURCE_CONTINUE;

  raw->trickle_id = 0;

  return G_SOURCE_REMOVE;
}

static void
raw_request_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  Raw *raw = user_data;
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (raw->connection));

  if (g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL) <= 0)
    return;

  g_output_stream_write_all (output, raw->text, strlen (raw->text), NULL, NULL, NULL);
  if (raw->end == RAW_CLOSE)
    g_io_stream_close (G_IO_STREAM (raw->connection), NULL, NULL);
  else if (raw->end == RAW_TRICKLE)
    raw->trickle_id = g_timeout_add (20, trickle_cb, raw);
}

static gboolean
incoming_cb (GSocketService    *service,
             GSocketConnection *connection,
             GObject           *source,
             gpointer           user_data)
{
  Raw *raw = user_data;

  g_set_object (&raw->connection, connection);
  g_input_stream_read_async (g_io_stream_get_input_stream (G_IO_STREAM (connection)), raw->request,
                             sizeof raw->request, G_PRIORITY_DEFAULT, NULL, raw_request_cb, raw);

  return TRUE;
}

static Raw *
raw_new (const char *text,
         RawEnd      end)
{
  Raw *self = g_new0 (Raw, 1);
  g_autoptr (GError) error = NULL;
  guint16 port;

  self->text = text;
  self->end = end;
  self->service = g_socket_service_new ();
  port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (self->service), NULL, &error);
  g_assert_no_error (error);
  self->url = g_strdup_printf ("http://127.0.0.1:%u/", port);
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);

  return self;
}

static void
raw_free (Raw *self)
{
  g_clear_handle_id (&self->trickle_id, g_source_remove);
  g_signal_handlers_disconnect_by_data (self->service, self);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_object_unref (self->service);
  if (self->connection != NULL)
    g_io_stream_close (G_IO_STREAM (self->connection), NULL, NULL);
  g_clear_object (&self->connection);
  g_free (self->url);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Raw, raw_free)

static SpareHttpResponse *
get (SpareHttp   *http,
     const char  *url,
     GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  spare_http_send_async (http, "GET", url, NULL, NULL, NULL, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);

  return spare_http_send_finish (http, result, error);
}

static SpareHttpResponse *
get_path (SpareHttp   *http,
          Server      *server,
          const char  *path,
          GError     **error)
{
  g_autofree char *url = g_strconcat (server->base_url, path, NULL);

  return get (http, url, error);
}

static void
assert_body (SpareHttpResponse *response,
             const char        *expected)
{
  gsize length;
  const char *bytes = g_bytes_get_data (response->body, &length);

  g_assert_cmpmem (bytes, length, expected, strlen (expected));
}

static void
assert_network (SpareHttp         *http,
                const char        *url,
                SpareNetworkCause  cause)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (get (http, url, &error));
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_NETWORK);
  g_assert_cmpint (spare_error_get_network_cause (error), ==, cause);
  g_assert_cmpuint (spare_error_get_status (error), ==, 0);
}

static void
test_get (void)
{
  g_autoptr (Server) server = server_new (NULL);
  g_autoptr (SpareHttp) http = spare_http_new ();
  g_autoptr (SpareHttpResponse) response = NULL;
  g_autoptr (SpareHttpResponse) again = NULL;
  g_autoptr (SpareHttpResponse) empty = NULL;
  g_autoptr (GError) error = NULL;

  response = get_path (http, server, "/", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (response->status, ==, 200);
  assert_body (response, "hello");
  g_assert_cmpstr (spare_http_response_get_header (response, "X-RateLimit-REMAINING"), ==, "7");
  g_assert_cmpstr (g_hash_table_lookup (response->headers, "x-ratelimit-remaining"), ==, "7");
  g_assert_cmpstr (server->method, ==, "GET");
  g_assert_true (g_str_has_prefix (server->agent, "spare-key/"));
  g_assert_null (server->bearer);

  /* The cookie that came is not sent back. */
  again = get_path (http, server, "/", &error);
  g_assert_no_error (error);
  g_assert_null (server->cookie);

  empty = get_path (http, server, "/empty", &error);
  g_assert_no_error (error);
  assert_body (empty, "");
}

static void
test_post (void)
{
  g_autoptr (Server) server = server_new (NULL);
  g_autoptr (SpareHttp) http = spare_http_new ();
  g_autoptr (SpareSecretText) body = spare_secret_text_new ("password=p%C3%A4ss");
  g_autoptr (SpareSecretText) bearer = spare_secret_text_new ("token");
  g_autoptr (SpareHttpResponse) response = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  spare_http_send_async (http, "POST", server->base_url, "application/x-www-form-urlencoded", body,
                         bearer, NULL, test_result_cb, &result);
  g_clear_pointer (&body, spare_secret_text_unref);
  test_wait_until (result != NULL);
  response = spare_http_send_finish (http, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (server->method, ==, "POST");
  g_assert_cmpstr (server->body, ==, "password=p%C3%A4ss");
  g_assert_cmpstr (server->bearer, ==, "Bearer token");
}

/* Any status is an answer; nothing is followed, nobody is asked. */
static void
test_status (void)
{
  g_autoptr (Server) server = server_new (NULL);
  g_autoptr (SpareHttp) http = spare_http_new ();
  g_autoptr (SpareHttpResponse) redirect = NULL;
  g_autoptr (SpareHttpResponse) unauthorized = NULL;
  g_autoptr (GError) error = NULL;

  redirect = get_path (http, server, "/redirect", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (redirect->status, ==, 307);
  g_assert_cmpuint (server->requests, ==, 1);

  unauthorized = get_path (http, server, "/unauthorized", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (unauthorized->status, ==, 401);
  g_assert_cmpuint (server->requests, ==, 2);
}

static void
test_size (void)
{
  g_autoptr (Server) server = server_new (NULL);
  g_autoptr (SpareHttp) http = spare_http_new ();
  g_autoptr (SpareHttpResponse) largest = NULL;
  g_autofree char *fits = g_strdup_printf ("/zeros/%d", SPARE_HTTP_MAX_BODY);
  g_autofree char *too_large = g_strdup_printf ("/zeros/%d", SPARE_HTTP_MAX_BODY + 1);
  g_autoptr (GError) error = NULL;

  largest = get_path (http, server, fits, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (largest->body), ==, SPARE_HTTP_MAX_BODY);

  g_assert_null (get_path (http, server, too_large, &error));
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_BAD_RESPONSE);
  g_assert_cmpuint (spare_error_get_status (error), ==, 200);
  g_clear_error (&error);

  /* What counts is the size after unpacking. */
  g_assert_null (get_path (http, server, "/bomb", &error));
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_BAD_RESPONSE);
}

static void
refused_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_assert_null (spare_http_send_finish (SPARE_HTTP (source), result, user_data));
}

/* As in the program: once it is answered, nobody holds the request. */
static void
test_size_alone (void)
{
  g_autoptr (Server) server = server_new (NULL);
  g_autoptr (SpareHttp) http = spare_http_new ();
  g_autofree char *url = g_strdup_printf ("%s/zeros/%d", server->base_url, 2 * SPARE_HTTP_MAX_BODY);
  g_autoptr (GError) error = NULL;

  spare_http_send_async (http, "GET", url, NULL, NULL, NULL, NULL, refused_cb, &error);
  test_wait_until (error != NULL);
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_BAD_RESPONSE);
}

/* Refused before anything is sent, or even looked up. */
static void
test_insecure (void)
{
  static const struct
  {
    const char *url;
    SpareError code;
  } cases[] = {
    { "http://tenant.eu.auth0.com/", SPARE_ERROR_INSECURE_TENANT },
    { "HTTP://tenant.eu.auth0.com/", SPARE_ERROR_INSECURE_TENANT },
    { "http://127.0.0.1.example.com/", SPARE_ERROR_INSECURE_TENANT },
    { "http://localhost.example.com/", SPARE_ERROR_INSECURE_TENANT },
    { "http://192.168.1.1/", SPARE_ERROR_INSECURE_TENANT },
    { "http://0.0.0.0/", SPARE_ERROR_INSECURE_TENANT },
    { "ftp://tenant.eu.auth0.com/", SPARE_ERROR_INSECURE_TENANT },
    { "file://localhost/etc/passwd", SPARE_ERROR_INSECURE_TENANT },
    { "https://user:pass@tenant.eu.auth0.com/", SPARE_ERROR_MALFORMED_TENANT },
    { "https:///path", SPARE_ERROR_MALFORMED_TENANT },
    { "tenant.eu.auth0.com", SPARE_ERROR_MALFORMED_TENANT },
    { "", SPARE_ERROR_MALFORMED_TENANT },
  };
  g_autoptr (SpareHttp) http = spare_http_new ();
  guint lookups = test_resolver_get_count ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (get (http, cases[i].url, &error));
      g_assert_error (error, SPARE_ERROR, (int) cases[i].code);
    }
  g_assert_cmpuint (test_resolver_get_count (), ==, lookups);
}

static void
test_no_answer (void)
{
  g_autoptr (SpareHttp) http = spare_http_new ();
  g_autoptr (Raw) gone = raw_new ("", RAW_CLOSE);
  g_autoptr (Raw) reset = raw_new ("", RAW_CLOSE);
  g_autoptr (Raw) cut_off = raw_new ("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", RAW_CLOSE);
  g_autofree char *refused = g_strdup (gone->url);

  g_clear_pointer (&gone, raw_free);
  assert_network (http, refused, SPARE_NETWORK_CAUSE_REFUSED);
  assert_network (http, reset->url, SPARE_NETWORK_CAUSE_RESET);
  assert_network (http, cut_off->url, SPARE_NETWORK_CAUSE_RESET);
  assert_network (http, "https://" TEST_RESOLVER_UNKNOWN "/", SPARE_NETWORK_CAUSE_HOST_NOT_FOUND);
  assert_network (http, "https://" TEST_RESOLVER_OFFLINE "/", SPARE_NETWORK_CAUSE_UNREACHABLE);
}

static void
test_nonsense (void)
{
  g_autoptr (SpareHttp) http = spare_http_new ();
  g_autoptr (Raw) nonsense = raw_new ("220 mail.example.com ESMTP\r\n\r\n", RAW_CLOSE);
  g_autoptr (GError) error = NULL;

  g_assert_null (get (http, nonsense->url, &error));
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_BAD_RESPONSE);
}

static void
test_slow (void)
{
  static const char opening[] = "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n";
  g_autoptr (SpareHttp) http = spare_http_new ();
  g_autoptr (Raw) silent = raw_new ("", RAW_SILENT);
  g_autoptr (Raw) stalled = raw_new (opening, RAW_SILENT);
  g_autoptr (Raw) trickling = raw_new (opening, RAW_TRICKLE);

  /* In all. */
  spare_http_set_limits (http, 15, 300);
  assert_network (http, silent->url, SPARE_NETWORK_CAUSE_TIMED_OUT);
  assert_network (http, stalled->url, SPARE_NETWORK_CAUSE_TIMED_OUT);
  assert_network (http, trickling->url, SPARE_NETWORK_CAUSE_TIMED_OUT);
}

static void
test_silent (void)
{
  g_autoptr (SpareHttp) http = spare_http_new ();
  g_autoptr (Raw) silent = raw_new ("", RAW_SILENT);

  spare_http_set_limits (http, 1, 20 * 1000);
  assert_network (http, silent->url, SPARE_NETWORK_CAUSE_TIMED_OUT);
}

static void
test_cancel (void)
{
  g_autoptr (SpareHttp) http = spare_http_new ();
  g_autoptr (Raw) trickling =
      raw_new ("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", RAW_TRICKLE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) early = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  spare_http_send_async (http, "GET", trickling->url, NULL, NULL, NULL, cancellable,
                         test_result_cb, &result);
  test_wait_until (trickling->trickle_id != 0);
  g_cancellable_cancel (cancellable);
  test_wait_until (result != NULL);
  g_assert_null (spare_http_send_finish (http, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  spare_http_send_async (http, "GET", trickling->url, NULL, NULL, NULL, cancellable,
                         test_result_cb, &early);
  test_wait_until (early != NULL);
  g_assert_null (spare_http_send_finish (http, early, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_certificate (void)
{
  g_autoptr (TestCertificate) good = test_certificate_new ("127.0.0.1", 1);
  g_autoptr (TestCertificate) other_host = test_certificate_new ("10.9.8.7", 1);
  g_autoptr (TestCertificate) expired = test_certificate_new ("127.0.0.1", -1);
  g_autoptr (Server) server = server_new (good->certificate);
  g_autoptr (Server) other_host_server = server_new (other_host->certificate);
  g_autoptr (Server) expired_server = server_new (expired->certificate);
  g_autoptr (SpareHttp) trusting = spare_http_new_with_database (good->database);
  g_autoptr (SpareHttp) trusting_other = spare_http_new_with_database (other_host->database);
  g_autoptr (SpareHttp) trusting_expired = spare_http_new_with_database (expired->database);
  g_autoptr (SpareHttp) http = spare_http_new ();
  g_autoptr (SpareHttpResponse) response = NULL;
  g_autoptr (GError) error = NULL;

  response = get_path (trusting, server, "/", &error);
  g_assert_no_error (error);
  assert_body (response, "hello");

  assert_network (http, server->base_url, SPARE_NETWORK_CAUSE_CERTIFICATE);
  assert_network (trusting_other, server->base_url, SPARE_NETWORK_CAUSE_CERTIFICATE);
  assert_network (trusting_other, other_host_server->base_url, SPARE_NETWORK_CAUSE_CERTIFICATE);
  assert_network (trusting_expired, expired_server->base_url, SPARE_NETWORK_CAUSE_CERTIFICATE);
  g_assert_cmpuint (server->requests, ==, 1);
  g_assert_cmpuint (other_host_server->requests, ==, 0);
  g_assert_cmpuint (expired_server->requests, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  test_resolver_install ();

  g_test_add_func ("/http/get", test_get);
  g_test_add_func ("/http/post", test_post);
  g_test_add_func ("/http/status", test_status);
  g_test_add_func ("/http/size", test_size);
  g_test_add_func ("/http/size-alone", test_size_alone);
  g_test_add_func ("/http/insecure", test_insecure);
  g_test_add_func ("/http/no-answer", test_no_answer);
  g_test_add_func ("/http/nonsense", test_nonsense);
  g_test_add_func ("/http/slow", test_slow);
  g_test_add_func ("/http/silent", test_silent);
  g_test_add_func ("/http/cancel", test_cancel);
  g_test_add_func ("/http/certificate", test_certificate);

  return g_test_run ();
}
