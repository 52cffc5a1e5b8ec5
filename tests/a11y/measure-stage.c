/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "measure-stage.h"

/* Enough where nothing else runs; spare_a11y_first_focus() waits longer. */
#define FIRST_FOCUS_DELAY 250

void
stage_set_label (GtkWidget  *widget,
                 const char *text)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

void
stage_describe (GtkWidget  *widget,
                const char *text)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

GtkWidget *
stage_add (Stage     *stage,
           GtkWidget *widget)
{
  gtk_box_append (GTK_BOX (stage->box), widget);
  return widget;
}

GtkWidget *
stage_alert_box (GtkAccessibleRole role)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "accessible-role", role, NULL);

  gtk_box_append (GTK_BOX (box), gtk_label_new ("Fresh news"));
  return box;
}

/* What is there before F5. */

void
stage_build_label (Stage *stage)
{
  stage->target = stage_add (stage, g_object_new (GTK_TYPE_LABEL, "label", "Old news",
                                                  "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT, NULL));
}

void
stage_build_hidden_alert (Stage *stage)
{
  stage->target = stage_add (stage, stage_alert_box (GTK_ACCESSIBLE_ROLE_ALERT));
  gtk_widget_hide (stage->target);
}

void
stage_build_alert (Stage *stage)
{
  stage->target = stage_add (stage, stage_alert_box (GTK_ACCESSIBLE_ROLE_ALERT));
  gtk_widget_set_focusable (stage->target, TRUE);
  stage_set_label (stage->target, "Fresh news");
}

void
stage_build_revealer (Stage *stage)
{
  stage->target = stage_add (stage, gtk_revealer_new ());
  gtk_revealer_set_child (GTK_REVEALER (stage->target), stage_alert_box (GTK_ACCESSIBLE_ROLE_ALERT));
}

void
stage_build_info_bar (Stage *stage)
{
  stage->target = stage_add (stage, gtk_info_bar_new ());
  gtk_info_bar_add_child (GTK_INFO_BAR (stage->target), gtk_label_new ("Fresh news"));
  gtk_info_bar_set_revealed (GTK_INFO_BAR (stage->target), FALSE);
}

void
stage_build_selectable (Stage *stage)
{
  stage->target = stage_add (stage, gtk_label_new ("Fresh news"));
  gtk_label_set_selectable (GTK_LABEL (stage->target), TRUE);
}

void
stage_build_entry (Stage *stage)
{
  GtkWidget *caption = stage_add (stage, gtk_label_new ("Street"));

  stage->target = stage_add (stage, gtk_entry_new ());
  gtk_label_set_mnemonic_widget (GTK_LABEL (caption), stage->target);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (stage->target),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, caption, NULL, -1);
  stage->label = stage_add (stage, gtk_label_new ("Fresh news"));
}

void
stage_build_focused_entry (Stage *stage)
{
  stage_build_entry (stage);
  stage_set_label (stage->target, "Start");
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (stage->target), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_widget_hide (stage->start);
}

void
stage_build_password (Stage *stage)
{
  stage->target = stage_add (stage, gtk_password_entry_new ());
  stage_set_label (stage->target, "Secret");
}

static void
stage_build_row (Stage *stage,
           GType  type)
{
  GtkWidget *list = stage_add (stage, gtk_list_box_new ());

  stage->target = g_object_new (type, "title", "Street", NULL);
  gtk_list_box_append (GTK_LIST_BOX (list), stage->target);
}

void
stage_build_entry_row (Stage *stage)
{
  stage_build_row (stage, ADW_TYPE_ENTRY_ROW);
}

void
stage_build_password_row (Stage *stage)
{
  stage_build_row (stage, ADW_TYPE_PASSWORD_ENTRY_ROW);
}

void
stage_build_mnemonic_button (Stage *stage)
{
  stage->target = stage_add (stage, gtk_button_new_with_mnemonic ("_Send"));
}

void
stage_build_mnemonic_check (Stage *stage)
{
  stage->target = stage_add (stage, gtk_check_button_new_with_mnemonic ("_Remember"));
}

void
stage_build_icon_button (Stage *stage)
{
  stage->target = stage_add (stage, gtk_button_new_from_icon_name ("edit-copy-symbolic"));
  stage_set_label (stage->target, "Copy");
}

void
stage_build_tooltip_button (Stage *stage)
{
  stage->target = stage_add (stage, gtk_button_new_from_icon_name ("edit-copy-symbolic"));
  gtk_widget_set_tooltip_text (stage->target, "Copy");
}

static gboolean
retake_cb (gpointer data)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (data));

  gtk_window_set_focus (GTK_WINDOW (data), NULL);
  gtk_widget_grab_focus (focus);
  return G_SOURCE_REMOVE;
}

static void
is_active_cb (GtkWindow  *window,
              GParamSpec *pspec,
              gpointer    data)
{
  if (gtk_window_is_active (window))
    g_timeout_add (FIRST_FOCUS_DELAY, retake_cb, window);
}

void
stage_build_retake (Stage *stage)
{
  g_signal_connect (stage->window, "notify::is-active", G_CALLBACK (is_active_cb), NULL);
}

void
stage_build_described_entry (Stage *stage)
{
  stage_build_focused_entry (stage);
  stage_describe (stage->target, "Fresh news");
}

void
stage_build_group (Stage *stage)
{
  stage->target = stage_add (stage, stage_alert_box (GTK_ACCESSIBLE_ROLE_GROUP));
  gtk_box_append (GTK_BOX (stage->target), gtk_label_new ("With more to read"));
  gtk_widget_set_focusable (stage->target, TRUE);
  stage_set_label (stage->target, "Fresh news With more to read");
}
