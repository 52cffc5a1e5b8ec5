/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-login-window-private.h"

#include "spare-a11y.h"
#include "spare-address.h"
#include "spare-error-actions.h"
#include "spare-error.h"
#include "spare-recovery.h"
#include "spare-secret-text.h"
#include "spare-session.h"
#include "spare-tenant.h"
#include "spare-weak.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (SpareLoginWindow, spare_login_window, ADW_TYPE_APPLICATION_WINDOW)

static void submit (SpareLoginWindow *self);

static void
show_problem (SpareLoginWindow *self)
{
  const GError *problem = spare_session_get_problem (self->session);

  if (problem == NULL)
    return;

  spare_login_window_show_error (self, problem, SPARE_OPERATION_RESTORE);
  if (spare_session_get_state (self->session) != SPARE_SESSION_LOCKED)
    return;

  spare_error_actions_add_keyring (self->message_area, problem);
}

static void
end_busy (SpareLoginWindow *self)
{
  g_clear_object (&self->cancellable);
  spare_submit_button_set_busy (self->submit_button, FALSE);
}

/* What waits for the keyring. */
static void
stop_pending (SpareLoginWindow *self)
{
  if (!self->submit_pending)
    return;

  self->submit_pending = FALSE;
  end_busy (self);
}

/* What is said of a locked keyring stays true, and is the way to unlock it. */
static void
hide_message (SpareLoginWindow *self)
{
  if (spare_session_get_state (self->session) != SPARE_SESSION_LOCKED)
    spare_message_area_hide (self->message_area);
}

/* The keyring answers by now, and has nothing. */
static void
begin_anew (SpareLoginWindow *self)
{
  GtkWidget *first = spare_entry_field_get_entry (self->address_field);

  if (spare_entry_field_get_text (self->address_field)[0] != '\0')
    first = spare_password_field_get_entry (self->password_field);

  spare_message_area_hide (self->message_area);
  if (!self->submit_pending)
    spare_a11y_take_focus (first);
}

static void
state_changed_cb (SpareLoginWindow *self)
{
  SpareSessionState state = spare_session_get_state (self->session);
  gboolean starting = state == SPARE_SESSION_STARTING;

  gtk_widget_set_visible (GTK_WIDGET (self->status_label), starting);
  gtk_label_set_text (self->status_label, starting ? _("Checking your session…") : "");

  if (state == SPARE_SESSION_LOCKED)
    {
      self->locked = TRUE;
      show_problem (self);
      stop_pending (self);
    }
  else if (state == SPARE_SESSION_SIGNED_OUT)
    {
      if (spare_session_get_problem (self->session) != NULL)
        show_problem (self);
      else if (self->locked)
        begin_anew (self);
      self->locked = FALSE;
      if (self->submit_pending)
        submit (self);
    }
}

static void
login_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (SpareLoginWindow) self = spare_weak_take (user_data);
  g_autoptr (GError) error = NULL;

  spare_session_login_finish (SPARE_SESSION (source), result, &error);
  if (self == NULL || self->session == NULL)
    return;

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gtk_widget_activate_action (GTK_WIDGET (self), "app.finished", "s",
                                error == NULL ? "logged-in" : "login-failed");
  if (error == NULL)
    {
      spare_password_field_clear (self->password_field);
      spare_message_area_hide (self->message_area);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    spare_a11y_take_focus (spare_password_field_get_entry (self->password_field));
  else if (g_error_matches (error, SPARE_ERROR, SPARE_ERROR_WRONG_CREDENTIALS))
    {
      g_autoptr (SpareErrorText) text = NULL;
      g_autofree char *joined = NULL;

      text = spare_error_text_new (error, SPARE_OPERATION_LOGIN,
                                   spare_session_get_tenant (self->session));
      joined = spare_error_text_join (text);
      hide_message (self);
      spare_password_field_refuse (self->password_field, joined);
    }
  else
    spare_login_window_show_error (self, error, SPARE_OPERATION_LOGIN);

  /* Without the focus by now, so that nobody hears it; or gone with the window,
   * as after a login. */
  if (self->session != NULL && error != NULL)
    end_busy (self);
}

