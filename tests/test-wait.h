/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

/* Waiting in tests: the main context is iterated until a condition holds or
 * the limit is reached; nothing ever sleeps. */

#define TEST_LIMIT_SECONDS 30

static inline gboolean
test_limit_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

/* Iterates until @condition holds; fails the test after the limit. */
#define test_wait_until(condition)                                                   \
  G_STMT_START                                                                       \
  {                                                                                  \
    gboolean test_late = FALSE;                                                      \
    guint test_limit_id = g_timeout_add_seconds (TEST_LIMIT_SECONDS, test_limit_cb,  \
                                                 &test_late);                        \
                                                                                     \
    while (!(condition) && !test_late)                                               \
      g_main_context_iteration (NULL, TRUE);                                         \
    if (!test_late)                                                                  \
      g_source_remove (test_limit_id);                                               \
    g_assert_true (condition);                                                       \
  }                                                                                  \
  G_STMT_END

/* Iterates for @milliseconds, whatever happens. */
static inline void
test_iterate_for (guint milliseconds)
{
  gboolean over = FALSE;

  g_timeout_add (milliseconds, test_limit_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

/* For user data of `GAsyncResult **`. */
static inline void
test_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  GAsyncResult **slot = user_data;

  g_assert_null (*slot);
  *slot = g_object_ref (result);
}

/* Removes a folder that a test has made. */
static inline void
test_remove_tree (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileEnumerator) children = NULL;

  children = g_file_enumerate_children (file, G_FILE_ATTRIBUTE_STANDARD_NAME,
                                        G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  while (children != NULL)
    {
      GFile *child = NULL;

      if (!g_file_enumerator_iterate (children, NULL, &child, NULL, NULL) || child == NULL)
        break;
      test_remove_tree (g_file_peek_path (child));
    }

  g_file_delete (file, NULL, NULL);
}
