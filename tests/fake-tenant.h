/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "spare-tenant.h"

/* A tenant inside the test program, that can be told to answer anything. The
 * practice tenant is a real one; this one misbehaves. */

#define FAKE_NOW 1700000000
#define FAKE_EMAIL "jane@example.com"
#define FAKE_PASSWORD "right"
#define FAKE_SUB "auth0|fake1"

#define FAKE_TOKEN "/oauth/token"
#define FAKE_REVOKE "/oauth/revoke"
#define FAKE_USERINFO "/userinfo"
#define FAKE_KEYS "/.well-known/jwks.json"
#define FAKE_DISCOVERY "/.well-known/openid-configuration"
#define FAKE_CHANGE "/dbconnections/change_password"

typedef struct _FakeTenant FakeTenant;

FakeTenant  *fake_tenant_new         (void);
void         fake_tenant_free        (FakeTenant  *self);
SpareTenant *fake_tenant_get_tenant  (FakeTenant  *self);

/* What the next ID tokens say; NULL for a claim leaves it out. */
void         fake_tenant_set_claim   (FakeTenant  *self,
                                      const char  *name,
                                      const char  *value);
void         fake_tenant_set_expiry  (FakeTenant  *self,
                                      gint64       expires_at);
void         fake_tenant_set_id_token (FakeTenant *self,
                                      gboolean     present);
/* Signs with a key of this name from now on, which the keys do not name until
 * they are published. */
void         fake_tenant_change_key  (FakeTenant  *self,
                                      const char  *kid,
                                      gboolean     published);
void         fake_tenant_set_rotation (FakeTenant *self,
                                      gboolean     rotation);

/* This answer to every request for @path, until @body is NULL. */
void         fake_tenant_override    (FakeTenant  *self,
                                      const char  *path,
                                      guint        status,
                                      const char  *body);
void         fake_tenant_set_header  (FakeTenant  *self,
                                      const char  *name,
                                      const char  *value);
/* Requests for @path wait until it is NULL. */
void         fake_tenant_hold        (FakeTenant  *self,
                                      const char  *path);
/* From now on nobody listens, or again. */
void         fake_tenant_set_online  (FakeTenant  *self,
                                      gboolean     online);

guint        fake_tenant_get_count   (FakeTenant  *self,
                                      const char  *path);
/* Of the last request for @path. */
const char  *fake_tenant_get_body    (FakeTenant  *self,
                                      const char  *path);
const char  *fake_tenant_get_type    (FakeTenant  *self,
                                      const char  *path);
/* The refresh token that is good now, or NULL. */
const char  *fake_tenant_get_refresh_token (FakeTenant *self);
/* As if the person's sessions had been ended. */
void         fake_tenant_end_session (FakeTenant  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeTenant, fake_tenant_free)
