/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "spare-session-store.h"

G_BEGIN_DECLS

/**
 * SpareSessionStoreMemory:
 *
 * Forgets with the process: “use this time only”, and tests.
 */
#define SPARE_TYPE_SESSION_STORE_MEMORY (spare_session_store_memory_get_type ())
G_DECLARE_FINAL_TYPE (SpareSessionStoreMemory, spare_session_store_memory,
                      SPARE, SESSION_STORE_MEMORY, GObject)

SpareSessionStore *spare_session_store_memory_new      (void);

/* For tests: the next operations fail with this error; NULL ends it. */
void               spare_session_store_memory_set_fail (SpareSessionStoreMemory *self,
                                                        const GError            *error);

G_END_DECLS
