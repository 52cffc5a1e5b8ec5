/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "spare-types.h"

G_BEGIN_DECLS

/**
 * SpareAuthClient:
 *
 * The operations of the Authentication API against one tenant.
 *
 * Every finish function can give any wire code of [error@Error], or
 * %G_IO_ERROR_CANCELLED.
 */
#define SPARE_TYPE_AUTH_CLIENT (spare_auth_client_get_type ())
G_DECLARE_FINAL_TYPE (SpareAuthClient, spare_auth_client, SPARE, AUTH_CLIENT, GObject)

SpareAuthClient *spare_auth_client_new                    (SpareTenant         *tenant,
                                                           SpareHttp           *http,
                                                           SpareClock          *clock);
SpareTenant     *spare_auth_client_get_tenant             (SpareAuthClient     *self);

/* GET /.well-known/openid-configuration; TRUE if the issuer is this tenant. */
void             spare_auth_client_discover_async         (SpareAuthClient     *self,
                                                           GCancellable        *cancellable,
                                                           GAsyncReadyCallback  callback,
                                                           gpointer             user_data);
gboolean         spare_auth_client_discover_finish        (SpareAuthClient     *self,
                                                           GAsyncResult        *result,
                                                           GError             **error);

/* POST /dbconnections/change_password. An unknown address (404) is TRUE. */
void             spare_auth_client_change_password_async  (SpareAuthClient     *self,
                                                           const char          *email,
                                                           GCancellable        *cancellable,
                                                           GAsyncReadyCallback  callback,
                                                           gpointer             user_data);
gboolean         spare_auth_client_change_password_finish (SpareAuthClient     *self,
                                                           GAsyncResult        *result,
                                                           guint               *status,
                                                           GError             **error);

/* password-realm grant, then keys, then ID token checks; the set has its
 * account. */
void             spare_auth_client_login_async            (SpareAuthClient     *self,
                                                           const char          *email,
                                                           SpareSecretText     *password,
                                                           GCancellable        *cancellable,
                                                           GAsyncReadyCallback  callback,
                                                           gpointer             user_data);
SpareTokenSet   *spare_auth_client_login_finish           (SpareAuthClient     *self,
                                                           GAsyncResult        *result,
                                                           GError             **error);

/* Returns a whole new set: spare_token_set_renew() has been applied. */
void             spare_auth_client_refresh_async          (SpareAuthClient     *self,
                                                           SpareTokenSet       *tokens,
                                                           GCancellable        *cancellable,
                                                           GAsyncReadyCallback  callback,
                                                           gpointer             user_data);
SpareTokenSet   *spare_auth_client_refresh_finish         (SpareAuthClient     *self,
                                                           GAsyncResult        *result,
                                                           SpareTokenSet      **rotated,
                                                           GError             **error);

/* GET /userinfo. */
void             spare_auth_client_userinfo_async         (SpareAuthClient     *self,
                                                           SpareTokenSet       *tokens,
                                                           GCancellable        *cancellable,
                                                           GAsyncReadyCallback  callback,
                                                           gpointer             user_data);
SpareAccount    *spare_auth_client_userinfo_finish        (SpareAuthClient     *self,
                                                           GAsyncResult        *result,
                                                           GError             **error);

/* POST /oauth/revoke. */
void             spare_auth_client_revoke_async           (SpareAuthClient     *self,
                                                           SpareSecretText     *refresh_token,
                                                           GCancellable        *cancellable,
                                                           GAsyncReadyCallback  callback,
                                                           gpointer             user_data);
gboolean         spare_auth_client_revoke_finish          (SpareAuthClient     *self,
                                                           GAsyncResult        *result,
                                                           GError             **error);

G_END_DECLS
