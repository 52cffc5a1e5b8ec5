/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "practice-client.h"

#include <string.h>

#define JANE "jane@example.com"
#define NEW_PASSWORD "Brass-Teapot-92"
#define SENTENCE "We've just sent you an email to reset your password."

static void
ask (Tenant     *tenant,
     const char *email)
{
  g_autoptr (Reply) reply = tenant_ask_reset (tenant, email);

  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpstr (reply->body, ==, SENTENCE);
  g_assert_cmpstr (soup_message_headers_get_content_type (reply->headers, NULL), ==, "text/html");
}

static void
expect_login (Tenant     *tenant,
              const char *password,
              guint       status)
{
  g_autoptr (Reply) reply = tenant_login (tenant, JANE, password, "openid");

  g_assert_cmpuint (reply->status, ==, status);
}

static void
test_journey (void)
{
  g_autoptr (Tenant) tenant = tenant_start (NULL, NULL);
  const char *old_password = tenant_get (tenant, "password");
  g_autofree char *mail = NULL;
  g_autofree char *link = NULL;
  g_autofree char *prefix = g_strconcat (tenant_get (tenant, "base_url"), "/u/reset-verify?ticket=", NULL);
  g_autoptr (Reply) done = NULL;

  g_assert_cmpstr (tenant_get (tenant, "email"), ==, JANE);
  expect_login (tenant, old_password, 200);

  ask (tenant, JANE);
  mail = tenant_read_mail (tenant);
  g_assert_nonnull (strstr (mail, "\nTo: Jane Doe <jane@example.com>\n"));
  g_assert_nonnull (strstr (mail, "\nSubject: Reset your password\n"));
  g_assert_nonnull (strstr (mail, "\nDate: "));
  g_assert_nonnull (strstr (mail, "\nMessage-ID: <"));
  g_assert_nonnull (strstr (mail, "\nContent-Type: text/plain; charset=UTF-8\n"));
  link = tenant_find_link (tenant);
  g_assert_true (g_str_has_prefix (link, prefix));

  /* The mail alone changes nothing. */
  expect_login (tenant, old_password, 200);

  done = tenant_set_password (tenant, link, NEW_PASSWORD, NEW_PASSWORD);
  g_assert_cmpuint (done->status, ==, 200);
  g_assert_nonnull (strstr (done->body, "<title>Password Changed</title>"));

  expect_login (tenant, old_password, 403);
  expect_login (tenant, NEW_PASSWORD, 200);
}

static void
test_no_enumeration (void)
{
  static const char *const addresses[] = {
    "nobody@example.com", "kwame@example.com", "mei@example.com", "not an address", "a@b\\u0000c",
  };
  g_autoptr (Tenant) tenant = tenant_start (NULL, NULL);
  guint i;

  for (i = 0; i < G_N_ELEMENTS (addresses); i++)
    ask (tenant, addresses[i]);
  g_assert_cmpuint (tenant_count_mail (tenant), ==, 0);

  ask (tenant, "JANE@Example.com");
  g_assert_cmpuint (tenant_count_mail (tenant), ==, 1);
}

static void
test_unicode_name (void)
{
  g_autoptr (Tenant) tenant = tenant_start (NULL, NULL);
  g_autofree char *mail = NULL;
  g_autoptr (Reply) page = NULL;

  ask (tenant, "zoe@example.com");
  mail = tenant_read_mail (tenant);
  g_assert_nonnull (strstr (mail, "\nTo: =?UTF-8?B?Wm/DqyBMaW5kcXZpc3Q=?= <zoe@example.com>\n"));

  page = tenant_get_page (tenant, "/practice/mail");
  g_assert_nonnull (strstr (page->body, "Zoë Lindqvist &lt;zoe@example.com&gt;"));
  g_assert_nonnull (strstr (page->body, "Practice Mailbox — nothing here is real"));
  g_assert_nonnull (strstr (page->body, "<a href=\"http://127.0.0.1:"));
}

