/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-recovery-window.h"

#include "spare-a11y.h"
#include "spare-account.h"
#include "spare-address.h"
#include "spare-entry-field.h"
#include "spare-error-text.h"
#include "spare-error.h"
#include "spare-message-area.h"
#include "spare-network-note.h"
#include "spare-place-row.h"
#include "spare-practice-strip.h"
#include "spare-recovery.h"
#include "spare-session.h"
#include "spare-submit-button.h"
#include "spare-tenant.h"
#include "spare-weak.h"

#include <glib/gi18n-lib.h>

#define CHANGE_USERS_PASSWORDS_URL \
  "https://auth0.com/docs/authenticate/database-connections/password-change"
#define RESET_ACCOUNT_PASSWORDS_URL \
  "https://auth0.com/docs/troubleshoot/customer-support/reset-account-passwords"
#define PASSWORD_RESET_PAGE_URL \
  "https://auth0.com/docs/customize/login-pages/classic-login/customize-password-reset-page"

struct _SpareRecoveryWindow
{
  AdwApplicationWindow parent_instance;

  SpareSession *session;
  SpareRecovery *recovery;
  GCancellable *cancellable;
  /* The shown error counts down with the wait of the server. */
  gboolean waiting;

  SparePracticeStrip *practice_strip;
  SpareMessageArea *message_area;
  SpareNetworkNote *network_note;
  SpareEntryField *address_field;
  SpareSubmitButton *submit_button;
  GtkBox *places;
};

G_DEFINE_FINAL_TYPE (SpareRecoveryWindow, spare_recovery_window, ADW_TYPE_APPLICATION_WINDOW)

static void
show_error (SpareRecoveryWindow *self,
            const GError        *error)
{
  if (g_error_matches (error, SPARE_ERROR, SPARE_ERROR_MALFORMED_ADDRESS))
    {
      g_autoptr (SpareErrorText) text = NULL;
      g_autofree char *joined = NULL;

      text = spare_error_text_new (error, SPARE_OPERATION_RESET, NULL);
      joined = spare_error_text_join (text);
      spare_entry_field_set_error (self->address_field, joined);
      return;
    }

  self->waiting = g_error_matches (error, SPARE_ERROR, SPARE_ERROR_RATE_LIMITED) ||
                  g_error_matches (error, SPARE_ERROR, SPARE_ERROR_RESTING);
  spare_message_area_show_error (self->message_area, error, SPARE_OPERATION_RESET,
                                 spare_session_get_tenant (self->session));
  if (g_error_matches (error, SPARE_ERROR, SPARE_ERROR_NOT_FOUND) ||
      g_error_matches (error, SPARE_ERROR, SPARE_ERROR_INVALID_CLIENT) ||
      g_error_matches (error, SPARE_ERROR, SPARE_ERROR_INVALID_CONNECTION) ||
      g_error_matches (error, SPARE_ERROR, SPARE_ERROR_INVALID_REQUEST))
    spare_message_area_add_action (self->message_area, _("Preferences"), "app.preferences");
  else if (!self->waiting)
    spare_message_area_add_action (self->message_area, _("Try Again"), "recovery.submit");
}

static void
send_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (SpareRecoveryWindow) self = spare_weak_take (user_data);
  g_autoptr (GError) error = NULL;

  spare_recovery_send_finish (SPARE_RECOVERY (source), result, &error);
  if (self == NULL || self->session == NULL)
    return;

  g_clear_object (&self->cancellable);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
      !g_error_matches (error, SPARE_ERROR, SPARE_ERROR_MALFORMED_ADDRESS))
    gtk_widget_activate_action (GTK_WIDGET (self), "app.finished", "s",
                                error == NULL ? "reset-sent" : "reset-failed");
  if (error == NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "app.recovery-sent", "s",
                                spare_recovery_get_address (self->recovery));
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    spare_a11y_take_focus (spare_entry_field_get_entry (self->address_field));
  else
    show_error (self, error);

  /* Without the focus by now, so that nobody hears it; or gone with the window. */
  if (self->session != NULL)
    spare_submit_button_set_busy (self->submit_button, FALSE);
}

static void
submit (SpareRecoveryWindow *self)
{
  g_autofree char *address = NULL;

  if (spare_submit_button_is_busy (self->submit_button))
    return;

  address = spare_address_normalize (spare_entry_field_get_text (self->address_field));
  if (address[0] == '\0')
    {
      spare_entry_field_set_error (self->address_field, _("Enter your email address."));
      return;
    }
  if (!spare_entry_field_check (self->address_field))
    return;

  self->waiting = FALSE;
  spare_message_area_hide (self->message_area);
  spare_submit_button_set_busy (self->submit_button, TRUE);
  spare_a11y_take_focus (spare_submit_button_get_button (self->submit_button));
  self->cancellable = g_cancellable_new ();
  spare_recovery_send_async (self->recovery, address, self->cancellable, send_cb,
                             spare_weak_new (self));
}

