/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How the title of a first window is said, in its place among focus and alert.
 * Private to spare-a11y. */

/* Whether somebody listens. */
gboolean spare_a11y_is_heard       (void);
/* The first focus has come. */
void     spare_a11y_title_follows  (GtkWindow *window);
/* Whether @widget is an alert that has to wait; it will be said. */
gboolean spare_a11y_title_precedes (GtkWindow *window,
                                    GtkWidget *widget);

G_END_DECLS
