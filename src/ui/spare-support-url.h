/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Makes what a person typed into an address that may be opened: https or
 * mailto. NULL if it is neither. */
char *spare_support_url_normalize (const char *text);

G_END_DECLS
