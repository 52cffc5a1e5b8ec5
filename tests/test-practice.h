/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "spare-practice-host.h"
#include "spare-tenant.h"
#include "test-wait.h"

/* The practice tenant in a folder of its own. */
typedef struct
{
  char *dir;
  SparePracticeHost *host;
  SpareTenant *tenant;
} TestPractice;

static inline TestPractice *
test_practice_start (void)
{
  TestPractice *self = g_new0 (TestPractice, 1);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  const char *program = g_getenv ("SPARE_PRACTICE_PROGRAM");

  g_assert_nonnull (program);
  self->dir = g_dir_make_tmp ("spare-practice-XXXXXX", &error);
  g_assert_no_error (error);
  self->host = spare_practice_host_new (program, self->dir);

  spare_practice_host_start_async (self->host, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  self->tenant = spare_practice_host_start_finish (self->host, result, &error);
  g_assert_no_error (error);

  return self;
}

/* From here on nobody answers at the tenant's address. */
static inline void
test_practice_end (TestPractice *self)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  const char *url = spare_tenant_get_base_url (self->tenant);
  gboolean there = self->host != NULL;

  g_clear_object (&self->host);
  while (there)
    {
      g_autoptr (GSocketConnection) connection = NULL;

      connection = g_socket_client_connect_to_uri (client, url, 80, NULL, NULL);
      there = connection != NULL;
      g_main_context_iteration (NULL, FALSE);
    }
}

static inline void
test_practice_free (TestPractice *self)
{
  test_practice_end (self);
  g_object_unref (self->tenant);
  test_remove_tree (self->dir);
  g_free (self->dir);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestPractice, test_practice_free)
