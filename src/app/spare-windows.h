/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "spare-options.h"

G_BEGIN_DECLS

int spare_windows_run (const SpareOptions  *options,
                       char               **argv);

G_END_DECLS
