/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-login-window.h"

#include "fake-tenant.h"
#include "spare-entry-field.h"
#include "spare-error.h"
#include "spare-message-area.h"
#include "spare-password-field.h"
#include "spare-recovery.h"
#include "spare-submit-button.h"
#include "window-test.h"

#include <string.h>

typedef struct
{
  FakeTenant *fake;
  SpareSessionStore *store;
  SpareClock *clock;
  SpareSession *session;
  SpareRecovery *recovery;
  GString *log;
  GtkWidget *window;
} Fixture;

static gpointer
child (Fixture    *f,
       const char *name)
{
  return window_test_child (f->window, SPARE_TYPE_LOGIN_WINDOW, name);
}

/* What the application does with a session that was just made. */
static void
restore (Fixture *f)
{
  g_autoptr (GAsyncResult) result = NULL;

  spare_session_restore_async (f->session, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  spare_session_restore_finish (f->session, result, NULL);
}

static void
set_up_starting (Fixture       *f,
                 gconstpointer  data)
{
  g_autoptr (SpareAuthClient) client = NULL;

  f->fake = fake_tenant_new ();
  f->store = spare_session_store_memory_new ();
  f->clock = spare_clock_new_fixed (FAKE_NOW);
  client = test_client_new (fake_tenant_get_tenant (f->fake), f->clock);
  f->session = spare_session_new (client, f->store, f->clock);
  f->recovery = spare_recovery_new (client, f->clock);
  f->log = g_string_new (NULL);
  f->window = spare_login_window_new (window_test_application (f->log), f->session, f->recovery);
  g_object_add_weak_pointer (G_OBJECT (f->window), (gpointer *) &f->window);
  test_present (f->window);
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  set_up_starting (f, data);
  restore (f);
  g_assert_cmpint (spare_session_get_state (f->session), ==, SPARE_SESSION_SIGNED_OUT);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  if (f->window != NULL)
    gtk_window_destroy (GTK_WINDOW (f->window));
  test_wait_until (f->window == NULL);
  fake_tenant_hold (f->fake, NULL);
  g_object_unref (f->recovery);
  g_object_unref (f->session);
  g_object_unref (f->store);
  g_object_unref (f->clock);
  fake_tenant_free (f->fake);
  g_string_free (f->log, TRUE);
}

static void
fill_in (Fixture    *f,
         const char *address,
         const char *password)
{
  GtkWidget *entry = spare_password_field_get_entry (child (f, "password_field"));

  spare_entry_field_set_text (child (f, "address_field"), address);
  spare_password_field_clear (child (f, "password_field"));
  gtk_editable_set_text (gtk_editable_get_delegate (GTK_EDITABLE (entry)), password);
}

static void
log_in (Fixture    *f,
        const char *address,
        const char *password)
{
  fill_in (f, address, password);
  gtk_widget_activate_action (f->window, "login.submit", NULL);
}

static void
assert_password (Fixture    *f,
                 const char *expected)
{
  g_autoptr (SpareSecretText) secret = NULL;

  secret = spare_password_field_get_secret (child (f, "password_field"));
  g_assert_cmpstr (spare_secret_text_get (secret), ==, expected);
}

static char *
get_error (Fixture    *f,
           const char *name)
{
  char *error = NULL;

  g_object_get (child (f, name), "error", &error, NULL);

  return error;
}

/* The action of the n-th button in the message, or NULL. */
static const char *
find_action (GtkWidget *widget,
             guint     *skip)
{
  if (GTK_IS_BUTTON (widget) && (*skip)-- == 0)
    return gtk_actionable_get_action_name (GTK_ACTIONABLE (widget));

  for (GtkWidget *node = gtk_widget_get_first_child (widget); node != NULL;
       node = gtk_widget_get_next_sibling (node))
    {
      const char *action = find_action (node, skip);

      if (action != NULL)
        return action;
    }

  return NULL;
}

static const char *
get_action (Fixture *f,
            guint    n)
{
  return find_action (child (f, "message_area"), &n);
}

static gboolean
is_settled (Fixture *f)
{
  return !spare_submit_button_is_busy (child (f, "submit_button"));
}

static void
test_fresh (Fixture       *f,
            gconstpointer  data)
{
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (f->window)), ==, "Log In");
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (gtk_button_get_child (child (f, "forgot_button")))), ==,
                   "Don't remember your password?");
  g_assert_true (gtk_window_get_default_widget (GTK_WINDOW (f->window)) ==
                 spare_submit_button_get_button (child (f, "submit_button")));
  g_assert_false (spare_message_area_is_shown (child (f, "message_area")));
  test_wait_until (test_has_focus (child (f, "address_field")));
}

