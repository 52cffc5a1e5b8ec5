/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-recovery.h"

#include "spare-address.h"
#include "spare-auth-client.h"
#include "spare-clock.h"
#include "spare-error.h"

/* A tenant that says to wait longer is believed, but not for ever. */
#define LONGEST_REST (24 * 60 * 60)

struct _SpareRecovery
{
  GObject parent_instance;

  SpareAuthClient *client;
  SpareClock *clock;

  char *address;
  gint64 rest_from;
  gint64 rest_until;
  guint rest;
  guint requests;
  guint tick_id;
};

G_DEFINE_FINAL_TYPE (SpareRecovery, spare_recovery, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ADDRESS,
  PROP_REST,
  PROP_BUSY,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* By the clock, not by counting ticks: a suspended machine rests too. A clock
 * that was set back must not make the rest longer. */
static guint
compute_rest (SpareRecovery *self)
{
  gint64 now = spare_clock_now (self->clock);

  if (now < self->rest_from || now >= self->rest_until)
    return 0;

  return (guint) (self->rest_until - now);
}

static gboolean
update_rest (SpareRecovery *self)
{
  guint rest = compute_rest (self);

  if (rest != self->rest)
    {
      self->rest = rest;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REST]);
    }

  return self->rest > 0;
}

static gboolean
tick_cb (gpointer user_data)
{
  SpareRecovery *self = user_data;

  if (update_rest (self))
    return G_SOURCE_CONTINUE;

  self->tick_id = 0;

  return G_SOURCE_REMOVE;
}

static void
begin_rest (SpareRecovery *self,
            gint64         seconds)
{
  self->rest_from = spare_clock_now (self->clock);
  self->rest_until = self->rest_from + CLAMP (seconds, 0, LONGEST_REST);

  if (update_rest (self) && self->tick_id == 0)
    self->tick_id = g_timeout_add_seconds (1, tick_cb, self);
}

static void
set_address (SpareRecovery *self,
             const char    *address)
{
  if (g_strcmp0 (self->address, address) == 0)
    return;

  g_free (self->address);
  self->address = g_strdup (address);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ADDRESS]);
}

