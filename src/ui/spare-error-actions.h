/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "spare-message-area.h"

G_BEGIN_DECLS

/* The buttons under an error in the login window. */
void spare_error_actions_add         (SpareMessageArea *area,
                                      const GError     *error);
/* The same for a session that cannot be read. */
void spare_error_actions_add_keyring (SpareMessageArea *area,
                                      const GError     *problem);

G_END_DECLS
