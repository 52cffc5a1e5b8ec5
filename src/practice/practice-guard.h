/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "practice-listener.h"

G_BEGIN_DECLS

/* Who may ask at all, and how much. */

void     practice_guard_watch        (SoupServer        *server,
                                      PracticeListener  *listener);
gboolean practice_guard_is_local     (SoupServerMessage *message);
gboolean practice_guard_has_own_name (SoupServerMessage *message,
                                      const char        *base_url);
gboolean practice_guard_is_too_large (SoupServerMessage *message);

G_END_DECLS
