/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "spare-auth-client.h"
#include "spare-clock.h"
#include "spare-http.h"
#include "spare-tenant.h"

/* A client of @tenant with connections of its own. */
static inline SpareAuthClient *
test_client_new (SpareTenant *tenant,
                 SpareClock  *clock)
{
  g_autoptr (SpareHttp) http = spare_http_new ();

  return spare_auth_client_new (tenant, http, clock);
}
