/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* E-mail addresses, checked no more strictly than Auth0's Lock does. */
char     *spare_address_normalize (const char *text);
gboolean  spare_address_check     (const char *text);

G_END_DECLS
