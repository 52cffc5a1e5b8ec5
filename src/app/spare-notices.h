/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "spare-application.h"

G_BEGIN_DECLS

/* Tells people that something finished while they were in another program. */

void spare_notices_watch (SpareApplication *self);
void spare_notices_tell  (SpareApplication *self,
                          const char       *what);

G_END_DECLS
