/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Reads a file of recorded answers, judges each with the code that the program
 * uses, and prints `id<TAB>expected<TAB>got`. Exits non-zero on any
 * difference. */

#include "spare-error.h"
#include "spare-wire.h"

#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>

static const char *
get_string (JsonObject *object,
            const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

static JsonObject *
get_object (JsonObject *object,
            const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static GBytes *
build_body (JsonObject *response)
{
  JsonObject *repeat = get_object (response, "body_repeat");
  const char *base64 = get_string (response, "body_base64");
  const char *body = get_string (response, "body");

  if (repeat != NULL)
    {
      GString *text = g_string_new (get_string (repeat, "prefix"));
      const char *unit = get_string (repeat, "unit");
      gint64 count = json_object_get_int_member (repeat, "count");

      for (gint64 i = 0; i < count; i++)
        g_string_append (text, unit);
      g_string_append (text, get_string (repeat, "suffix"));
      return g_string_free_to_bytes (text);
    }
  if (base64 != NULL)
    {
      gsize length;
      guchar *data = g_base64_decode (base64, &length);

      return g_bytes_new_take (data, length);
    }
  if (body != NULL)
    return g_bytes_new (body, strlen (body));

  return NULL;
}

static SpareNetworkCause
get_cause (const char *transport)
{
  static const struct
  {
    const char *word;
    SpareNetworkCause cause;
  } causes[] = {
    { "timeout", SPARE_NETWORK_CAUSE_TIMED_OUT },
    { "dns", SPARE_NETWORK_CAUSE_HOST_NOT_FOUND },
    { "tls", SPARE_NETWORK_CAUSE_CERTIFICATE },
    { "reset", SPARE_NETWORK_CAUSE_RESET },
    { "refused", SPARE_NETWORK_CAUSE_REFUSED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (causes); i++)
    {
      if (g_strcmp0 (causes[i].word, transport) == 0)
        return causes[i].cause;
    }

  return SPARE_NETWORK_CAUSE_NONE;
}

static SpareHttpResponse *
build_response (JsonObject *object)
{
  g_autoptr (GBytes) body = build_body (object);
  SpareHttpResponse *response;
  JsonObject *headers = get_object (object, "headers");

  response = spare_http_response_new ((guint) json_object_get_int_member (object, "status"), body);
  if (headers != NULL)
    {
      g_autoptr (GList) names = json_object_get_members (headers);

      for (GList *l = names; l != NULL; l = l->next)
        {
          const char *value = get_string (headers, l->data);

          if (value != NULL)
            spare_http_response_set_header (response, l->data, value);
        }
    }

  return response;
}

/* Discovery is checked against the host that was asked. Recorded requests have
 * only paths; the hosts in them were replaced by this one. */
#define DEFAULT_BASE_URL "https://tenant.example"

static char *
get_base_url (JsonObject *headers)
{
  g_autoptr (GList) names = headers != NULL ? json_object_get_members (headers) : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    {
      if (g_ascii_strcasecmp (l->data, "Host") == 0)
        return g_strconcat ("https://", get_string (headers, l->data), NULL);
    }

  return g_strdup (DEFAULT_BASE_URL);
}

static char *
get_client_id (const char *path)
{
  if (!g_str_has_prefix (path, "/client/"))
    return NULL;

  path += strlen ("/client/");

  return g_strndup (path, strcspn (path, ".?"));
}

static char *
classify (JsonObject *item)
{
  JsonObject *request = get_object (item, "request");
  JsonObject *answer = get_object (item, "response");
  JsonObject *fields = get_object (request, "form") != NULL ? get_object (request, "form")
                                                            : get_object (request, "json");
  const char *path = get_string (request, "path");
  const char *mark = strchr (path, '?');
  g_autofree char *base_url = get_base_url (get_object (request, "headers"));
  g_autofree char *client_id = get_client_id (path);
  g_autoptr (GHashTable) query = NULL;
  g_autoptr (SpareHttpResponse) response = NULL;
  g_autoptr (GError) error = NULL;
  SpareWireRequest wire = { 0 };

  if (mark != NULL)
    query = g_uri_parse_params (mark + 1, -1, "&", G_URI_PARAMS_WWW_FORM, NULL);

  wire.endpoint = spare_wire_endpoint_from_request (get_string (request, "method"), path);
  wire.grant = spare_wire_grant_from_type (get_string (fields, "grant_type"));
  wire.base_url = base_url;
  wire.client_id = client_id;
  wire.state = query != NULL ? g_hash_table_lookup (query, "state") : NULL;

  if (json_object_get_int_member (answer, "status") == 0)
    error = spare_error_new_network (get_cause (get_string (answer, "transport")));
  else
    {
      response = build_response (answer);
      spare_wire_judge (&wire, response, g_get_real_time () / G_USEC_PER_SEC, &error);
    }

  return g_strdup (spare_error_get_meaning (error));
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonArray *items;
  guint n_wrong = 0;

  if (argc != 2)
    {
      fprintf (stderr, "Usage: wire-classify FILE\n");
      return 64;
    }
  if (!json_parser_load_from_file (parser, argv[1], &error) ||
      !JSON_NODE_HOLDS_ARRAY (json_parser_get_root (parser)))
    {
      fprintf (stderr, "wire-classify: %s\n", error != NULL ? error->message : "not an array");
      return 66;
    }

  items = json_node_get_array (json_parser_get_root (parser));
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *item = json_array_get_object_element (items, i);
      const char *expected = get_string (item, "meaning");
      g_autofree char *got = classify (item);

      if (g_strcmp0 (expected, got) != 0)
        n_wrong++;
      printf ("%s\t%s\t%s\n", get_string (item, "id"), expected, got);
    }

  if (json_array_get_length (items) == 0)
    {
      fprintf (stderr, "wire-classify: no cases\n");
      return 66;
    }
  if (n_wrong > 0)
    fprintf (stderr, "wire-classify: %u of %u differ\n", n_wrong, json_array_get_length (items));

  return n_wrong == 0 ? 0 : 1;
}
