/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A network that is what the test says. */

#define FAKE_TYPE_MONITOR (fake_monitor_get_type ())
G_DECLARE_FINAL_TYPE (FakeMonitor, fake_monitor, FAKE, MONITOR, GObject)

GNetworkMonitor *fake_monitor_new (GNetworkConnectivity  connectivity);
void             fake_monitor_set (GNetworkMonitor      *monitor,
                                   GNetworkConnectivity  connectivity);

G_END_DECLS
