/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-config.h"

#include "spare-http.h"

#include "spare-error.h"
#include "spare-secret-text.h"

#include <libsoup/soup.h>

#include <string.h>

#define CONNECT_SECONDS 15
#define TOTAL_MILLISECONDS (30 * 1000)
#define CHUNK (16 * 1024)

struct _SpareHttp
{
  GObject parent_instance;

  SoupSession *session;
  SoupSession *direct; /* to loopback: no proxy can reach it */
  guint total_milliseconds;
};

typedef struct
{
  SoupMessage *message;
  GInputStream *stream;
  GCancellable *inner;
  GSource *timer;
  gulong cancelled_id;
  gboolean timed_out;

  guint8 *data;
  gsize length;
  gsize size;
} SendData;

G_DEFINE_FINAL_TYPE (SpareHttp, spare_http, G_TYPE_OBJECT)

/* Answers carry tokens: what is given up is overwritten. */
typedef struct
{
  guint8 *data;
  gsize size;
} Wiped;

static void
wipe_and_free (gpointer data,
               gsize    size)
{
  if (data != NULL)
    explicit_bzero (data, size);
  g_free (data);
}

static void
wiped_free (gpointer data)
{
  Wiped *wiped = data;

  wipe_and_free (wiped->data, wiped->size);
  g_free (wiped);
}

static void
send_data_free (gpointer data)
{
  SendData *send = data;

  g_clear_object (&send->message);
  g_clear_object (&send->stream);
  g_clear_object (&send->inner);
  g_clear_pointer (&send->timer, g_source_unref);
  wipe_and_free (send->data, send->size);
  g_free (send);
}

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = NULL;

  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;

  address = g_inet_address_new_from_string (host);

  return address != NULL && g_inet_address_get_is_loopback (address);
}

/* NULL unless the address may be called at all. */
static GUri *
check_url (const char  *url,
           gboolean    *loopback,
           GError     **error)
{
  g_autoptr (GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host == NULL || host[0] == '\0' || g_uri_get_userinfo (uri) != NULL)
    {
      g_propagate_error (error, spare_error_new (SPARE_ERROR_MALFORMED_TENANT));
      return NULL;
    }

  *loopback = is_loopback (host);
  if (!g_str_equal (g_uri_get_scheme (uri), "https") &&
      !(g_str_equal (g_uri_get_scheme (uri), "http") && *loopback))
    {
      g_propagate_error (error, spare_error_new (SPARE_ERROR_INSECURE_TENANT));
      return NULL;
    }

  return g_steal_pointer (&uri);
}

static SpareNetworkCause
find_io_cause (int code)
{
  static const struct
  {
    int code;
    SpareNetworkCause cause;
  } causes[] = {
    { G_IO_ERROR_CONNECTION_REFUSED, SPARE_NETWORK_CAUSE_REFUSED },
    { G_IO_ERROR_HOST_NOT_FOUND, SPARE_NETWORK_CAUSE_HOST_NOT_FOUND },
    { G_IO_ERROR_TIMED_OUT, SPARE_NETWORK_CAUSE_TIMED_OUT },
    { G_IO_ERROR_CONNECTION_CLOSED, SPARE_NETWORK_CAUSE_RESET },
    { G_IO_ERROR_PARTIAL_INPUT, SPARE_NETWORK_CAUSE_RESET },
    { G_IO_ERROR_NETWORK_UNREACHABLE, SPARE_NETWORK_CAUSE_UNREACHABLE },
    { G_IO_ERROR_HOST_UNREACHABLE, SPARE_NETWORK_CAUSE_UNREACHABLE },
    { G_IO_ERROR_PROXY_FAILED, SPARE_NETWORK_CAUSE_PROXY },
    { G_IO_ERROR_PROXY_AUTH_FAILED, SPARE_NETWORK_CAUSE_PROXY },
    { G_IO_ERROR_PROXY_NEED_AUTH, SPARE_NETWORK_CAUSE_PROXY },
    { G_IO_ERROR_PROXY_NOT_ALLOWED, SPARE_NETWORK_CAUSE_PROXY },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (causes); i++)
    {
      if (causes[i].code == code)
        return causes[i].cause;
    }

  return SPARE_NETWORK_CAUSE_NONE;
}

