/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Alerts to whoever is typing. Private to spare-a11y. */

/* Says @alert where the person is, in the next pause. */
void spare_a11y_say_aside  (GtkWindow *window,
                            GtkWidget *alert);
/* @alert says it, or something else, by itself. */
void spare_a11y_drop_aside (GtkWindow *window,
                            GtkWidget *alert);

G_END_DECLS
