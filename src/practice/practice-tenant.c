/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "practice-tenant.h"

#include "practice-guard.h"
#include "practice-password.h"
#include "practice-reply.h"
#include "practice-secret.h"
#include "practice-tenant-private.h"

#include <string.h>

#define PORT_FILE "port.json"
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
  { "/userinfo", "GET, HEAD", practice_openid_userinfo },
  { "/.well-known/openid-configuration", "GET, HEAD", practice_openid_discovery },
  { "/.well-known/oauth-authorization-server", "GET, HEAD", practice_openid_discovery },
  { "/.well-known/jwks.json", "GET, HEAD", practice_openid_jwks },
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

static gboolean
allows (const char *methods,
        const char *method)
{
  g_auto (GStrv) list = g_strsplit (methods, ", ", -1);

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
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (practice_tenant_now (self));
  g_autofree char *date = soup_date_time_to_string (now, SOUP_DATE_HTTP);

  soup_message_headers_replace (headers, "Date", date);

  if (self->script != NULL)
    {
      practice_script_answer (self->script, message, practice_listener_find_socket (self->listener, message));
    }
  else if (!practice_guard_has_own_name (message, self->base_url))
    {
      practice_reply_text (message, SOUP_STATUS_MISDIRECTED_REQUEST, "text/plain; charset=utf-8",
                           "This host is not served here");
    }
  else if (practice_guard_is_too_large (message))
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
  g_autoptr (SoupServerMessage) message = g_object_ref (stalled->message);

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

  if (!practice_guard_is_local (message))
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
  gint64 port = self->store != NULL ? practice_store_load_number (self->store, PORT_FILE) : 0;

  return port > 0 && port <= G_MAXUINT16 ? port : 0;
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
  g_autoptr (PracticeTenant) self = g_new0 (PracticeTenant, 1);

  self->options = options;
  self->csrf_key = practice_secret_random ();
  self->recovery_limits = practice_limits_new (RECOVERY_BURST, RECOVERY_REFILL);
  self->userinfo_limits = practice_limits_new (USERINFO_BURST, USERINFO_REFILL);
  self->stalled = g_hash_table_new_full (NULL, NULL, stalled_free, NULL);
  self->server = soup_server_new (NULL, NULL);
  self->listener = practice_listener_new (self->server);
  practice_guard_watch (self->server, self->listener);
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
  practice_listener_stop (self->listener);
  soup_server_disconnect (self->server);
  g_clear_pointer (&self->script, practice_script_free);
  g_object_unref (self->server);
  practice_listener_free (self->listener);
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

  if (last == 0 || !practice_listener_listen (self->listener, &port, NULL))
    {
      port = wanted;
      if (!practice_listener_listen (self->listener, &port, error))
        return FALSE;
    }

  self->base_url = g_strdup_printf ("http://127.0.0.1:%u", port);
  self->issuer = g_strconcat (self->base_url, "/", NULL);

  return self->store == NULL || practice_store_save_number (self->store, PORT_FILE, port, error);
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
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (JsonNode) root = NULL;
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
