/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "spare-options.h"
#include "spare-types.h"

G_BEGIN_DECLS

/* Where the tenant of this run comes from: the command line, else the
 * settings. */

GSettings   *spare_setup_open_settings (void);
SpareTenant *spare_setup_make_tenant   (const SpareOptions  *options,
                                        GSettings           *settings,
                                        GError             **error);

G_END_DECLS
