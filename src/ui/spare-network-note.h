/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>
#include "spare-types.h"

G_BEGIN_DECLS

/* Says in a window that the computer seems to be offline, or that its network
 * wants a login first; hidden while all is well. */

#define SPARE_TYPE_NETWORK_NOTE (spare_network_note_get_type ())
G_DECLARE_FINAL_TYPE (SpareNetworkNote, spare_network_note, SPARE, NETWORK_NOTE, GtkWidget)

/* Property: "text" (nullable). */
GtkWidget  *spare_network_note_new              (void);
void        spare_network_note_set_connectivity (SpareNetworkNote  *self,
                                                 SpareConnectivity *connectivity,
                                                 SpareTenant       *tenant);
const char *spare_network_note_get_text         (SpareNetworkNote  *self);

G_END_DECLS
