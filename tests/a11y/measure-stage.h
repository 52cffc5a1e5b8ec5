/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The window of a case: “Waiting”, “Start”, and what the case puts there. */
typedef struct
{
  GtkWidget *window;
  GtkWidget *box;
  GtkWidget *start;
  GtkWidget *label;
  GtkWidget *target;
} Stage;

void       stage_set_label (GtkWidget        *widget,
                            const char       *text);
void       stage_describe  (GtkWidget        *widget,
                            const char       *text);
GtkWidget *stage_add       (Stage            *stage,
                            GtkWidget        *widget);
GtkWidget *stage_alert_box (GtkAccessibleRole role);

/* What is there before F5. */
void stage_build_label           (Stage *stage);
void stage_build_hidden_alert    (Stage *stage);
void stage_build_alert           (Stage *stage);
void stage_build_revealer        (Stage *stage);
void stage_build_info_bar        (Stage *stage);
void stage_build_selectable      (Stage *stage);
void stage_build_entry           (Stage *stage);
void stage_build_focused_entry   (Stage *stage);
void stage_build_password        (Stage *stage);
void stage_build_entry_row       (Stage *stage);
void stage_build_password_row    (Stage *stage);
void stage_build_mnemonic_button (Stage *stage);
void stage_build_mnemonic_check  (Stage *stage);
void stage_build_icon_button     (Stage *stage);
void stage_build_tooltip_button  (Stage *stage);
void stage_build_retake          (Stage *stage);
void stage_build_described_entry (Stage *stage);
void stage_build_group           (Stage *stage);

G_END_DECLS
