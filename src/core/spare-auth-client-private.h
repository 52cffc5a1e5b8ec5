/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "spare-auth-client.h"

G_BEGIN_DECLS

/* Shared by the files of SpareAuthClient alone. */

struct _SpareAuthClient
{
  GObject parent_instance;

  SpareTenant *tenant;
  SpareHttp *http;
  SpareClock *clock;
  SpareJwks *keys;
};

GTask *spare_auth_client_task_new (SpareAuthClient     *self,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data,
                                   gpointer             tag,
                                   const char          *name);
void   spare_auth_client_send     (GTask               *task,
                                   const char          *method,
                                   const char          *path,
                                   const char          *content_type,
                                   SpareSecretText     *body,
                                   SpareSecretText     *bearer,
                                   GAsyncReadyCallback  callback);

G_END_DECLS
