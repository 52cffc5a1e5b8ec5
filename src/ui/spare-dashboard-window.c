/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-dashboard-window.h"

#include "spare-a11y.h"
#include "spare-account.h"
#include "spare-error.h"
#include "spare-fact-row.h"
#include "spare-facts.h"
#include "spare-message-area.h"
#include "spare-practice-strip.h"
#include "spare-session.h"
#include "spare-submit-button.h"
#include "spare-tenant.h"
#include "spare-weak.h"

#include <glib/gi18n-lib.h>

struct _SpareDashboardWindow
{
  AdwApplicationWindow parent_instance;

  GtkWidget *account_button;
  GtkLabel *account_label;
  AdwAvatar *small_avatar;
  AdwAvatar *large_avatar;
  GtkLabel *name_label;
  SparePracticeStrip *practice_strip;
  SpareMessageArea *message_area;
  AdwActionRow *address_row;
  AdwActionRow *verified_row;
  AdwActionRow *kind_row;
  AdwActionRow *tenant_row;
  AdwActionRow *signed_in_row;
  AdwActionRow *valid_row;
  AdwActionRow *kept_row;
  GtkWidget *reset_button;
  SpareSubmitButton *logout_button;

  SpareSession *session;
  GCancellable *cancellable;
  /* The problem that the message area shows, if it shows one of the session. */
  GError *shown_problem;
};

G_DEFINE_FINAL_TYPE (SpareDashboardWindow, spare_dashboard_window, ADW_TYPE_APPLICATION_WINDOW)

static void
show_account (SpareDashboardWindow *self,
              SpareAccount         *account)
{
  const char *name = spare_account_get_display_name (account);
  g_autofree char *kind = spare_facts_describe_kind (account);
  g_autofree char *menu_name = NULL;

  gtk_label_set_text (self->account_label, name);
  gtk_label_set_text (self->name_label, name);
  adw_avatar_set_text (self->small_avatar, name);
  adw_avatar_set_text (self->large_avatar, name);
  /* Translators: %s is the name of the person. */
  menu_name = g_strdup_printf (_("Account menu, %s"), name);
  spare_a11y_name_menu (GTK_MENU_BUTTON (self->account_button), menu_name, _("Account"));
  spare_a11y_set_tooltip (self->account_button, name);

  spare_fact_row_set_value (self->address_row, spare_account_get_email (account));
  spare_fact_row_set_value (self->verified_row,
                            spare_account_get_email (account) != NULL
                              ? spare_facts_describe_verified (account)
                              : NULL);
  spare_fact_row_set_value (self->kind_row, kind);
}

static void
show_times (SpareDashboardWindow *self)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  gint64 signed_in_at = spare_session_get_signed_in_at (self->session);
  g_autofree char *signed_in = NULL;
  g_autofree char *valid = NULL;

  if (signed_in_at > 0)
    signed_in = spare_facts_format_time (signed_in_at, now);
  valid = spare_facts_describe_validity (spare_session_get_expires_at (self->session), now);
  spare_fact_row_set_value (self->signed_in_row, signed_in);
  spare_fact_row_set_value (self->valid_row, valid);
}

/* Whether the keyring is the trouble, not the tenant. */
static gboolean
is_about_keeping (const GError *problem)
{
  return g_error_matches (problem, SPARE_ERROR, SPARE_ERROR_NOT_SAVED) ||
         g_error_matches (problem, SPARE_ERROR, SPARE_ERROR_KEYRING_LOCKED) ||
         g_error_matches (problem, SPARE_ERROR, SPARE_ERROR_KEYRING_UNAVAILABLE);
}

static void
show_problem (SpareDashboardWindow *self,
              const GError         *problem)
{
  g_autoptr (SpareErrorText) text = NULL;
  g_autofree char *joined = NULL;

  if (self->shown_problem != NULL && problem != NULL &&
      g_error_matches (self->shown_problem, problem->domain, problem->code))
    return;

  if (problem == NULL)
    {
      if (self->shown_problem != NULL)
        spare_message_area_hide (self->message_area);
      g_clear_error (&self->shown_problem);
      return;
    }

  g_clear_error (&self->shown_problem);
  self->shown_problem = g_error_copy (problem);
  if (is_about_keeping (problem))
    {
      text = spare_error_text_new (problem, SPARE_OPERATION_SAVE, spare_session_get_tenant (self->session));
      joined = spare_error_text_join (text);
      spare_message_area_show (self->message_area, SPARE_MESSAGE_WARNING,
                               _("This session is kept only until you quit"), joined);
      spare_message_area_add_action (self->message_area, _("Save Again"), "dashboard.save-again");
      return;
    }

  text = spare_error_text_new (problem, SPARE_OPERATION_REFRESH, spare_session_get_tenant (self->session));
  joined = g_strdup_printf ("%s %s %s", text->sentence, text->advice, _("You stay logged in."));
  spare_message_area_show (self->message_area, SPARE_MESSAGE_WARNING,
                           _("Your session could not be renewed"), joined);
  spare_message_area_add_action (self->message_area, _("Try Again"), "dashboard.renew");
}

