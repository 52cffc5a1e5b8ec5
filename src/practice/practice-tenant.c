/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "practice-tenant.h"

#include "practice-password.h"
#include "practice-reply.h"
#include "practice-secret.h"
#include "practice-tenant-private.h"

#include <string.h>

#define PORT_FILE "port.json"
#define MAX_BODY (1024 * 1024)

/* A body that still goes on here is no mistake: the line is cut. */
#define MAX_PATIENCE (64 * 1024 * 1024)
#define RECEIVED_KEY "practice-received"

#define RECOVERY_BURST 10
#define RECOVERY_REFILL 60
#define USERINFO_BURST 10
#define USERINFO_REFILL 12

typedef void (*Handler) (PracticeTenant    *self,
                         SoupServerMessage *message);

typedef struct
{
  const char *path;
  const char *methods;
  Handler handler;
} Route;

static const Route routes[] = {
  { "/dbconnections/change_password", "POST", practice_recovery_request },
  { "/oauth/token", "POST", practice_oauth_token },
  { "/oauth/revoke", "POST", practice_oauth_revoke },
  { "/userinfo", "GET, HEAD", practice_oauth_userinfo },
  { "/.well-known/openid-configuration", "GET, HEAD", practice_oauth_discovery },
  { "/.well-known/oauth-authorization-server", "GET, HEAD", practice_oauth_discovery },
  { "/.well-known/jwks.json", "GET, HEAD", practice_oauth_jwks },
  { "/u/reset-verify", "GET, HEAD, POST", practice_recovery_page },
  { "/u/unblock", "GET, HEAD, POST", practice_recovery_unblock },
  { "/practice/mail", "GET, HEAD", practice_recovery_mailbox },
};

typedef struct
{
  PracticeTenant *self;
  SoupServerMessage *message;
  guint id;
} Stalled;

static void
stalled_free (gpointer data)
{
  Stalled *stalled = data;

  g_clear_handle_id (&stalled->id, g_source_remove);
  g_object_unref (stalled->message);
  g_free (stalled);
}

/* libsoup knows no socket of a stream that it was handed. */
static GSocket *
find_socket (PracticeTenant    *self,
             SoupServerMessage *message)
{
  GSocketAddress *address = soup_server_message_get_remote_address (message);
  g_autofree char *key = g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (address));

  return g_hash_table_lookup (self->sockets, key);
}

static gboolean
is_local (SoupServerMessage *message)
{
  GSocketAddress *address = soup_server_message_get_remote_address (message);

  return G_IS_INET_SOCKET_ADDRESS (address) &&
         g_inet_address_get_is_loopback (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
}

/* A page of another site may make a browser ask us, under a name of its own
 * that points to 127.0.0.1 (DNS rebinding). */
static gboolean
has_own_name (PracticeTenant    *self,
              SoupServerMessage *message)
{
  const char *host = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Host");
  const char *port = strrchr (self->base_url, ':');
  g_autofree char *by_address = g_strconcat ("127.0.0.1", port, NULL);
  g_autofree char *by_name = g_strconcat ("localhost", port, NULL);

  return host != NULL && (g_ascii_strcasecmp (host, by_address) == 0 || g_ascii_strcasecmp (host, by_name) == 0);
}

static gboolean
allows (const char *methods,
        const char *method)
{
  g_auto(GStrv) list = g_strsplit (methods, ", ", -1);

  return g_strv_contains ((const char *const *) list, method);
}

static void
route (PracticeTenant    *self,
       SoupServerMessage *message)
{
  const char *path = g_uri_get_path (soup_server_message_get_uri (message));
  guint i;

  for (i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      if (!g_str_equal (routes[i].path, path))
        continue;

      if (allows (routes[i].methods, soup_server_message_get_method (message)))
        {
          routes[i].handler (self, message);
          return;
        }
      soup_message_headers_replace (soup_server_message_get_response_headers (message), "Allow", routes[i].methods);
      practice_reply_oauth (message, SOUP_STATUS_METHOD_NOT_ALLOWED, "method_not_allowed", "Method not allowed");
      return;
    }

  practice_reply_text (message, SOUP_STATUS_NOT_FOUND, "text/plain; charset=utf-8", "Not Found");
}

static void
answer (PracticeTenant    *self,
        SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autoptr(GDateTime) now = g_date_time_new_from_unix_utc (practice_tenant_now (self));
  g_autofree char *date = soup_date_time_to_string (now, SOUP_DATE_HTTP);

  soup_message_headers_replace (headers, "Date", date);

  if (self->script != NULL)
    {
      practice_script_answer (self->script, message, find_socket (self, message));
    }
  else if (!has_own_name (self, message))
    {
      practice_reply_text (message, SOUP_STATUS_MISDIRECTED_REQUEST, "text/plain; charset=utf-8",
                           "This host is not served here");
    }
  else if (GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (message), RECEIVED_KEY)) > MAX_BODY)
    {
      soup_message_headers_replace (headers, "Connection", "close");
      practice_reply_oauth (message, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, "invalid_request",
                            "The request body is too large");
    }
  else
    {
      route (self, message);
    }

  g_debug ("%s %s: %u", soup_server_message_get_method (message),
           g_uri_get_path (soup_server_message_get_uri (message)), soup_server_message_get_status (message));
}