static void
test_faults (void)
{
  static const struct
  {
    const char *type;
    const char *body;
    guint status;
    const char *error;
  } faults[] = {
    { "application/json", "{\"client_id\":\"%s\",\"connection\":\"" TENANT_CONNECTION "\"}", 400, "email is required" },
    { "application/json", "{\"client_id\":\"%s\",\"email\":5,\"connection\":\"x\"}", 400, "email is required" },
    { "application/json", "{\"client_id\":\"%s\",\"email\":\"" JANE "\"}", 400, "connection is required" },
    { "application/json", "{\"client_id\":\"%s\",\"email\":\"" JANE "\",\"connection\":\"con_123\"}", 400, "connection not found" },
    { "application/json", "{\"client_id\":\"%s\",\"email\":\"" JANE "\",\"connection\":\"Old-Directory\"}", 400, "connection not found" },
    { "application/json", "{\"client_id\":\"%s\",\"email\":\"" JANE "\",\"connection\":\"" TENANT_CONNECTION "\",\"password\":\"x\"}", 400, "password is not allowed" },
    { "application/json", "{\"client_id\":\"x%s\",\"email\":\"" JANE "\",\"connection\":\"" TENANT_CONNECTION "\"}", 403, "unauthorized_client" },
    { "application/json", "{\"email\":\"" JANE "\",\"connection\":\"%s\"}", 400, "client_id is required" },
    { "application/json", "{\"client_id\":\"%s\"", 400, "invalid_request" },
    { "application/json", "[\"%s\"]", 400, "invalid_request" },
    { "application/json", "client_id=%s", 400, "invalid_request" },
    { "application/x-www-form-urlencoded", "client_id=%%zz%s", 400, "invalid_request" },
  };
  g_autoptr (Tenant) tenant = tenant_start (NULL, NULL);
  guint i;

  for (i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_auto (GStrv) parts = g_strsplit (faults[i].body, "%s", 2);
      g_autofree char *body = g_strconcat (parts[0], tenant_get (tenant, "client_id"), parts[1], NULL);
      g_autoptr (Reply) reply = NULL;

      g_test_message ("%s", faults[i].body);
      reply = tenant_send (tenant, "POST", "/dbconnections/change_password", faults[i].type, body, NULL, NULL);
      reply_expect (reply, faults[i].status, faults[i].error, NULL);
    }
  g_assert_cmpuint (tenant_count_mail (tenant), ==, 0);
}

static void
test_rate_limit (void)
{
  g_autoptr (Tenant) tenant = tenant_start (NULL, NULL);
  g_autoptr (Reply) other = NULL;
  int i;

  for (i = 0; i < 11; i++)
    {
      g_autoptr (Reply) reply = tenant_ask_reset (tenant, JANE);
      const char *reset = soup_message_headers_get_one (reply->headers, "X-RateLimit-Reset");
      const char *remaining = soup_message_headers_get_one (reply->headers, "X-RateLimit-Remaining");
      gint64 wait = g_ascii_strtoll (reset, NULL, 10) - g_get_real_time () / G_USEC_PER_SEC;

      g_assert_cmpstr (soup_message_headers_get_one (reply->headers, "X-RateLimit-Limit"), ==, "10");
      g_assert_cmpint (g_ascii_strtoll (remaining, NULL, 10), ==, MAX (9 - i, 0));
      g_assert_cmpint (wait, >, 0);
      g_assert_cmpint (wait, <=, 60);
      if (i < 10)
        g_assert_cmpuint (reply->status, ==, 200);
      else
        reply_expect (reply, 429, "too_many_requests", NULL);
    }
  g_assert_cmpuint (tenant_count_mail (tenant), ==, 10);

  /* Counted per address, however it is written. */
  other = tenant_ask_reset (tenant, "JANE@example.com");
  g_assert_cmpuint (other->status, ==, 429);
  ask (tenant, "omar@example.com");
}

