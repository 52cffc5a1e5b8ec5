/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-practice-host.h"

#include "spare-error.h"
#include "spare-json.h"
#include "spare-tenant.h"

#include <glib/gstdio.h>

#include <string.h>

/* How long the child may take to say where it listens. */
#define SILENCE_SECONDS 15

struct _SparePracticeHost
{
  GObject parent_instance;

  char *program;
  char *state_dir;

  GSubprocess *child;
  GCancellable *reading;
  GPtrArray *waiters; /* of GTask */
  guint silence_id;

  SpareTenant *tenant;
  char *mailbox_url;
  char *maildir;
  char *address;
  char *password;
};

G_DEFINE_FINAL_TYPE (SparePracticeHost, spare_practice_host, G_TYPE_OBJECT)

static void
forget_child (SparePracticeHost *self)
{
  g_clear_handle_id (&self->silence_id, g_source_remove);
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->child);
  g_clear_object (&self->tenant);
  g_clear_pointer (&self->mailbox_url, g_free);
  g_clear_pointer (&self->maildir, g_free);
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->password, g_free);
}

/* The end of its standard input is the sign for the child to end. */
static void
end_child (SparePracticeHost *self)
{
  if (self->child != NULL)
    g_output_stream_close (g_subprocess_get_stdin_pipe (self->child), NULL, NULL);
  forget_child (self);
}

/* Takes over @error; %NULL if the tenant is there. */
static void
answer_all (SparePracticeHost *self,
            GError            *error)
{
  g_autoptr (GError) owned_error = error;
  g_autoptr (GPtrArray) waiters = g_steal_pointer (&self->waiters);

  self->waiters = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < waiters->len; i++)
    {
      GTask *task = g_ptr_array_index (waiters, i);

      if (error != NULL)
        g_task_return_error (task, g_error_copy (error));
      else
        g_task_return_pointer (task, g_object_ref (self->tenant), g_object_unref);
    }
}

static void
give_up (SparePracticeHost *self,
         const char        *why)
{
  g_autoptr (SparePracticeHost) alive = g_object_ref (self);

  g_debug ("The practice tenant does not start: %s", why);
  if (self->child != NULL)
    g_subprocess_force_exit (self->child);
  forget_child (self);
  answer_all (self, spare_error_new (SPARE_ERROR_PRACTICE_FAILED));
}

static char *
dup_member (JsonObject *object,
            const char *name)
{
  return g_strdup (spare_json_get_string (object, name));
}

static gboolean
read_description (SparePracticeHost *self,
                  const char        *line)
{
  g_autoptr (JsonNode) root = spare_json_parse (line, strlen (line));
  const char *base_url;
  const char *client_id;
  JsonObject *object;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return FALSE;

  object = json_node_get_object (root);
  base_url = spare_json_get_string (object, "base_url");
  client_id = spare_json_get_string (object, "client_id");
  if (base_url == NULL || client_id == NULL)
    return FALSE;

  self->tenant = spare_tenant_new_practice (base_url, client_id,
                                            spare_json_get_string (object, "connection"), NULL);
  self->mailbox_url = dup_member (object, "mailbox_url");
  self->maildir = dup_member (object, "maildir");
  self->address = dup_member (object, "email");
  self->password = dup_member (object, "password");

  return self->tenant != NULL;
}

static void
line_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (SparePracticeHost) self = SPARE_PRACTICE_HOST (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  line = g_data_input_stream_read_line_finish_utf8 (G_DATA_INPUT_STREAM (source), result, NULL,
                                                    &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_handle_id (&self->silence_id, g_source_remove);
  if (line == NULL)
    give_up (self, error != NULL ? error->message : "it has ended");
  else if (!read_description (self, line))
    give_up (self, "its first line is not understood");
  else
    answer_all (self, NULL);
}

static void
exited_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GWeakRef *weak = user_data;
  g_autoptr (SparePracticeHost) self = g_weak_ref_get (weak);

  g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL);
  g_weak_ref_clear (weak);
  g_free (weak);

  /* Before the tenant is there the end of the output tells. */
  if (self != NULL && self->child == G_SUBPROCESS (source) && self->tenant != NULL)
    {
      g_debug ("The practice tenant has ended");
      forget_child (self);
    }
}

static gboolean
silent_cb (gpointer user_data)
{
  SparePracticeHost *self = user_data;

  self->silence_id = 0;
  give_up (self, "it says nothing");

  return G_SOURCE_REMOVE;
}