static void
update (SpareDashboardWindow *self)
{
  SpareAccount *account = spare_session_get_account (self->session);
  SpareSessionState state = spare_session_get_state (self->session);

  /* Signing out empties the session before the application closes us. */
  if (account == NULL)
    return;

  show_account (self, account);
  show_times (self);
  spare_fact_row_set_value (self->kept_row,
                            spare_facts_describe_keeping (spare_session_is_persistent (self->session)));

  if (state == SPARE_SESSION_SIGNING_OUT)
    spare_dashboard_window_show_logging_out (self);
  else if (state == SPARE_SESSION_SIGNED_IN && !spare_submit_button_is_busy (self->logout_button))
    show_problem (self, spare_session_get_problem (self->session));
}

static void
is_active_cb (SpareDashboardWindow *self)
{
  /* “Today” may have become “yesterday” meanwhile. */
  if (self->session != NULL && gtk_window_is_active (GTK_WINDOW (self)) &&
      spare_session_get_account (self->session) != NULL)
    show_times (self);
}

static void
log_out_cb (SpareDashboardWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "app.log-out", NULL);
}

/* @done: what to say if @ok, unless the renewed session could not be saved. */
static void
finish (SpareDashboardWindow *self,
        gboolean              ok,
        const GError         *error,
        const char           *done)
{
  if (self == NULL || self->session == NULL || spare_session_get_account (self->session) == NULL ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  /* Said again, even if it is the same problem as before. */
  g_clear_error (&self->shown_problem);
  if (ok && spare_session_get_problem (self->session) == NULL)
    spare_message_area_show (self->message_area, SPARE_MESSAGE_SUCCESS, done, NULL);
  else
    show_problem (self, ok ? spare_session_get_problem (self->session) : error);
}

static void
save_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (SpareDashboardWindow) self = spare_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  gboolean ok = spare_session_save_finish (SPARE_SESSION (source), result, &error);

  finish (self, ok, error, _("Your session is now in the keyring."));
}

static void
renew_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (SpareDashboardWindow) self = spare_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  gboolean ok = spare_session_refresh_finish (SPARE_SESSION (source), result, &error);

  finish (self, ok, error, _("Your session has been renewed."));
}

static void
save_again_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  SpareDashboardWindow *self = SPARE_DASHBOARD_WINDOW (widget);

  spare_session_save_async (self->session, self->cancellable, save_cb, spare_weak_new (self));
}

static void
renew_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  SpareDashboardWindow *self = SPARE_DASHBOARD_WINDOW (widget);

  spare_message_area_say (self->message_area, _("Renewing your session…"));
  spare_session_refresh_async (self->session, self->cancellable, renew_cb, spare_weak_new (self));
}

static void
spare_dashboard_window_dispose (GObject *object)
{
  SpareDashboardWindow *self = SPARE_DASHBOARD_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  g_clear_error (&self->shown_problem);

  G_OBJECT_CLASS (spare_dashboard_window_parent_class)->dispose (object);
}

static void
spare_dashboard_window_finalize (GObject *object)
{
  g_object_unref (SPARE_DASHBOARD_WINDOW (object)->cancellable);

  G_OBJECT_CLASS (spare_dashboard_window_parent_class)->finalize (object);
}