/* Takes over @error. */
static GError *
translate_error (const SendData *send,
                 GError         *error)
{
  g_autoptr (GError) owned = error;

  if (owned->domain == SPARE_ERROR)
    return g_steal_pointer (&owned);
  if (g_error_matches (owned, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return send->timed_out ? spare_error_new_network (SPARE_NETWORK_CAUSE_TIMED_OUT)
                           : g_steal_pointer (&owned);

  g_debug ("No answer: %s %d", g_quark_to_string (owned->domain), owned->code);
  if (owned->domain == G_IO_ERROR)
    return spare_error_new_network (find_io_cause (owned->code));
  /* A name server that cannot be asked is not a host that does not exist. */
  if (g_error_matches (owned, G_RESOLVER_ERROR, G_RESOLVER_ERROR_TEMPORARY_FAILURE))
    return spare_error_new_network (SPARE_NETWORK_CAUSE_UNREACHABLE);
  if (owned->domain == G_RESOLVER_ERROR)
    return spare_error_new_network (SPARE_NETWORK_CAUSE_HOST_NOT_FOUND);
  if (g_error_matches (owned, G_TLS_ERROR, G_TLS_ERROR_EOF))
    return spare_error_new_network (SPARE_NETWORK_CAUSE_RESET);
  if (owned->domain == G_TLS_ERROR)
    return spare_error_new_network (SPARE_NETWORK_CAUSE_CERTIFICATE);
  if (g_error_matches (owned, SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_PARSING) ||
      g_error_matches (owned, SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_ENCODING))
    return spare_error_new (SPARE_ERROR_BAD_RESPONSE);

  return spare_error_new_network (SPARE_NETWORK_CAUSE_NONE);
}

static void
stop_waiting (GTask *task)
{
  SendData *send = g_task_get_task_data (task);

  if (send->timer != NULL)
    g_source_destroy (send->timer);
  g_clear_pointer (&send->timer, g_source_unref);
  if (send->cancelled_id != 0)
    g_cancellable_disconnect (g_task_get_cancellable (task), send->cancelled_id);
  send->cancelled_id = 0;
}

/* Takes over @task and @error. */
static void
fail (GTask  *task,
      GError *error)
{
  g_autoptr (GTask) owned_task = task;

  stop_waiting (task);
  g_task_return_error (task, translate_error (g_task_get_task_data (task), error));
}

static void
set_header (const char *name,
            const char *value,
            gpointer    user_data)
{
  spare_http_response_set_header (user_data, name, value);
}

/* Takes over @task. */
static void
succeed (GTask *task)
{
  g_autoptr (GTask) owned_task = task;
  g_autoptr (SpareHttpResponse) response = NULL;
  g_autoptr (GBytes) body = NULL;
  SendData *send = g_task_get_task_data (task);
  Wiped *wiped = g_new0 (Wiped, 1);

  stop_waiting (task);

  wiped->size = send->size;
  wiped->data = g_steal_pointer (&send->data);
  body = g_bytes_new_with_free_func (wiped->data, send->length, wiped_free, wiped);
  response = spare_http_response_new (soup_message_get_status (send->message), body);
  soup_message_headers_foreach (soup_message_get_response_headers (send->message), set_header,
                                response);
  g_debug ("%s %s: %u, %" G_GSIZE_FORMAT " bytes", soup_message_get_method (send->message),
           g_uri_get_path (soup_message_get_uri (send->message)), response->status, send->length);

  g_task_return_pointer (task, g_steal_pointer (&response),
                         (GDestroyNotify) spare_http_response_free);
}

static void
make_room (SendData *send)
{
  guint8 *grown;
  gsize size = MAX (send->size * 2, CHUNK);

  if (send->size - send->length >= CHUNK)
    return;

  grown = g_malloc (size);
  if (send->length > 0)
    memcpy (grown, send->data, send->length);
  wipe_and_free (send->data, send->size);
  send->data = grown;
  send->size = size;
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GError *error = NULL;
  GTask *task = user_data;
  SendData *send = g_task_get_task_data (task);
  gssize got;

  got = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);
  if (got < 0)
    {
      fail (task, error);
      return;
    }
  if (got == 0)
    {
      succeed (task);
      return;
    }

  send->length += (gsize) got;
  if (send->length > SPARE_HTTP_MAX_BODY)
    {
      error = spare_error_new (SPARE_ERROR_BAD_RESPONSE);
      spare_error_set_status (error, soup_message_get_status (send->message));
      g_cancellable_cancel (send->inner);
      fail (task, error);
      return;
    }

  make_room (send);
  g_input_stream_read_async (send->stream, send->data + send->length, CHUNK, G_PRIORITY_DEFAULT,
                             send->inner, read_cb, task);
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GError *error = NULL;
  GTask *task = user_data;
  SendData *send = g_task_get_task_data (task);

  send->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (send->stream == NULL)
    {
      fail (task, error);
      return;
    }

  make_room (send);
  g_input_stream_read_async (send->stream, send->data, CHUNK, G_PRIORITY_DEFAULT, send->inner,
                             read_cb, task);
}

static gboolean
too_long_cb (gpointer user_data)
{
  SendData *send = g_task_get_task_data (G_TASK (user_data));

  send->timed_out = TRUE;
  g_cancellable_cancel (send->inner);

  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_cancellable_cancel (user_data);
}

static SoupSession *
create_session (gboolean direct)
{
  SoupSession *session;

  session = soup_session_new_with_options ("user-agent", "spare-key/" SPARE_VERSION,
                                           "timeout", CONNECT_SECONDS,
                                           "idle-timeout", CONNECT_SECONDS,
                                           NULL);
  if (direct)
    soup_session_set_proxy_resolver (session, NULL);
  /* There is nobody to ask for a password of HTTP itself. */
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);

  return session;
}

