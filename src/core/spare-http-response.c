/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-http.h"

G_DEFINE_BOXED_TYPE (SpareHttpResponse, spare_http_response, spare_http_response_copy, spare_http_response_free)

/**
 * spare_http_response_new:
 * @status: the HTTP status
 * @body: (nullable): the body
 *
 * Returns: (transfer full): an answer without headers
 */
SpareHttpResponse *
spare_http_response_new (guint   status,
                         GBytes *body)
{
  SpareHttpResponse *self = g_new0 (SpareHttpResponse, 1);

  self->status = status;
  self->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->body = body != NULL ? g_bytes_ref (body) : g_bytes_new (NULL, 0);

  return self;
}

/**
 * spare_http_response_copy:
 * @self: an answer
 *
 * Returns: (transfer full): a copy of @self
 */
SpareHttpResponse *
spare_http_response_copy (SpareHttpResponse *self)
{
  SpareHttpResponse *copy;
  GHashTableIter iter;
  gpointer name;
  gpointer value;

  g_return_val_if_fail (self != NULL, NULL);

  copy = spare_http_response_new (self->status, self->body);
  g_hash_table_iter_init (&iter, self->headers);
  while (g_hash_table_iter_next (&iter, &name, &value))
    spare_http_response_set_header (copy, name, value);

  return copy;
}

/**
 * spare_http_response_free:
 * @self: (transfer full): an answer
 *
 * Frees @self.
 */
void
spare_http_response_free (SpareHttpResponse *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->headers);
  g_bytes_unref (self->body);
  g_free (self);
}

/**
 * spare_http_response_set_header:
 * @self: an answer
 * @name: a name in any case
 * @value: its value
 *
 * Sets a header. Of several with one name the first stays.
 */
void
spare_http_response_set_header (SpareHttpResponse *self,
                                const char        *name,
                                const char        *value)
{
  g_autofree char *lower = NULL;

  g_return_if_fail (self != NULL && name != NULL && value != NULL);

  lower = g_ascii_strdown (name, -1);
  if (!g_hash_table_contains (self->headers, lower))
    g_hash_table_insert (self->headers, g_steal_pointer (&lower), g_strdup (value));
}

/**
 * spare_http_response_get_header:
 * @self: an answer
 * @name: a name in any case
 *
 * Returns: (nullable) (transfer none): the value of the header
 */
const char *
spare_http_response_get_header (SpareHttpResponse *self,
                                const char        *name)
{
  g_autofree char *lower = NULL;

  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  lower = g_ascii_strdown (name, -1);

  return g_hash_table_lookup (self->headers, lower);
}
