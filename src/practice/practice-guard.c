/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "practice-guard.h"

#include <string.h>

#define MAX_BODY (1024 * 1024)

/* A body that still goes on here is no mistake: the line is cut. */
#define MAX_PATIENCE (64 * 1024 * 1024)
#define RECEIVED_KEY "practice-received"

static void
got_chunk_cb (SoupServerMessage *message,
              GBytes            *chunk,
              gpointer           user_data)
{
  PracticeListener *listener = user_data;
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
  if (received > MAX_PATIENCE && (socket = practice_listener_find_socket (listener, message)) != NULL)
    g_socket_shutdown (socket, TRUE, TRUE, NULL);
}

static void
request_started_cb (SoupServer        *server,
                    SoupServerMessage *message,
                    gpointer           user_data)
{
  g_signal_connect (message, "got-chunk", G_CALLBACK (got_chunk_cb), user_data);
}

/**
 * practice_guard_watch:
 * @server: the server
 * @listener: its listener; must outlive @server
 *
 * Measures the bodies of all requests, so that none fills the memory.
 */
void
practice_guard_watch (SoupServer       *server,
                      PracticeListener *listener)
{
  g_signal_connect (server, "request-started", G_CALLBACK (request_started_cb), listener);
}

/**
 * practice_guard_is_local:
 * @message: a request
 *
 * Returns: whether it comes from this computer
 */
gboolean
practice_guard_is_local (SoupServerMessage *message)
{
  GSocketAddress *address = soup_server_message_get_remote_address (message);

  return G_IS_INET_SOCKET_ADDRESS (address) &&
         g_inet_address_get_is_loopback (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
}

/**
 * practice_guard_has_own_name:
 * @message: a request
 * @base_url: our address
 *
 * A page of another site may make a browser ask us, under a name of its own
 * that points to 127.0.0.1 (DNS rebinding).
 *
 * Returns: whether the request is meant for us
 */
gboolean
practice_guard_has_own_name (SoupServerMessage *message,
                             const char        *base_url)
{
  const char *host = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Host");
  const char *port = strrchr (base_url, ':');
  g_autofree char *by_address = g_strconcat ("127.0.0.1", port, NULL);
  g_autofree char *by_name = g_strconcat ("localhost", port, NULL);

  return host != NULL && (g_ascii_strcasecmp (host, by_address) == 0 || g_ascii_strcasecmp (host, by_name) == 0);
}

/**
 * practice_guard_is_too_large:
 * @message: a request that came in whole
 *
 * Returns: whether its body was too large to be kept
 */
gboolean
practice_guard_is_too_large (SoupServerMessage *message)
{
  return GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (message), RECEIVED_KEY)) > MAX_BODY;
}
