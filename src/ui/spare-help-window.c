/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-help-window.h"

#include "spare-a11y.h"
#include "spare-help-topic.h"

#include <glib/gi18n-lib.h>

struct _SpareHelpWindow
{
  AdwApplicationWindow parent_instance;

  GtkBox *topics;
};

G_DEFINE_FINAL_TYPE (SpareHelpWindow, spare_help_window, ADW_TYPE_APPLICATION_WINDOW)

/* A button opens @uri, or else activates @action; SUPPORT is set by the
 * administrator or in the preferences. */
#define SUPPORT "support"

typedef struct
{
  const char *title;
  const char *text;
  const char *button;
  const char *uri;
  const char *action;
} Topic;

static const Topic topics[] = {
  { N_("You Forgot Your Password"),
    N_("In the login window, choose “Don't remember your password?”, check the email address, and "
       "press the arrow. You get an email with a link to a page where you set a new password. Then "
       "log in with it.\n\n"
       "If no email comes, look among the spam, and check that this is the address of your account. "
       "Whether an address has an account is told to nobody, so the answer is always the same. Only "
       "the link in the newest email works, once and for five days at most."),
    N_("Reset Password"), NULL, "app.reset-password" },
  { N_("You Lost Your Second Factor"),
    N_("If your account asks for a code or a device that you no longer have, a new password does "
       "not help, and Spare Key cannot log you in. Support can reset the second factor."),
    N_("Contact Support"), SUPPORT, NULL },
  { N_("You Log In Through Google, Microsoft, or Your Company"),
    N_("Such an account has its password at the service that you log in through. Reset it there; no "
       "email comes from here. Spare Key itself logs in with an email address and a password only."),
    N_("Reset Account Passwords"),
    "https://auth0.com/docs/troubleshoot/customer-support/reset-account-passwords", NULL },
  { N_("You Are an Administrator, and a User Lost a Password"),
    N_("The user can do what is said at the top. Or set a new password yourself: in the Auth0 "
       "dashboard of the tenant, go to User Management, Users, open the user, and choose Change "
       "Password in the Danger Zone. It is there for accounts of a database connection only."),
    N_("Change Users’ Passwords"),
    "https://auth0.com/docs/authenticate/database-connections/password-change", NULL },
  { N_("You Want to Change the Password Reset Page"),
    N_("The page behind the link in the email belongs to the tenant. Administrators change it in the "
       "Auth0 dashboard, under Branding."),
    N_("Password Reset Page"),
    "https://auth0.com/docs/customize/login-pages/classic-login/customize-password-reset-page", NULL },
  { N_("The Keyring Is Locked"),
    N_("Spare Key keeps your session, never your password, in the keyring of your desktop. While that "
       "is locked nobody knows whether you are logged in. Choose Unlock and enter the password of "
       "the keyring; most often it is the one you log in to this computer with.\n\n"
       "If you cannot unlock it, choose Use This Time Only: you can log in, and the session ends when "
       "you quit. Nothing is deleted."),
    NULL, NULL, NULL },
  { N_("You Are Offline"),
    N_("Logging in and resetting a password need the internet. Spare Key says when this computer seems "
       "to be offline, but lets you try all the same; what you have typed stays. In a hotel or "
       "on a train you may first have to log in to the network itself, in a browser."),
    NULL, NULL, NULL },
  { N_("You Want to Practice First"),
    N_("The practice tenant is a small server on this computer with invented accounts. Every window "
       "says when it is in use, and nothing leaves your computer. Its emails are in the Practice "
       "Mailbox. Start it in the window that sets up the tenant, which Preferences leads to."),
    N_("Preferences"), NULL, "app.preferences" },
  { N_("Keyboard and Screen Reader"),
    N_("Everything works with the Tab key, Enter, and Escape. F10 opens the menu, F1 this help. What "
       "appears is also said, and what you type as a password is not."),
    N_("Keyboard Shortcuts"), NULL, "app.shortcuts" },
};

static void
append_topic (SpareHelpWindow *self,
              const Topic     *topic,
              const char      *support_url)
{
  GtkWidget *widget = spare_help_topic_new (_(topic->title), _(topic->text));
  const char *uri = g_strcmp0 (topic->uri, SUPPORT) == 0 ? support_url : topic->uri;
  g_autofree char *action = NULL;

  if (uri != NULL)
    action = g_action_print_detailed_name ("app.open-link", g_variant_new_string (uri));
  else
    action = g_strdup (topic->action);
  if (action != NULL)
    spare_help_topic_add_action (SPARE_HELP_TOPIC (widget), _(topic->button), action);
  gtk_box_append (self->topics, widget);
}

static void
spare_help_window_class_init (SpareHelpWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sparekey/SpareKey/ui/spare-help-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SpareHelpWindow, topics);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
spare_help_window_init (SpareHelpWindow *self)
{
  g_autoptr (GtkWindowGroup) group = gtk_window_group_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  /* To be read beside a window that is modal. */
  gtk_window_group_add_window (group, GTK_WINDOW (self));
}

/**
 * spare_help_window_new:
 * @application: the application
 * @support_url: (nullable): where support is found
 *
 * Returns: (transfer floating): the help
 */
GtkWidget *
spare_help_window_new (GtkApplication *application,
                       const char     *support_url)
{
  SpareHelpWindow *self = g_object_new (SPARE_TYPE_HELP_WINDOW, "application", application, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (topics); i++)
    append_topic (self, &topics[i], support_url);
  spare_a11y_first_focus (GTK_WINDOW (self), gtk_widget_get_first_child (GTK_WIDGET (self->topics)));

  return GTK_WIDGET (self);
}
