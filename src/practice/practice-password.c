/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "practice-password.h"

#include "practice-secret.h"

#include <crypt.h>
#include <string.h>

#define HASH_PREFIX "$y$"

typedef struct
{
  char *password;
  char **hashes;
  gboolean make_hash;
  int match;
  char *new_hash;
} CheckData;

static void
check_data_free (gpointer data)
{
  CheckData *check = data;

  practice_secret_free (check->password);
  g_strfreev (check->hashes);
  g_free (check->new_hash);
  g_free (check);
}

static char *
crypt_text (const char *password,
            const char *setting)
{
  struct crypt_data *data = g_new0 (struct crypt_data, 1);
  const char *output = crypt_r (password, setting, data);
  char *hash = NULL;

  /* A failure is a text that starts with a star, never a valid hash. */
  if (output != NULL && output[0] == '$')
    hash = g_strdup (output);

  explicit_bzero (data, sizeof *data);
  g_free (data);

  return hash;
}

/* Works through every hash even after a match: the time tells nothing. */
static void
check_thread (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  CheckData *check = task_data;
  g_autoptr (GError) error = NULL;
  int i;

  check->match = -1;
  for (i = 0; check->hashes[i] != NULL; i++)
    {
      if (practice_password_verify (check->password, check->hashes[i]) && check->match < 0)
        check->match = i;
    }

  if (check->make_hash && check->match < 0)
    {
      check->new_hash = practice_password_hash (check->password, &error);
      if (check->new_hash == NULL)
        {
          g_task_return_error (task, g_steal_pointer (&error));
          return;
        }
    }

  g_task_return_boolean (task, TRUE);
}

/**
 * practice_password_hash:
 * @password: the password
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a salted yescrypt hash
 */
char *
practice_password_hash (const char  *password,
                        GError     **error)
{
  char setting[CRYPT_GENSALT_OUTPUT_SIZE];
  char *hash = NULL;

  if (crypt_gensalt_rn (HASH_PREFIX, 0, NULL, 0, setting, sizeof setting) != NULL)
    hash = crypt_text (password, setting);

  if (hash == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The password could not be hashed");

  return hash;
}

/**
 * practice_password_verify:
 * @password: the password
 * @hash: a hash made by practice_password_hash()
 *
 * Returns: whether they belong together
 */
gboolean
practice_password_verify (const char *password,
                          const char *hash)
{
  g_autofree char *again = crypt_text (password, hash);

  return practice_secret_equal (again, hash);
}

/**
 * practice_password_check_async:
 * @password: the password
 * @hashes: (array zero-terminated=1): hashes to compare it with
 * @make_hash: whether to hash it anew if none matches
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Does the slow work in a thread.
 */
void
practice_password_check_async (const char           *password,
                               const char *const    *hashes,
                               gboolean              make_hash,
                               GCancellable         *cancellable,
                               GAsyncReadyCallback   callback,
                               gpointer              user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  CheckData *check = g_new0 (CheckData, 1);

  check->password = g_strdup (password);
  check->hashes = g_strdupv ((char **) hashes);
  check->make_hash = make_hash;

  g_task_set_source_tag (task, practice_password_check_async);
  g_task_set_name (task, "[practice] check password");
  g_task_set_task_data (task, check, check_data_free);
  g_task_run_in_thread (task, check_thread);
}

/**
 * practice_password_check_finish:
 * @result: the result
 * @match: (out): index of the hash that matched, or -1
 * @new_hash: (out) (optional) (transfer full) (nullable): the new hash
 * @error: return location for an error
 *
 * Returns: whether the work was done
 */
gboolean
practice_password_check_finish (GAsyncResult  *result,
                                int           *match,
                                char         **new_hash,
                                GError       **error)
{
  CheckData *check;

  g_return_val_if_fail (g_async_result_is_tagged (result, practice_password_check_async), FALSE);

  check = g_task_get_task_data (G_TASK (result));
  *match = -1;
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  *match = check->match;
  if (new_hash != NULL)
    *new_hash = g_steal_pointer (&check->new_hash);

  return TRUE;
}
