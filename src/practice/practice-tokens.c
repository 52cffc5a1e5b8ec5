/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "practice-tokens.h"

#include "practice-secret.h"
#include "practice-token-record.h"

#define FILE_NAME "tokens.json"
#define ABSOLUTE_LIFETIME (30 * 24 * 60 * 60)

/* Of each kind; whoever signs in more often loses the oldest. */
#define MAX_RECORDS 200

struct _PracticeTokens
{
  PracticeStore *store;
  GPtrArray *access;
  GPtrArray *families;
};

static void
add_records (JsonBuilder *builder,
             const char  *name,
             GPtrArray   *records)
{
  guint i;

  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (i = 0; i < records->len; i++)
    practice_token_record_add_json (g_ptr_array_index (records, i), builder);
  json_builder_end_array (builder);
}

static void
save (PracticeTokens *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) error = NULL;

  json_builder_begin_object (builder);
  add_records (builder, "access", self->access);
  add_records (builder, "families", self->families);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  if (!practice_store_save (self->store, FILE_NAME, root, &error))
    g_warning ("Tokens are not kept: %s", error->message);
}

static void
load_records (JsonObject *root,
              const char *name,
              GPtrArray  *records)
{
  JsonArray *array = json_object_has_member (root, name) ? json_object_get_array_member (root, name) : NULL;
  guint i;

  for (i = 0; array != NULL && i < json_array_get_length (array); i++)
    g_ptr_array_add (records, practice_token_record_new_from_json (json_array_get_object_element (array, i)));
}

/* Leaves room for one more. */
static void
remove_over (GPtrArray *records,
             gint64     now)
{
  guint i;

  for (i = records->len; i > 0; i--)
    {
      if (practice_token_record_is_over (g_ptr_array_index (records, i - 1), now))
        g_ptr_array_remove_index (records, i - 1);
    }
  if (records->len >= MAX_RECORDS)
    g_ptr_array_remove_range (records, 0, records->len - MAX_RECORDS + 1);
}

/* Finds the family by any token it ever had. */
static PracticeTokenRecord *
find_family (PracticeTokens *self,
             const char     *digest,
             const char     *client_id)
{
  guint i;

  for (i = 0; i < self->families->len; i++)
    {
      PracticeTokenRecord *record = g_ptr_array_index (self->families, i);

      if (g_strcmp0 (record->grant->client_id, client_id) == 0 &&
          (practice_secret_equal (record->current, digest) || practice_token_record_was_spent (record, digest)))
        return record;
    }

  return NULL;
}

/**
 * practice_tokens_new:
 * @store: where digests are kept; must outlive the tokens
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the tokens
 */
PracticeTokens *
practice_tokens_new (PracticeStore  *store,
                     GError        **error)
{
  g_autoptr (PracticeTokens) self = g_new0 (PracticeTokens, 1);
  g_autoptr (JsonNode) kept = NULL;

  self->store = store;
  self->access = g_ptr_array_new_with_free_func ((GDestroyNotify) practice_token_record_free);
  self->families = g_ptr_array_new_with_free_func ((GDestroyNotify) practice_token_record_free);

  if (!practice_store_load (store, FILE_NAME, &kept, error))
    return NULL;
  if (kept != NULL && JSON_NODE_HOLDS_OBJECT (kept))
    {
      load_records (json_node_get_object (kept), "access", self->access);
      load_records (json_node_get_object (kept), "families", self->families);
    }

  return g_steal_pointer (&self);
}

/**
 * practice_tokens_free:
 * @self: (transfer full): the tokens
 */
void
practice_tokens_free (PracticeTokens *self)
{
  g_ptr_array_unref (self->access);
  g_ptr_array_unref (self->families);
  g_free (self);
}

/**
 * practice_tokens_issue_access:
 * @self: the tokens
 * @grant: what it is good for
 * @now: seconds since the epoch
 * @lifetime: in seconds
 *
 * Returns: (transfer full): an opaque access token
 */