static void
test_single_use (void)
{
  g_autoptr (Tenant) tenant = tenant_start (NULL, NULL);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *stranger = NULL;
  g_autoptr (Reply) replaced = NULL;
  g_autoptr (Reply) done = NULL;
  g_autoptr (Reply) again = NULL;
  g_autoptr (Reply) unknown = NULL;
  g_autoptr (Reply) none = NULL;

  ask (tenant, JANE);
  first = tenant_find_link (tenant);
  ask (tenant, JANE);
  second = tenant_find_link (tenant);
  g_assert_cmpstr (first, !=, second);

  replaced = tenant_get_page (tenant, first);
  g_assert_cmpuint (replaced->status, ==, 410);
  g_assert_nonnull (strstr (replaced->body, "Only the link in the newest email works"));

  done = tenant_set_password (tenant, second, NEW_PASSWORD, NEW_PASSWORD);
  g_assert_cmpuint (done->status, ==, 200);
  again = tenant_get_page (tenant, second);
  g_assert_cmpuint (again->status, ==, 410);
  g_assert_nonnull (strstr (again->body, "This link has already been used"));

  stranger = g_strconcat (second, "x", NULL);
  unknown = tenant_get_page (tenant, stranger);
  g_assert_cmpuint (unknown->status, ==, 404);
  none = tenant_get_page (tenant, "/u/reset-verify");
  g_assert_cmpuint (none->status, ==, 404);
}

static gboolean
tick_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static void
test_expiry (void)
{
  const char *const options[] = { "--ticket-lifetime", "1", NULL };
  g_autoptr (Tenant) tenant = tenant_start (NULL, options);
  g_autofree char *mail = NULL;
  g_autofree char *link = NULL;
  guint status = 200;
  guint id = g_timeout_add (100, tick_cb, NULL);
  gint64 deadline = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  ask (tenant, JANE);
  mail = tenant_read_mail (tenant);
  g_assert_nonnull (strstr (mail, "for 1 second."));
  link = tenant_find_link (tenant);

  while (status == 200 && g_get_monotonic_time () < deadline)
    {
      g_autoptr (Reply) page = tenant_get_page (tenant, link);

      status = page->status;
      if (status == 410)
        g_assert_nonnull (strstr (page->body, "not used in time"));
      g_main_context_iteration (NULL, TRUE);
    }
  g_assert_cmpuint (status, ==, 410);
  g_source_remove (id);
}

static void
test_policy (void)
{
  static const struct
  {
    const char *password;
    const char *confirm;
    const char *sentence;
    const char *field;
  } cases[] = {
    { "", "", "Enter a new password.", "password" },
    { "Ab1!xyz", "Ab1!xyz", "Use at least 8 characters.", "password" },
    { "abcdefgh1", "abcdefgh1", "Use at least three of", "password" },
    { "Abcdefgh1" "0123456789012345678901234567890123456789012345678901234567890123",
      "Abcdefgh1" "0123456789012345678901234567890123456789012345678901234567890123", "Use at most 72 characters", "password" },
    { NEW_PASSWORD, "Brass-Teapot-93", "The passwords are not the same.", "password-confirm" },
    { NEW_PASSWORD, "", "Enter the new password again.", "password-confirm" },
    { NULL, NULL, "You used this password before.", "password" },
  };
  g_autoptr (Tenant) tenant = tenant_start (NULL, NULL);
  g_autofree char *link = NULL;
  g_autoptr (Reply) done = NULL;
  guint i;

  ask (tenant, JANE);
  link = tenant_find_link (tenant);

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *password = cases[i].password != NULL ? cases[i].password : tenant_get (tenant, "password");
      const char *confirm = cases[i].confirm != NULL ? cases[i].confirm : password;
      g_autoptr (Reply) reply = tenant_set_password (tenant, link, password, confirm);
      g_autofree char *target = g_strdup_printf ("<li><a href=\"#%s\">", cases[i].field);
      g_autofree char *error_id = g_strdup_printf ("id=\"%s-error\"", cases[i].field);
      g_autofree char *described = g_strdup_printf ("aria-describedby=\"%s-error", cases[i].field);

      g_test_message ("%s", cases[i].sentence);
      g_assert_cmpuint (reply->status, ==, 400);
      g_assert_nonnull (strstr (reply->body, cases[i].sentence));
      g_assert_nonnull (strstr (reply->body, "<title>Error: "));
      g_assert_nonnull (strstr (reply->body, "role=\"alert\""));
      g_assert_nonnull (strstr (reply->body, "aria-invalid=\"true\""));
      g_assert_nonnull (strstr (reply->body, target));
      g_assert_nonnull (strstr (reply->body, error_id));
      g_assert_nonnull (strstr (reply->body, described));
      if (password[0] != '\0')
        g_assert_null (strstr (reply->body, password));
    }

  /* None of this spent the link. */
  done = tenant_set_password (tenant, link, NEW_PASSWORD, NEW_PASSWORD);
  g_assert_cmpuint (done->status, ==, 200);
}

