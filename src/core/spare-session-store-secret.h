/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "spare-session-store.h"

G_BEGIN_DECLS

/**
 * SpareSessionStoreSecret:
 *
 * The system keyring, through libsecret.
 */
#define SPARE_TYPE_SESSION_STORE_SECRET (spare_session_store_secret_get_type ())
G_DECLARE_FINAL_TYPE (SpareSessionStoreSecret, spare_session_store_secret,
                      SPARE, SESSION_STORE_SECRET, GObject)

SpareSessionStore *spare_session_store_secret_new (void);

G_END_DECLS
