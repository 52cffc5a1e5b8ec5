/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What the WCAG 2.2 (AA) asks of a window, measured from its pixels. */

void checks_look         (GtkWidget  *root,
                          int         max_width,
                          const char *name,
                          GString    *faults);
void checks_focus        (GtkWidget  *window,
                          GString    *faults);
void checks_set_animated (gboolean    animated);
void checks_rest         (GtkWidget  *window,
                          GString    *faults);

G_END_DECLS
