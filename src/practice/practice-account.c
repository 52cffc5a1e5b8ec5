/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "practice-account.h"

#include "practice-secret.h"

#include <gio/gio.h>

static const char *
get_text (JsonObject *object,
          const char *member)
{
  return json_object_get_string_member_with_default (object, member, NULL);
}

static gboolean
get_flag (JsonObject *object,
          const char *member)
{
  return json_object_get_boolean_member_with_default (object, member, FALSE);
}

/**
 * practice_account_new_from_json:
 * @object: as practice_account_add_json() writes it, or from a seed
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the account
 */
PracticeAccount *
practice_account_new_from_json (JsonObject  *object,
                                GError     **error)
{
  PracticeAccount *account;
  JsonArray *history = NULL;
  guint i;

  if (get_text (object, "sub") == NULL || get_text (object, "email") == NULL || get_text (object, "name") == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           "An account needs the members sub, email and name");
      return NULL;
    }

  account = g_new0 (PracticeAccount, 1);
  account->sub = g_strdup (get_text (object, "sub"));
  account->email = g_utf8_strdown (get_text (object, "email"), -1);
  account->name = g_strdup (get_text (object, "name"));
  account->nickname = g_strdup (get_text (object, "nickname"));
  account->verified = get_flag (object, "email_verified");
  account->blocked = get_flag (object, "blocked");
  account->mfa = get_flag (object, "mfa");
  account->leaked = get_flag (object, "leaked");
  account->rule_error = g_strdup (get_text (object, "rule_error"));
  account->hash = g_strdup (get_text (object, "hash"));
  account->history = g_ptr_array_new_with_free_func ((GDestroyNotify) practice_secret_free);
  account->updated_at = json_object_get_int_member_with_default (object, "updated_at", 0);

  if (json_object_has_member (object, "history"))
    history = json_object_get_array_member (object, "history");
  for (i = 0; history != NULL && i < json_array_get_length (history); i++)
    g_ptr_array_add (account->history, g_strdup (json_array_get_string_element (history, i)));

  return account;
}

/**
 * practice_account_free:
 * @account: (transfer full): an account
 *
 * Overwrites the hashes.
 */
void
practice_account_free (PracticeAccount *account)
{
  g_free (account->sub);
  g_free (account->email);
  g_free (account->name);
  g_free (account->nickname);
  g_free (account->rule_error);
  practice_secret_free (account->hash);
  g_clear_pointer (&account->history, g_ptr_array_unref);
  g_free (account);
}

/**
 * practice_account_add_json:
 * @account: an account
 * @builder: where to add it as an object
 */
void
practice_account_add_json (PracticeAccount *account,
                           JsonBuilder     *builder)
{
  guint i;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "sub");
  json_builder_add_string_value (builder, account->sub);
  json_builder_set_member_name (builder, "email");
  json_builder_add_string_value (builder, account->email);
  json_builder_set_member_name (builder, "name");
  json_builder_add_string_value (builder, account->name);
  json_builder_set_member_name (builder, "nickname");
  json_builder_add_string_value (builder, account->nickname);
  json_builder_set_member_name (builder, "email_verified");
  json_builder_add_boolean_value (builder, account->verified);
  json_builder_set_member_name (builder, "blocked");
  json_builder_add_boolean_value (builder, account->blocked);
  json_builder_set_member_name (builder, "mfa");
  json_builder_add_boolean_value (builder, account->mfa);
  json_builder_set_member_name (builder, "leaked");
  json_builder_add_boolean_value (builder, account->leaked);
  json_builder_set_member_name (builder, "rule_error");
  json_builder_add_string_value (builder, account->rule_error);
  json_builder_set_member_name (builder, "hash");
  json_builder_add_string_value (builder, account->hash);
  json_builder_set_member_name (builder, "updated_at");
  json_builder_add_int_value (builder, account->updated_at);
  json_builder_set_member_name (builder, "history");
  json_builder_begin_array (builder);
  for (i = 0; i < account->history->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (account->history, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

/**
 * practice_account_dup_hashes:
 * @account: an account with a password
 *
 * Returns: (transfer full): the hashes of its present and earlier passwords
 */
char **
practice_account_dup_hashes (PracticeAccount *account)
{
  GPtrArray *hashes = g_ptr_array_new ();
  guint i;

  g_ptr_array_add (hashes, g_strdup (account->hash));
  for (i = 0; i < account->history->len; i++)
    g_ptr_array_add (hashes, g_strdup (g_ptr_array_index (account->history, i)));
  g_ptr_array_add (hashes, NULL);

  return (char **) g_ptr_array_free (hashes, FALSE);
}
