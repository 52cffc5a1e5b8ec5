/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "fake-tenant.h"
#include "spare-error.h"
#include "spare-recovery.h"
#include "test-client.h"
#include "test-wait.h"

#include <string.h>

typedef struct
{
  FakeTenant *fake;
  SpareClock *clock;
  SpareAuthClient *client;
  SpareRecovery *recovery;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->fake = fake_tenant_new ();
  f->clock = spare_clock_new_fixed (FAKE_NOW);
  f->client = test_client_new (fake_tenant_get_tenant (f->fake), f->clock);
  f->recovery = spare_recovery_new (f->client, f->clock);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_assert_finalize_object (f->recovery);
  g_object_unref (f->client);
  g_object_unref (f->clock);
  fake_tenant_free (f->fake);
}

static gboolean
send (Fixture     *f,
      const char  *email,
      GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  spare_recovery_send_async (f->recovery, email, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);

  return spare_recovery_send_finish (f->recovery, result, error);
}

static void
send_well (Fixture    *f,
           const char *email)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (send (f, email, &error));
  g_assert_no_error (error);
}

#define get_count(f) fake_tenant_get_count ((f)->fake, FAKE_CHANGE)

static void
test_send (Fixture       *f,
           gconstpointer  data)
{
  g_assert_null (spare_recovery_get_address (f->recovery));
  g_assert_cmpuint (spare_recovery_get_rest (f->recovery), ==, 0);

  send_well (f, "  " FAKE_EMAIL "\n");
  g_assert_cmpstr (spare_recovery_get_address (f->recovery), ==, FAKE_EMAIL);
  g_assert_cmpuint (spare_recovery_get_rest (f->recovery), ==, SPARE_RECOVERY_REST);
  g_assert_nonnull (strstr (fake_tenant_get_body (f->fake, FAKE_CHANGE),
                            "\"email\":\"" FAKE_EMAIL "\""));
}

/* An unknown address is answered like any other. */
static void
test_unknown_address (Fixture       *f,
                      gconstpointer  data)
{
  fake_tenant_override (f->fake, FAKE_CHANGE, 404, "{\"error\":\"User not found\"}");
  send_well (f, FAKE_EMAIL);
  g_assert_cmpuint (spare_recovery_get_rest (f->recovery), ==, SPARE_RECOVERY_REST);
}

static void
test_malformed (Fixture       *f,
                gconstpointer  data)
{
  static const char *const addresses[] = { "", " ", "jane", "jane@host", "a b@example.com" };

  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (send (f, addresses[i], &error));
      g_assert_error (error, SPARE_ERROR, SPARE_ERROR_MALFORMED_ADDRESS);
    }
  g_assert_cmpuint (get_count (f), ==, 0);
  g_assert_cmpuint (spare_recovery_get_rest (f->recovery), ==, 0);
}

/* The rest is of one address, and goes by the clock. */
static void
test_rest (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  send_well (f, FAKE_EMAIL);
  spare_clock_set (f->clock, FAKE_NOW + 20);
  g_assert_cmpuint (spare_recovery_get_rest (f->recovery), ==, 40);
  g_assert_false (send (f, FAKE_EMAIL, &error));
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_RESTING);
  g_assert_cmpint (spare_error_get_retry_after (error), ==, 40);
  g_assert_cmpuint (get_count (f), ==, 1);

  send_well (f, "another@example.com");
  g_assert_cmpuint (get_count (f), ==, 2);
  g_assert_cmpstr (spare_recovery_get_address (f->recovery), ==, "another@example.com");

  spare_clock_set (f->clock, FAKE_NOW + 80);
  g_assert_cmpuint (spare_recovery_get_rest (f->recovery), ==, 0);
  send_well (f, "another@example.com");
  g_assert_cmpuint (get_count (f), ==, 3);
}

/* A clock that was set back does not make anybody wait for hours. */
static void
test_clock_back (Fixture       *f,
                 gconstpointer  data)
{
  send_well (f, FAKE_EMAIL);
  spare_clock_set (f->clock, FAKE_NOW - 7200);
  g_assert_cmpuint (spare_recovery_get_rest (f->recovery), ==, 0);
}

