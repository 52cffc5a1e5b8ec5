/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The default button of a form: while busy it keeps focus and sensitivity,
 * says so in its text, and ignores presses. */

#define SPARE_TYPE_SUBMIT_BUTTON (spare_submit_button_get_type ())
G_DECLARE_FINAL_TYPE (SpareSubmitButton, spare_submit_button, SPARE, SUBMIT_BUTTON, GtkWidget)

/* Properties: "label", "busy-label", "busy", "icon-name" (nullable: an icon is
 * shown in place of the label, which stays the accessible name),
 * "action-name". Signal: "clicked" (never while busy). */
GtkWidget *spare_submit_button_new        (void);
gboolean   spare_submit_button_is_busy    (SpareSubmitButton *self);
void       spare_submit_button_set_busy   (SpareSubmitButton *self,
                                           gboolean           busy);
void       spare_submit_button_set_label  (SpareSubmitButton *self,
                                           const char        *label);
/* The inner GtkButton, to be the default widget of its window. */
GtkWidget *spare_submit_button_get_button (SpareSubmitButton *self);

G_END_DECLS
