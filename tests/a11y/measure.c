/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* One window for each question “is this spoken?”; measure.py opens it, goes
 * from “Waiting” to “Start”, presses F5 for what the case does, and listens. */

#include "measure-stage.h"

#include <dlfcn.h>

typedef struct
{
  const char *name;
  const char *what;
  void (*build) (Stage *stage);
  void (*act) (Stage *stage);
} Case;

typedef void (*AnnounceFunc) (GtkAccessible *self,
                              const char    *message,
                              int            priority);

static void
announce (GtkWidget *widget)
{
  AnnounceFunc func = (AnnounceFunc) dlsym (RTLD_DEFAULT, "gtk_accessible_announce");

  if (func != NULL)
    func (GTK_ACCESSIBLE (widget), "Fresh news", 1);
  else
    g_print ("absent\n");
}

/* What F5 does. */

static void
act_text (Stage *stage)
{
  gtk_label_set_text (GTK_LABEL (stage->target), "Fresh news");
}

static void
act_show (Stage *stage)
{
  gtk_widget_show (stage->target);
}

static void
act_append (Stage *stage)
{
  stage_add (stage, stage_alert_box (GTK_ACCESSIBLE_ROLE_ALERT));
}

static void
act_reveal (Stage *stage)
{
  gtk_revealer_set_reveal_child (GTK_REVEALER (stage->target), TRUE);
}

static void
act_info_bar (Stage *stage)
{
  gtk_info_bar_set_revealed (GTK_INFO_BAR (stage->target), TRUE);
}

static void
act_toast (Stage *stage)
{
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (gtk_window_get_child (GTK_WINDOW (stage->window))),
                               adw_toast_new ("Fresh news"));
}

static void
act_describe_start (Stage *stage)
{
  stage_describe (stage->start, "Fresh news");
}

static void
act_name_start (Stage *stage)
{
  stage_set_label (stage->start, "Fresh news");
}

static void
act_button_text (Stage *stage)
{
  gtk_button_set_label (GTK_BUTTON (stage->start), "Fresh news");
}

static void
act_title (Stage *stage)
{
  gtk_window_set_title (GTK_WINDOW (stage->window), "Fresh news");
}

static void
act_name_window (Stage *stage)
{
  stage_set_label (stage->window, "Fresh news");
}

static void
act_describe_window (Stage *stage)
{
  stage_describe (stage->window, "Fresh news");
}

static void
act_focus (Stage *stage)
{
  gtk_widget_grab_focus (stage->target);
}

static void
relate (Stage *stage)
{
  gtk_accessible_update_relation (GTK_ACCESSIBLE (stage->target),
                                  GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, stage->label, NULL, -1);
}

static void
act_relate_focus (Stage *stage)
{
  relate (stage);
  act_focus (stage);
}

static void
act_describe_target (Stage *stage)
{
  stage_describe (stage->target, "Fresh news");
}

static void
act_describe_focus (Stage *stage)
{
  act_describe_target (stage);
  act_focus (stage);
}

static void
act_focus_describe (Stage *stage)
{
  act_focus (stage);
  g_timeout_add_once (500, (GSourceOnceFunc) act_describe_target, stage);
}

static void
act_leave (Stage *stage)
{
  gtk_widget_grab_focus (stage->start);
}

/* Sooner than Orca 48 forgets what it made of the entry. */
static void
come_again (Stage  *stage,
            void  (*come) (Stage *stage))
{
  act_focus (stage);
  g_timeout_add_once (300, (GSourceOnceFunc) act_leave, stage);
  g_timeout_add_once (600, (GSourceOnceFunc) come, stage);
}

static void
act_again_described (Stage *stage)
{
  come_again (stage, act_describe_focus);
}

static void
act_again_then_described (Stage *stage)
{
  come_again (stage, act_focus_describe);
}

static void
act_invalid (Stage *stage)
{
  gtk_accessible_update_state (GTK_ACCESSIBLE (stage->target),
                               GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
  act_focus (stage);
}

static void
act_busy (Stage *stage)
{
  gtk_accessible_update_state (GTK_ACCESSIBLE (stage->window), GTK_ACCESSIBLE_STATE_BUSY, TRUE, -1);
}

static gboolean
sensitive_cb (gpointer data)
{
  gtk_widget_set_sensitive (GTK_WIDGET (data), TRUE);
  return G_SOURCE_REMOVE;
}

static void
act_insensitive (Stage *stage)
{
  gtk_widget_set_sensitive (stage->start, FALSE);
  g_timeout_add (300, sensitive_cb, stage->start);
}

static void
message_dialog (Stage *stage,
                gboolean described)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (stage->window), "Fresh news", "And the body");

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", "Close");
  if (described)
    stage_describe (dialog, "And the body");
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
act_message_dialog (Stage *stage)
{
  message_dialog (stage, FALSE);
}

