/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Where no browser opens, the link itself is of use. */

#define SPARE_TYPE_LINK_WINDOW (spare_link_window_get_type ())
G_DECLARE_FINAL_TYPE (SpareLinkWindow, spare_link_window, SPARE, LINK_WINDOW, AdwApplicationWindow)

GtkWidget *spare_link_window_new (GtkApplication *application,
                                  GtkWindow      *parent,
                                  const char     *uri);

G_END_DECLS