static void
test_log_in (Fixture       *f,
             gconstpointer  data)
{
  SpareSubmitButton *button = child (f, "submit_button");

  fake_tenant_hold (f->fake, FAKE_TOKEN);
  log_in (f, "  " FAKE_EMAIL " ", FAKE_PASSWORD);
  g_assert_true (spare_submit_button_is_busy (button));
  g_assert_true (test_has_focus (child (f, "submit_button")));
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (spare_submit_button_get_button (button))), ==,
                   "Logging In…");
  g_assert_true (gtk_widget_is_sensitive (child (f, "address_field")));
  gtk_widget_activate_action (f->window, "login.submit", NULL);
  test_wait_until (fake_tenant_get_count (f->fake, FAKE_TOKEN) == 1);

  fake_tenant_hold (f->fake, NULL);
  test_wait_until (spare_session_get_state (f->session) == SPARE_SESSION_SIGNED_IN && f->log->len > 0);
  g_assert_cmpuint (fake_tenant_get_count (f->fake, FAKE_TOKEN), ==, 1);
  /* The window goes now; “Log In” would be heard once more. */
  g_assert_true (spare_submit_button_is_busy (button));
  assert_password (f, "");
  g_assert_cmpstr (f->log->str, ==, "finished 'logged-in';");
}

static void
test_empty (Fixture       *f,
            gconstpointer  data)
{
  static const struct
  {
    const char *address;
    const char *password;
    const char *field;
  } cases[] = {
    { "", "", "address_field" },
    { "  \t", "secret", "address_field" },
    { "jane@example.com\nand more", "secret", "address_field" },
    { FAKE_EMAIL, "", "password_field" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *error = NULL;

      log_in (f, cases[i].address, cases[i].password);
      error = get_error (f, cases[i].field);
      g_assert_nonnull (error);
      g_assert_true (test_has_focus (child (f, cases[i].field)));
      g_assert_true (is_settled (f));
      assert_password (f, cases[i].password);
    }
  g_assert_cmpuint (fake_tenant_get_count (f->fake, FAKE_TOKEN), ==, 0);
}

/* The address stays, the password goes, and the entry that needs it says why. */
static void
test_wrong (Fixture       *f,
            gconstpointer  data)
{
  g_autofree char *error = NULL;

  log_in (f, FAKE_EMAIL, "wrong");
  test_wait_until (is_settled (f));
  error = get_error (f, "password_field");
  g_assert_nonnull (error);
  gtk_test_accessible_assert_property (
    GTK_ACCESSIBLE (spare_password_field_get_entry (child (f, "password_field"))),
    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, error);
  g_assert_true (test_has_focus (child (f, "password_field")));
  assert_password (f, "");
  g_assert_cmpstr (spare_login_window_get_address (SPARE_LOGIN_WINDOW (f->window)), ==, FAKE_EMAIL);
  g_assert_cmpstr (f->log->str, ==, "finished 'login-failed';");
}

static void
test_refused (Fixture       *f,
              gconstpointer  data)
{
  static const struct
  {
    guint status;
    const char *body;
    const char *action;
  } cases[] = {
    { 429, "{\"error\":\"too_many_attempts\",\"error_description\":\"blocked\"}",
      "login.open-recovery" },
    { 403, "{\"error\":\"password_leaked\",\"error_description\":\"leaked\"}",
      "login.open-recovery" },
    { 401, "{\"error\":\"invalid_client\",\"error_description\":\"Unauthorized\"}",
      "app.preferences" },
    { 403, "{\"error\":\"unauthorized_client\",\"error_description\":\"Grant type not allowed\"}",
      "app.preferences" },
    { 403, "{\"error\":\"mfa_required\",\"error_description\":\"MFA\",\"mfa_token\":\"x\"}",
      "login.open-recovery" },
    { 500, "oh no", "login.submit" },
  };
  SpareMessageArea *area = child (f, "message_area");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      fake_tenant_override (f->fake, FAKE_TOKEN, cases[i].status, cases[i].body);
      log_in (f, FAKE_EMAIL, FAKE_PASSWORD);
      test_wait_until (is_settled (f));
      g_assert_true (spare_message_area_is_shown (area));
      g_assert_true (test_has_focus (child (f, "message_area")));
      g_assert_cmpstr (get_action (f, 0), ==, cases[i].action);
      /* Nothing typed is lost. */
      assert_password (f, FAKE_PASSWORD);
      g_assert_cmpstr (spare_login_window_get_address (SPARE_LOGIN_WINDOW (f->window)), ==,
                       FAKE_EMAIL);
    }
}

