/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-login-window-private.h"

#include "spare-a11y.h"
#include "spare-address.h"
#include "spare-error-text.h"
#include "spare-recovery.h"
#include "spare-session.h"
#include "spare-weak.h"

#include <glib/gi18n-lib.h>

static void
open_recovery_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  SpareLoginWindow *self = SPARE_LOGIN_WINDOW (widget);
  g_autofree char *address = NULL;

  /* As in Lock: the address goes along, the password does not stay. A user
   * name is of no use there. */
  address = spare_address_normalize (spare_entry_field_get_text (self->address_field));
  spare_password_field_clear (self->password_field);
  gtk_widget_activate_action (widget, "app.open-recovery", "s",
                              spare_address_check (address) ? address : "");
}

/* Seen and heard, unless the window has another message by now. */
static void
tell (SpareLoginWindow *self,
      const char       *text)
{
  if (!gtk_widget_get_visible (GTK_WIDGET (self->rest_label)))
    return;

  gtk_label_set_text (self->rest_label, text);
  spare_message_area_say (self->message_area, text);
}

/**
 * spare_login_window_update_rest:
 * @self: the login window
 *
 * Shows for how long the email cannot be sent again, and says when that is over.
 */
void
spare_login_window_update_rest (SpareLoginWindow *self)
{
  guint rest = spare_recovery_get_rest (self->recovery);
  g_autofree char *wait = NULL;
  g_autofree char *text = NULL;

  /* It says itself how it goes on. */
  if (self->sending != NULL)
    return;

  if (rest == 0)
    {
      tell (self, _("You can send the email again now."));
      return;
    }

  wait = spare_error_text_format_wait (rest);
  /* Translators: %s is a length of time, such as “45 seconds”. */
  text = g_strdup_printf (_("You can send the email again in %s."), wait);
  gtk_label_set_text (self->rest_label, text);
}

static void
send_again_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (SpareLoginWindow) self = spare_weak_take (user_data);
  g_autoptr (GError) error = NULL;

  spare_recovery_send_finish (SPARE_RECOVERY (source), result, &error);
  if (self == NULL || self->session == NULL)
    return;

  g_clear_object (&self->sending);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      tell (self, _("Stopped. The email may be on its way all the same."));
      return;
    }

  gtk_widget_activate_action (GTK_WIDGET (self), "app.finished", "s",
                              error == NULL ? "reset-sent" : "reset-failed");
  if (error == NULL)
    {
      spare_login_window_show_reset_sent (self);
      return;
    }

  gtk_widget_set_visible (GTK_WIDGET (self->rest_label), FALSE);
  spare_login_window_show_error (self, error, SPARE_OPERATION_RESET);
}

static void
send_again_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  SpareLoginWindow *self = SPARE_LOGIN_WINDOW (widget);

  if (spare_recovery_is_busy (self->recovery) || spare_recovery_get_address (self->recovery) == NULL)
    return;

  if (spare_recovery_get_rest (self->recovery) > 0)
    {
      spare_login_window_update_rest (self);
      spare_message_area_say (self->message_area, gtk_label_get_text (self->rest_label));
      return;
    }

  tell (self, _("Sending…"));
  self->sending = g_cancellable_new ();
  spare_recovery_send_async (self->recovery, spare_recovery_get_address (self->recovery), self->sending,
                             send_again_cb, spare_weak_new (self));
}

static void
restore_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  /* The state says what came of it. */
  spare_session_restore_finish (SPARE_SESSION (source), result, NULL);
}

static void
unlock_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  SpareLoginWindow *self = SPARE_LOGIN_WINDOW (widget);

  if (spare_session_get_state (self->session) == SPARE_SESSION_LOCKED)
    spare_session_restore_async (self->session, NULL, restore_cb, NULL);
}

static void
memory_only_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  SpareLoginWindow *self = SPARE_LOGIN_WINDOW (widget);
  g_autofree char *text = NULL;

  /* The keyring has been asked again, and its answer comes. */
  if (spare_session_get_state (self->session) != SPARE_SESSION_LOCKED)
    return;

  self->locked = FALSE;
  spare_session_use_memory_only (self->session);
  /* The message about the keyring came over the notice, if there was one. */
  text = g_strjoin (" ", _("You can log in now. The session ends when you quit."), self->notice, NULL);
  spare_message_area_show (self->message_area, SPARE_MESSAGE_INFO, _("For This Time Only"), text);
}

static void
forget_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SpareLoginWindow) self = spare_weak_take (user_data);
  g_autoptr (GError) error = NULL;

  spare_session_forget_finish (SPARE_SESSION (source), result, &error);
  if (self == NULL || self->session == NULL)
    return;

  if (error != NULL)
    spare_login_window_show_error (self, error, SPARE_OPERATION_LOGOUT);
  else
    spare_login_window_show_notice (self, _("Session Forgotten"), _("Log in again."));
}

static void
forget_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  SpareLoginWindow *self = SPARE_LOGIN_WINDOW (widget);

  self->locked = FALSE;
  spare_session_forget_async (self->session, NULL, forget_cb, spare_weak_new (self));
}

/**
 * spare_login_window_install_actions:
 * @widget_class: the class of the login window
 *
 * Installs what leads on from the login window, and what is offered in its
 * messages, with its keys.
 */
void
spare_login_window_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "login.open-recovery", NULL, open_recovery_action);
  gtk_widget_class_install_action (widget_class, "login.send-again", NULL, send_again_action);
  gtk_widget_class_install_action (widget_class, "login.unlock", NULL, unlock_action);
  gtk_widget_class_install_action (widget_class, "login.memory-only", NULL, memory_only_action);
  gtk_widget_class_install_action (widget_class, "login.forget", NULL, forget_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_r, GDK_CONTROL_MASK,
                                       "login.open-recovery", NULL);
}