static void
submit_cb (SpareRecoveryWindow *self)
{
  submit (self);
}

static void
submit_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  submit (SPARE_RECOVERY_WINDOW (widget));
}

static void
cancel_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  SpareRecoveryWindow *self = SPARE_RECOVERY_WINDOW (widget);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  else
    gtk_window_close (GTK_WINDOW (self));
}

/* Seen, not spoken, until it is over: the sentence was said once. */
static void
rest_changed_cb (SpareRecoveryWindow *self)
{
  guint rest = spare_recovery_get_rest (self->recovery);
  g_autofree char *wait = NULL;
  g_autofree char *text = NULL;

  if (!self->waiting)
    return;

  if (rest == 0)
    {
      self->waiting = FALSE;
      spare_message_area_set_text (self->message_area, _("You can try again now."));
      spare_message_area_say (self->message_area, _("You can try again now."));
      return;
    }

  wait = spare_error_text_format_wait (rest);
  /* Translators: %s is a length of time, such as “45 seconds”. */
  text = g_strdup_printf (_("You can try again in %s."), wait);
  spare_message_area_set_text (self->message_area, text);
}

static void
append_place (SpareRecoveryWindow *self,
              GtkWidget           *row)
{
  gtk_box_append (self->places, row);
}

static void
append_provider (SpareRecoveryWindow *self,
                 SpareAccount        *account)
{
  const char *name = account != NULL ? spare_account_get_provider_name (account) : NULL;
  const char *url = account != NULL ? spare_account_get_provider_url (account) : NULL;
  g_autofree char *text = NULL;
  g_autofree char *button = NULL;

  if (name != NULL)
    {
      /* Translators: %s is the name of a company, such as “Google”. */
      text = g_strdup_printf (_("Your account logs in through %s, so its password is reset there. "
                                "No email will come from here."), name);
      /* Translators: %s is the name of a company, such as “Google”. */
      button = g_strdup_printf (_("Reset at %s"), name);
    }
  else
    {
      text = g_strdup (_("If you log in through Google, Microsoft, your company or another service, "
                         "reset your password there. No email will come from here."));
      /* Translators: the title of a web page in English. */
      button = g_strdup (_("Reset Account Passwords"));
      url = RESET_ACCOUNT_PASSWORDS_URL;
    }

  append_place (self, spare_place_row_new (_("You log in through another service"), text, button, url));
}

static void
fill_places (SpareRecoveryWindow *self,
             const char          *support_url)
{
  append_place (self, spare_place_row_new (_("You use a second factor and are locked out"),
                                           _("An email does not help if your account asks for a second "
                                             "factor that you no longer have. Support can reset it."),
                                           _("Contact Support"), support_url));
  append_provider (self, spare_session_get_account (self->session));
  append_place (self, spare_place_row_new (_("You are an administrator, and a user lost a password"),
                                           _("You can reset it for the user in the dashboard of the tenant."),
                                           _("Change Users’ Passwords"), CHANGE_USERS_PASSWORDS_URL));
  append_place (self, spare_place_row_new (_("You are an administrator and want to change the reset page"),
                                           _("The page that the link in the email opens has its own settings."),
                                           _("Password Reset Page"), PASSWORD_RESET_PAGE_URL));
}

/* No promise of an email where none can come. */
static void
warn_of_provider (SpareRecoveryWindow *self)
{
  SpareAccount *account = spare_session_get_account (self->session);
  SpareAccountKind kind = account != NULL ? spare_account_get_kind (account)
                                          : SPARE_ACCOUNT_KIND_UNKNOWN;
  const char *name = account != NULL ? spare_account_get_provider_name (account) : NULL;
  const char *url = account != NULL ? spare_account_get_provider_url (account) : NULL;
  g_autofree char *text = NULL;
  g_autofree char *button = NULL;
  g_autofree char *action = NULL;

  if (kind != SPARE_ACCOUNT_KIND_SOCIAL && kind != SPARE_ACCOUNT_KIND_ENTERPRISE)
    return;

  if (name != NULL)
    /* Translators: %s is the name of a company, such as “Google”. */
    text = g_strdup_printf (_("You log in through %s. Reset your password there; no email will come from here."), name);
  else
    text = g_strdup (_("You log in through your company or another service. Reset your password there; "
                       "no email will come from here."));
  spare_message_area_show (self->message_area, SPARE_MESSAGE_WARNING, _("Not the Right Place"), text);
  if (name == NULL || url == NULL)
    return;

  action = g_action_print_detailed_name ("app.open-link", g_variant_new_string (url));
  /* Translators: %s is the name of a company, such as “Google”. */
  button = g_strdup_printf (_("Reset at %s"), name);
  spare_message_area_add_action (self->message_area, button, action);
}

