/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-config.h"

#include "spare-notices.h"

#include "spare-application-private.h"

#include <glib/gi18n-lib.h>

/* Others may read a notification, even on a locked screen: it has no address
 * in it and nothing secret. */
static const struct
{
  const char *what;
  const char *id;
  const char *title;
  const char *body;
} notices[] = {
  { "logged-in", "login", N_("Logged In"), N_("Your dashboard is open.") },
  { "login-failed", "login", N_("Not Logged In"), N_("The login window says why.") },
  { "reset-sent", "reset", N_("Email Sent"),
    N_("We've just sent you an email to reset your password.") },
  { "reset-failed", "reset", N_("Email Not Sent"), N_("Spare Key says why.") },
};

/* In milliseconds; a window that the result opens may come to the front by
 * itself, and a notification can only be taken back once the desktop has it. */
#define DELAY 500

static gboolean
is_in_front (SpareApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    {
      if (gtk_window_is_active (l->data))
        return TRUE;
    }

  return FALSE;
}

static void
is_active_cb (SpareApplication *self,
              GParamSpec       *pspec,
              GtkWindow        *window)
{
  if (!self->notified || !gtk_window_is_active (window))
    return;

  self->notified = FALSE;
  g_application_withdraw_notification (G_APPLICATION (self), "login");
  g_application_withdraw_notification (G_APPLICATION (self), "reset");
}

static void
window_added_cb (SpareApplication *self,
                 GtkWindow        *window)
{
  g_signal_connect_object (window, "notify::is-active", G_CALLBACK (is_active_cb), self,
                           G_CONNECT_SWAPPED);
}

static gboolean
send_cb (gpointer data)
{
  SpareApplication *self = data;
  gsize n = self->notice;
  g_autoptr (GNotification) notification = NULL;

  self->notice_source = 0;
  if (is_in_front (self))
    return G_SOURCE_REMOVE;

  notification = g_notification_new (_(notices[n].title));
  g_notification_set_body (notification, _(notices[n].body));
  g_notification_set_default_action (notification, "app.show");
  g_application_send_notification (G_APPLICATION (self), notices[n].id, notification);
  self->notified = TRUE;

  return G_SOURCE_REMOVE;
}

/**
 * spare_notices_watch:
 * @self: the application
 *
 * Takes notifications back once a window of the application is in front.
 */
void
spare_notices_watch (SpareApplication *self)
{
  g_signal_connect (self, "window-added", G_CALLBACK (window_added_cb), NULL);
}

/**
 * spare_notices_tell:
 * @self: the application
 * @what: what finished: `logged-in`, `login-failed`, `reset-sent` or
 *   `reset-failed`
 *
 * Sends a notification, unless a window of the application is in front and
 * says it anyway.
 */
void
spare_notices_tell (SpareApplication *self,
                    const char       *what)
{
  if (is_in_front (self))
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (notices); i++)
    {
      if (!g_str_equal (notices[i].what, what))
        continue;

      g_clear_handle_id (&self->notice_source, g_source_remove);
      self->notice = i;
      self->notice_source = g_timeout_add (DELAY, send_cb, self);
    }
}