/* Returns the address, or %NULL if something in the form is wrong. */
static char *
check_form (SpareLoginWindow *self)
{
  g_autofree char *address = spare_address_normalize (spare_entry_field_get_text (self->address_field));

  if (address[0] == '\0')
    spare_entry_field_set_error (self->address_field, _("Enter your email address."));
  else if (!spare_entry_field_check (self->address_field))
    return NULL;
  else if (spare_password_field_is_empty (self->password_field))
    spare_password_field_set_error (self->password_field, _("Enter your password."));
  else
    return g_steal_pointer (&address);

  return NULL;
}

static void
submit (SpareLoginWindow *self)
{
  g_autofree char *address = NULL;
  g_autoptr (SpareSecretText) password = NULL;

  if (spare_submit_button_is_busy (self->submit_button) && !self->submit_pending)
    return;

  address = check_form (self);
  if (address == NULL)
    {
      stop_pending (self);
      return;
    }

  if (!self->submit_pending)
    {
      /* Here the change of its text is spoken. */
      spare_submit_button_set_busy (self->submit_button, TRUE);
      spare_a11y_take_focus (spare_submit_button_get_button (self->submit_button));
    }

  /* The keyring has not answered yet; its answer comes first. */
  self->submit_pending = spare_session_get_state (self->session) == SPARE_SESSION_STARTING;
  if (self->submit_pending)
    return;

  gtk_widget_set_visible (GTK_WIDGET (self->rest_label), FALSE);
  hide_message (self);
  self->cancellable = g_cancellable_new ();
  password = spare_password_field_get_secret (self->password_field);
  spare_session_login_async (self->session, address, password, self->cancellable,
                             login_cb, spare_weak_new (self));
}

static void
submit_cb (SpareLoginWindow *self)
{
  submit (self);
}

static void
submit_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  submit (SPARE_LOGIN_WINDOW (widget));
}

static void
cancel_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  SpareLoginWindow *self = SPARE_LOGIN_WINDOW (widget);

  stop_pending (self);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  if (self->sending != NULL)
    g_cancellable_cancel (self->sending);
}

/* Seen at once; heard where the person is or goes next, and again with an error
 * that it explains. */
static void
network_changed_cb (SpareLoginWindow *self)
{
  const char *text = spare_network_note_get_text (self->network_note);

  spare_message_area_set_remark (self->message_area, text);
  spare_a11y_set_description (spare_submit_button_get_button (self->submit_button), text);
  spare_entry_field_set_remark (self->address_field, text);
  spare_password_field_set_remark (self->password_field, text);
}

static void
spare_login_window_dispose (GObject *object)
{
  SpareLoginWindow *self = SPARE_LOGIN_WINDOW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->sending);
  g_clear_object (&self->session);
  g_clear_object (&self->recovery);
  g_clear_pointer (&self->notice, g_free);

  G_OBJECT_CLASS (spare_login_window_parent_class)->dispose (object);
}

