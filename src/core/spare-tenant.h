/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "spare-types.h"

G_BEGIN_DECLS

/**
 * SpareTenant:
 *
 * A tenant, the application in it and the connection with the accounts, as one
 * checked and immutable value.
 */
#define SPARE_TYPE_TENANT (spare_tenant_get_type ())
G_DECLARE_FINAL_TYPE (SpareTenant, spare_tenant, SPARE, TENANT, GObject)

/**
 * SPARE_TENANT_DEFAULT_CONNECTION:
 *
 * The name of the database connection that new tenants have.
 */
#define SPARE_TENANT_DEFAULT_CONNECTION "Username-Password-Authentication"

SpareTenant *spare_tenant_new            (const char   *domain,
                                          const char   *client_id,
                                          const char   *connection,
                                          GError      **error);
SpareTenant *spare_tenant_new_practice   (const char   *base_url,
                                          const char   *client_id,
                                          const char   *connection,
                                          GError      **error);

const char  *spare_tenant_get_domain     (SpareTenant  *self);
const char  *spare_tenant_get_base_url   (SpareTenant  *self);
const char  *spare_tenant_get_issuer     (SpareTenant  *self);
const char  *spare_tenant_get_client_id  (SpareTenant  *self);
const char  *spare_tenant_get_connection (SpareTenant  *self);
const char  *spare_tenant_get_storage_id (SpareTenant  *self);
gboolean     spare_tenant_is_practice    (SpareTenant  *self);
gboolean     spare_tenant_is_local       (SpareTenant  *self);
char        *spare_tenant_build_url      (SpareTenant  *self,
                                          const char   *path);

G_END_DECLS
