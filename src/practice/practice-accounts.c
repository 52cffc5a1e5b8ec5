/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "practice-accounts.h"

#include "practice-password.h"
#include "practice-policy.h"
#include "practice-secret.h"

#include <string.h>

#define FILE_NAME "accounts.json"
#define SEED_RESOURCE "/io/github/sparekey/practice/accounts.json"
#define DATABASE_PREFIX "auth0|"

struct _PracticeAccounts
{
  PracticeStore *store;
  GPtrArray *accounts;
  char *seeded_password;
};

static const char *
get_text (JsonObject *object,
          const char *member)
{
  return json_object_get_string_member_with_default (object, member, NULL);
}

static gboolean
save (PracticeAccounts  *self,
      GError           **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (JsonNode) root = NULL;
  guint i;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "accounts");
  json_builder_begin_array (builder);
  for (i = 0; i < self->accounts->len; i++)
    practice_account_add_json (g_ptr_array_index (self->accounts, i), builder);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  return practice_store_save (self->store, FILE_NAME, root, error);
}

static JsonNode *
load_seed (const char  *seed_file,
           GError     **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GBytes) bytes = NULL;
  gboolean loaded;

  if (seed_file != NULL)
    {
      loaded = json_parser_load_from_file (parser, seed_file, error);
    }
  else
    {
      bytes = g_resources_lookup_data (SEED_RESOURCE, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
      loaded = bytes != NULL &&
               json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error);
    }

  return loaded ? json_parser_steal_root (parser) : NULL;
}

static JsonArray *
get_array (JsonNode  *root,
           GError   **error)
{
  JsonObject *object = NULL;
  JsonArray *array = NULL;
  guint i;

  if (JSON_NODE_HOLDS_OBJECT (root))
    object = json_node_get_object (root);
  if (object != NULL && json_object_has_member (object, "accounts") &&
      JSON_NODE_HOLDS_ARRAY (json_object_get_member (object, "accounts")))
    array = json_object_get_array_member (object, "accounts");

  for (i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      if (!JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, i)))
        array = NULL;
    }

  if (array == NULL || json_array_get_length (array) == 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           "The list of accounts is not {\"accounts\": [{…}, …]} with at least one account");
      return NULL;
    }

  return array;
}

/* A seed names passwords; what is kept names hashes. */
static gboolean
add_accounts (PracticeAccounts  *self,
              JsonArray         *array,
              gboolean           seeding,
              gint64             now,
              GError           **error)
{
  guint i;

  for (i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);
      const char *password = get_text (object, "password");
      PracticeAccount *account = practice_account_new_from_json (object, error);

      if (account == NULL)
        return FALSE;
      g_ptr_array_add (self->accounts, account);

      if (!seeding)
        continue;
      account->updated_at = now;
      g_clear_pointer (&account->hash, practice_secret_free);
      if (!g_str_has_prefix (account->sub, DATABASE_PREFIX))
        continue;
      if (password == NULL)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                       "The account %s needs a password", account->email);
          return FALSE;
        }
      account->hash = practice_password_hash (password, error);
      if (account->hash == NULL)
        return FALSE;
    }

  return TRUE;
}

/* The seed is asked again at every start, so that the password need not be
 * kept anywhere else. */
static void
find_seeded_password (PracticeAccounts *self,
                      JsonNode         *seed)
{
  PracticeAccount *first = practice_accounts_get_first (self);
  JsonArray *array = get_array (seed, NULL);
  guint i;

  for (i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);
      const char *password = get_text (object, "password");

      if (password != NULL && first->hash != NULL && g_strcmp0 (get_text (object, "sub"), first->sub) == 0 &&
          practice_password_verify (password, first->hash))
        self->seeded_password = g_strdup (password);
    }
}

/**
 * practice_accounts_new:
 * @store: where the accounts are kept; must outlive the accounts
 * @seed_file: (nullable): a JSON file, or %NULL for the one compiled in
 * @now: seconds since the epoch
 * @error: return location for an error
 *
 * Loads the accounts; at the first start from the seed.
 *
 * Returns: (transfer full) (nullable): the accounts
 */