/* Unpausing only asks for it, so that a handler can pause again. */
static gboolean
stall_over_cb (gpointer user_data)
{
  Stalled *stalled = user_data;
  PracticeTenant *self = stalled->self;
  g_autoptr(SoupServerMessage) message = g_object_ref (stalled->message);

  stalled->id = 0;
  g_hash_table_remove (self->stalled, stalled);
  soup_server_message_unpause (message);
  answer (self, message);

  return G_SOURCE_REMOVE;
}

static void
server_cb (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           user_data)
{
  PracticeTenant *self = user_data;
  Stalled *stalled;

  if (!is_local (message))
    {
      soup_server_message_set_status (message, SOUP_STATUS_FORBIDDEN, NULL);
      return;
    }
  if (self->options->stall == 0)
    {
      answer (self, message);
      return;
    }

  stalled = g_new0 (Stalled, 1);
  stalled->self = self;
  stalled->message = g_object_ref (message);
  stalled->id = g_timeout_add (self->options->stall, stall_over_cb, stalled);
  g_hash_table_add (self->stalled, stalled);
  soup_server_message_pause (message);
}

static void
got_chunk_cb (SoupServerMessage *message,
              GBytes            *chunk,
              gpointer           user_data)
{
  PracticeTenant *self = user_data;
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  GSocket *socket;
  gsize received = GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (message), RECEIVED_KEY));

  received += g_bytes_get_size (chunk);
  g_object_set_data (G_OBJECT (message), RECEIVED_KEY, GSIZE_TO_POINTER (received));

  if (received > MAX_BODY)
    {
      soup_message_body_set_accumulate (body, FALSE);
      soup_message_body_truncate (body);
    }
  if (received > MAX_PATIENCE && (socket = find_socket (self, message)) != NULL)
    g_socket_shutdown (socket, TRUE, TRUE, NULL);
}

static void
request_started_cb (SoupServer        *server,
                    SoupServerMessage *message,
                    gpointer           user_data)
{
  g_signal_connect (message, "got-chunk", G_CALLBACK (got_chunk_cb), user_data);
}

static gboolean
load (PracticeTenant  *self,
      GError         **error)
{
  PracticeOptions *options = self->options;

  if (options->script != NULL)
    {
      self->script = practice_script_new (options->script, options->case_id, error);
      return self->script != NULL;
    }

  return (self->store = practice_store_new (options->state_dir, error)) != NULL &&
         (self->accounts = practice_accounts_new (self->store, options->accounts, practice_tenant_now (self), error)) != NULL &&
         (self->blocks = practice_blocks_new (self->store, error)) != NULL &&
         (self->key = practice_key_new (self->store, error)) != NULL &&
         (self->mail = practice_mail_new (self->store, error)) != NULL &&
         (self->tickets = practice_tickets_new (self->store, error)) != NULL &&
         (self->tokens = practice_tokens_new (self->store, error)) != NULL &&
         (self->spare_hash = practice_password_hash (self->csrf_key, error)) != NULL;
}

static guint
load_port (PracticeTenant *self)
{
  g_autoptr(JsonNode) kept = NULL;
  gint64 port = 0;

  if (self->store == NULL || !practice_store_load (self->store, PORT_FILE, &kept, NULL) || kept == NULL)
    return 0;
  if (JSON_NODE_HOLDS_OBJECT (kept))
    port = json_object_get_int_member_with_default (json_node_get_object (kept), "port", 0);

  return port > 0 && port <= G_MAXUINT16 ? port : 0;
}