static void
spare_login_window_class_init (SpareLoginWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = spare_login_window_dispose;

  g_type_ensure (SPARE_TYPE_ENTRY_FIELD);
  g_type_ensure (SPARE_TYPE_MESSAGE_AREA);
  g_type_ensure (SPARE_TYPE_NETWORK_NOTE);
  g_type_ensure (SPARE_TYPE_PASSWORD_FIELD);
  g_type_ensure (SPARE_TYPE_PRACTICE_STRIP);
  g_type_ensure (SPARE_TYPE_SUBMIT_BUTTON);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sparekey/SpareKey/ui/spare-login-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SpareLoginWindow, app_icon);
  gtk_widget_class_bind_template_child (widget_class, SpareLoginWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, SpareLoginWindow, window_title);
  gtk_widget_class_bind_template_child (widget_class, SpareLoginWindow, practice_strip);
  gtk_widget_class_bind_template_child (widget_class, SpareLoginWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, SpareLoginWindow, message_area);
  gtk_widget_class_bind_template_child (widget_class, SpareLoginWindow, network_note);
  gtk_widget_class_bind_template_child (widget_class, SpareLoginWindow, rest_label);
  gtk_widget_class_bind_template_child (widget_class, SpareLoginWindow, status_label);
  gtk_widget_class_bind_template_child (widget_class, SpareLoginWindow, address_field);
  gtk_widget_class_bind_template_child (widget_class, SpareLoginWindow, password_field);
  gtk_widget_class_bind_template_child (widget_class, SpareLoginWindow, submit_button);
  gtk_widget_class_bind_template_child (widget_class, SpareLoginWindow, forgot_button);
  gtk_widget_class_bind_template_callback (widget_class, submit_cb);
  gtk_widget_class_bind_template_callback (widget_class, network_changed_cb);

  gtk_widget_class_install_action (widget_class, "login.submit", NULL, submit_action);
  gtk_widget_class_install_action (widget_class, "login.cancel", NULL, cancel_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "login.cancel", NULL);
  spare_login_window_install_actions (widget_class);
}