static void
test_rate_limited (Fixture       *f,
                   gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fake_tenant_override (f->fake, FAKE_CHANGE, 429, "");
  fake_tenant_set_header (f->fake, "Retry-After", "300");
  g_assert_false (send (f, FAKE_EMAIL, &error));
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_RATE_LIMITED);
  g_assert_cmpuint (spare_recovery_get_rest (f->recovery), ==, 300);
  g_clear_error (&error);

  g_assert_false (send (f, FAKE_EMAIL, &error));
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_RESTING);
  g_assert_cmpuint (get_count (f), ==, 1);
}

static void
test_rate_limited_for_ever (Fixture       *f,
                            gconstpointer  data)
{
  fake_tenant_override (f->fake, FAKE_CHANGE, 429, "");
  fake_tenant_set_header (f->fake, "Retry-After", "99999999999");
  g_assert_false (send (f, FAKE_EMAIL, NULL));
  g_assert_cmpuint (spare_recovery_get_rest (f->recovery), >, 0);
  g_assert_cmpuint (spare_recovery_get_rest (f->recovery), <=, 24 * 60 * 60);
}

/* A failure asks for no rest, so that it can be tried again at once; but only
 * the person does. */
static void
test_failure (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fake_tenant_override (f->fake, FAKE_CHANGE, 500, "");
  g_assert_false (send (f, FAKE_EMAIL, &error));
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_SERVER_ERROR);
  g_assert_cmpuint (spare_recovery_get_rest (f->recovery), ==, 0);
  g_clear_error (&error);

  fake_tenant_set_online (f->fake, FALSE);
  g_assert_false (send (f, FAKE_EMAIL, &error));
  g_assert_error (error, SPARE_ERROR, SPARE_ERROR_NETWORK);
  fake_tenant_set_online (f->fake, TRUE);
  test_iterate_for (300);
  g_assert_cmpuint (get_count (f), ==, 1);
}

static void
test_busy_and_cancel (Fixture       *f,
                      gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fake_tenant_hold (f->fake, FAKE_CHANGE);
  spare_recovery_send_async (f->recovery, FAKE_EMAIL, cancellable, test_result_cb, &result);
  g_assert_true (spare_recovery_is_busy (f->recovery));
  test_wait_until (get_count (f) == 1);
  g_cancellable_cancel (cancellable);
  test_wait_until (result != NULL);
  g_assert_false (spare_recovery_send_finish (f->recovery, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (spare_recovery_is_busy (f->recovery));
}

static void
rest_cb (SpareRecovery *recovery,
         GParamSpec    *pspec,
         GString       *rests)
{
  guint rest;

  g_object_get (recovery, "rest", &rest, NULL);
  g_string_append_printf (rests, " %u", rest);
}

/* The countdown is notified once a second and then stops. */
static void
test_countdown (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr (GString) rests = g_string_new (NULL);
  g_autofree char *address = NULL;
  gboolean busy = TRUE;

  g_signal_connect (f->recovery, "notify::rest", G_CALLBACK (rest_cb), rests);
  send_well (f, FAKE_EMAIL);
  g_assert_cmpstr (rests->str, ==, " 60");
  spare_clock_set (f->clock, FAKE_NOW + 59);
  test_wait_until (g_str_equal (rests->str, " 60 1"));
  spare_clock_set (f->clock, FAKE_NOW + 60);
  test_wait_until (g_str_equal (rests->str, " 60 1 0"));

  g_object_get (f->recovery, "address", &address, "busy", &busy, NULL);
  g_assert_cmpstr (address, ==, FAKE_EMAIL);
  g_assert_false (busy);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define add(path, func) g_test_add ("/recovery/" path, Fixture, NULL, set_up, func, tear_down)
  add ("send", test_send);
  add ("unknown-address", test_unknown_address);
  add ("malformed", test_malformed);
  add ("rest", test_rest);
  add ("clock-back", test_clock_back);
  add ("rate-limited", test_rate_limited);
  add ("rate-limited-for-ever", test_rate_limited_for_ever);
  add ("failure", test_failure);
  add ("busy-and-cancel", test_busy_and_cancel);
  add ("countdown", test_countdown);
#undef add

  return g_test_run ();
}