PracticeAccounts *
practice_accounts_new (PracticeStore  *store,
                       const char     *seed_file,
                       gint64          now,
                       GError        **error)
{
  g_autoptr (PracticeAccounts) self = g_new0 (PracticeAccounts, 1);
  g_autoptr (JsonNode) kept = NULL;
  g_autoptr (JsonNode) seed = NULL;
  JsonArray *array;

  self->store = store;
  self->accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) practice_account_free);

  if (!practice_store_load (store, FILE_NAME, &kept, error))
    return NULL;
  seed = load_seed (seed_file, error);
  if (seed == NULL)
    return NULL;

  array = get_array (kept != NULL ? kept : seed, error);
  if (array == NULL || !add_accounts (self, array, kept == NULL, now, error))
    return NULL;
  if (kept == NULL && !save (self, error))
    return NULL;

  find_seeded_password (self, seed);

  return g_steal_pointer (&self);
}

/**
 * practice_accounts_free:
 * @self: (transfer full): the accounts
 *
 * Overwrites the hashes.
 */
void
practice_accounts_free (PracticeAccounts *self)
{
  practice_secret_free (self->seeded_password);
  g_ptr_array_unref (self->accounts);
  g_free (self);
}

/**
 * practice_accounts_get_first:
 * @self: the accounts
 *
 * Returns: (transfer none): the account to show to a newcomer
 */
PracticeAccount *
practice_accounts_get_first (PracticeAccounts *self)
{
  return g_ptr_array_index (self->accounts, 0);
}

/**
 * practice_accounts_find_database:
 * @self: the accounts
 * @email: an address; capitals do not matter
 *
 * Returns: (transfer none) (nullable): the account that has a password here
 */
PracticeAccount *
practice_accounts_find_database (PracticeAccounts *self,
                                 const char       *email)
{
  g_autofree char *lower = g_utf8_strdown (email, -1);
  guint i;

  for (i = 0; i < self->accounts->len; i++)
    {
      PracticeAccount *account = g_ptr_array_index (self->accounts, i);

      if (account->hash != NULL && g_str_equal (account->email, lower))
        return account;
    }

  return NULL;
}

/**
 * practice_accounts_find_sub:
 * @self: the accounts
 * @sub: a subject
 *
 * Returns: (transfer none) (nullable): its account
 */
PracticeAccount *
practice_accounts_find_sub (PracticeAccounts *self,
                            const char       *sub)
{
  guint i;

  for (i = 0; i < self->accounts->len; i++)
    {
      PracticeAccount *account = g_ptr_array_index (self->accounts, i);

      if (g_str_equal (account->sub, sub))
        return account;
    }

  return NULL;
}

/**
 * practice_accounts_dup_seeded_password:
 * @self: the accounts
 *
 * Returns: (transfer full) (nullable): the password of the first account, if
 *   it is still the one of the seed
 */
char *
practice_accounts_dup_seeded_password (PracticeAccounts *self)
{
  return g_strdup (self->seeded_password);
}

/**
 * practice_accounts_set_hash:
 * @self: the accounts
 * @account: one of them
 * @hash: of its new password
 * @now: seconds since the epoch
 * @error: return location for an error
 *
 * The old hash becomes history. A new password also ends the warning that
 * the old one leaked.
 *
 * Returns: whether it was saved
 */
gboolean
practice_accounts_set_hash (PracticeAccounts  *self,
                            PracticeAccount   *account,
                            const char        *hash,
                            gint64             now,
                            GError           **error)
{
  g_ptr_array_insert (account->history, 0, g_steal_pointer (&account->hash));
  if (account->history->len > PRACTICE_POLICY_HISTORY)
    g_ptr_array_set_size (account->history, PRACTICE_POLICY_HISTORY);

  account->hash = g_strdup (hash);
  account->leaked = FALSE;
  account->updated_at = now;

  return save (self, error);
}
