/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "spare-error.h"
#include "spare-secret-text.h"
#include "spare-session-store.h"
#include "spare-tenant.h"
#include "test-wait.h"

/* What every store is asked in its tests, as calls that wait. */

static inline SpareTenant *
test_tenant (const char *domain)
{
  g_autoptr (GError) error = NULL;
  SpareTenant *tenant = spare_tenant_new (domain, "client1", NULL, &error);

  g_assert_no_error (error);

  return tenant;
}

static inline char *
test_load (SpareSessionStore  *store,
           SpareTenant        *tenant,
           GError            **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SpareSecretText) text = NULL;

  spare_session_store_load_async (store, tenant, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  text = spare_session_store_load_finish (store, result, error);

  return text != NULL ? g_strdup (spare_secret_text_get (text)) : NULL;
}

static inline gboolean
test_save (SpareSessionStore  *store,
           SpareTenant        *tenant,
           const char         *text,
           GError            **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SpareSecretText) secret = spare_secret_text_new (text);

  spare_session_store_save_async (store, tenant, secret, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);

  return spare_session_store_save_finish (store, result, error);
}

static inline gboolean
test_clear (SpareSessionStore  *store,
            SpareTenant        *tenant,
            GError            **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  spare_session_store_clear_async (store, tenant, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);

  return spare_session_store_clear_finish (store, result, error);
}

#define test_assert_stored(store, tenant, expected)                            \
  G_STMT_START                                                                 \
  {                                                                            \
    g_autoptr (GError) test_error = NULL;                                      \
    g_autofree char *test_text = test_load (store, tenant, &test_error);       \
                                                                               \
    g_assert_no_error (test_error);                                            \
    g_assert_cmpstr (test_text, ==, expected);                                 \
  }                                                                            \
  G_STMT_END

/* Save, replace, clear, with three tenants that must not touch each other. */
static inline void
test_store_keeps_tenants_apart (SpareSessionStore *store)
{
  g_autoptr (SpareTenant) one = test_tenant ("one.eu.auth0.com");
  g_autoptr (SpareTenant) two = test_tenant ("two.eu.auth0.com");
  g_autoptr (SpareTenant) three = spare_tenant_new ("one.eu.auth0.com", "client2", NULL, NULL);
  g_autoptr (GError) error = NULL;

  test_assert_stored (store, one, NULL);

  g_assert_true (test_save (store, one, "first", &error));
  g_assert_no_error (error);
  g_assert_true (test_save (store, two, "second", &error));
  g_assert_no_error (error);
  g_assert_true (test_save (store, three, "third", &error));
  g_assert_no_error (error);
  test_assert_stored (store, one, "first");
  test_assert_stored (store, two, "second");
  test_assert_stored (store, three, "third");

  g_assert_true (test_save (store, one, "replaced", &error));
  g_assert_no_error (error);
  test_assert_stored (store, one, "replaced");

  g_assert_true (test_clear (store, one, &error));
  g_assert_no_error (error);
  test_assert_stored (store, one, NULL);
  test_assert_stored (store, two, "second");
  test_assert_stored (store, three, "third");

  /* Clearing what is not there is no failure. */
  g_assert_true (test_clear (store, one, &error));
  g_assert_no_error (error);
  g_assert_true (test_clear (store, two, &error));
  g_assert_true (test_clear (store, three, &error));
  g_assert_no_error (error);
}

/* Ten thousand bytes and letters beyond ASCII come back as they were. */
static inline void
test_store_keeps_long_text (SpareSessionStore *store)
{
  g_autoptr (SpareTenant) tenant = test_tenant ("long.eu.auth0.com");
  g_autoptr (GString) text = g_string_new ("{\"name\":\"Zo\xc3\xab \\\"quoted\\\"\",\"t\":\"");
  g_autoptr (GError) error = NULL;

  while (text->len < 10 * 1000)
    g_string_append_printf (text, "%x", (guint) text->len);
  g_string_append (text, "\"}");

  g_assert_true (test_save (store, tenant, text->str, &error));
  g_assert_no_error (error);
  test_assert_stored (store, tenant, text->str);
  g_assert_true (test_clear (store, tenant, &error));
  g_assert_no_error (error);
}

/* A cancelled operation says so and leaves what is stored alone. */
static inline void
test_store_is_cancellable (SpareSessionStore *store)
{
  g_autoptr (SpareTenant) tenant = test_tenant ("cancel.eu.auth0.com");
  g_autoptr (SpareSecretText) other = spare_secret_text_new ("other");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) load = NULL;
  g_autoptr (GAsyncResult) save = NULL;
  g_autoptr (GAsyncResult) clear = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (test_save (store, tenant, "kept", &error));
  g_assert_no_error (error);
  g_cancellable_cancel (cancellable);

  spare_session_store_load_async (store, tenant, cancellable, test_result_cb, &load);
  spare_session_store_save_async (store, tenant, other, cancellable, test_result_cb, &save);
  spare_session_store_clear_async (store, tenant, cancellable, test_result_cb, &clear);
  test_wait_until (load != NULL && save != NULL && clear != NULL);

  g_assert_null (spare_session_store_load_finish (store, load, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (spare_session_store_save_finish (store, save, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (spare_session_store_clear_finish (store, clear, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  test_assert_stored (store, tenant, "kept");
  g_clear_error (&error);
  g_assert_true (test_clear (store, tenant, &error));
  g_assert_no_error (error);
}
