/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void spare_link_open (GtkWindow  *parent,
                      const char *uri);

G_END_DECLS