char *
practice_tokens_issue_access (PracticeTokens      *self,
                              const PracticeGrant *grant,
                              gint64               now,
                              gint64               lifetime)
{
  PracticeTokenRecord *record = practice_token_record_new (grant, now, now + lifetime);
  char *token = practice_secret_random ();

  record->current = practice_secret_digest (token);
  remove_over (self->access, now);
  g_ptr_array_add (self->access, record);
  save (self);

  return token;
}

/**
 * practice_tokens_issue_refresh:
 * @self: the tokens
 * @grant: what it is good for
 * @now: seconds since the epoch
 *
 * Returns: (transfer full): the first refresh token of a new family
 */
char *
practice_tokens_issue_refresh (PracticeTokens      *self,
                               const PracticeGrant *grant,
                               gint64               now)
{
  PracticeTokenRecord *record = practice_token_record_new (grant, now, now + ABSOLUTE_LIFETIME);
  char *token = practice_token_record_renew (record);

  remove_over (self->families, now);
  g_ptr_array_add (self->families, record);
  save (self);

  return token;
}

/**
 * practice_tokens_find_access:
 * @self: the tokens
 * @token: an access token
 * @now: seconds since the epoch
 *
 * Returns: (transfer full) (nullable): what it is good for, or %NULL if it is
 *   unknown or over
 */
PracticeGrant *
practice_tokens_find_access (PracticeTokens *self,
                             const char     *token,
                             gint64          now)
{
  g_autofree char *digest = practice_secret_digest (token);
  guint i;

  for (i = 0; i < self->access->len; i++)
    {
      PracticeTokenRecord *record = g_ptr_array_index (self->access, i);

      if (practice_secret_equal (record->current, digest) && !practice_token_record_is_over (record, now))
        return practice_grant_new (record->grant->sub, record->grant->client_id, record->grant->scope);
    }

  return NULL;
}

/**
 * practice_tokens_rotate:
 * @self: the tokens
 * @token: a refresh token
 * @client_id: who sends it
 * @now: seconds since the epoch
 * @grant: (out) (transfer full): what the family is good for
 *
 * A token that was used before ends its whole family (RFC 9700, section
 * 4.14; Auth0 "Refresh Token Rotation"). Rotation does not prolong the
 * absolute lifetime.
 *
 * Returns: (transfer full) (nullable): the next refresh token
 */
char *
practice_tokens_rotate (PracticeTokens  *self,
                        const char      *token,
                        const char      *client_id,
                        gint64           now,
                        PracticeGrant  **grant)
{
  g_autofree char *digest = practice_secret_digest (token);
  PracticeTokenRecord *record = find_family (self, digest, client_id);
  char *next;

  *grant = NULL;
  if (record == NULL)
    return NULL;

  if (practice_token_record_is_over (record, now) || !practice_secret_equal (record->current, digest))
    {
      g_ptr_array_remove (self->families, record);
      save (self);
      return NULL;
    }

  next = practice_token_record_renew (record);
  record->used = now;
  save (self);
  *grant = practice_grant_new (record->grant->sub, record->grant->client_id, record->grant->scope);

  return next;
}

/**
 * practice_tokens_revoke:
 * @self: the tokens
 * @token: a refresh token, perhaps unknown
 * @client_id: who sends it
 *
 * Ends the family of @token (RFC 7009).
 */
void
practice_tokens_revoke (PracticeTokens *self,
                        const char     *token,
                        const char     *client_id)
{
  g_autofree char *digest = practice_secret_digest (token);
  PracticeTokenRecord *record = find_family (self, digest, client_id);

  if (record != NULL)
    {
      g_ptr_array_remove (self->families, record);
      save (self);
    }
}

/**
 * practice_tokens_end_families:
 * @self: the tokens
 * @sub: a subject
 *
 * Ends every family of @sub. Access tokens live on until they expire.
 */
void
practice_tokens_end_families (PracticeTokens *self,
                              const char     *sub)
{
  guint i;

  for (i = self->families->len; i > 0; i--)
    {
      PracticeTokenRecord *record = g_ptr_array_index (self->families, i - 1);

      if (g_str_equal (record->grant->sub, sub))
        g_ptr_array_remove_index (self->families, i - 1);
    }
  save (self);
}
