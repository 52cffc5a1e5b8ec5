/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-session-private.h"

#include "spare-account.h"
#include "spare-auth-client.h"
#include "spare-clock.h"
#include "spare-session-store.h"
#include "spare-tenant.h"
#include "spare-token-set.h"

typedef struct
{
  GTask *task;
  SpareSessionBegin begin;
} Pending;

G_DEFINE_FINAL_TYPE (SpareSession, spare_session, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_CLIENT,
  PROP_STORE,
  PROP_CLOCK,
  PROP_TENANT,
  PROP_STATE,
  PROP_ACCOUNT,
  PROP_PROBLEM,
  PROP_PERSISTENT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

GType
spare_session_state_get_type (void)
{
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      static const GEnumValue values[] = {
        { SPARE_SESSION_STARTING, "SPARE_SESSION_STARTING", "starting" },
        { SPARE_SESSION_SIGNED_OUT, "SPARE_SESSION_SIGNED_OUT", "signed-out" },
        { SPARE_SESSION_SIGNING_IN, "SPARE_SESSION_SIGNING_IN", "signing-in" },
        { SPARE_SESSION_SIGNED_IN, "SPARE_SESSION_SIGNED_IN", "signed-in" },
        { SPARE_SESSION_REFRESHING, "SPARE_SESSION_REFRESHING", "refreshing" },
        { SPARE_SESSION_SIGNING_OUT, "SPARE_SESSION_SIGNING_OUT", "signing-out" },
        { SPARE_SESSION_LOCKED, "SPARE_SESSION_LOCKED", "locked" },
        { 0, NULL, NULL },
      };

      g_once_init_leave (&once, g_enum_register_static ("SpareSessionState", values));
    }

  return once;
}

/* The queue of operations */

static void
run_next (SpareSession *self)
{
  Pending *pending;

  if (self->current != NULL)
    return;

  pending = g_queue_pop_head (&self->queue);
  if (pending == NULL)
    return;

  self->current = pending->task;
  pending->begin (self, pending->task);
  g_free (pending);
}

/* Makes the task of one operation. */
GTask *
spare_session_task_new (SpareSession        *self,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data,
                        gpointer             tag,
                        const char          *name)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_name (task, name);

  return task;
}

/* Takes over @task; @begin owns it and ends with
 * spare_session_task_complete(). */
void
spare_session_task_enqueue (SpareSession      *self,
                            GTask             *task,
                            SpareSessionBegin  begin)
{
  Pending *pending = g_new0 (Pending, 1);

  pending->task = task;
  pending->begin = begin;
  g_queue_push_tail (&self->queue, pending);
  run_next (self);
}

/* Takes over @task and returns TRUE if the same operation is under way; its
 * result is then the result of @task. */
gboolean
spare_session_task_join (SpareSession *self,
                         GTask        *task)
{
  if (self->current == NULL ||
      g_task_get_source_tag (self->current) != g_task_get_source_tag (task))
    return FALSE;

  g_ptr_array_add (self->waiters, task);

  return TRUE;
}

static void
answer (GTask        *task,
        const GError *error)
{
  if (error != NULL)
    g_task_return_error (task, g_error_copy (error));
  else
    g_task_return_boolean (task, TRUE);
}

/* Takes over @task and @error. */
void
spare_session_task_complete (SpareSession *self,
                             GTask        *task,
                             GError       *error)
{
  g_autoptr (SpareSession) alive = g_object_ref (self);
  g_autoptr (GTask) owned_task = task;
  g_autoptr (GError) owned_error = error;
  g_autoptr (GPtrArray) waiters = g_steal_pointer (&self->waiters);

  self->waiters = g_ptr_array_new_with_free_func (g_object_unref);
  g_assert (self->current == task);

  answer (task, error);
  for (guint i = 0; i < waiters->len; i++)
    answer (g_ptr_array_index (waiters, i), error);

  self->current = NULL;
  run_next (self);
}

/* Properties */

