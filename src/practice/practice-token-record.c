/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "practice-token-record.h"

#include "practice-secret.h"

#include <string.h>

#define IDLE_LIFETIME (30 * 24 * 60 * 60)

/* As many spent tokens of a family are remembered to notice their reuse. */
#define MAX_SPENT 256

/**
 * practice_token_record_new:
 * @grant: what it is good for
 * @now: seconds since the epoch
 * @expires: seconds since the epoch
 *
 * Returns: (transfer full): a record without a token yet
 */
PracticeTokenRecord *
practice_token_record_new (const PracticeGrant *grant,
                           gint64               now,
                           gint64               expires)
{
  PracticeTokenRecord *record = g_new0 (PracticeTokenRecord, 1);

  record->grant = practice_grant_new (grant->sub, grant->client_id, grant->scope);
  record->spent = g_ptr_array_new_with_free_func (g_free);
  record->used = now;
  record->expires = expires;

  return record;
}

/**
 * practice_token_record_new_from_json:
 * @object: as practice_token_record_add_json() writes it
 *
 * Returns: (transfer full): the record
 */
PracticeTokenRecord *
practice_token_record_new_from_json (JsonObject *object)
{
  JsonArray *spent = json_object_get_array_member (object, "spent");
  PracticeTokenRecord *record = g_new0 (PracticeTokenRecord, 1);
  guint i;

  record->grant = practice_grant_new (json_object_get_string_member (object, "sub"),
                                      json_object_get_string_member (object, "client_id"),
                                      json_object_get_string_member (object, "scope"));
  record->current = g_strdup (json_object_get_string_member (object, "current"));
  record->used = json_object_get_int_member (object, "used");
  record->expires = json_object_get_int_member (object, "expires");
  record->spent = g_ptr_array_new_with_free_func (g_free);
  for (i = 0; spent != NULL && i < json_array_get_length (spent); i++)
    g_ptr_array_add (record->spent, g_strdup (json_array_get_string_element (spent, i)));

  return record;
}

/**
 * practice_token_record_free:
 * @record: (transfer full): a record
 */
void
practice_token_record_free (PracticeTokenRecord *record)
{
  g_clear_pointer (&record->grant, practice_grant_free);
  g_free (record->current);
  g_clear_pointer (&record->spent, g_ptr_array_unref);
  g_free (record);
}

/**
 * practice_token_record_add_json:
 * @record: a record
 * @builder: where to add it as an object
 */
void
practice_token_record_add_json (PracticeTokenRecord *record,
                                JsonBuilder         *builder)
{
  guint i;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "sub");
  json_builder_add_string_value (builder, record->grant->sub);
  json_builder_set_member_name (builder, "client_id");
  json_builder_add_string_value (builder, record->grant->client_id);
  json_builder_set_member_name (builder, "scope");
  json_builder_add_string_value (builder, record->grant->scope);
  json_builder_set_member_name (builder, "current");
  json_builder_add_string_value (builder, record->current);
  json_builder_set_member_name (builder, "used");
  json_builder_add_int_value (builder, record->used);
  json_builder_set_member_name (builder, "expires");
  json_builder_add_int_value (builder, record->expires);
  json_builder_set_member_name (builder, "spent");
  json_builder_begin_array (builder);
  for (i = 0; i < record->spent->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (record->spent, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

/**
 * practice_token_record_renew:
 * @record: a record
 *
 * The current token, if any, is spent from now on.
 *
 * Returns: (transfer full): the next token
 */
char *
practice_token_record_renew (PracticeTokenRecord *record)
{
  g_autofree char *random = practice_secret_random ();
  char *token = g_strconcat ("v1.", random, NULL);

  explicit_bzero (random, strlen (random));
  if (record->current != NULL)
    g_ptr_array_add (record->spent, g_steal_pointer (&record->current));
  if (record->spent->len > MAX_SPENT)
    g_ptr_array_remove_index (record->spent, 0);
  record->current = practice_secret_digest (token);

  return token;
}

/**
 * practice_token_record_is_over:
 * @record: a record
 * @now: seconds since the epoch
 *
 * Returns: whether it expired or lay idle for too long
 */
gboolean
practice_token_record_is_over (PracticeTokenRecord *record,
                               gint64               now)
{
  return record->expires <= now || record->used + IDLE_LIFETIME <= now;
}

/**
 * practice_token_record_was_spent:
 * @record: a record
 * @digest: of a token
 *
 * Returns: whether it was an earlier token of this record
 */
gboolean
practice_token_record_was_spent (PracticeTokenRecord *record,
                                 const char          *digest)
{
  return g_ptr_array_find_with_equal_func (record->spent, digest, g_str_equal, NULL);
}