/* Seen at once; heard where the person is or goes next, and again with an error
 * that it explains. */
static void
network_changed_cb (SpareRecoveryWindow *self)
{
  const char *text = spare_network_note_get_text (self->network_note);

  spare_message_area_set_remark (self->message_area, text);
  spare_a11y_set_description (spare_submit_button_get_button (self->submit_button), text);
  spare_entry_field_set_remark (self->address_field, text);
}

static void
spare_recovery_window_dispose (GObject *object)
{
  SpareRecoveryWindow *self = SPARE_RECOVERY_WINDOW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_object (&self->recovery);

  G_OBJECT_CLASS (spare_recovery_window_parent_class)->dispose (object);
}

static void
spare_recovery_window_class_init (SpareRecoveryWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = spare_recovery_window_dispose;

  g_type_ensure (SPARE_TYPE_ENTRY_FIELD);
  g_type_ensure (SPARE_TYPE_MESSAGE_AREA);
  g_type_ensure (SPARE_TYPE_NETWORK_NOTE);
  g_type_ensure (SPARE_TYPE_PRACTICE_STRIP);
  g_type_ensure (SPARE_TYPE_SUBMIT_BUTTON);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sparekey/SpareKey/ui/spare-recovery-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SpareRecoveryWindow, practice_strip);
  gtk_widget_class_bind_template_child (widget_class, SpareRecoveryWindow, message_area);
  gtk_widget_class_bind_template_child (widget_class, SpareRecoveryWindow, network_note);
  gtk_widget_class_bind_template_child (widget_class, SpareRecoveryWindow, address_field);
  gtk_widget_class_bind_template_child (widget_class, SpareRecoveryWindow, submit_button);
  gtk_widget_class_bind_template_child (widget_class, SpareRecoveryWindow, places);
  gtk_widget_class_bind_template_callback (widget_class, submit_cb);
  gtk_widget_class_bind_template_callback (widget_class, network_changed_cb);

  gtk_widget_class_install_action (widget_class, "recovery.submit", NULL, submit_action);
  gtk_widget_class_install_action (widget_class, "recovery.cancel", NULL, cancel_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "recovery.cancel", NULL);
}

static void
spare_recovery_window_init (SpareRecoveryWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_default_widget (GTK_WINDOW (self),
                                 spare_submit_button_get_button (self->submit_button));
}

/**
 * spare_recovery_window_new:
 * @application: the application
 * @parent: (nullable): the window it belongs to
 * @session: the session
 * @recovery: what sends reset e-mails
 * @support_url: where support is found
 * @address: (nullable): the address to begin with
 *
 * Returns: (transfer floating): the recovery window
 */
GtkWidget *
spare_recovery_window_new (GtkApplication *application,
                           GtkWindow      *parent,
                           SpareSession   *session,
                           SpareRecovery  *recovery,
                           const char     *support_url,
                           const char     *address)
{
  SpareRecoveryWindow *self;

  g_return_val_if_fail (SPARE_IS_SESSION (session), NULL);
  g_return_val_if_fail (SPARE_IS_RECOVERY (recovery), NULL);

  self = g_object_new (SPARE_TYPE_RECOVERY_WINDOW,
                       "application", application,
                       "transient-for", parent,
                       NULL);
  g_set_object (&self->session, session);
  g_set_object (&self->recovery, recovery);
  spare_practice_strip_set_tenant (self->practice_strip, spare_session_get_tenant (session));
  spare_entry_field_set_text (self->address_field, address);
  fill_places (self, support_url);
  g_signal_connect_object (recovery, "notify::rest", G_CALLBACK (rest_changed_cb), self,
                           G_CONNECT_SWAPPED);

  spare_a11y_first_focus (GTK_WINDOW (self), spare_entry_field_get_entry (self->address_field));
  warn_of_provider (self);
  if (spare_message_area_is_shown (self->message_area))
    spare_a11y_first_focus (GTK_WINDOW (self), GTK_WIDGET (self->message_area));

  return GTK_WIDGET (self);
}

/**
 * spare_recovery_window_set_connectivity:
 * @self: the recovery window
 * @connectivity: what is known of the network
 *
 * Lets the window say when the computer seems to be offline.
 */
void
spare_recovery_window_set_connectivity (SpareRecoveryWindow *self,
                                        SpareConnectivity   *connectivity)
{
  g_return_if_fail (SPARE_IS_RECOVERY_WINDOW (self));

  spare_network_note_set_connectivity (self->network_note, connectivity,
                                       spare_session_get_tenant (self->session));
}