void
spare_session_set_state (SpareSession      *self,
                         SpareSessionState  state)
{
  g_autofree char *name = NULL;

  if (self->state == state)
    return;

  self->state = state;
  name = g_enum_to_string (SPARE_TYPE_SESSION_STATE, (int) state);
  g_debug ("Session: %s", name);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
spare_session_set_tokens (SpareSession  *self,
                          SpareTokenSet *tokens)
{
  g_autoptr (SpareAccount) before = NULL;

  if (spare_session_get_account (self) != NULL)
    before = g_object_ref (spare_session_get_account (self));

  g_set_object (&self->tokens, tokens);
  if (before != spare_session_get_account (self))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT]);
}

void
spare_session_set_problem (SpareSession *self,
                           const GError *problem)
{
  if (self->problem == problem)
    return;

  g_clear_error (&self->problem);
  self->problem = problem != NULL ? g_error_copy (problem) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

void
spare_session_set_persistent (SpareSession *self,
                              gboolean      persistent)
{
  if (self->persistent == persistent)
    return;

  self->persistent = persistent;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PERSISTENT]);
}

/* Life */

static void
spare_session_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  SpareSession *self = SPARE_SESSION (object);

  switch (prop_id)
    {
    case PROP_CLIENT:
      g_value_set_object (value, self->client);
      break;
    case PROP_STORE:
      g_value_set_object (value, self->store);
      break;
    case PROP_CLOCK:
      g_value_set_object (value, self->clock);
      break;
    case PROP_TENANT:
      g_value_set_object (value, spare_session_get_tenant (self));
      break;
    case PROP_STATE:
      g_value_set_enum (value, (int) self->state);
      break;
    case PROP_ACCOUNT:
      g_value_set_object (value, spare_session_get_account (self));
      break;
    case PROP_PROBLEM:
      g_value_set_boxed (value, self->problem);
      break;
    case PROP_PERSISTENT:
      g_value_set_boolean (value, self->persistent);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
spare_session_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  SpareSession *self = SPARE_SESSION (object);

  switch (prop_id)
    {
    case PROP_CLIENT:
      self->client = g_value_dup_object (value);
      break;
    case PROP_STORE:
      self->store = g_value_dup_object (value);
      break;
    case PROP_CLOCK:
      self->clock = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
spare_session_dispose (GObject *object)
{
  SpareSession *self = SPARE_SESSION (object);

  g_clear_handle_id (&self->patience_id, g_source_remove);
  g_clear_object (&self->renewal);
  g_clear_object (&self->tokens);
  g_clear_object (&self->client);
  g_clear_object (&self->store);
  g_clear_object (&self->clock);
  g_clear_error (&self->problem);

  G_OBJECT_CLASS (spare_session_parent_class)->dispose (object);
}

static void
spare_session_finalize (GObject *object)
{
  SpareSession *self = SPARE_SESSION (object);

  g_clear_pointer (&self->waiters, g_ptr_array_unref);

  G_OBJECT_CLASS (spare_session_parent_class)->finalize (object);
}

static void
spare_session_class_init (SpareSessionClass *klass)
{
  const GParamFlags construct = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  const GParamFlags notified =
      G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = spare_session_get_property;
  object_class->set_property = spare_session_set_property;
  object_class->dispose = spare_session_dispose;
  object_class->finalize = spare_session_finalize;

  properties[PROP_CLIENT] =
      g_param_spec_object ("client", NULL, NULL, SPARE_TYPE_AUTH_CLIENT, construct);
  properties[PROP_STORE] =
      g_param_spec_object ("store", NULL, NULL, SPARE_TYPE_SESSION_STORE, construct);
  properties[PROP_CLOCK] =
      g_param_spec_object ("clock", NULL, NULL, SPARE_TYPE_CLOCK, construct);
  properties[PROP_TENANT] =
      g_param_spec_object ("tenant", NULL, NULL, SPARE_TYPE_TENANT, notified);
  properties[PROP_STATE] =
      g_param_spec_enum ("state", NULL, NULL, SPARE_TYPE_SESSION_STATE,
                         SPARE_SESSION_STARTING, notified);
  properties[PROP_ACCOUNT] =
      g_param_spec_object ("account", NULL, NULL, SPARE_TYPE_ACCOUNT, notified);
  properties[PROP_PROBLEM] =
      g_param_spec_boxed ("problem", NULL, NULL, G_TYPE_ERROR, notified);
  properties[PROP_PERSISTENT] =
      g_param_spec_boolean ("persistent", NULL, NULL, FALSE, notified);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
spare_session_init (SpareSession *self)
{
  self->state = SPARE_SESSION_STARTING;
  self->waiters = g_ptr_array_new_with_free_func (g_object_unref);
  g_queue_init (&self->queue);
}

/**
 * spare_session_new:
 * @client: the operations against the tenant
 * @store: where the session is kept
 * @clock: the clock
 *
 * Makes a session in %SPARE_SESSION_STARTING. Nothing is read before
 * [method@Session.restore_async].
 *
 * Returns: (transfer full): the session
 */
SpareSession *
spare_session_new (SpareAuthClient   *client,
                   SpareSessionStore *store,
                   SpareClock        *clock)
{
  g_return_val_if_fail (SPARE_IS_AUTH_CLIENT (client), NULL);
  g_return_val_if_fail (SPARE_IS_SESSION_STORE (store), NULL);
  g_return_val_if_fail (SPARE_IS_CLOCK (clock), NULL);

  return g_object_new (SPARE_TYPE_SESSION,
                       "client", client,
                       "store", store,
                       "clock", clock,
                       NULL);
}

/**
 * spare_session_get_tenant:
 * @self: a session
 *
 * Returns: (transfer none): the tenant
 */
SpareTenant *
spare_session_get_tenant (SpareSession *self)
{
  g_return_val_if_fail (SPARE_IS_SESSION (self), NULL);

  return spare_auth_client_get_tenant (self->client);
}

/**
 * spare_session_get_state:
 * @self: a session
 *
 * Returns: the state
 */
SpareSessionState
spare_session_get_state (SpareSession *self)
{
  g_return_val_if_fail (SPARE_IS_SESSION (self), SPARE_SESSION_SIGNED_OUT);

  return self->state;
}

/**
 * spare_session_get_account:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): who is signed in
 */
SpareAccount *
spare_session_get_account (SpareSession *self)
{
  g_return_val_if_fail (SPARE_IS_SESSION (self), NULL);

  return self->tokens != NULL ? spare_token_set_get_account (self->tokens) : NULL;
}

/**
 * spare_session_get_problem:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): what is wrong
 */
const GError *
spare_session_get_problem (SpareSession *self)
{
  g_return_val_if_fail (SPARE_IS_SESSION (self), NULL);

  return self->problem;
}

/**
 * spare_session_is_persistent:
 * @self: a session
 *
 * Returns: whether the session is kept in the store, not only in memory
 */
gboolean
spare_session_is_persistent (SpareSession *self)
{
  g_return_val_if_fail (SPARE_IS_SESSION (self), FALSE);

  return self->persistent;
}

/**
 * spare_session_get_signed_in_at:
 * @self: a session
 *
 * Returns: seconds since the epoch, 0 where nobody is signed in
 */
gint64
spare_session_get_signed_in_at (SpareSession *self)
{
  g_return_val_if_fail (SPARE_IS_SESSION (self), 0);

  return self->tokens != NULL ? spare_token_set_get_signed_in_at (self->tokens) : 0;
}

/**
 * spare_session_get_expires_at:
 * @self: a session
 *
 * Returns: seconds since the epoch, 0 where nobody is signed in
 */
gint64
spare_session_get_expires_at (SpareSession *self)
{
  g_return_val_if_fail (SPARE_IS_SESSION (self), 0);

  return self->tokens != NULL ? spare_token_set_get_expires_at (self->tokens) : 0;
}
