/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "practice-mail.h"

#include "practice-secret.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define DIRECTORY "Maildir"
#define FROM "Practice Tenant <no-reply@practice.example.com>"
#define HOST "practice.example.com"

/* The mailbox page shows no more than this. */
#define MAX_LISTED 50

struct _PracticeMail
{
  char *maildir;
  guint delivered;
};

static gboolean
is_plain_ascii (const char *text)
{
  const char *p;

  for (p = text; *p != '\0'; p++)
    {
      if (!g_ascii_isalnum (*p) && *p != ' ')
        return FALSE;
    }

  return TRUE;
}

/* A display name that is not plain becomes an encoded word (RFC 2047). */
static char *
make_mailbox (const char *name,
              const char *address)
{
  g_autofree char *encoded = NULL;

  if (is_plain_ascii (name))
    return g_strdup_printf ("%s <%s>", name, address);

  encoded = g_base64_encode ((const guint8 *) name, strlen (name));

  return g_strdup_printf ("=?UTF-8?B?%s?= <%s>", encoded, address);
}

static gboolean
write_all (int         fd,
           const char *text)
{
  gsize left = strlen (text);

  while (left > 0)
    {
      gssize written = write (fd, text, left);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        return FALSE;
      text += written;
      left -= written;
    }

  return fsync (fd) == 0;
}

/* Into tmp first, then moved into new, as the Maildir rules ask: whoever
 * looks into new sees whole messages only. */
static gboolean
deliver (PracticeMail  *self,
         const char    *message,
         GError       **error)
{
  gint64 now = g_get_real_time ();
  g_autofree char *name = g_strdup_printf ("%010" G_GINT64_FORMAT ".M%06dP%dQ%06u.%s",
                                           now / G_USEC_PER_SEC, (int) (now % G_USEC_PER_SEC),
                                           (int) getpid (), self->delivered++, HOST);
  g_autofree char *temporary = g_build_filename (self->maildir, "tmp", name, NULL);
  g_autofree char *final = g_build_filename (self->maildir, "new", name, NULL);
  int fd = g_open (temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  gboolean done = fd >= 0 && write_all (fd, message);
  int saved = errno;

  if (fd >= 0)
    close (fd);
  if (done && g_rename (temporary, final) == 0)
    return TRUE;

  saved = done ? errno : saved;
  g_unlink (temporary);
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved),
               "The mail cannot be delivered: %s", g_strerror (saved));

  return FALSE;
}

static gboolean
compose (PracticeMail     *self,
         PracticeAccount  *account,
         const char       *subject,
         const char       *text,
         gint64            now,
         GError          **error)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (now);
  g_autofree char *date = g_date_time_format (time, "%a, %d %b %Y %H:%M:%S +0000");
  g_autofree char *to = make_mailbox (account->name, account->email);
  g_autofree char *id = practice_secret_random ();
  g_autofree char *message = NULL;
  gboolean done;

  message = g_strconcat ("From: ", FROM, "\n",
                         "To: ", to, "\n",
                         "Subject: ", subject, "\n",
                         "Date: ", date, "\n",
                         "Message-ID: <", id, "@", HOST, ">\n",
                         "MIME-Version: 1.0\n",
                         "Content-Type: text/plain; charset=UTF-8\n",
                         "Content-Transfer-Encoding: 8bit\n",
                         "Auto-Submitted: auto-generated\n",
                         "\n",
                         text,
                         NULL);
  done = deliver (self, message, error);
  explicit_bzero (message, strlen (message));

  return done;
}

static char *
describe_lifetime (gint64 seconds)
{
  static const struct
  {
    gint64 seconds;
    const char *unit;
  } units[] = {
    { 24 * 60 * 60, "day" },
    { 60 * 60, "hour" },
    { 60, "minute" },
    { 1, "second" },
  };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (units) - 1; i++)
    {
      if (seconds >= units[i].seconds && seconds % units[i].seconds == 0)
        break;
    }

  return g_strdup_printf ("%" G_GINT64_FORMAT " %s%s", seconds / units[i].seconds, units[i].unit,
                          seconds / units[i].seconds == 1 ? "" : "s");
}

