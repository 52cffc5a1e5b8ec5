/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A heading and what belongs to it. Takes the focus, so that the Tab key goes
 * from topic to topic and each is heard as a whole. */

#define SPARE_TYPE_HELP_TOPIC (spare_help_topic_get_type ())
G_DECLARE_FINAL_TYPE (SpareHelpTopic, spare_help_topic, SPARE, HELP_TOPIC, GtkWidget)

GtkWidget *spare_help_topic_new        (const char     *title,
                                        const char     *text);
void       spare_help_topic_add_action (SpareHelpTopic *self,
                                        const char     *label,
                                        const char     *detailed_action_name);

G_END_DECLS
