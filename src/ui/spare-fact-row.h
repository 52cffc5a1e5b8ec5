/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Gives a row that tells a fact its value, in sight and in speech. */
void spare_fact_row_set_value (AdwActionRow *row,
                               const char   *value);

G_END_DECLS