static void
spare_login_window_init (SpareLoginWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_default_widget (GTK_WINDOW (self),
                                 spare_submit_button_get_button (self->submit_button));
  spare_a11y_set_name (GTK_WIDGET (self->forgot_button), _("Don't remember your password?"));
  spare_a11y_name_menu (self->menu_button, _("Main Menu"), _("Spare Key"));
  spare_a11y_set_tooltip (GTK_WIDGET (self->menu_button), _("Main Menu"));
  /* A message is worth more room than the picture. */
  g_object_bind_property (self->message_area, "visible", self->app_icon, "visible",
                          G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
}

/**
 * spare_login_window_new:
 * @application: the application
 * @session: the session to sign in to
 * @recovery: what sends reset e-mails
 *
 * Returns: (transfer floating): the login window
 */
GtkWidget *
spare_login_window_new (GtkApplication *application,
                        SpareSession   *session,
                        SpareRecovery  *recovery)
{
  SpareLoginWindow *self;
  SpareTenant *tenant;
  g_autofree char *heading = NULL;

  g_return_val_if_fail (SPARE_IS_SESSION (session), NULL);
  g_return_val_if_fail (SPARE_IS_RECOVERY (recovery), NULL);

  self = g_object_new (SPARE_TYPE_LOGIN_WINDOW, "application", application, NULL);
  g_set_object (&self->session, session);
  g_set_object (&self->recovery, recovery);

  tenant = spare_session_get_tenant (session);
  spare_practice_strip_set_tenant (self->practice_strip, tenant);
  if (spare_tenant_is_practice (tenant))
    heading = g_strdup (_("Log in to the practice tenant"));
  else
    /* Translators: %s is an internet domain, isolated by invisible marks. */
    heading = g_strdup_printf (_("Log in to \u2066%s\u2069"), spare_tenant_get_domain (tenant));
  gtk_label_set_text (self->heading, heading);

  g_signal_connect_object (session, "notify::state", G_CALLBACK (state_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (recovery, "notify::rest", G_CALLBACK (spare_login_window_update_rest), self,
                           G_CONNECT_SWAPPED);
  spare_a11y_first_focus (GTK_WINDOW (self), spare_entry_field_get_entry (self->address_field));
  /* There may be something to say instead. */
  state_changed_cb (self);

  return GTK_WIDGET (self);
}

/**
 * spare_login_window_get_address:
 * @self: the login window
 *
 * Returns: (transfer none): the address as typed
 */
const char *
spare_login_window_get_address (SpareLoginWindow *self)
{
  g_return_val_if_fail (SPARE_IS_LOGIN_WINDOW (self), NULL);

  return spare_entry_field_get_text (self->address_field);
}

/**
 * spare_login_window_set_address:
 * @self: the login window
 * @address: (nullable): the address to begin with
 *
 * Fills in the address and, if there is one, begins at the password.
 */
void
spare_login_window_set_address (SpareLoginWindow *self,
                                const char       *address)
{
  GtkWidget *first;

  g_return_if_fail (SPARE_IS_LOGIN_WINDOW (self));

  spare_entry_field_set_text (self->address_field, address);
  if (address != NULL && address[0] != '\0')
    first = spare_password_field_get_entry (self->password_field);
  else
    first = spare_entry_field_get_entry (self->address_field);
  if (!spare_message_area_is_shown (self->message_area))
    spare_a11y_first_focus (GTK_WINDOW (self), first);
}

/**
 * spare_login_window_show_reset_sent:
 * @self: the login window
 *
 * Says that the e-mail was sent, whether or not the address has an account,
 * and what to do if none comes.
 */
void
spare_login_window_show_reset_sent (SpareLoginWindow *self)
{
  g_return_if_fail (SPARE_IS_LOGIN_WINDOW (self));

  spare_entry_field_set_error (self->address_field, NULL);
  spare_password_field_set_error (self->password_field, NULL);
  spare_message_area_show (self->message_area, SPARE_MESSAGE_SUCCESS,
                           _("We've just sent you an email to reset your password."),
                           _("Didn’t get it? Look among the spam. Only the link in the newest email "
                             "works, for five days at most. An account that logs in through Google, "
                             "Microsoft or a company gets no email: its password is reset there."));
  spare_message_area_add_action (self->message_area, _("Send Again"), "login.send-again");
  gtk_widget_set_visible (GTK_WIDGET (self->rest_label), TRUE);
  spare_login_window_update_rest (self);
  spare_a11y_first_focus (GTK_WINDOW (self), GTK_WIDGET (self->message_area));
}

/**
 * spare_login_window_show_error:
 * @self: the login window
 * @error: an error
 * @operation: what was being done
 *
 * Shows an error with what can be done about it. Nothing typed is lost.
 */
void
spare_login_window_show_error (SpareLoginWindow *self,
                               const GError     *error,
                               SpareOperation    operation)
{
  g_return_if_fail (SPARE_IS_LOGIN_WINDOW (self));
  g_return_if_fail (error != NULL);

  spare_message_area_show_error (self->message_area, error, operation,
                                 spare_session_get_tenant (self->session));
  if (operation != SPARE_OPERATION_LOGIN)
    return;

  spare_error_actions_add (self->message_area, error);
  if (spare_session_get_state (self->session) == SPARE_SESSION_LOCKED)
    spare_error_actions_add_keyring (self->message_area, spare_session_get_problem (self->session));
}

/**
 * spare_login_window_show_notice:
 * @self: the login window
 * @title: a few words
 * @text: (nullable): one or more sentences
 *
 * Shows something the person should know.
 */
void
spare_login_window_show_notice (SpareLoginWindow *self,
                                const char       *title,
                                const char       *text)
{
  g_return_if_fail (SPARE_IS_LOGIN_WINDOW (self));

  g_free (self->notice);
  self->notice = g_strdup (text);
  spare_message_area_show (self->message_area, SPARE_MESSAGE_INFO, title, text);
}

/**
 * spare_login_window_set_connectivity:
 * @self: the login window
 * @connectivity: what is known of the network
 *
 * Lets the window say when the computer seems to be offline.
 */
void
spare_login_window_set_connectivity (SpareLoginWindow  *self,
                                     SpareConnectivity *connectivity)
{
  g_return_if_fail (SPARE_IS_LOGIN_WINDOW (self));

  spare_network_note_set_connectivity (self->network_note, connectivity,
                                       spare_session_get_tenant (self->session));
}