static void
change_requests (SpareRecovery *self,
                 int            change)
{
  gboolean busy = self->requests > 0;

  self->requests = (guint) ((int) self->requests + change);
  if (busy != (self->requests > 0))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

static void
asked_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  SpareRecovery *self = g_task_get_source_object (task);
  GError *error = NULL;

  spare_auth_client_change_password_finish (SPARE_AUTH_CLIENT (source), result, NULL, &error);

  g_object_freeze_notify (G_OBJECT (self));
  change_requests (self, -1);
  if (error == NULL)
    {
      set_address (self, g_task_get_task_data (task));
      begin_rest (self, SPARE_RECOVERY_REST);
    }
  else if (g_error_matches (error, SPARE_ERROR, SPARE_ERROR_RATE_LIMITED) ||
           g_error_matches (error, SPARE_ERROR, SPARE_ERROR_TOO_MANY_ATTEMPTS))
    {
      gint64 wait = spare_error_get_retry_after (error);

      set_address (self, g_task_get_task_data (task));
      begin_rest (self, wait > 0 ? wait : SPARE_RECOVERY_REST);
    }
  g_object_thaw_notify (G_OBJECT (self));

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
spare_recovery_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  SpareRecovery *self = SPARE_RECOVERY (object);

  switch (prop_id)
    {
    case PROP_ADDRESS:
      g_value_set_string (value, self->address);
      break;
    case PROP_REST:
      g_value_set_uint (value, spare_recovery_get_rest (self));
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, spare_recovery_is_busy (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
spare_recovery_dispose (GObject *object)
{
  SpareRecovery *self = SPARE_RECOVERY (object);

  g_clear_handle_id (&self->tick_id, g_source_remove);

  G_OBJECT_CLASS (spare_recovery_parent_class)->dispose (object);
}

static void
spare_recovery_finalize (GObject *object)
{
  SpareRecovery *self = SPARE_RECOVERY (object);

  g_clear_object (&self->client);
  g_clear_object (&self->clock);
  g_free (self->address);

  G_OBJECT_CLASS (spare_recovery_parent_class)->finalize (object);
}

static void
spare_recovery_class_init (SpareRecoveryClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = spare_recovery_get_property;
  object_class->dispose = spare_recovery_dispose;
  object_class->finalize = spare_recovery_finalize;

  properties[PROP_ADDRESS] = g_param_spec_string ("address", NULL, NULL, NULL, flags);
  properties[PROP_REST] = g_param_spec_uint ("rest", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
spare_recovery_init (SpareRecovery *self)
{
}

/**
 * spare_recovery_new:
 * @client: the operations against the tenant
 * @clock: the clock
 *
 * Returns: (transfer full): asks @client for reset e-mails
 */
SpareRecovery *
spare_recovery_new (SpareAuthClient *client,
                    SpareClock      *clock)
{
  SpareRecovery *self;

  g_return_val_if_fail (SPARE_IS_AUTH_CLIENT (client), NULL);
  g_return_val_if_fail (SPARE_IS_CLOCK (clock), NULL);

  self = g_object_new (SPARE_TYPE_RECOVERY, NULL);
  self->client = g_object_ref (client);
  self->clock = g_object_ref (clock);

  return self;
}

/**
 * spare_recovery_get_address:
 * @self: a recovery
 *
 * Returns: (transfer none) (nullable): the address of the last request that
 *   the tenant answered
 */
const char *
spare_recovery_get_address (SpareRecovery *self)
{
  g_return_val_if_fail (SPARE_IS_RECOVERY (self), NULL);

  return self->address;
}

/**
 * spare_recovery_get_rest:
 * @self: a recovery
 *
 * Returns: seconds until the next request for the same address is allowed
 */
guint
spare_recovery_get_rest (SpareRecovery *self)
{
  g_return_val_if_fail (SPARE_IS_RECOVERY (self), 0);

  return compute_rest (self);
}

/**
 * spare_recovery_is_busy:
 * @self: a recovery
 *
 * Returns: whether a request is on its way
 */
gboolean
spare_recovery_is_busy (SpareRecovery *self)
{
  g_return_val_if_fail (SPARE_IS_RECOVERY (self), FALSE);

  return self->requests > 0;
}

/**
 * spare_recovery_send_async:
 * @self: a recovery
 * @email: the address
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: for @callback
 *
 * Asks for a reset e-mail to @email.
 */
void
spare_recovery_send_async (SpareRecovery       *self,
                           const char          *email,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *address = NULL;
  guint rest;

  g_return_if_fail (SPARE_IS_RECOVERY (self));
  g_return_if_fail (email != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, spare_recovery_send_async);
  g_task_set_name (task, "send reset e-mail");
  if (g_task_return_error_if_cancelled (task))
    return;

  address = spare_address_normalize (email);
  if (address == NULL || !spare_address_check (address))
    {
      g_task_return_error (task, spare_error_new (SPARE_ERROR_MALFORMED_ADDRESS));
      return;
    }

  rest = spare_recovery_get_rest (self);
  if (rest > 0 && g_strcmp0 (self->address, address) == 0)
    {
      GError *error = spare_error_new (SPARE_ERROR_RESTING);

      spare_error_set_retry_after (error, rest);
      g_task_return_error (task, error);
      return;
    }

  g_task_set_task_data (task, g_strdup (address), g_free);
  change_requests (self, 1);
  spare_auth_client_change_password_async (self->client, address, cancellable, asked_cb,
                                           g_object_ref (task));
}

/**
 * spare_recovery_send_finish:
 * @self: a recovery
 * @result: the result
 * @error: return location for an error
 *
 * Ends [method@Recovery.send_async]. Fails with %SPARE_ERROR_MALFORMED_ADDRESS
 * or %SPARE_ERROR_RESTING before anything is sent, or with any error of
 * [method@AuthClient.change_password_finish].
 *
 * Returns: whether the tenant has taken the request
 */
gboolean
spare_recovery_send_finish (SpareRecovery  *self,
                            GAsyncResult   *result,
                            GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, spare_recovery_send_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
