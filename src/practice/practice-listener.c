/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "practice-listener.h"

struct _PracticeListener
{
  SoupServer *server;
  GSocketService *service;
  GHashTable *sockets;
};

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
  PracticeListener *self = user_data;
  g_autoptr (GSocketAddress) local = g_socket_connection_get_local_address (connection, NULL);
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);
  g_autoptr (GError) error = NULL;
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

/**
 * practice_listener_new:
 * @server: who serves the connections; must outlive the listener
 *
 * Returns: (transfer full): a listener that does not listen yet
 */
PracticeListener *
practice_listener_new (SoupServer *server)
{
  PracticeListener *self = g_new0 (PracticeListener, 1);

  self->server = server;
  self->sockets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->service = g_socket_service_new ();
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);

  return self;
}

/**
 * practice_listener_free:
 * @self: (transfer full): a listener
 */
void
practice_listener_free (PracticeListener *self)
{
  g_object_unref (self->service);
  g_hash_table_unref (self->sockets);
  g_free (self);
}

/**
 * practice_listener_stop:
 * @self: a listener
 *
 * Accepts nothing more.
 */
void
practice_listener_stop (PracticeListener *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
}

/**
 * practice_listener_listen:
 * @self: a listener
 * @port: (inout): the port, 0 for any; then the one that was taken
 * @error: return location for an error
 *
 * Returns: whether it listens
 */
gboolean
practice_listener_listen (PracticeListener  *self,
                          guint             *port,
                          GError           **error)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", *port);
  g_autoptr (GSocketAddress) effective = NULL;

  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_TCP, NULL, &effective, error))
    return FALSE;

  *port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective));

  return TRUE;
}

/**
 * practice_listener_find_socket:
 * @self: a listener
 * @message: a request
 *
 * libsoup knows no socket of a stream that it was handed.
 *
 * Returns: (transfer none) (nullable): where it came in
 */
GSocket *
practice_listener_find_socket (PracticeListener  *self,
                               SoupServerMessage *message)
{
  GSocketAddress *address = soup_server_message_get_remote_address (message);
  g_autofree char *key = g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (address));

  return g_hash_table_lookup (self->sockets, key);
}