static void
test_offline (Fixture       *f,
              gconstpointer  data)
{
  fake_tenant_set_online (f->fake, FALSE);
  log_in (f, FAKE_EMAIL, FAKE_PASSWORD);
  test_wait_until (is_settled (f));
  g_assert_true (test_has_focus (child (f, "message_area")));
  g_assert_cmpstr (get_action (f, 0), ==, "login.submit");
  assert_password (f, FAKE_PASSWORD);

  fake_tenant_set_online (f->fake, TRUE);
  gtk_widget_activate_action (f->window, "login.submit", NULL);
  test_wait_until (spare_session_get_state (f->session) == SPARE_SESSION_SIGNED_IN);
}

static void
test_cancel (Fixture       *f,
             gconstpointer  data)
{
  fake_tenant_hold (f->fake, FAKE_TOKEN);
  log_in (f, FAKE_EMAIL, FAKE_PASSWORD);
  test_wait_until (fake_tenant_get_count (f->fake, FAKE_TOKEN) == 1);
  gtk_widget_activate_action (f->window, "login.cancel", NULL);
  test_wait_until (is_settled (f));
  g_assert_cmpint (spare_session_get_state (f->session), ==, SPARE_SESSION_SIGNED_OUT);
  g_assert_true (test_has_focus (child (f, "password_field")));
  assert_password (f, FAKE_PASSWORD);

  /* Whoever cancels knows. */
  g_assert_cmpstr (f->log->str, ==, "");

  /* With nothing under way it does nothing: what is typed stays. */
  gtk_widget_activate_action (f->window, "login.cancel", NULL);
  g_assert_true (gtk_widget_get_mapped (f->window));
  assert_password (f, FAKE_PASSWORD);
}

/* Somebody quicker than the keyring waits, and is not asked again. */
static void
test_early (Fixture       *f,
            gconstpointer  data)
{
  g_assert_true (gtk_widget_get_visible (child (f, "status_label")));
  log_in (f, FAKE_EMAIL, FAKE_PASSWORD);
  g_assert_false (is_settled (f));
  g_assert_cmpuint (fake_tenant_get_count (f->fake, FAKE_TOKEN), ==, 0);
  restore (f);
  test_wait_until (spare_session_get_state (f->session) == SPARE_SESSION_SIGNED_IN);
  g_assert_false (gtk_widget_get_visible (child (f, "status_label")));
  g_assert_cmpuint (fake_tenant_get_count (f->fake, FAKE_TOKEN), ==, 1);
}

