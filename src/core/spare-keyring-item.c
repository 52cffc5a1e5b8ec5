/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-config.h"

#include "spare-keyring-item.h"

#include "spare-error.h"
#include "spare-secret-text.h"
#include "spare-tenant.h"

#include <libsecret/secret.h>

#include <unistd.h>

#define SCHEMA_NAME SPARE_SCHEMA_ID ".Session"
#define FORMAT "1"

/* A keyring that was never unlocked finds no item by the schema's name
 * (gnome-keyring issue 89). So the attributes alone must be unmistakable, and
 * the name is compared on what comes back. */
static const SecretSchema schema = {
  SCHEMA_NAME,
  SECRET_SCHEMA_DONT_MATCH_NAME,
  {
    { "application", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "tenant", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "client", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "format", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, SECRET_SCHEMA_ATTRIBUTE_STRING },
  },
};

struct _SpareKeyringItem
{
  GHashTable *attributes;
  char *label;
  gint asking; /* atomic */
};

static void
clear_item (gpointer data)
{
  SpareKeyringItem *self = data;

  g_clear_pointer (&self->attributes, g_hash_table_unref);
  g_clear_pointer (&self->label, g_free);
}

static void
free_items (GList *items)
{
  g_list_free_full (items, g_object_unref);
}

/* An error of the keyring in our words; takes over @error. */
static GError *
translate_error (GError     *error,
                 SpareError  otherwise)
{
  g_autoptr (GError) owned = error;

  if (g_error_matches (owned, G_IO_ERROR, G_IO_ERROR_CANCELLED) || owned->domain == SPARE_ERROR)
    return g_steal_pointer (&owned);

  g_debug ("The keyring answers: %s %d", g_quark_to_string (owned->domain), owned->code);
  if (g_error_matches (owned, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    return spare_error_new (SPARE_ERROR_KEYRING_LOCKED);
  if (owned->domain == SECRET_ERROR && owned->code != (int) SECRET_ERROR_NO_SUCH_OBJECT)
    return spare_error_new (otherwise);

  return spare_error_new (SPARE_ERROR_KEYRING_UNAVAILABLE);
}

static GList *
search (SpareKeyringItem  *self,
        GCancellable      *cancellable,
        GError           **error)
{
  return secret_password_searchv_sync (&schema, self->attributes, SECRET_SEARCH_ALL, cancellable,
                                       error);
}

/* Whether libsecret may keep a file of its own: in a sandbox, or if told to. */
static gboolean
may_have_file (void)
{
  return g_strcmp0 (g_getenv ("SECRET_BACKEND"), "file") == 0 ||
         access ("/.flatpak-info", F_OK) == 0;
}

/* Under another key the file backend finds nothing at all, since it compares
 * keyed hashes; only reading every item shows that they cannot be read. */
static gboolean
is_file_unreadable (GCancellable *cancellable)
{
  g_autoptr (GHashTable) nothing = NULL;
  g_autoptr (GError) error = NULL;

  if (!may_have_file ())
    return FALSE;

  nothing = g_hash_table_new (g_str_hash, g_str_equal);
  free_items (secret_password_searchv_sync (NULL, nothing, SECRET_SEARCH_ALL, cancellable, &error));

  return error != NULL && error->domain == SECRET_ERROR;
}

/* In a sandbox, and in tests, nobody else has items in the file. */
static gboolean
is_file_ours (void)
{
  return access ("/.flatpak-info", F_OK) == 0 || g_getenv ("SECRET_FILE_TEST_PATH") != NULL;
}

static int
compare_newest_first (gconstpointer a,
                      gconstpointer b)
{
  SecretRetrievable *left = (SecretRetrievable *) a;
  SecretRetrievable *right = (SecretRetrievable *) b;
  guint64 left_time = secret_retrievable_get_modified (left);
  guint64 right_time = secret_retrievable_get_modified (right);

  if (left_time == right_time)
    {
      left_time = secret_retrievable_get_created (left);
      right_time = secret_retrievable_get_created (right);
    }

  return left_time == right_time ? 0 : (left_time > right_time ? -1 : 1);
}

/* The file backend keeps no name of the schema. */
static gboolean
is_ours (SecretRetrievable *item)
{
  g_autoptr (GHashTable) attributes = secret_retrievable_get_attributes (item);
  const char *name = NULL;

  if (attributes != NULL)
    name = g_hash_table_lookup (attributes, "xdg:schema");

  return name == NULL || g_str_equal (name, SCHEMA_NAME);
}

static SpareSecretText *
copy_value (SecretValue *value)
{
  const char *bytes;
  gsize length;

  bytes = secret_value_get (value, &length);
  if (length == 0 || !g_utf8_validate (bytes, (gssize) length, NULL))
    return NULL;

  return spare_secret_text_new_len (bytes, length);
}

/* The newest readable item; NULL without an error where there is none. */
static SpareSecretText *
read_newest (SpareKeyringItem  *self,
             GCancellable      *cancellable,
             GError           **error)
{
  g_autoptr (GError) local_error = NULL;
  SpareSecretText *text = NULL;
  GList *items;

  items = search (self, cancellable, &local_error);
  items = g_list_sort (items, compare_newest_first);

  for (GList *l = items; l != NULL && local_error == NULL && text == NULL; l = l->next)
    {
      SecretValue *value;

      value = secret_retrievable_retrieve_secret_sync (l->data, cancellable, &local_error);
      if (value == NULL)
        continue;

      if (is_ours (l->data))
        {
          text = copy_value (value);
          if (text == NULL)
            local_error = spare_error_new (SPARE_ERROR_SESSION_UNREADABLE);
        }
      secret_value_unref (value);
    }

  free_items (items);
  if (local_error != NULL)
    {
      g_clear_pointer (&text, spare_secret_text_unref);
      g_propagate_error (error, g_steal_pointer (&local_error));
    }

  return text;
}

/* Asks the person to unlock what was found; a dismissed prompt is no error
 * here, the items just stay locked. */
static void
ask_to_unlock (SpareKeyringItem *self,
               GCancellable     *cancellable)
{
  g_autoptr (GError) error = NULL;

  g_atomic_int_set (&self->asking, TRUE);
  secret_password_free (secret_password_lookupv_sync (&schema, self->attributes, cancellable,
                                                      &error));
  g_atomic_int_set (&self->asking, FALSE);

  if (error != NULL)
    g_debug ("Unlocking did not work: %s %d", g_quark_to_string (error->domain), error->code);
}

/* NULL if nothing of ours is left. */
static GError *
look_for_rest (SpareKeyringItem *self,
               GCancellable     *cancellable)
{
  g_autoptr (SpareSecretText) text = NULL;
  GError *error = NULL;

  text = read_newest (self, cancellable, &error);
  if (text != NULL)
    return spare_error_new (SPARE_ERROR_NOT_CLEARED);

  return error;
}

/**
 * spare_keyring_item_new: (skip)
 * @tenant: whose session is kept
 *
 * Names the item: by application, tenant, client and format, since attributes
 * are not encrypted and nothing of the person may stand in them.
 *
 * Returns: (transfer full): the item, of which nothing is known yet
 */
SpareKeyringItem *
spare_keyring_item_new (SpareTenant *tenant)
{
  SpareKeyringItem *self = g_atomic_rc_box_new0 (SpareKeyringItem);
  const char *id = spare_tenant_get_storage_id (tenant);

  self->label = g_strdup_printf ("Spare Key session for %s", id);
  self->attributes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_hash_table_insert (self->attributes, (char *) "application", g_strdup (SPARE_SCHEMA_ID));
  g_hash_table_insert (self->attributes, (char *) "tenant", g_strdup (id));
  g_hash_table_insert (self->attributes, (char *) "client",
                       g_strdup (spare_tenant_get_client_id (tenant)));
  g_hash_table_insert (self->attributes, (char *) "format", g_strdup (FORMAT));

  return self;
}

/**
 * spare_keyring_item_ref: (skip)
 * @self: an item
 *
 * Returns: (transfer full): @self
 */
SpareKeyringItem *
spare_keyring_item_ref (SpareKeyringItem *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * spare_keyring_item_unref:
 * @self: (transfer full): an item
 *
 * Releases a reference. What is stored stays stored.
 */
void
spare_keyring_item_unref (SpareKeyringItem *self)
{
  g_atomic_rc_box_release_full (self, clear_item);
}

/**
 * spare_keyring_item_is_asking:
 * @self: an item
 *
 * Returns: whether an operation under way may have opened a prompt
 */
gboolean
spare_keyring_item_is_asking (SpareKeyringItem *self)
{
  return g_atomic_int_get (&self->asking);
}

/**
 * spare_keyring_item_load:
 * @self: an item
 * @may_ask: whether to ask the person to unlock it
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Reads the newest stored text. Asks once to unlock it, if it is locked and
 * that is allowed. Fails with %SPARE_ERROR_KEYRING_LOCKED, %SPARE_ERROR_KEYRING_UNAVAILABLE or
 * %SPARE_ERROR_SESSION_UNREADABLE.
 *
 * Returns: (transfer full) (nullable): the text; %NULL without an error if
 *   nothing is stored
 */
SpareSecretText *
spare_keyring_item_load (SpareKeyringItem  *self,
                         gboolean           may_ask,
                         GCancellable      *cancellable,
                         GError           **error)
{
  g_autoptr (SpareSecretText) found = NULL;
  g_autoptr (GError) local_error = NULL;

  found = read_newest (self, cancellable, &local_error);
  if (may_ask && g_error_matches (local_error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    {
      g_clear_error (&local_error);
      ask_to_unlock (self, cancellable);
      found = read_newest (self, cancellable, &local_error);
    }

  if (local_error == NULL && found == NULL && is_file_unreadable (cancellable))
    local_error = spare_error_new (SPARE_ERROR_SESSION_UNREADABLE);
  if (local_error == NULL)
    return g_steal_pointer (&found);

  g_propagate_error (error, translate_error (g_steal_pointer (&local_error),
                                             SPARE_ERROR_SESSION_UNREADABLE));

  return NULL;
}

/**
 * spare_keyring_item_save:
 * @self: an item
 * @text: what to keep
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Stores @text and reads it back. Fails with %SPARE_ERROR_KEYRING_LOCKED,
 * %SPARE_ERROR_KEYRING_UNAVAILABLE or %SPARE_ERROR_NOT_SAVED.
 *
 * Returns: whether @text is stored
 */
gboolean
spare_keyring_item_save (SpareKeyringItem  *self,
                         SpareSecretText   *text,
                         GCancellable      *cancellable,
                         GError           **error)
{
  g_autoptr (GError) local_error = NULL;
  gboolean stored;

  /* Where there is no keyring yet the service asks for a password for it. */
  g_atomic_int_set (&self->asking, TRUE);
  stored = secret_password_storev_sync (&schema, self->attributes, SECRET_COLLECTION_DEFAULT,
                                        self->label, spare_secret_text_get (text),
                                        cancellable, &local_error);
  g_atomic_int_set (&self->asking, FALSE);

  if (stored)
    {
      g_autoptr (SpareSecretText) kept = read_newest (self, cancellable, &local_error);

      if (kept != NULL &&
          g_str_equal (spare_secret_text_get (kept), spare_secret_text_get (text)))
        return TRUE;
    }

  if (local_error == NULL)
    local_error = spare_error_new (SPARE_ERROR_NOT_SAVED);
  g_propagate_error (error, translate_error (g_steal_pointer (&local_error), SPARE_ERROR_NOT_SAVED));

  return FALSE;
}

/**
 * spare_keyring_item_clear:
 * @self: an item
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Removes what is stored and looks whether it is gone. Fails with
 * %SPARE_ERROR_KEYRING_LOCKED, %SPARE_ERROR_KEYRING_UNAVAILABLE or
 * %SPARE_ERROR_NOT_CLEARED.
 *
 * Returns: whether nothing is stored any more
 */
gboolean
spare_keyring_item_clear (SpareKeyringItem  *self,
                          GCancellable      *cancellable,
                          GError           **error)
{
  g_autoptr (GError) local_error = NULL;

  /* FALSE without an error: nothing was there, or it is locked. */
  secret_password_clearv_sync (&schema, self->attributes, cancellable, &local_error);
  if (local_error == NULL)
    local_error = look_for_rest (self, cancellable);

  if (g_error_matches (local_error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    {
      g_clear_error (&local_error);
      ask_to_unlock (self, cancellable);
      secret_password_clearv_sync (&schema, self->attributes, cancellable, &local_error);
      if (local_error == NULL)
        local_error = look_for_rest (self, cancellable);
    }

  if (local_error == NULL && is_file_unreadable (cancellable))
    {
      g_autoptr (GHashTable) everything = g_hash_table_new (g_str_hash, g_str_equal);

      if (is_file_ours ())
        secret_password_clearv_sync (NULL, everything, cancellable, &local_error);
      else
        local_error = spare_error_new (SPARE_ERROR_NOT_CLEARED);
    }

  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, translate_error (g_steal_pointer (&local_error),
                                             SPARE_ERROR_NOT_CLEARED));

  return FALSE;
}
