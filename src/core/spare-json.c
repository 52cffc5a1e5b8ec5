/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-json.h"

#include <math.h>
#include <string.h>

/* json-glib's parser recurses; real answers are a few levels deep. */
#define MAX_DEPTH 48

/* json-glib also takes comments, quotes of the other kind and a second text
 * behind the first. A quote inside a comment would make the brackets behind it
 * uncountable here, so only what RFC 8259 knows may reach the parser. */
static gboolean
is_one_shallow_text (const char *text,
                     gsize       length)
{
  static const char allowed[] = "{}[]:,+-.0123456789eEtrufalsn \t\r\n";
  gboolean in_string = FALSE;
  gboolean ended = FALSE;
  int depth = 0;

  for (gsize i = 0; i < length; i++)
    {
      char c = text[i];

      if (in_string)
        {
          if (c == '\\')
            i++;
          else if (c == '"')
            in_string = FALSE;
          continue;
        }

      if (c == '\0' || (c != '"' && strchr (allowed, c) == NULL) ||
          (ended && !g_ascii_isspace (c)))
        return FALSE;

      if (c == '"')
        in_string = TRUE;
      else if (c == '{' || c == '[')
        {
          if (depth++ == 0 && i > 0)
            return FALSE;
        }
      else if (c == '}' || c == ']')
        ended = --depth <= 0;

      if (depth < 0 || depth > MAX_DEPTH)
        return FALSE;
    }

  return !in_string && depth == 0;
}

/**
 * spare_json_parse:
 * @text: bytes of a stranger
 * @length: how many there are
 *
 * Parses one JSON text as RFC 8259 has it; a byte order mark and white space in
 * front are skipped.
 *
 * Returns: (transfer full) (nullable): its root, or %NULL unless it is UTF-8,
 *   JSON, and not nested beyond reason
 */
JsonNode *
spare_json_parse (const char *text,
                  gsize       length)
{
  g_autoptr (JsonParser) parser = NULL;

  if (length >= 3 && memcmp (text, "\xEF\xBB\xBF", 3) == 0)
    {
      text += 3;
      length -= 3;
    }
  while (length > 0 && g_ascii_isspace (*text))
    {
      text++;
      length--;
    }

  if (length == 0 || !g_utf8_validate_len (text, length, NULL) || !is_one_shallow_text (text, length))
    return NULL;

  parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (parser, text, (gssize) length, NULL) ||
      json_parser_get_root (parser) == NULL)
    return NULL;

  return json_parser_steal_root (parser);
}

/**
 * spare_json_get_string:
 * @object: an object
 * @name: the name of a member
 *
 * Returns: (transfer none) (nullable): its text, or %NULL unless it is a string
 */
const char *
spare_json_get_string (JsonObject *object,
                       const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  const char *text;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) ||
      json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;

  /* An escaped half of a surrogate pair is not UTF-8. */
  text = json_node_get_string (node);

  return g_utf8_validate (text, -1, NULL) ? text : NULL;
}

/**
 * spare_json_get_int:
 * @object: an object
 * @name: the name of a member
 * @value: (out): its value
 *
 * Returns: whether it is an integer
 */
gboolean
spare_json_get_int (JsonObject *object,
                    const char *name,
                    gint64     *value)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) ||
      json_node_get_value_type (node) != G_TYPE_INT64)
    return FALSE;

  *value = json_node_get_int (node);

  return TRUE;
}

/**
 * spare_json_get_number:
 * @object: an object
 * @name: the name of a member
 * @value: (out): its value
 *
 * Returns: whether it is a number, or a text that is one
 */
gboolean
spare_json_get_number (JsonObject *object,
                       const char *name,
                       double     *value)
{
  JsonNode *node = json_object_get_member (object, name);
  GType type;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return FALSE;

  type = json_node_get_value_type (node);
  if (type == G_TYPE_INT64 || type == G_TYPE_DOUBLE)
    *value = json_node_get_double (node);
  else if (type == G_TYPE_STRING)
    {
      const char *text = json_node_get_string (node);
      char *end = NULL;

      /* Not the hexadecimal and named numbers of strtod(). */
      if (text[0] == '\0' || text[strspn (text, "0123456789.eE+-")] != '\0')
        return FALSE;
      *value = g_ascii_strtod (text, &end);
      if (end == text || *end != '\0')
        return FALSE;
    }
  else
    return FALSE;

  return isfinite (*value);
}

/**
 * spare_json_get_verified:
 * @object: an object
 * @name: the name of a member
 *
 * Returns: the value of a boolean, or of the text of one
 */
SpareVerified
spare_json_get_verified (JsonObject *object,
                         const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  GType type;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return SPARE_VERIFIED_UNKNOWN;

  type = json_node_get_value_type (node);
  if (type == G_TYPE_BOOLEAN)
    return json_node_get_boolean (node) ? SPARE_VERIFIED_YES : SPARE_VERIFIED_NO;
  if (type == G_TYPE_STRING && g_str_equal (json_node_get_string (node), "true"))
    return SPARE_VERIFIED_YES;
  if (type == G_TYPE_STRING && g_str_equal (json_node_get_string (node), "false"))
    return SPARE_VERIFIED_NO;

  return SPARE_VERIFIED_UNKNOWN;
}