static gboolean
save_port (PracticeTenant  *self,
           guint            port,
           GError         **error)
{
  g_autoptr(JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr(JsonNode) root = NULL;

  if (self->store == NULL)
    return TRUE;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "port");
  json_builder_add_int_value (builder, port);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  return practice_store_save (self->store, PORT_FILE, root, error);
}

static gboolean
is_socket (gpointer key,
           gpointer value,
           gpointer user_data)
{
  return value == user_data;
}

static void
socket_gone_cb (gpointer  user_data,
                GObject  *socket)
{
  g_hash_table_foreach_remove (user_data, is_socket, socket);
  g_hash_table_unref (user_data);
}

/* The listener of libsoup 3.2 never closes the sockets that it accepts, so
 * this accepts them itself. */
static gboolean
incoming_cb (GSocketService    *service,
             GSocketConnection *connection,
             GObject           *source,
             gpointer           user_data)
{
  PracticeTenant *self = user_data;
  g_autoptr(GSocketAddress) local = g_socket_connection_get_local_address (connection, NULL);
  g_autoptr(GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);
  g_autoptr(GError) error = NULL;
  GSocket *socket = g_socket_connection_get_socket (connection);

  if (remote != NULL)
    {
      g_hash_table_replace (self->sockets, g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (remote)), socket);
      g_object_weak_ref (G_OBJECT (socket), socket_gone_cb, g_hash_table_ref (self->sockets));
    }
  if (local == NULL || remote == NULL ||
      !soup_server_accept_iostream (self->server, G_IO_STREAM (connection), local, remote, &error))
    g_debug ("A connection was gone at once");

  return TRUE;
}

static gboolean
listen_on (PracticeTenant  *self,
           guint           *port,
           GError         **error)
{
  g_autoptr(GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", *port);
  g_autoptr(GSocketAddress) effective = NULL;

  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_TCP, NULL, &effective, error))
    return FALSE;

  *port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective));

  return TRUE;
}

/**
 * practice_tenant_new:
 * @options: (transfer full): the command line
 * @error: return location for an error
 *
 * Loads or makes everything that is kept.
 *
 * Returns: (transfer full) (nullable): the tenant
 */
