/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#define G_SETTINGS_ENABLE_BACKEND

#include <adwaita.h>
#include <gio/gsettingsbackend.h>
#include <glib/gstdio.h>

#include "spare-account.h"
#include "spare-secret-text.h"
#include "spare-session-store-memory.h"
#include "spare-session.h"
#include "spare-tenant.h"
#include "spare-token-set.h"
#include "test-client.h"
#include "test-present.h"

G_BEGIN_DECLS

/* What the tests of the windows have in common: an application whose actions
 * are written down, a session that is signed in, and waiting without sleeping. */

/* A tenant that refuses every connection: nothing listens on this port. */
#define WINDOW_TEST_DOMAIN "127.0.0.1:9"

static inline void
window_test_action_cb (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       application)
{
  GString *log = g_object_get_data (application, "log");
  g_autofree char *text = parameter != NULL ? g_variant_print (parameter, FALSE) : NULL;

  g_string_append_printf (log, "%s%s%s;", g_action_get_name (G_ACTION (action)),
                          text != NULL ? " " : "", text != NULL ? text : "");
}

/* The one application of the test program; @log gets the actions that windows
 * ask for. */
static inline GtkApplication *
window_test_application (GString *log)
{
  static AdwApplication *application;

  static const struct
  {
    const char *name;
    const char *type;
  } actions[] = {
    { "use-tenant", "(sss)" }, { "try-practice", NULL }, { "reset-password", NULL },
    { "preferences", NULL }, { "shortcuts", NULL }, { "about", NULL }, { "log-out", NULL },
    { "open-link", "s" }, { "open-mailbox", NULL }, { "set-up-tenant", NULL },
    { "open-recovery", "s" }, { "recovery-sent", "s" },
    { "finished", "s" }, { "help", NULL },
  };
  g_autoptr (GError) error = NULL;

  if (application != NULL)
    {
      g_object_set_data (G_OBJECT (application), "log", log);
      return GTK_APPLICATION (application);
    }

  application = adw_application_new ("io.github.sparekey.SpareKey", G_APPLICATION_NON_UNIQUE);
  g_object_set_data (G_OBJECT (application), "log", log);
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_autoptr (GSimpleAction) action = NULL;

      action = g_simple_action_new (actions[i].name, actions[i].type != NULL
                                                       ? G_VARIANT_TYPE (actions[i].type)
                                                       : NULL);
      g_signal_connect (action, "activate", G_CALLBACK (window_test_action_cb), application);
      g_action_map_add_action (G_ACTION_MAP (application), G_ACTION (action));
    }
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);

  return GTK_APPLICATION (application);
}

/* A session of @account that has just been restored from @store. */
static inline SpareSession *
window_test_session (SpareSessionStore *store,
                     SpareAccount      *account,
                     gint64             now)
{
  g_autoptr (SpareTenant) tenant = spare_tenant_new (WINDOW_TEST_DOMAIN, "client", NULL, NULL);
  g_autoptr (SpareClock) clock = spare_clock_new_fixed (now);
  g_autoptr (SpareAuthClient) client = test_client_new (tenant, clock);
  g_autoptr (SpareSecretText) token = spare_secret_text_new ("token");
  g_autoptr (SpareTokenSet) tokens = spare_token_set_new (token, token, NULL, now + 3600);
  g_autoptr (SpareTokenSet) with_account = spare_token_set_with_account (tokens, account, now - 60);
  g_autoptr (SpareSecretText) text = spare_token_set_serialize (with_account);
  g_autoptr (GAsyncResult) saved = NULL;
  g_autoptr (GAsyncResult) restored = NULL;
  g_autoptr (GError) error = NULL;
  SpareSession *session = spare_session_new (client, store, clock);

  spare_session_store_save_async (store, tenant, text, NULL, test_result_cb, &saved);
  test_wait_until (saved != NULL);
  spare_session_store_save_finish (store, saved, &error);
  g_assert_no_error (error);

  spare_session_restore_async (session, NULL, test_result_cb, &restored);
  test_wait_until (restored != NULL);
  spare_session_restore_finish (session, restored, &error);
  g_assert_no_error (error);
  g_assert_cmpint (spare_session_get_state (session), ==, SPARE_SESSION_SIGNED_IN);

  return session;
}

/* Whether a reader says @text of @widget; a blank at its end is not heard, and
 * keeps a sentence that comes again from being taken for known. */
static inline gboolean
window_test_is_described (GtkWidget  *widget,
                          const char *text)
{
  g_autofree char *again = g_strconcat (text, " ", NULL);
  g_autofree char *first_value = NULL;
  g_autofree char *again_value = NULL;

  first_value = gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget),
                                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text);
  again_value = gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget),
                                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, again);

  return first_value == NULL || again_value == NULL;
}

/* Settings whose @keys cannot be written, as an administrator would lock them. */
static inline GSettings *
window_test_locked_settings (const char *const *keys)
{
  g_autofree char *dir = g_dir_make_tmp ("spare-locks-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (dir, "keyfile", NULL);
  g_autofree char *locks = g_build_filename (dir, "locks", NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GSettingsBackend) plain = NULL;
  g_autoptr (GSettingsBackend) backend = NULL;
  g_autoptr (GError) error = NULL;
  GSettings *settings;

  for (gsize i = 0; keys[i] != NULL; i++)
    g_string_append_printf (text, "/io/github/sparekey/SpareKey/%s\n", keys[i]);
  g_file_set_contents (locks, text->str, -1, &error);
  g_assert_no_error (error);

  /* Its type is not public, and only the type knows about locks. */
  plain = g_keyfile_settings_backend_new (file, "/", NULL);
  backend = g_object_new (G_OBJECT_TYPE (plain), "filename", file, "defaults-dir", dir, NULL);
  settings = g_settings_new_with_backend ("io.github.sparekey.SpareKey", backend);
  g_unlink (locks);
  g_rmdir (dir);
  for (gsize i = 0; keys[i] != NULL; i++)
    g_assert_false (g_settings_is_writable (settings, keys[i]));

  return settings;
}

#define window_test_child(window, TYPE, name) \
  ((gpointer) gtk_widget_get_template_child (GTK_WIDGET (window), TYPE, name))

G_END_DECLS
