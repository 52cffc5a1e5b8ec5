/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "practice-blocks.h"

#include "practice-secret.h"

#define FILE_NAME "blocks.json"
#define MAX_FAILURES 10
#define BLOCK_SECONDS (30 * 24 * 60 * 60)

/* Made-up identifiers must not fill the memory. */
#define MAX_RECORDS 4096

typedef struct
{
  gint64 failures;
  gint64 last;
} Record;

struct _PracticeBlocks
{
  PracticeStore *store;
  GHashTable *records;
};

/* A digest, because people also type passwords where the address belongs. */
static char *
make_key (const char *identifier,
          const char *ip)
{
  g_autofree char *lower = g_utf8_strdown (identifier, -1);
  g_autofree char *digest = practice_secret_digest (lower);

  return g_strconcat (digest, " ", ip, NULL);
}

static void
load_member_cb (JsonObject *object,
                const char *member,
                JsonNode   *node,
                gpointer    user_data)
{
  PracticeBlocks *self = user_data;
  JsonObject *stored;
  Record *record;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return;

  stored = json_node_get_object (node);
  record = g_new0 (Record, 1);
  record->failures = json_object_get_int_member_with_default (stored, "failures", 0);
  record->last = json_object_get_int_member_with_default (stored, "last", 0);
  g_hash_table_insert (self->records, g_strdup (member), record);
}

static void
save (PracticeBlocks *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) error = NULL;
  GHashTableIter iter;
  gpointer key, value;

  json_builder_begin_object (builder);
  g_hash_table_iter_init (&iter, self->records);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      Record *record = value;

      json_builder_set_member_name (builder, key);
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "failures");
      json_builder_add_int_value (builder, record->failures);
      json_builder_set_member_name (builder, "last");
      json_builder_add_int_value (builder, record->last);
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  if (!practice_store_save (self->store, FILE_NAME, root, &error))
    g_warning ("Failed logins are not kept: %s", error->message);
}

/* Removes what is over and, if that is not enough, whoever was first found:
 * only a flood of invented identifiers gets this far. */
static void
make_room (PracticeBlocks *self,
           gint64          now)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->records);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      if (((Record *) value)->last + BLOCK_SECONDS < now || g_hash_table_size (self->records) >= MAX_RECORDS)
        g_hash_table_iter_remove (&iter);
    }
}

/**
 * practice_blocks_new:
 * @store: where failures are kept; must outlive the blocks
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the blocks
 */
PracticeBlocks *
practice_blocks_new (PracticeStore  *store,
                     GError        **error)
{
  g_autoptr (PracticeBlocks) self = g_new0 (PracticeBlocks, 1);
  g_autoptr (JsonNode) kept = NULL;

  self->store = store;
  self->records = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  if (!practice_store_load (store, FILE_NAME, &kept, error))
    return NULL;
  if (kept != NULL && JSON_NODE_HOLDS_OBJECT (kept))
    json_object_foreach_member (json_node_get_object (kept), load_member_cb, self);

  return g_steal_pointer (&self);
}

/**
 * practice_blocks_free:
 * @self: (transfer full): the blocks
 */
void
practice_blocks_free (PracticeBlocks *self)
{
  g_hash_table_unref (self->records);
  g_free (self);
}

/**
 * practice_blocks_is_blocked:
 * @self: the blocks
 * @identifier: what was typed as address
 * @ip: where it came from
 * @now: seconds since the epoch
 *
 * Returns: whether even the right password is refused
 */
gboolean
practice_blocks_is_blocked (PracticeBlocks *self,
                            const char     *identifier,
                            const char     *ip,
                            gint64          now)
{
  g_autofree char *key = make_key (identifier, ip);
  Record *record = g_hash_table_lookup (self->records, key);

  return record != NULL && record->failures >= MAX_FAILURES && record->last + BLOCK_SECONDS >= now;
}

/**
 * practice_blocks_add:
 * @self: the blocks
 * @identifier: what was typed as address
 * @ip: where it came from
 * @now: seconds since the epoch
 *
 * Counts a failure.
 *
 * Returns: whether this one made it a block
 */
gboolean
practice_blocks_add (PracticeBlocks *self,
                     const char     *identifier,
                     const char     *ip,
                     gint64          now)
{
  g_autofree char *key = make_key (identifier, ip);
  Record *record = g_hash_table_lookup (self->records, key);

  if (record == NULL)
    {
      if (g_hash_table_size (self->records) >= MAX_RECORDS)
        make_room (self, now);
      record = g_new0 (Record, 1);
      g_hash_table_insert (self->records, g_steal_pointer (&key), record);
    }
  else if (record->last + BLOCK_SECONDS < now)
    {
      record->failures = 0;
    }

  record->failures++;
  record->last = now;
  save (self);

  return record->failures == MAX_FAILURES;
}

/**
 * practice_blocks_succeed:
 * @self: the blocks
 * @identifier: what was typed as address
 * @ip: where it came from
 *
 * Starts counting again after a right password.
 */
void
practice_blocks_succeed (PracticeBlocks *self,
                         const char     *identifier,
                         const char     *ip)
{
  g_autofree char *key = make_key (identifier, ip);

  if (g_hash_table_remove (self->records, key))
    save (self);
}

/**
 * practice_blocks_lift:
 * @self: the blocks
 * @identifier: an address
 *
 * Lifts the block of @identifier from every IP address.
 */
void
practice_blocks_lift (PracticeBlocks *self,
                      const char     *identifier)
{
  g_autofree char *prefix = make_key (identifier, "");
  GHashTableIter iter;
  gpointer key;
  gboolean changed = FALSE;

  g_hash_table_iter_init (&iter, self->records);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      if (g_str_has_prefix (key, prefix))
        {
          g_hash_table_iter_remove (&iter);
          changed = TRUE;
        }
    }

  if (changed)
    save (self);
}