static void
test_early_cancel (Fixture       *f,
                   gconstpointer  data)
{
  log_in (f, FAKE_EMAIL, FAKE_PASSWORD);
  gtk_widget_activate_action (f->window, "login.cancel", NULL);
  g_assert_true (is_settled (f));
  restore (f);
  test_iterate_for (100);
  g_assert_cmpint (spare_session_get_state (f->session), ==, SPARE_SESSION_SIGNED_OUT);
  g_assert_cmpuint (fake_tenant_get_count (f->fake, FAKE_TOKEN), ==, 0);
}

/* The keyring is locked: that is said, and whoever was quicker can go on. */
static void
test_early_locked (Fixture       *f,
                   gconstpointer  data)
{
  g_autoptr (GError) error = spare_error_new (SPARE_ERROR_KEYRING_LOCKED);

  spare_session_store_memory_set_fail (SPARE_SESSION_STORE_MEMORY (f->store), error);
  log_in (f, FAKE_EMAIL, "wrong");
  g_assert_false (is_settled (f));
  restore (f);
  g_assert_cmpint (spare_session_get_state (f->session), ==, SPARE_SESSION_LOCKED);
  g_assert_true (is_settled (f));
  g_assert_true (test_has_focus (child (f, "message_area")));
  g_assert_cmpstr (get_action (f, 0), ==, "login.unlock");

  /* A refusal does not take the way to unlock it away. */
  gtk_widget_activate_action (f->window, "login.submit", NULL);
  test_wait_until (fake_tenant_get_count (f->fake, FAKE_TOKEN) == 1 && is_settled (f));
  g_assert_true (test_has_focus (child (f, "password_field")));
  g_assert_true (spare_message_area_is_shown (child (f, "message_area")));
  g_assert_cmpstr (get_action (f, 0), ==, "login.unlock");

  fake_tenant_set_online (f->fake, FALSE);
  log_in (f, FAKE_EMAIL, FAKE_PASSWORD);
  test_wait_until (is_settled (f));
  g_assert_cmpstr (get_action (f, 0), ==, "login.submit");
  g_assert_cmpstr (get_action (f, 1), ==, "login.unlock");
}

/* What was changed meanwhile is checked again. */
static void
test_early_edited (Fixture       *f,
                   gconstpointer  data)
{
  g_autofree char *error = NULL;

  log_in (f, FAKE_EMAIL, FAKE_PASSWORD);
  spare_entry_field_set_text (child (f, "address_field"), "");
  restore (f);
  g_assert_true (is_settled (f));
  error = get_error (f, "address_field");
  g_assert_nonnull (error);

  log_in (f, FAKE_EMAIL, FAKE_PASSWORD);
  test_wait_until (spare_session_get_state (f->session) == SPARE_SESSION_SIGNED_IN);
}

static void
test_locked (Fixture       *f,
             gconstpointer  data)
{
  static const struct
  {
    SpareError code;
    const char *action;
  } cases[] = {
    { SPARE_ERROR_KEYRING_LOCKED, "login.unlock" },
    { SPARE_ERROR_KEYRING_UNAVAILABLE, "login.unlock" },
    { SPARE_ERROR_SESSION_UNREADABLE, "login.forget" },
  };
  SpareSessionStoreMemory *store = SPARE_SESSION_STORE_MEMORY (f->store);

  spare_login_window_show_notice (SPARE_LOGIN_WINDOW (f->window), "Welcome", "The password is Plum.");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = spare_error_new (cases[i].code);

      spare_session_store_memory_set_fail (store, error);
      restore (f);
      g_assert_cmpint (spare_session_get_state (f->session), ==, SPARE_SESSION_LOCKED);
      g_assert_true (test_has_focus (child (f, "message_area")));
      g_assert_cmpstr (get_action (f, 0), ==, cases[i].action);
      g_assert_cmpstr (get_action (f, 1), ==, "login.memory-only");
    }

  gtk_widget_activate_action (f->window, "login.memory-only", NULL);
  g_assert_cmpint (spare_session_get_state (f->session), ==, SPARE_SESSION_SIGNED_OUT);
  g_assert_true (spare_message_area_is_shown (child (f, "message_area")));
  g_assert_null (get_action (f, 0));
  /* What the message about the keyring had covered. */
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (child (f, "message_area")),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "For This Time Only You can log in now. "
                                       "The session ends when you quit. The password is Plum.");
}

