/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "spare-types.h"

G_BEGIN_DECLS

/* NULL with G_IO_ERROR_CANCELLED after Ctrl+C, or with another error at the
 * end of input. */
SpareSecretText *spare_terminal_read_password (const char  *prompt,
                                               GError     **error);
char            *spare_terminal_read_line     (const char  *prompt,
                                               GError     **error);
gboolean         spare_terminal_is_present    (void);

G_END_DECLS
