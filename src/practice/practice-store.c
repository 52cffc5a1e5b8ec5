/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "practice-store.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define LOCK_TRIES 60
#define LOCK_PAUSE_USEC 50000

struct _PracticeStore
{
  char *directory;
  int lock_fd;
};

static gboolean
set_error_from_errno (GError     **error,
                      const char  *what,
                      const char  *path)
{
  int saved = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved), "%s %s: %s", what, path, g_strerror (saved));

  return FALSE;
}

static gboolean
prepare_directory (const char  *directory,
                   GError     **error)
{
  GStatBuf info;

  if (g_mkdir_with_parents (directory, 0700) != 0)
    return set_error_from_errno (error, "Cannot make the state directory", directory);
  if (g_stat (directory, &info) != 0)
    return set_error_from_errno (error, "Cannot read the state directory", directory);

  if (info.st_uid != geteuid ())
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                   "The state directory %s belongs to somebody else", directory);
      return FALSE;
    }

  return TRUE;
}

/* The one before us may still be on its way out, so this waits a little.
 * Nothing else runs yet. */
static gboolean
take_lock (PracticeStore  *self,
           GError        **error)
{
  g_autofree char *path = practice_store_get_path (self, "lock");
  guint i;

  self->lock_fd = g_open (path, O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (self->lock_fd < 0)
    return set_error_from_errno (error, "Cannot open", path);

  for (i = 0; i < LOCK_TRIES; i++)
    {
      if (flock (self->lock_fd, LOCK_EX | LOCK_NB) == 0)
        return TRUE;
      if (errno != EWOULDBLOCK && errno != EINTR)
        return set_error_from_errno (error, "Cannot lock", path);
      g_usleep (LOCK_PAUSE_USEC);
    }

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY,
               "Another practice tenant uses the state directory %s", self->directory);

  return FALSE;
}

/**
 * practice_store_new:
 * @directory: path of the state directory, made if missing
 * @error: return location for an error
 *
 * Locks the directory until the store is freed.
 *
 * Returns: (transfer full) (nullable): the store
 */
PracticeStore *
practice_store_new (const char  *directory,
                    GError     **error)
{
  g_autoptr (PracticeStore) self = g_new0 (PracticeStore, 1);

  self->lock_fd = -1;
  self->directory = g_canonicalize_filename (directory, NULL);

  if (!prepare_directory (self->directory, error) || !take_lock (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * practice_store_free:
 * @self: (transfer full): a store
 *
 * Releases the lock too.
 */
void
practice_store_free (PracticeStore *self)
{
  if (self->lock_fd >= 0)
    close (self->lock_fd);
  g_free (self->directory);
  g_free (self);
}

/**
 * practice_store_get_path:
 * @self: a store
 * @name: a file name of ours, never one from the network
 *
 * Returns: (transfer full): the absolute path
 */
char *
practice_store_get_path (PracticeStore *self,
                         const char    *name)
{
  return g_build_filename (self->directory, name, NULL);
}

/**
 * practice_store_load:
 * @self: a store
 * @name: file name
 * @node: (out) (transfer full) (nullable): what it holds, or %NULL if there
 *   is no such file
 * @error: return location for an error
 *
 * Returns: %FALSE if the file exists but cannot be read
 */
gboolean
practice_store_load (PracticeStore  *self,
                     const char     *name,
                     JsonNode      **node,
                     GError        **error)
{
  g_autofree char *path = practice_store_get_path (self, name);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();

  *node = NULL;
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  if (!json_parser_load_from_file (parser, path, error))
    {
      g_prefix_error (error, "Cannot read %s: ", path);
      return FALSE;
    }

  *node = json_parser_steal_root (parser);

  return TRUE;
}

/**
 * practice_store_save:
 * @self: a store
 * @name: file name
 * @node: what to save
 * @error: return location for an error
 *
 * Returns: whether it was saved
 */
gboolean
practice_store_save (PracticeStore  *self,
                     const char     *name,
                     JsonNode       *node,
                     GError        **error)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autofree char *text = NULL;
  gsize length;

  json_generator_set_root (generator, node);
  json_generator_set_pretty (generator, TRUE);
  text = json_generator_to_data (generator, &length);

  return practice_store_save_bytes (self, name, text, length, error);
}

/**
 * practice_store_load_number:
 * @self: a store
 * @name: file name
 *
 * Returns: the number, or 0 if there is none
 */
gint64
practice_store_load_number (PracticeStore *self,
                            const char    *name)
{
  g_autoptr (JsonNode) node = NULL;

  if (!practice_store_load (self, name, &node, NULL) || node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return 0;

  return json_node_get_int (node);
}

/**
 * practice_store_save_number:
 * @self: a store
 * @name: file name
 * @number: what to save
 * @error: return location for an error
 *
 * Returns: whether it was saved
 */
gboolean
practice_store_save_number (PracticeStore  *self,
                            const char     *name,
                            gint64          number,
                            GError        **error)
{
  g_autoptr (JsonNode) node = json_node_init_int (json_node_alloc (), number);

  return practice_store_save (self, name, node, error);
}

/**
 * practice_store_save_bytes:
 * @self: a store
 * @name: file name
 * @data: (array length=length): what to save
 * @length: its length in bytes
 * @error: return location for an error
 *
 * A reader sees either the old file or the new one, never half of one.
 *
 * Returns: whether it was saved
 */
gboolean
practice_store_save_bytes (PracticeStore  *self,
                           const char     *name,
                           const char     *data,
                           gsize           length,
                           GError        **error)
{
  g_autofree char *path = practice_store_get_path (self, name);

  return g_file_set_contents_full (path, data, length, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}