static void
test_page (void)
{
  g_autoptr (Tenant) tenant = tenant_start (NULL, NULL);
  g_autofree char *link = NULL;
  g_autoptr (Reply) page = NULL;
  g_autoptr (Reply) forged = NULL;
  g_autoptr (Reply) foreign = NULL;
  const char *policy;

  ask (tenant, JANE);
  link = tenant_find_link (tenant);
  page = tenant_get_page (tenant, link);

  g_assert_nonnull (strstr (page->body, "<html lang=\"en\">"));
  g_assert_nonnull (strstr (page->body, "<h1>Choose a New Password</h1>"));
  g_assert_nonnull (strstr (page->body, "<label for=\"password\">"));
  g_assert_nonnull (strstr (page->body, "<label for=\"password-confirm\">"));
  g_assert_nonnull (strstr (page->body, "autocomplete=\"new-password\""));
  g_assert_nonnull (strstr (page->body, "aria-describedby=\"rules\""));
  g_assert_null (strstr (page->body, "role=\"alert\""));
  g_assert_null (strstr (page->body, "aria-invalid=\"true\">"));

  policy = soup_message_headers_get_one (page->headers, "Content-Security-Policy");
  g_assert_nonnull (strstr (policy, "default-src 'none'"));
  g_assert_null (strstr (policy, "unsafe-inline"));
  g_assert_cmpstr (soup_message_headers_get_one (page->headers, "Cache-Control"), ==, "no-store");
  g_assert_cmpstr (soup_message_headers_get_one (page->headers, "Referrer-Policy"), ==, "no-referrer");

  forged = tenant_send (tenant, "POST", link, "application/x-www-form-urlencoded",
                        "csrf_token=00&password=" NEW_PASSWORD "&password_confirm=" NEW_PASSWORD, NULL, NULL);
  g_assert_cmpuint (forged->status, ==, 403);
  foreign = tenant_send (tenant, "POST", link, "application/x-www-form-urlencoded", "x=y", "Sec-Fetch-Site", "cross-site");
  g_assert_cmpuint (foreign->status, ==, 403);
  expect_login (tenant, NEW_PASSWORD, 403);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/practice/recovery/journey", test_journey);
  g_test_add_func ("/practice/recovery/no-enumeration", test_no_enumeration);
  g_test_add_func ("/practice/recovery/unicode-name", test_unicode_name);
  g_test_add_func ("/practice/recovery/faults", test_faults);
  g_test_add_func ("/practice/recovery/rate-limit", test_rate_limit);
  g_test_add_func ("/practice/recovery/single-use", test_single_use);
  g_test_add_func ("/practice/recovery/expiry", test_expiry);
  g_test_add_func ("/practice/recovery/policy", test_policy);
  g_test_add_func ("/practice/recovery/page", test_page);

  return g_test_run ();
}
