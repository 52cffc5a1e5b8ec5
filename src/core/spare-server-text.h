/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The words of a tenant, fit to be shown. */
char *spare_server_text_clean (const char *text);

G_END_DECLS