static int
compare_newest_first (gconstpointer a,
                      gconstpointer b)
{
  const char *const *left = a;
  const char *const *right = b;
  g_autofree char *left_name = g_path_get_basename (*left);
  g_autofree char *right_name = g_path_get_basename (*right);

  return strcmp (right_name, left_name);
}

static void
list_folder (PracticeMail *self,
             const char   *folder,
             GPtrArray    *paths)
{
  g_autofree char *path = g_build_filename (self->maildir, folder, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      if (name[0] != '.')
        g_ptr_array_add (paths, g_build_filename (path, name, NULL));
    }
}

/**
 * practice_mail_new:
 * @store: in whose directory the Maildir is
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the mail
 */
PracticeMail *
practice_mail_new (PracticeStore  *store,
                   GError        **error)
{
  static const char *const folders[] = { "tmp", "new", "cur" };
  g_autoptr (PracticeMail) self = g_new0 (PracticeMail, 1);
  guint i;

  self->maildir = practice_store_get_path (store, DIRECTORY);
  for (i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = g_build_filename (self->maildir, folders[i], NULL);

      if (g_mkdir_with_parents (path, 0700) != 0)
        {
          g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "Cannot make %s", path);
          return NULL;
        }
    }

  return g_steal_pointer (&self);
}

/**
 * practice_mail_free:
 * @self: (transfer full): the mail
 */
void
practice_mail_free (PracticeMail *self)
{
  g_free (self->maildir);
  g_free (self);
}

/**
 * practice_mail_get_maildir:
 * @self: the mail
 *
 * Returns: (transfer none): absolute path of the Maildir
 */
const char *
practice_mail_get_maildir (PracticeMail *self)
{
  return self->maildir;
}

/**
 * practice_mail_send_reset:
 * @self: the mail
 * @account: to whom
 * @link: of the reset page, with its ticket
 * @lifetime: of the link, in seconds
 * @now: seconds since the epoch
 * @error: return location for an error
 *
 * Returns: whether it was delivered
 */
gboolean
practice_mail_send_reset (PracticeMail     *self,
                          PracticeAccount  *account,
                          const char       *link,
                          gint64            lifetime,
                          gint64            now,
                          GError          **error)
{
  g_autofree char *duration = describe_lifetime (lifetime);
  g_autofree char *text = NULL;
  gboolean done;

  text = g_strdup_printf ("Hello %s,\n"
                          "\n"
                          "somebody, probably you, asked for a new password for %s at the\n"
                          "practice tenant. To choose one, open this page:\n"
                          "\n"
                          "%s\n"
                          "\n"
                          "The link works once and for %s. Asking again makes it void.\n"
                          "If it was not you, ignore this mail: your password stays as it is.\n",
                          account->name, account->email, link, duration);
  done = compose (self, account, "Reset your password", text, now, error);
  explicit_bzero (text, strlen (text));

  return done;
}

/**
 * practice_mail_send_blocked:
 * @self: the mail
 * @account: to whom
 * @link: of the page that lifts the block, with its ticket
 * @now: seconds since the epoch
 * @error: return location for an error
 *
 * Returns: whether it was delivered
 */
gboolean
practice_mail_send_blocked (PracticeMail     *self,
                            PracticeAccount  *account,
                            const char       *link,
                            gint64            now,
                            GError          **error)
{
  g_autofree char *text = NULL;
  gboolean done;

  text = g_strdup_printf ("Hello %s,\n"
                          "\n"
                          "your account %s at the practice tenant was blocked after multiple\n"
                          "consecutive login attempts. If they were yours, unblock it here:\n"
                          "\n"
                          "%s\n"
                          "\n"
                          "Resetting your password also lifts the block.\n",
                          account->name, account->email, link);
  done = compose (self, account, "Your account has been blocked", text, now, error);
  explicit_bzero (text, strlen (text));

  return done;
}

/**
 * practice_mail_list:
 * @self: the mail
 *
 * Returns: (transfer full) (element-type filename): paths of the newest
 *   messages, the newest first
 */
GPtrArray *
practice_mail_list (PracticeMail *self)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);

  list_folder (self, "new", paths);
  list_folder (self, "cur", paths);
  g_ptr_array_sort (paths, compare_newest_first);
  if (paths->len > MAX_LISTED)
    g_ptr_array_set_size (paths, MAX_LISTED);

  return paths;
}
