/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "spare-types.h"

G_BEGIN_DECLS

/**
 * SpareConnectivityState:
 * @SPARE_CONNECTIVITY_FULL: the internet, or nothing is known
 * @SPARE_CONNECTIVITY_OFFLINE: no way to the internet
 * @SPARE_CONNECTIVITY_LIMITED: a network that may not lead to the internet
 * @SPARE_CONNECTIVITY_PORTAL: a network that wants a login in a browser first
 *
 * What is known of the network.
 */
typedef enum
{
  SPARE_CONNECTIVITY_FULL,
  SPARE_CONNECTIVITY_OFFLINE,
  SPARE_CONNECTIVITY_LIMITED,
  SPARE_CONNECTIVITY_PORTAL,
} SpareConnectivityState;

/**
 * SpareConnectivity:
 *
 * What the system thinks of its network. A hint for the person, never a reason
 * not to try. Notifies of its property `state`.
 */
#define SPARE_TYPE_CONNECTIVITY (spare_connectivity_get_type ())
G_DECLARE_FINAL_TYPE (SpareConnectivity, spare_connectivity, SPARE, CONNECTIVITY, GObject)

SpareConnectivity     *spare_connectivity_new       (GNetworkMonitor   *monitor);
void                   spare_connectivity_start     (SpareConnectivity *self);
SpareConnectivityState spare_connectivity_get_state (SpareConnectivity *self);

G_END_DECLS