/* Asked again, the keyring answers: what was said of it is over. */
static void
test_unlocked (Fixture       *f,
               gconstpointer  data)
{
  g_autoptr (GError) error = spare_error_new (SPARE_ERROR_KEYRING_UNAVAILABLE);
  SpareSessionStoreMemory *store = SPARE_SESSION_STORE_MEMORY (f->store);

  spare_session_store_memory_set_fail (store, error);
  restore (f);
  g_assert_true (test_has_focus (child (f, "message_area")));

  spare_session_store_memory_set_fail (store, NULL);
  gtk_widget_activate_action (f->window, "login.unlock", NULL);
  /* The answer comes; there is nothing to go without. */
  gtk_widget_activate_action (f->window, "login.memory-only", NULL);
  test_wait_until (spare_session_get_state (f->session) == SPARE_SESSION_SIGNED_OUT);
  g_assert_false (spare_message_area_is_shown (child (f, "message_area")));
  g_assert_true (test_has_focus (child (f, "address_field")));
}

static void
test_forget (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr (GError) error = spare_error_new (SPARE_ERROR_SESSION_UNREADABLE);

  spare_session_store_memory_set_fail (SPARE_SESSION_STORE_MEMORY (f->store), error);
  restore (f);
  spare_session_store_memory_set_fail (SPARE_SESSION_STORE_MEMORY (f->store), NULL);
  gtk_widget_activate_action (f->window, "login.forget", NULL);
  test_wait_until (spare_session_get_state (f->session) == SPARE_SESSION_SIGNED_OUT &&
                   get_action (f, 0) == NULL);
  g_assert_true (test_has_focus (child (f, "message_area")));
}

static void
test_open_recovery (Fixture       *f,
                    gconstpointer  data)
{
  static const struct
  {
    const char *typed;
    const char *log;
  } cases[] = {
    { " " FAKE_EMAIL " ", "open-recovery '" FAKE_EMAIL "';" },
    { "jane", "open-recovery '';" },
    { "", "open-recovery '';" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_string_truncate (f->log, 0);
      fill_in (f, cases[i].typed, "half");
      gtk_widget_activate_action (f->window, "login.open-recovery", NULL);
      g_assert_cmpstr (f->log->str, ==, cases[i].log);
      assert_password (f, "");
    }
}

/* The first email, of which the window tells. */
static void
send_reset (Fixture *f)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  spare_recovery_send_async (f->recovery, FAKE_EMAIL, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  spare_recovery_send_finish (f->recovery, result, &error);
  g_assert_no_error (error);
  spare_login_window_show_reset_sent (SPARE_LOGIN_WINDOW (f->window));
  test_wait_until (test_has_focus (child (f, "message_area")));
}

/* The button answers with the wait and sends nothing, until it is over. */
static void
test_send_again (Fixture       *f,
                 gconstpointer  data)
{
  GtkLabel *rest = child (f, "rest_label");

  send_reset (f);
  g_assert_cmpstr (get_action (f, 0), ==, "login.send-again");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (rest)));
  g_assert_nonnull (strstr (gtk_label_get_text (rest), "again in"));

  gtk_widget_activate_action (f->window, "login.send-again", NULL);
  g_assert_false (spare_recovery_is_busy (f->recovery));
  g_assert_cmpuint (fake_tenant_get_count (f->fake, FAKE_CHANGE), ==, 1);

  spare_clock_set (f->clock, FAKE_NOW + SPARE_RECOVERY_REST);
  gtk_widget_activate_action (f->window, "login.send-again", NULL);
  test_wait_until (!spare_recovery_is_busy (f->recovery));
  g_assert_cmpuint (fake_tenant_get_count (f->fake, FAKE_CHANGE), ==, 2);
  g_assert_cmpstr (f->log->str, ==, "finished 'reset-sent';");

  /* What was seen of it goes if it fails. */
  spare_clock_set (f->clock, FAKE_NOW + 2 * SPARE_RECOVERY_REST);
  fake_tenant_override (f->fake, FAKE_CHANGE, 500, "");
  gtk_widget_activate_action (f->window, "login.send-again", NULL);
  g_assert_cmpstr (gtk_label_get_text (rest), ==, "Sending…");
  test_wait_until (!spare_recovery_is_busy (f->recovery));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (rest)));
}

