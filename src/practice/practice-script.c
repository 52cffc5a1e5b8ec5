/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "practice-script.h"

#include <json-glib/json-glib.h>
#include <string.h>
#include <sys/socket.h>

#define MAX_BODY (256 * 1024 * 1024)

struct _PracticeScript
{
  JsonParser *parser;
  JsonArray *cases;
  JsonObject *only;
  guint next;
  GPtrArray *unanswered;
};

static JsonObject *
get_object (JsonObject *parent,
            const char *name)
{
  JsonNode *node = json_object_get_member (parent, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static const char *
get_text (JsonObject *object,
          const char *name)
{
  return json_object_get_string_member_with_default (object, name, NULL);
}

/* A case has to be an object with id and response; the rest may be missing. */
static gboolean
is_case (JsonNode *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  return object != NULL && get_text (object, "id") != NULL && get_object (object, "response") != NULL;
}

static JsonObject *
find_case (PracticeScript *self,
           const char     *id)
{
  guint i;

  for (i = 0; i < json_array_get_length (self->cases); i++)
    {
      JsonObject *object = json_array_get_object_element (self->cases, i);

      if (g_strcmp0 (get_text (object, "id"), id) == 0)
        return object;
    }

  return NULL;
}

static gboolean
fits (JsonObject        *object,
      SoupServerMessage *message)
{
  JsonObject *request = get_object (object, "request");
  const char *path = request != NULL ? get_text (request, "path") : NULL;
  gsize length = path != NULL ? strcspn (path, "?") : 0;
  const char *asked = g_uri_get_path (soup_server_message_get_uri (message));

  return path != NULL &&
         g_strcmp0 (get_text (request, "method"), soup_server_message_get_method (message)) == 0 &&
         strlen (asked) == length && strncmp (asked, path, length) == 0;
}

/* File order: each request gets the next case that fits, and after the last
 * one the first again. */
static JsonObject *
next_case (PracticeScript    *self,
           SoupServerMessage *message)
{
  guint length = json_array_get_length (self->cases);
  guint i;

  if (self->only != NULL)
    return self->only;

  for (i = 0; i < length; i++)
    {
      guint index = (self->next + i) % length;
      JsonObject *object = json_array_get_object_element (self->cases, index);

      if (fits (object, message))
        {
          self->next = index + 1;
          return object;
        }
    }

  return NULL;
}

static void
add_header_cb (JsonObject *object,
               const char *name,
               JsonNode   *node,
               gpointer    user_data)
{
  static const char *const ours[] = { "content-length", "transfer-encoding", "connection", NULL };
  SoupMessageHeaders *headers = user_data;
  g_autofree char *lower = g_ascii_strdown (name, -1);
  const char *value = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

  /* The framing has to fit the body that is really sent. */
  if (value != NULL && !g_strv_contains (ours, lower))
    soup_message_headers_replace (headers, name, value);
}

static char *
repeat (JsonObject *repeated,
        gsize      *length)
{
  const char *unit = json_object_get_string_member_with_default (repeated, "unit", "");
  gint64 count = json_object_get_int_member_with_default (repeated, "count", 0);
  gsize unit_length = strlen (unit);
  GString *body = g_string_new (json_object_get_string_member_with_default (repeated, "prefix", ""));
  gint64 i;

  if (unit_length > 0)
    count = CLAMP (count, 0, (gint64) (MAX_BODY / unit_length));
  for (i = 0; i < count; i++)
    g_string_append_len (body, unit, unit_length);
  g_string_append (body, json_object_get_string_member_with_default (repeated, "suffix", ""));

  *length = body->len;

  return g_string_free (body, FALSE);
}

static char *
make_body (JsonObject *response,
           gsize      *length)
{
  const char *encoded = get_text (response, "body_base64");
  const char *body = get_text (response, "body");
  JsonObject *repeated = get_object (response, "body_repeat");

  if (encoded != NULL)
    return (char *) g_base64_decode (encoded, length);
  if (repeated != NULL)
    return repeat (repeated, length);

  *length = body != NULL ? strlen (body) : 0;

  return g_strndup (body != NULL ? body : "", *length);
}

/* With no time to linger the kernel sends RST at once. */
static void
reset_connection (SoupServerMessage *message,
                  GSocket           *socket)
{
  g_autoptr (GIOStream) stream = NULL;
  struct linger none = { 1, 0 };

  if (socket != NULL)
    setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &none, sizeof none);
  stream = soup_server_message_steal_connection (message);
  if (stream != NULL)
    g_io_stream_close (stream, NULL, NULL);
}

/**
 * practice_script_new:
 * @path: a JSON array of wire cases
 * @case_id: (nullable): the only case to serve
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the script
 */
PracticeScript *
practice_script_new (const char  *path,
                     const char  *case_id,
                     GError     **error)
{
  g_autoptr (PracticeScript) self = g_new0 (PracticeScript, 1);
  JsonNode *root;
  guint i;

  self->parser = json_parser_new_immutable ();
  self->unanswered = g_ptr_array_new_with_free_func (g_object_unref);
  if (!json_parser_load_from_file (self->parser, path, error))
    return NULL;

  root = json_parser_get_root (self->parser);
  if (root != NULL && JSON_NODE_HOLDS_ARRAY (root))
    self->cases = json_node_get_array (root);
  for (i = 0; self->cases != NULL && i < json_array_get_length (self->cases); i++)
    {
      if (!is_case (json_array_get_element (self->cases, i)))
        self->cases = NULL;
    }

  if (self->cases == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   "%s is not an array of cases with id and response", path);
      return NULL;
    }

  if (case_id != NULL)
    self->only = find_case (self, case_id);
  if (case_id != NULL && self->only == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s has no case “%s”", path, case_id);
      return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * practice_script_free:
 * @self: (transfer full): a script
 */
void
practice_script_free (PracticeScript *self)
{
  g_clear_object (&self->parser);
  g_clear_pointer (&self->unanswered, g_ptr_array_unref);
  g_free (self);
}

/**
 * practice_script_answer:
 * @self: a script
 * @message: what to answer
 * @socket: (nullable): where it came in
 *
 * A case with the transport `timeout` is never answered. The others that
 * have no answer (`reset`, and `dns`, `tls` or `refused`, which a server that
 * was reached cannot show) get a connection reset.
 */
void
practice_script_answer (PracticeScript    *self,
                        SoupServerMessage *message,
                        GSocket           *socket)
{
  JsonObject *object = next_case (self, message);
  JsonObject *response = object != NULL ? get_object (object, "response") : NULL;
  JsonObject *headers = response != NULL ? get_object (response, "headers") : NULL;
  gint64 status;
  char *body;
  gsize length;

  if (response == NULL)
    {
      soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
      return;
    }

  status = json_object_get_int_member_with_default (response, "status", 0);
  if (status == 0 && g_strcmp0 (get_text (response, "transport"), "timeout") == 0)
    {
      soup_server_message_pause (message);
      g_ptr_array_add (self->unanswered, g_object_ref (message));
      return;
    }
  if (status < 100 || status > 999)
    {
      reset_connection (message, socket);
      return;
    }

  soup_server_message_set_status (message, status, NULL);
  body = make_body (response, &length);
  soup_message_body_append_take (soup_server_message_get_response_body (message), (guchar *) body, length);
  if (headers != NULL)
    json_object_foreach_member (headers, add_header_cb, soup_server_message_get_response_headers (message));
}