static void
start_child (SparePracticeHost *self)
{
  g_autoptr (GDataInputStream) output = NULL;
  g_autoptr (GError) error = NULL;
  GWeakRef *weak;

  if (g_mkdir_with_parents (self->state_dir, 0700) != 0 || g_chmod (self->state_dir, 0700) != 0)
    {
      give_up (self, "no folder for its state");
      return;
    }

  self->child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                  &error, self->program, "--state-dir", self->state_dir, NULL);
  if (self->child == NULL)
    {
      give_up (self, error->message);
      return;
    }

  self->reading = g_cancellable_new ();
  self->silence_id = g_timeout_add_seconds (SILENCE_SECONDS, silent_cb, self);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->child));
  g_data_input_stream_read_line_async (output, G_PRIORITY_DEFAULT, self->reading, line_cb,
                                       g_object_ref (self));

  weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak, self);
  g_subprocess_wait_async (self->child, NULL, exited_cb, weak);
}

static void
spare_practice_host_dispose (GObject *object)
{
  SparePracticeHost *self = SPARE_PRACTICE_HOST (object);

  end_child (self);

  G_OBJECT_CLASS (spare_practice_host_parent_class)->dispose (object);
}

static void
spare_practice_host_finalize (GObject *object)
{
  SparePracticeHost *self = SPARE_PRACTICE_HOST (object);

  g_free (self->program);
  g_free (self->state_dir);
  g_clear_pointer (&self->waiters, g_ptr_array_unref);

  G_OBJECT_CLASS (spare_practice_host_parent_class)->finalize (object);
}

static void
spare_practice_host_class_init (SparePracticeHostClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = spare_practice_host_dispose;
  object_class->finalize = spare_practice_host_finalize;
}

static void
spare_practice_host_init (SparePracticeHost *self)
{
  self->waiters = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * spare_practice_host_new:
 * @program: the path of the practice program
 * @state_dir: the folder for its state; made if it is not there
 *
 * Returns: (transfer full): the host, which has not started it yet
 */
SparePracticeHost *
spare_practice_host_new (const char *program,
                         const char *state_dir)
{
  SparePracticeHost *self;

  g_return_val_if_fail (program != NULL && state_dir != NULL, NULL);

  self = g_object_new (SPARE_TYPE_PRACTICE_HOST, NULL);
  self->program = g_strdup (program);
  self->state_dir = g_strdup (state_dir);

  return self;
}

/**
 * spare_practice_host_start_async:
 * @self: a host
 * @cancellable: (nullable): a cancellable; ends the wait of this caller only
 * @callback: called when done
 * @user_data: for @callback
 *
 * Starts the practice tenant, or joins a start that is under way. It runs as
 * long as @self lives.
 */
void
spare_practice_host_start_async (SparePracticeHost   *self,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (SPARE_IS_PRACTICE_HOST (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, spare_practice_host_start_async);
  g_task_set_name (task, "start practice tenant");

  g_ptr_array_add (self->waiters, task);
  if (self->tenant != NULL)
    answer_all (self, NULL);
  else if (self->child == NULL)
    start_child (self);
}

/**
 * spare_practice_host_start_finish:
 * @self: a host
 * @result: the result
 * @error: return location for an error
 *
 * Ends [method@PracticeHost.start_async]. Fails with
 * %SPARE_ERROR_PRACTICE_FAILED if the program is missing, ends, or does not
 * say within 15 s where it listens.
 *
 * Returns: (transfer full) (nullable): the practice tenant
 */
SpareTenant *
spare_practice_host_start_finish (SparePracticeHost  *self,
                                  GAsyncResult       *result,
                                  GError            **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, spare_practice_host_start_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * spare_practice_host_get_mailbox_url:
 * @self: a host
 *
 * Returns: (transfer none) (nullable): where its mail can be read in a
 *   browser, once it has started
 */
const char *
spare_practice_host_get_mailbox_url (SparePracticeHost *self)
{
  g_return_val_if_fail (SPARE_IS_PRACTICE_HOST (self), NULL);

  return self->mailbox_url;
}

/**
 * spare_practice_host_get_maildir:
 * @self: a host
 *
 * Returns: (transfer none) (nullable): the folder its mail is delivered to,
 *   once it has started
 */
const char *
spare_practice_host_get_maildir (SparePracticeHost *self)
{
  g_return_val_if_fail (SPARE_IS_PRACTICE_HOST (self), NULL);

  return self->maildir;
}

/**
 * spare_practice_host_get_address:
 * @self: a host
 *
 * Returns: (transfer none) (nullable): the address of its first account, once
 *   it has started
 */
const char *
spare_practice_host_get_address (SparePracticeHost *self)
{
  g_return_val_if_fail (SPARE_IS_PRACTICE_HOST (self), NULL);

  return self->address;
}

/**
 * spare_practice_host_get_password:
 * @self: a host
 *
 * Returns: (transfer none) (nullable): the password of its first account, for
 *   the person to see, once it has started
 */
const char *
spare_practice_host_get_password (SparePracticeHost *self)
{
  g_return_val_if_fail (SPARE_IS_PRACTICE_HOST (self), NULL);

  return self->password;
}
