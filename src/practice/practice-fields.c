/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "practice-fields.h"

#include "practice-secret.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* The JSON parser recurses without a limit of its own. */
#define MAX_BRACKETS 256
#define MAX_FIELDS 64

struct _PracticeFields
{
  GHashTable *table;
};

static PracticeFields *
fields_new (void)
{
  PracticeFields *self = g_new0 (PracticeFields, 1);

  self->table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) practice_secret_free);

  return self;
}

/* A blank may be a plus here, which a plain URI decoder does not know. */
static char *
decode_part (const char *text,
             gsize       length)
{
  char *part = g_strndup (text, length);
  char *decoded;
  char *p;

  for (p = part; *p != '\0'; p++)
    {
      if (*p == '+')
        *p = ' ';
    }
  decoded = g_uri_unescape_string (part, NULL);
  practice_secret_free (part);

  if (decoded != NULL && !g_utf8_validate (decoded, -1, NULL))
    g_clear_pointer (&decoded, practice_secret_free);

  return decoded;
}

static PracticeFields *
parse_form (const char *text)
{
  g_autoptr (PracticeFields) self = fields_new ();

  while (*text != '\0')
    {
      gsize length = strcspn (text, "&");
      const char *equals = memchr (text, '=', length);
      gsize name_length = equals != NULL ? (gsize) (equals - text) : length;
      g_autofree char *name = decode_part (text, name_length);
      char *value;

      if (equals != NULL)
        value = decode_part (equals + 1, length - name_length - 1);
      else
        value = g_strdup ("");

      if (name == NULL || value == NULL || g_hash_table_size (self->table) >= MAX_FIELDS)
        {
          practice_secret_free (value);
          return NULL;
        }
      g_hash_table_insert (self->table, g_steal_pointer (&name), value);

      text += length;
      if (*text == '&')
        text++;
    }

  return g_steal_pointer (&self);
}

static gboolean
is_shallow (const char *text)
{
  guint brackets = 0;

  for (; *text != '\0'; text++)
    {
      if (*text == '[' || *text == '{')
        brackets++;
    }

  return brackets <= MAX_BRACKETS;
}

static void
add_member_cb (JsonObject *object,
               const char *name,
               JsonNode   *node,
               gpointer    user_data)
{
  PracticeFields *self = user_data;

  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    g_hash_table_insert (self->table, g_strdup (name), json_node_dup_string (node));
}

static PracticeFields *
parse_json (const char *text)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (PracticeFields) self = NULL;
  JsonNode *root;

  if (!is_shallow (text) || !json_parser_load_from_data (parser, text, -1, NULL))
    return NULL;

  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;

  self = fields_new ();
  json_object_foreach_member (json_node_get_object (root), add_member_cb, self);

  return g_steal_pointer (&self);
}

/**
 * practice_fields_parse:
 * @message: a request with a whole body
 *
 * The media type decides; without one, the first character does. JSON
 * members that are not text count as absent.
 *
 * Returns: (transfer full) (nullable): the fields, or %NULL if the body
 *   cannot be read
 */
PracticeFields *
practice_fields_parse (SoupServerMessage *message)
{
  const char *type = soup_message_headers_get_content_type (soup_server_message_get_request_headers (message), NULL);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (soup_server_message_get_request_body (message));
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  char *text;
  PracticeFields *self;

  if (length == 0)
    return fields_new ();
  if (memchr (data, '\0', length) != NULL || !g_utf8_validate (data, length, NULL))
    return NULL;

  text = g_strndup (data, length);
  if (type != NULL ? g_ascii_strcasecmp (type, "application/json") == 0 : text[0] == '{')
    self = parse_json (text);
  else
    self = parse_form (text);
  practice_secret_free (text);

  return self;
}

/**
 * practice_fields_free:
 * @self: (transfer full): the fields
 */
void
practice_fields_free (PracticeFields *self)
{
  g_hash_table_unref (self->table);
  g_free (self);
}

/**
 * practice_fields_get:
 * @self: the fields
 * @name: a name
 *
 * Returns: (transfer none) (nullable): its value, or %NULL if it is absent
 *   or empty
 */
const char *
practice_fields_get (PracticeFields *self,
                     const char     *name)
{
  const char *value = g_hash_table_lookup (self->table, name);

  return value != NULL && value[0] != '\0' ? value : NULL;
}

/**
 * practice_fields_has:
 * @self: the fields
 * @name: a name
 *
 * Returns: whether it was sent at all
 */
gboolean
practice_fields_has (PracticeFields *self,
                     const char     *name)
{
  return g_hash_table_contains (self->table, name);
}

/**
 * practice_fields_dup_query:
 * @message: a request
 * @name: a parameter
 *
 * Returns: (transfer full) (nullable): its value in the query
 */
char *
practice_fields_dup_query (SoupServerMessage *message,
                           const char        *name)
{
  const char *query = g_uri_get_query (soup_server_message_get_uri (message));
  g_autoptr (PracticeFields) fields = query != NULL ? parse_form (query) : NULL;

  return fields != NULL ? g_strdup (practice_fields_get (fields, name)) : NULL;
}