/* Escape ends the wait for an answer; whether the email goes out is not known then. */
static void
test_send_again_cancel (Fixture       *f,
                        gconstpointer  data)
{
  GtkWidget *area = child (f, "message_area");

  send_reset (f);

  spare_clock_set (f->clock, FAKE_NOW + SPARE_RECOVERY_REST);
  fake_tenant_hold (f->fake, FAKE_CHANGE);
  gtk_widget_activate_action (f->window, "login.send-again", NULL);
  g_assert_true (spare_recovery_is_busy (f->recovery));
  g_assert_cmpstr (gtk_label_get_text (child (f, "rest_label")), ==, "Sending…");
  gtk_widget_activate_action (f->window, "login.cancel", NULL);
  test_wait_until (!spare_recovery_is_busy (f->recovery));
  test_wait_until (window_test_is_described (area, "Stopped. The email may be on its way all the same."));
  g_assert_cmpstr (f->log->str, ==, "");
}

/* Closing ends the login, though the tenant has not answered. */
static void
test_close (Fixture       *f,
            gconstpointer  data)
{
  fake_tenant_hold (f->fake, FAKE_TOKEN);
  log_in (f, FAKE_EMAIL, FAKE_PASSWORD);
  test_wait_until (fake_tenant_get_count (f->fake, FAKE_TOKEN) == 1);
  g_assert_false (is_settled (f));

  gtk_window_destroy (GTK_WINDOW (f->window));
  test_wait_until (f->window == NULL);
  test_wait_until (spare_session_get_state (f->session) == SPARE_SESSION_SIGNED_OUT);
  g_assert_cmpstr (f->log->str, ==, "");
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

#define ADD(path, set_up, function) \
  g_test_add ("/login-window/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("fresh", set_up, test_fresh);
  ADD ("log-in", set_up, test_log_in);
  ADD ("empty", set_up, test_empty);
  ADD ("wrong", set_up, test_wrong);
  ADD ("refused", set_up, test_refused);
  ADD ("offline", set_up, test_offline);
  ADD ("cancel", set_up, test_cancel);
  ADD ("early", set_up_starting, test_early);
  ADD ("early-cancel", set_up_starting, test_early_cancel);
  ADD ("early-locked", set_up_starting, test_early_locked);
  ADD ("early-edited", set_up_starting, test_early_edited);
  ADD ("locked", set_up_starting, test_locked);
  ADD ("unlocked", set_up_starting, test_unlocked);
  ADD ("forget", set_up_starting, test_forget);
  ADD ("open-recovery", set_up, test_open_recovery);
  ADD ("send-again", set_up, test_send_again);
  ADD ("send-again-cancel", set_up, test_send_again_cancel);
  ADD ("close", set_up, test_close);
#undef ADD

  return g_test_run ();
}