static void
spare_http_dispose (GObject *object)
{
  SpareHttp *self = SPARE_HTTP (object);

  if (self->session != NULL)
    soup_session_abort (self->session);
  if (self->direct != NULL)
    soup_session_abort (self->direct);
  g_clear_object (&self->session);
  g_clear_object (&self->direct);

  G_OBJECT_CLASS (spare_http_parent_class)->dispose (object);
}

static void
spare_http_class_init (SpareHttpClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = spare_http_dispose;
}

static void
spare_http_init (SpareHttp *self)
{
  self->session = create_session (FALSE);
  self->direct = create_session (TRUE);
  self->total_milliseconds = TOTAL_MILLISECONDS;
}

/**
 * spare_http_new:
 *
 * Makes the door to the network, trusting what the system trusts.
 *
 * Returns: (transfer full): the door
 */
SpareHttp *
spare_http_new (void)
{
  return g_object_new (SPARE_TYPE_HTTP, NULL);
}

/**
 * spare_http_new_with_database:
 * @database: the certificates to trust
 *
 * Like [ctor@Http.new] with other certificates, for tests.
 *
 * Returns: (transfer full): the door
 */
SpareHttp *
spare_http_new_with_database (GTlsDatabase *database)
{
  SpareHttp *self;

  g_return_val_if_fail (G_IS_TLS_DATABASE (database), NULL);

  self = spare_http_new ();
  soup_session_set_tls_database (self->session, database);
  soup_session_set_tls_database (self->direct, database);

  return self;
}

/**
 * spare_http_set_limits:
 * @self: the door
 * @connect_seconds: how long a connection may be silent, 15 unless set
 * @total_milliseconds: how long a request may take in all, 30 000 unless set
 *
 * Sets the limits of requests to come, for tests.
 */
void
spare_http_set_limits (SpareHttp *self,
                       guint      connect_seconds,
                       guint      total_milliseconds)
{
  g_return_if_fail (SPARE_IS_HTTP (self));

  soup_session_set_timeout (self->session, connect_seconds);
  soup_session_set_timeout (self->direct, connect_seconds);
  self->total_milliseconds = total_milliseconds;
}

/**
 * spare_http_send_async:
 * @self: the door
 * @method: an HTTP method
 * @url: where to
 * @content_type: (nullable): the type of @body
 * @body: (nullable): what to send
 * @bearer: (nullable): an access token for the Authorization header
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: for @callback
 *
 * Sends one request and reads the whole answer. Redirects are handed back
 * like any other answer. libsoup and TLS copy what is sent; of those copies
 * only @body is overwritten.
 */
void
spare_http_send_async (SpareHttp           *self,
                       const char          *method,
                       const char          *url,
                       const char          *content_type,
                       SpareSecretText     *body,
                       SpareSecretText     *bearer,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GUri) uri = NULL;
  GError *error = NULL;
  SendData *send;
  gboolean loopback = FALSE;

  g_return_if_fail (SPARE_IS_HTTP (self));
  g_return_if_fail (method != NULL && url != NULL);
  g_return_if_fail ((content_type == NULL) == (body == NULL));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, spare_http_send_async);
  g_task_set_name (task, "send request");
  if (g_task_return_error_if_cancelled (task))
    return;

  uri = check_url (url, &loopback, &error);
  if (uri == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  send = g_new0 (SendData, 1);
  send->message = soup_message_new_from_uri (method, uri);
  send->inner = g_cancellable_new ();
  g_task_set_task_data (task, send, send_data_free);

  soup_message_add_flags (send->message, SOUP_MESSAGE_NO_REDIRECT);
  if (body != NULL)
    {
      g_autoptr (GBytes) bytes = NULL;

      bytes = g_bytes_new_with_free_func (spare_secret_text_get (body),
                                          spare_secret_text_get_length (body),
                                          (GDestroyNotify) spare_secret_text_unref,
                                          spare_secret_text_ref (body));
      soup_message_set_request_body_from_bytes (send->message, content_type, bytes);
    }
  if (bearer != NULL)
    {
      char *value = g_strconcat ("Bearer ", spare_secret_text_get (bearer), NULL);

      soup_message_headers_replace (soup_message_get_request_headers (send->message),
                                    "Authorization", value);
      spare_secret_free (value);
    }

  send->timer = g_timeout_source_new (self->total_milliseconds);
  g_task_attach_source (task, send->timer, too_long_cb);
  if (cancellable != NULL)
    send->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                                g_object_ref (send->inner), g_object_unref);

  soup_session_send_async (loopback ? self->direct : self->session, send->message,
                           G_PRIORITY_DEFAULT, send->inner, sent_cb, g_steal_pointer (&task));
}

/**
 * spare_http_send_finish:
 * @self: the door
 * @result: the result
 * @error: return location for an error
 *
 * Ends [method@Http.send_async]. Fails with %SPARE_ERROR_NETWORK,
 * %SPARE_ERROR_BAD_RESPONSE if the answer is not HTTP or too long,
 * %SPARE_ERROR_INSECURE_TENANT or %SPARE_ERROR_MALFORMED_TENANT before
 * anything is sent, or %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full) (nullable): the answer, of any status
 */
SpareHttpResponse *
spare_http_send_finish (SpareHttp     *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, spare_http_send_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
