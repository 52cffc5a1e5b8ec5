/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>
#include "spare-error-text.h"

G_BEGIN_DECLS

/* A message inside a window: icon, title, text and up to two actions. Spoken
 * by taking the focus; stays until it is dismissed or replaced. */

typedef enum
{
  SPARE_MESSAGE_INFO,
  SPARE_MESSAGE_SUCCESS,
  SPARE_MESSAGE_WARNING,
  SPARE_MESSAGE_ERROR,
} SpareMessageKind;

#define SPARE_TYPE_MESSAGE_AREA (spare_message_area_get_type ())
G_DECLARE_FINAL_TYPE (SpareMessageArea, spare_message_area, SPARE, MESSAGE_AREA, GtkWidget)

GtkWidget *spare_message_area_new        (void);
/* Replaces what is shown; @text may be NULL. Takes the focus. */
void       spare_message_area_show       (SpareMessageArea *self,
                                          SpareMessageKind  kind,
                                          const char       *title,
                                          const char       *text);
/* The same with the words of an error. */
void       spare_message_area_show_error (SpareMessageArea *self,
                                          const GError     *error,
                                          SpareOperation    operation,
                                          SpareTenant      *tenant);
/* A sentence that errors of the network end with from now on; NULL for none. */
void       spare_message_area_set_remark (SpareMessageArea *self,
                                          const char       *remark);
/* Adds a button that activates a GAction; after show(). */
void       spare_message_area_add_action (SpareMessageArea *self,
                                          const char       *label,
                                          const char       *detailed_action_name);
/* Replaces title and text without moving the focus or speaking (a wait that
 * counts down). */
void       spare_message_area_set_text   (SpareMessageArea *self,
                                          const char       *text);
/* Says a sentence that is on the screen by now, if the area has the focus. */
void       spare_message_area_say        (SpareMessageArea *self,
                                          const char       *text);
void       spare_message_area_hide       (SpareMessageArea *self);
gboolean   spare_message_area_is_shown   (SpareMessageArea *self);

G_END_DECLS
