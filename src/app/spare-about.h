/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void  spare_about_present    (GtkWindow *parent);
char *spare_about_debug_info (const char *const *names);

G_END_DECLS
