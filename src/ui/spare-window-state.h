/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Keeps the size of a window in a key of type (ii). */
void spare_window_state_bind (GtkWindow  *window,
                              GSettings  *settings,
                              const char *key);

G_END_DECLS