static void
act_described_dialog (Stage *stage)
{
  message_dialog (stage, TRUE);
}

static void
act_gtk_dialog (Stage *stage)
{
  GtkWidget *dialog = gtk_message_dialog_new (GTK_WINDOW (stage->window), GTK_DIALOG_MODAL,
                                              GTK_MESSAGE_INFO, GTK_BUTTONS_CLOSE, "Fresh news");

  gtk_message_dialog_format_secondary_text (GTK_MESSAGE_DIALOG (dialog), "And the body");
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
act_window (Stage *stage)
{
  GtkWidget *window = g_object_new (GTK_TYPE_WINDOW, "title", "Fresh news",
                                    "child", gtk_button_new_with_label ("Proceed"), NULL);

  gtk_window_present (GTK_WINDOW (window));
}

static void
act_announce_window (Stage *stage)
{
  announce (stage->window);
}

static void
act_announce_focus (Stage *stage)
{
  announce (stage->start);
}

static void
act_announce_appearing (Stage *stage)
{
  gtk_widget_show (stage->target);
  announce (stage->target);
}

/* As the program names its buttons: see spare_a11y_set_name(). */
static void
act_name_freed (Stage *stage)
{
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (stage->start), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  stage_set_label (stage->start, "Fresh news");
}

static void
act_describe_again (Stage *stage)
{
  gtk_accessible_reset_property (GTK_ACCESSIBLE (stage->target), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
  stage_describe (stage->target, "Fresh news");
}

static void
act_describe_blank (Stage *stage)
{
  stage_describe (stage->target, "Fresh news ");
}

static gboolean
destroy_cb (gpointer window)
{
  gtk_window_destroy (window);

  return G_SOURCE_REMOVE;
}

static gboolean
hide_cb (gpointer window)
{
  gtk_widget_hide (window);
  g_timeout_add (600, destroy_cb, window);

  return G_SOURCE_REMOVE;
}

static void
open_and_leave (Stage       *stage,
                GSourceFunc  leave)
{
  GtkWidget *window = g_object_new (GTK_TYPE_WINDOW,
                                    "title", "Fresh news",
                                    "transient-for", stage->window,
                                    "child", gtk_button_new_with_label ("Proceed"), NULL);

  gtk_window_present (GTK_WINDOW (window));
  g_timeout_add (1500, leave, window);
}

static void
act_window_destroyed (Stage *stage)
{
  open_and_leave (stage, destroy_cb);
}

static void
act_window_hidden (Stage *stage)
{
  open_and_leave (stage, hide_cb);
}

static const Case cases[] = {
  { "label-text", "The text of a label with role alert changes", stage_build_label, act_text },
  { "alert-shown", "A hidden box with role alert is shown", stage_build_hidden_alert, act_show },
  { "alert-added", "A box with role alert is added", NULL, act_append },
  { "alert-revealed", "A revealer with a box with role alert opens", stage_build_revealer, act_reveal },
  { "info-bar", "A `GtkInfoBar` is revealed", stage_build_info_bar, act_info_bar },
  { "toast", "An `AdwToast` is shown", NULL, act_toast },
  { "description-button", "The description of the focused button changes", NULL, act_describe_start },
  { "description-entry", "The description of the focused entry changes", stage_build_focused_entry, act_describe_target },
  { "description-again", "The description of the focused entry is cleared and set to the same again", stage_build_described_entry, act_describe_again },
  { "description-blank", "The description of the focused entry gets a blank at the end", stage_build_described_entry, act_describe_blank },
  { "name-button", "The accessible label of the focused button changes", NULL, act_name_start },
  { "name-freed", "The same, of one that is labelled by nothing else", NULL, act_name_freed },
  { "text-button", "The text of the focused button changes", NULL, act_button_text },
  { "title", "The title of the active window changes", NULL, act_title },
  { "name-window", "The accessible label of the active window changes", NULL, act_name_window },
  { "description-window", "The description of the active window changes", NULL, act_describe_window },
  { "focus-alert", "A focusable, labelled box with role alert takes the focus", stage_build_alert, act_focus },
  { "focus-group", "A focusable group, labelled with the texts in it, takes the focus", stage_build_group, act_focus },
  { "focus-label", "A selectable label takes the focus", stage_build_selectable, act_focus },
  { "relation", "An entry gets described-by a visible label", stage_build_focused_entry, relate },
  { "relation-focus", "An entry described by a visible label takes the focus", stage_build_entry, act_relate_focus },
  { "description-focus", "An entry is described, then takes the focus", stage_build_entry, act_describe_focus },
  { "description-again-focus", "An entry that had the focus 0.3 s ago is described, then takes it again", stage_build_entry, act_again_described },
  { "focus-again-description", "The same takes it again, and is described 0.5 s later", stage_build_entry, act_again_then_described },
  { "adw-dialog", "An `AdwMessageDialog` opens", NULL, act_message_dialog },
  { "adw-dialog-described", "An `AdwMessageDialog` with its body as description opens", NULL, act_described_dialog },
  { "gtk-dialog", "A `GtkMessageDialog` opens", NULL, act_gtk_dialog },
  { "second-window", "A second window opens", NULL, act_window },
  { "window-destroyed", "A second window opens, and is destroyed after 1.5 s", NULL, act_window_destroyed },
  { "window-hidden", "A second window opens, is hidden after 1.5 s, and destroyed 0.6 s later", NULL, act_window_hidden },
  { "first-window", "The first window of the program opens", NULL, NULL },
  { "first-retaken", "The first window drops and retakes the focus once active", stage_build_retake, NULL },
  { "invalid", "An entry with state invalid takes the focus", stage_build_entry, act_invalid },
  { "busy", "The window becomes busy", NULL, act_busy },
  { "insensitive", "The focused button is insensitive for 0.3 s", NULL, act_insensitive },
  { "announce-window", "Announce on the window", NULL, act_announce_window },
  { "announce-focus", "Announce on the focused button", NULL, act_announce_focus },
  { "announce-appearing", "Announce on a box shown in the same moment", stage_build_hidden_alert, act_announce_appearing },
  { "entry-row", "An `AdwEntryRow` takes the focus", stage_build_entry_row, act_focus },
  { "password-row", "An `AdwPasswordEntryRow` takes the focus", stage_build_password_row, act_focus },
  { "mnemonic-button", "A button with a mnemonic takes the focus", stage_build_mnemonic_button, act_focus },
  { "mnemonic-check", "A check button with a mnemonic takes the focus", stage_build_mnemonic_check, act_focus },
  { "icon-label", "A button with an icon and an accessible label takes the focus", stage_build_icon_button, act_focus },
  { "icon-tooltip", "A button with an icon and a tooltip takes the focus", stage_build_tooltip_button, act_focus },
  { "password", "`Zebra7q` is typed into a plain `GtkPasswordEntry`", stage_build_password, act_focus },
};

static const Case *chosen;

static gboolean
act_cb (GtkWidget *widget,
        GVariant  *args,
        gpointer   data)
{
  if (chosen->act != NULL)
    chosen->act (data);

  return TRUE;
}

static void
activate_cb (GtkApplication *application,
             Stage          *stage)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkWidget *overlay = adw_toast_overlay_new ();

  stage->window = gtk_application_window_new (application);
  stage->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  stage->start = gtk_button_new_with_label ("Start");
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), stage->box);
  gtk_window_set_child (GTK_WINDOW (stage->window), overlay);
  gtk_window_set_title (GTK_WINDOW (stage->window), "Measurement");
  stage_add (stage, gtk_button_new_with_label ("Waiting"));
  stage_add (stage, stage->start);
  if (chosen->build != NULL)
    chosen->build (stage);

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (keys), GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_F5, 0),
                                                          gtk_callback_action_new (act_cb, stage, NULL)));
  gtk_widget_add_controller (stage->window, keys);
  gtk_window_present (GTK_WINDOW (stage->window));
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (AdwApplication) application = NULL;
  Stage stage = { 0 };

  if (argc == 1)
    {
      g_print ("GTK %u.%u.%u, libadwaita %u.%u.%u\n",
               gtk_get_major_version (), gtk_get_minor_version (), gtk_get_micro_version (),
               adw_get_major_version (), adw_get_minor_version (), adw_get_micro_version ());
      for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
        g_print ("%s\t%s\n", cases[i].name, cases[i].what);
      return 0;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      if (g_str_equal (cases[i].name, argv[1]))
        chosen = &cases[i];
    }
  if (chosen == NULL)
    return 64;

  application = adw_application_new ("io.github.sparekey.Measure", G_APPLICATION_NON_UNIQUE);
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), &stage);
  return g_application_run (G_APPLICATION (application), 1, argv);
}