PracticeTenant *
practice_tenant_new (PracticeOptions  *options,
                     GError          **error)
{
  g_autoptr(PracticeTenant) self = g_new0 (PracticeTenant, 1);

  self->options = options;
  self->csrf_key = practice_secret_random ();
  self->recovery_limits = practice_limits_new (RECOVERY_BURST, RECOVERY_REFILL);
  self->userinfo_limits = practice_limits_new (USERINFO_BURST, USERINFO_REFILL);
  self->stalled = g_hash_table_new_full (NULL, NULL, stalled_free, NULL);
  self->sockets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->service = g_socket_service_new ();
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);
  self->server = soup_server_new (NULL, NULL);
  g_signal_connect (self->server, "request-started", G_CALLBACK (request_started_cb), self);
  soup_server_add_handler (self->server, NULL, server_cb, self, NULL);

  if (!load (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * practice_tenant_free:
 * @self: (transfer full): the tenant
 *
 * Stops listening.
 */
void
practice_tenant_free (PracticeTenant *self)
{
  g_hash_table_unref (self->stalled);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  soup_server_disconnect (self->server);
  g_clear_pointer (&self->script, practice_script_free);
  g_object_unref (self->server);
  g_object_unref (self->service);
  g_hash_table_unref (self->sockets);
  g_clear_pointer (&self->tokens, practice_tokens_free);
  g_clear_pointer (&self->tickets, practice_tickets_free);
  g_clear_pointer (&self->mail, practice_mail_free);
  g_clear_pointer (&self->key, practice_key_free);
  g_clear_pointer (&self->blocks, practice_blocks_free);
  g_clear_pointer (&self->accounts, practice_accounts_free);
  g_clear_pointer (&self->store, practice_store_free);
  practice_limits_free (self->recovery_limits);
  practice_limits_free (self->userinfo_limits);
  practice_secret_free (self->csrf_key);
  practice_options_free (self->options);
  g_free (self->spare_hash);
  g_free (self->base_url);
  g_free (self->issuer);
  g_free (self);
}

/**
 * practice_tenant_listen:
 * @self: the tenant
 * @error: return location for an error
 *
 * Listens on 127.0.0.1. The port of the last run is preferred, because
 * stored sessions name it in their issuer.
 *
 * Returns: whether it listens
 */
gboolean
practice_tenant_listen (PracticeTenant  *self,
                        GError         **error)
{
  guint wanted = self->options->port;
  guint last = wanted == 0 ? load_port (self) : 0;
  guint port = last;

  if (last == 0 || !listen_on (self, &port, NULL))
    {
      port = wanted;
      if (!listen_on (self, &port, error))
        return FALSE;
    }

  self->base_url = g_strdup_printf ("http://127.0.0.1:%u", port);
  self->issuer = g_strconcat (self->base_url, "/", NULL);

  return save_port (self, port, error);
}

/**
 * practice_tenant_describe:
 * @self: a tenant that listens
 *
 * Returns: (transfer full): one line of JSON for whoever started it
 */
char *
practice_tenant_describe (PracticeTenant *self)
{
  g_autoptr(JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr(JsonNode) root = NULL;
  g_autofree char *mailbox_url = g_strconcat (self->base_url, "/practice/mail", NULL);
  char *password = self->accounts != NULL ? practice_accounts_dup_seeded_password (self->accounts) : NULL;
  const char *members[][2] = {
    { "base_url", self->base_url },
    { "issuer", self->issuer },
    { "client_id", PRACTICE_CLIENT_ID },
    { "connection", PRACTICE_CONNECTION },
    { "maildir", self->mail != NULL ? practice_mail_get_maildir (self->mail) : NULL },
    { "mailbox_url", self->mail != NULL ? mailbox_url : NULL },
    { "email", self->accounts != NULL ? practice_accounts_get_first (self->accounts)->email : NULL },
    { "password", password },
  };
  guint i;

  json_builder_begin_object (builder);
  for (i = 0; i < G_N_ELEMENTS (members); i++)
    {
      json_builder_set_member_name (builder, members[i][0]);
      json_builder_add_string_value (builder, members[i][1]);
    }
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  practice_secret_free (password);

  return json_to_string (root, FALSE);
}

/**
 * practice_tenant_now:
 * @self: the tenant
 *
 * Returns: seconds since the epoch by the clock of the tenant
 */
gint64
practice_tenant_now (PracticeTenant *self)
{
  return g_get_real_time () / G_USEC_PER_SEC + self->options->clock_skew;
}

/**
 * practice_tenant_dup_ip:
 * @message: a request
 *
 * Returns: (transfer full): where it came from
 */
char *
practice_tenant_dup_ip (SoupServerMessage *message)
{
  return g_strdup (soup_server_message_get_remote_host (message));
}

/**
 * practice_tenant_has_client:
 * @client_id: (nullable): an application
 *
 * Returns: whether it is registered here
 */
gboolean
practice_tenant_has_client (const char *client_id)
{
  static const char *const clients[] = {
    PRACTICE_CLIENT_ID,
    PRACTICE_CLIENT_NO_PASSWORD,
    PRACTICE_CLIENT_NOT_NATIVE,
    NULL,
  };

  return client_id != NULL && g_strv_contains (clients, client_id);
}

/**
 * practice_tenant_take:
 * @self: the tenant
 * @limits: which limit
 * @key: what is counted
 * @message: the request; its answer gets the three headers
 *
 * Returns: whether the request may go on; if not, it has been answered
 */
gboolean
practice_tenant_take (PracticeTenant    *self,
                      PracticeLimits    *limits,
                      const char        *key,
                      SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  PracticeLimitState state;
  gboolean allowed = practice_limits_take (limits, key, g_get_monotonic_time (), &state);
  g_autofree char *limit = g_strdup_printf ("%u", state.limit);
  g_autofree char *remaining = g_strdup_printf ("%u", state.remaining);
  g_autofree char *reset = g_strdup_printf ("%" G_GINT64_FORMAT, practice_tenant_now (self) + state.reset_in);

  soup_message_headers_replace (headers, "X-RateLimit-Limit", limit);
  soup_message_headers_replace (headers, "X-RateLimit-Remaining", remaining);
  soup_message_headers_replace (headers, "X-RateLimit-Reset", reset);

  if (!allowed)
    practice_reply_oauth (message, PRACTICE_STATUS_TOO_MANY_REQUESTS, "too_many_requests",
                          "Too many requests. Check the X-RateLimit-Limit, X-RateLimit-Remaining and "
                          "X-RateLimit-Reset headers.");

  return allowed;
}