static void
spare_dashboard_window_class_init (SpareDashboardWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = spare_dashboard_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = spare_dashboard_window_finalize;

  g_type_ensure (SPARE_TYPE_MESSAGE_AREA);
  g_type_ensure (SPARE_TYPE_PRACTICE_STRIP);
  g_type_ensure (SPARE_TYPE_SUBMIT_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sparekey/SpareKey/ui/spare-dashboard-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SpareDashboardWindow, account_button);
  gtk_widget_class_bind_template_child (widget_class, SpareDashboardWindow, account_label);
  gtk_widget_class_bind_template_child (widget_class, SpareDashboardWindow, small_avatar);
  gtk_widget_class_bind_template_child (widget_class, SpareDashboardWindow, large_avatar);
  gtk_widget_class_bind_template_child (widget_class, SpareDashboardWindow, name_label);
  gtk_widget_class_bind_template_child (widget_class, SpareDashboardWindow, practice_strip);
  gtk_widget_class_bind_template_child (widget_class, SpareDashboardWindow, message_area);
  gtk_widget_class_bind_template_child (widget_class, SpareDashboardWindow, address_row);
  gtk_widget_class_bind_template_child (widget_class, SpareDashboardWindow, verified_row);
  gtk_widget_class_bind_template_child (widget_class, SpareDashboardWindow, kind_row);
  gtk_widget_class_bind_template_child (widget_class, SpareDashboardWindow, tenant_row);
  gtk_widget_class_bind_template_child (widget_class, SpareDashboardWindow, signed_in_row);
  gtk_widget_class_bind_template_child (widget_class, SpareDashboardWindow, valid_row);
  gtk_widget_class_bind_template_child (widget_class, SpareDashboardWindow, kept_row);
  gtk_widget_class_bind_template_child (widget_class, SpareDashboardWindow, reset_button);
  gtk_widget_class_bind_template_child (widget_class, SpareDashboardWindow, logout_button);
  gtk_widget_class_bind_template_callback (widget_class, log_out_cb);

  gtk_widget_class_install_action (widget_class, "dashboard.save-again", NULL, save_again_action);
  gtk_widget_class_install_action (widget_class, "dashboard.renew", NULL, renew_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_r, GDK_CONTROL_MASK,
                                       "app.reset-password", NULL);
}

static void
spare_dashboard_window_init (SpareDashboardWindow *self)
{
  GtkWidget *button;

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  spare_a11y_mark_headings (GTK_WIDGET (self));

  button = spare_submit_button_get_button (self->logout_button);
  gtk_widget_remove_css_class (button, "suggested-action");
  gtk_widget_add_css_class (button, "pill");
  g_signal_connect (self, "notify::is-active", G_CALLBACK (is_active_cb), NULL);
}

/**
 * spare_dashboard_window_new:
 * @application: the application
 * @session: the session, with an account
 *
 * Makes the window of a person who is logged in. It follows the session.
 *
 * Returns: (transfer none): the window
 */
GtkWidget *
spare_dashboard_window_new (GtkApplication *application,
                            SpareSession   *session)
{
  SpareDashboardWindow *self;
  SpareTenant *tenant;

  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (SPARE_IS_SESSION (session), NULL);

  self = g_object_new (SPARE_TYPE_DASHBOARD_WINDOW, "application", application, NULL);
  self->session = g_object_ref (session);
  tenant = spare_session_get_tenant (session);
  spare_practice_strip_set_tenant (self->practice_strip, tenant);
  spare_fact_row_set_value (self->tenant_row,
                            spare_tenant_is_practice (tenant) ? _("Practice tenant")
                                                              : spare_tenant_get_domain (tenant));
  g_signal_connect_object (session, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  spare_a11y_first_focus (GTK_WINDOW (self),
                          self->shown_problem != NULL ? GTK_WIDGET (self->message_area)
                                                      : self->account_button);

  return GTK_WIDGET (self);
}

/**
 * spare_dashboard_window_show_reset_sent:
 * @self: a window
 *
 * Confirms a reset e-mail that was asked for from here.
 */
void
spare_dashboard_window_show_reset_sent (SpareDashboardWindow *self)
{
  g_return_if_fail (SPARE_IS_DASHBOARD_WINDOW (self));

  g_clear_error (&self->shown_problem);
  spare_message_area_show (self->message_area, SPARE_MESSAGE_SUCCESS,
                           _("We've just sent you an email to reset your password."),
                           _("Only the newest email works, and for no longer than five days. "
                             "If none comes, look in the spam folder."));
}

/**
 * spare_dashboard_window_show_logging_out:
 * @self: a window
 *
 * Says that the person is being logged out, after which there is nothing here any
 * more. A renewal may have to end first.
 */
void
spare_dashboard_window_show_logging_out (SpareDashboardWindow *self)
{
  g_return_if_fail (SPARE_IS_DASHBOARD_WINDOW (self));

  if (spare_submit_button_is_busy (self->logout_button))
    return;

  spare_submit_button_set_busy (self->logout_button, TRUE);
  spare_a11y_take_focus (spare_submit_button_get_button (self->logout_button));
}

/**
 * spare_dashboard_window_show_error:
 * @self: a window
 * @error: an error
 * @operation: what was being done
 *
 * Shows an error.
 */
void
spare_dashboard_window_show_error (SpareDashboardWindow *self,
                                   const GError         *error,
                                   SpareOperation        operation)
{
  g_return_if_fail (SPARE_IS_DASHBOARD_WINDOW (self));
  g_return_if_fail (error != NULL);

  g_clear_error (&self->shown_problem);
  spare_message_area_show_error (self->message_area, error, operation,
                                 spare_session_get_tenant (self->session));
}
