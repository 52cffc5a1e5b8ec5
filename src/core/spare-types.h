/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Forward declarations, so that headers of this layer need not include each
 * other. */
typedef struct _SpareAccount      SpareAccount;
typedef struct _SpareAuthClient   SpareAuthClient;
typedef struct _SpareClock        SpareClock;
typedef struct _SpareConnectivity SpareConnectivity;
typedef struct _SpareHttp         SpareHttp;
typedef struct _SpareHttpResponse SpareHttpResponse;
typedef struct _SpareJwks         SpareJwks;
typedef struct _SparePracticeHost SparePracticeHost;
typedef struct _SpareRecovery     SpareRecovery;
typedef struct _SpareSecretText   SpareSecretText;
typedef struct _SpareSession      SpareSession;
typedef struct _SpareSessionStore SpareSessionStore;
typedef struct _SpareTenant       SpareTenant;
typedef struct _SpareTokenSet     SpareTokenSet;

G_END_DECLS
