/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

/* A client of a tenant that misbehaves as told, and what it does as calls that
 * wait. */

#include "fake-tenant.h"
#include "spare-account.h"
#include "spare-error.h"
#include "spare-secret-text.h"
#include "spare-token-set.h"
#include "test-client.h"
#include "test-practice.h"

typedef struct
{
  FakeTenant *fake;
  SpareClock *clock;
  SpareAuthClient *client;
} Fixture;

static inline void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->fake = fake_tenant_new ();
  f->clock = spare_clock_new_fixed (FAKE_NOW);
  f->client = test_client_new (fake_tenant_get_tenant (f->fake), f->clock);
}

static inline void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_object_unref (f->client);
  g_object_unref (f->clock);
  fake_tenant_free (f->fake);
}

static inline SpareTokenSet *
log_in (SpareAuthClient  *client,
        const char       *email,
        const char       *password_text,
        GError          **error)
{
  g_autoptr (SpareSecretText) password = spare_secret_text_new (password_text);
  g_autoptr (GAsyncResult) result = NULL;

  spare_auth_client_login_async (client, email, password, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);

  return spare_auth_client_login_finish (client, result, error);
}

static inline SpareTokenSet *
log_in_well (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  SpareTokenSet *tokens = log_in (f->client, FAKE_EMAIL, FAKE_PASSWORD, &error);

  g_assert_no_error (error);

  return tokens;
}

static inline SpareTokenSet *
refresh (Fixture        *f,
         SpareTokenSet  *tokens,
         GError        **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  spare_auth_client_refresh_async (f->client, tokens, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);

  return spare_auth_client_refresh_finish (f->client, result, NULL, error);
}

#define assert_refresh_token(tokens, expected)                                                  \
  g_assert_cmpstr (spare_secret_text_get (spare_token_set_get_refresh_token (tokens)), ==, expected)
