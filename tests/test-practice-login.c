/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "practice-client.h"

#include <string.h>

#define JANE "jane@example.com"
#define FULL_SCOPE "openid profile email offline_access"
#define FORM_TYPE "application/x-www-form-urlencoded"
#define NEW_PASSWORD "Brass-Teapot-92"

static Reply *
get_userinfo (Tenant     *tenant,
              const char *access_token)
{
  g_autofree char *value = g_strconcat ("Bearer ", access_token, NULL);

  return tenant_send (tenant, "GET", "/userinfo", NULL, NULL, "Authorization", value);
}

static void
test_accounts (void)
{
  static const struct
  {
    const char *email;
    const char *password;
    guint status;
    const char *error;
    const char *description;
  } cases[] = {
    { "jane@example.com", "Copper-Kettle-41", 200, NULL, NULL },
    { "JANE@EXAMPLE.COM", "Copper-Kettle-41", 200, NULL, NULL },
    { "omar@example.com", "Quiet-Harbour-73", 200, NULL, NULL },
    { "jane@example.com", "copper-kettle-41", 403, "invalid_grant", "Wrong email or password." },
    { "jane@example.com", " Copper-Kettle-41", 403, "invalid_grant", "Wrong email or password." },
    { "nobody@example.com", "Copper-Kettle-41", 403, "invalid_grant", "Wrong email or password." },
    { "kwame@example.com", "Copper-Kettle-41", 403, "invalid_grant", "Wrong email or password." },
    { "ingrid@example.com", "wrong", 403, "invalid_grant", "Wrong email or password." },
    { "ingrid@example.com", "Winter-Meadow-19", 401, "unauthorized", "user is blocked" },
    { "priya@example.com", "Silver-Compass-86", 403, "mfa_required", NULL },
    { "tomas@example.com", "Paper-Orchard-32", 401, "password_leaked", NULL },
    { "chloe@example.com", "Velvet-Anchor-64", 401, "unauthorized", "Contractors can sign in only on working days." },
  };
  g_autoptr (Tenant) tenant = tenant_start (NULL, NULL);
  guint i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Reply) reply = tenant_login (tenant, cases[i].email, cases[i].password, "openid");

      g_test_message ("%s", cases[i].email);
      reply_expect (reply, cases[i].status, cases[i].error, cases[i].description);
      g_assert_true ((cases[i].status == 200) == (reply_text (reply, "access_token") != NULL));
      if (g_strcmp0 (cases[i].error, "mfa_required") == 0)
        g_assert_nonnull (reply_text (reply, "mfa_token"));
    }
}

static void
test_leak_ends_with_reset (void)
{
  g_autoptr (Tenant) tenant = tenant_start (NULL, NULL);
  g_autoptr (Reply) asked = tenant_ask_reset (tenant, "tomas@example.com");
  g_autofree char *link = tenant_find_link (tenant);
  g_autoptr (Reply) done = tenant_set_password (tenant, link, NEW_PASSWORD, NEW_PASSWORD);
  g_autoptr (Reply) reply = tenant_login (tenant, "tomas@example.com", NEW_PASSWORD, "openid");

  g_assert_cmpuint (done->status, ==, 200);
  g_assert_cmpuint (reply->status, ==, 200);
}

static void
test_faults (void)
{
  static const struct
  {
    const char *body;
    guint status;
    const char *error;
    const char *description;
  } cases[] = {
    { "", 400, "invalid_request", "missing grant_type parameter" },
    { "grant_type=password", 400, "invalid_request", "missing client_id parameter" },
    { "grant_type=password&client_id=nope&username=a&password=b", 403, "unauthorized_client", "invalid client" },
    { "grant_type=implicit&client_id=@", 400, "unsupported_grant_type", NULL },
    { "grant_type=password&client_id=@&username=a", 400, "invalid_request", "missing password parameter" },
    { "grant_type=password&client_id=@&username=a&password=", 400, "invalid_request", "missing password parameter" },
    { "grant_type=password&client_id=@&password=a", 400, "invalid_request", "missing username parameter" },
    { "grant_type=" TENANT_REALM "&client_id=@&username=a&password=b", 400, "invalid_request", "missing realm parameter" },
    { "grant_type=" TENANT_REALM "&client_id=@&username=a&password=b&realm=x", 400, "invalid_request", "the connection was not found" },
    { "grant_type=" TENANT_REALM "&client_id=@&username=a&password=b&realm=Old-Directory", 400, "invalid_request", "the connection was disabled" },
    { "grant_type=" TENANT_REALM "&client_id=@&username=a&password=b&realm=google-oauth2", 400, "invalid_request", "specified strategy does not support requested operation" },
    { "grant_type=" TENANT_REALM "&client_id=SpareKeyPracticeNoPasswordGrant1&username=a&password=b", 403, "unauthorized_client",
      "Grant type '" TENANT_REALM "' not allowed for the client." },
    { "grant_type=" TENANT_REALM "&client_id=SpareKeyPracticeRegularWebClient&username=a&password=b", 401, "access_denied", "Unauthorized" },
    { "grant_type=refresh_token&client_id=@", 400, "invalid_request", "missing refresh_token parameter" },
    { "grant_type=refresh_token&client_id=@&refresh_token=v1.none", 403, "invalid_grant", "Unknown or invalid refresh token." },
    { "grant_type=%00&client_id=@", 400, "invalid_request", NULL },
    { "grant_type=%ff&client_id=@", 400, "invalid_request", NULL },
    { "&&&==&", 400, "invalid_request", NULL },
  };
  g_autoptr (Tenant) tenant = tenant_start (NULL, NULL);
  guint i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) parts = g_strsplit (cases[i].body, "@", -1);
      g_autofree char *body = g_strjoinv (tenant_get (tenant, "client_id"), parts);
      g_autoptr (Reply) reply = tenant_send (tenant, "POST", "/oauth/token", FORM_TYPE, body, NULL, NULL);

      g_test_message ("%s", cases[i].body);
      reply_expect (reply, cases[i].status, cases[i].error, cases[i].description);
    }
}

static void
test_json_and_default_directory (void)
{
  g_autoptr (Tenant) tenant = tenant_start (NULL, NULL);
  g_autofree char *body = g_strdup_printf ("{\"grant_type\":\"password\",\"client_id\":\"%s\",\"username\":\"%s\","
                                           "\"password\":\"%s\",\"scope\":\"openid\"}",
                                           tenant_get (tenant, "client_id"), JANE, tenant_get (tenant, "password"));
  g_autoptr (Reply) reply = tenant_send (tenant, "POST", "/oauth/token", "application/json", body, NULL, NULL);

  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpstr (reply_text (reply, "token_type"), ==, "Bearer");
}

static void
test_scope (void)
{
  static const struct
  {
    const char *requested;
    const char *answered;
    gboolean id_token;
    gboolean refresh_token;
  } cases[] = {
    { NULL, "openid profile email", TRUE, FALSE },
    { "openid", NULL, TRUE, FALSE },
    { FULL_SCOPE, NULL, TRUE, TRUE },
    { "email openid email", NULL, TRUE, FALSE },
    { "openid read:everything", "openid", TRUE, FALSE },
    { "offline_access", NULL, FALSE, TRUE },
  };
  g_autoptr (Tenant) tenant = tenant_start (NULL, NULL);
  guint i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Reply) reply = tenant_login (tenant, JANE, tenant_get (tenant, "password"), cases[i].requested);

      g_assert_cmpuint (reply->status, ==, 200);
      g_assert_cmpstr (reply_text (reply, "scope"), ==, cases[i].answered);
      g_assert_true ((reply_text (reply, "id_token") != NULL) == cases[i].id_token);
      g_assert_true ((reply_text (reply, "refresh_token") != NULL) == cases[i].refresh_token);
      g_assert_cmpint (json_object_get_int_member (json_node_get_object (reply->json), "expires_in"), ==, 86400);
    }
}

static void
fail_logins (Tenant *tenant,
             int     count)
{
  int i;

  for (i = 0; i < count; i++)
    {
      g_autoptr (Reply) reply = tenant_login (tenant, JANE, "wrong", "openid");

      reply_expect (reply, 403, "invalid_grant", "Wrong email or password.");
    }
}

static void
test_brute_force (void)
{
  g_autoptr (Tenant) tenant = tenant_start (NULL, NULL);
  const char *password = tenant_get (tenant, "password");
  g_autoptr (Reply) almost = NULL;
  g_autoptr (Reply) blocked = NULL;
  g_autoptr (Reply) other = NULL;
  g_autoptr (Reply) asked = NULL;
  g_autoptr (Reply) done = NULL;
  g_autoptr (Reply) free_again = NULL;
  g_autofree char *mail = NULL;
  g_autofree char *link = NULL;

  /* A success in between starts the count again. */
  fail_logins (tenant, 9);
  almost = tenant_login (tenant, JANE, password, "openid");
  g_assert_cmpuint (almost->status, ==, 200);

  fail_logins (tenant, 10);
  blocked = tenant_login (tenant, JANE, password, "openid");
  reply_expect (blocked, 429, "too_many_attempts", NULL);
  mail = tenant_read_mail (tenant);
  g_assert_nonnull (strstr (mail, "\nSubject: Your account has been blocked\n"));

  other = tenant_login (tenant, "omar@example.com", "Quiet-Harbour-73", "openid");
  g_assert_cmpuint (other->status, ==, 200);

  asked = tenant_ask_reset (tenant, JANE);
  link = tenant_find_link (tenant);
  done = tenant_set_password (tenant, link, NEW_PASSWORD, NEW_PASSWORD);
  g_assert_cmpuint (done->status, ==, 200);
  free_again = tenant_login (tenant, JANE, NEW_PASSWORD, "openid");
  g_assert_cmpuint (free_again->status, ==, 200);
}

static void
test_unblock_link (void)
{
  g_autoptr (Tenant) tenant = tenant_start (NULL, NULL);
  g_autofree char *link = NULL;
  g_autoptr (Reply) still = NULL;
  g_autoptr (Reply) done = NULL;
  g_autoptr (Reply) again = NULL;
  g_autoptr (Reply) free_again = NULL;

  fail_logins (tenant, 10);
  link = tenant_find_link (tenant);
  g_assert_nonnull (strstr (link, "/u/unblock?ticket="));

  /* The form of the page has the same hidden member as the one of a reset. */
  still = tenant_login (tenant, JANE, tenant_get (tenant, "password"), "openid");
  g_assert_cmpuint (still->status, ==, 429);
  done = tenant_set_password (tenant, link, "", "");
  g_assert_cmpuint (done->status, ==, 200);
  g_assert_nonnull (strstr (done->body, "<title>Account Unblocked</title>"));
  again = tenant_get_page (tenant, link);
  g_assert_cmpuint (again->status, ==, 410);
  free_again = tenant_login (tenant, JANE, tenant_get (tenant, "password"), "openid");
  g_assert_cmpuint (free_again->status, ==, 200);
}

static void
test_rotation (void)
{
  g_autoptr (Tenant) tenant = tenant_start (NULL, NULL);
  g_autoptr (Reply) login = tenant_login (tenant, JANE, tenant_get (tenant, "password"), FULL_SCOPE);
  g_autoptr (Reply) other = tenant_login (tenant, JANE, tenant_get (tenant, "password"), FULL_SCOPE);
  g_autoptr (Reply) second = tenant_refresh (tenant, reply_text (login, "refresh_token"), NULL);
  g_autoptr (Reply) third = NULL;
  g_autoptr (Reply) wider = NULL;
  g_autoptr (Reply) reused = NULL;
  g_autoptr (Reply) dead = NULL;
  g_autoptr (Reply) alive = NULL;

  g_assert_cmpuint (second->status, ==, 200);
  g_assert_cmpstr (reply_text (second, "refresh_token"), !=, reply_text (login, "refresh_token"));
  g_assert_cmpstr (reply_text (second, "access_token"), !=, reply_text (login, "access_token"));
  g_assert_nonnull (reply_text (second, "id_token"));
  g_assert_null (reply_text (second, "scope"));

  third = tenant_refresh (tenant, reply_text (second, "refresh_token"), "openid");
  g_assert_cmpuint (third->status, ==, 200);
  wider = tenant_refresh (tenant, reply_text (third, "refresh_token"), "openid email admin");
  g_assert_cmpuint (wider->status, ==, 200);
  g_assert_cmpstr (reply_text (wider, "scope"), ==, "openid email");

  /* An old token again: somebody has a copy, so the family dies. */
  reused = tenant_refresh (tenant, reply_text (login, "refresh_token"), NULL);
  reply_expect (reused, 403, "invalid_grant", "Unknown or invalid refresh token.");
  dead = tenant_refresh (tenant, reply_text (wider, "refresh_token"), NULL);
  reply_expect (dead, 403, "invalid_grant", "Unknown or invalid refresh token.");

  alive = tenant_refresh (tenant, reply_text (other, "refresh_token"), NULL);
  g_assert_cmpuint (alive->status, ==, 200);
}

static void
test_reset_ends_sessions (void)
{
  g_autoptr (Tenant) tenant = tenant_start (NULL, NULL);
  g_autoptr (Reply) login = tenant_login (tenant, JANE, tenant_get (tenant, "password"), FULL_SCOPE);
  g_autoptr (Reply) asked = tenant_ask_reset (tenant, JANE);
  g_autofree char *link = tenant_find_link (tenant);
  g_autoptr (Reply) done = tenant_set_password (tenant, link, NEW_PASSWORD, NEW_PASSWORD);
  g_autoptr (Reply) refused = tenant_refresh (tenant, reply_text (login, "refresh_token"), NULL);
  g_autoptr (Reply) userinfo = get_userinfo (tenant, reply_text (login, "access_token"));

  g_assert_cmpuint (done->status, ==, 200);
  reply_expect (refused, 403, "invalid_grant", NULL);

  /* An access token lives on until it expires. */
  g_assert_cmpuint (userinfo->status, ==, 200);
}

static void
test_revoke (void)
{
  g_autoptr (Tenant) tenant = tenant_start (NULL, NULL);
  const char *client_id = tenant_get (tenant, "client_id");
  g_autoptr (Reply) login = tenant_login (tenant, JANE, tenant_get (tenant, "password"), FULL_SCOPE);
  const char *token = reply_text (login, "refresh_token");
  g_autofree char *json = g_strdup_printf ("{\"client_id\":\"%s\",\"token\":\"%s\"}", client_id, token);
  g_autofree char *form = soup_form_encode ("client_id", client_id, "token", "never-issued", NULL);
  g_autofree char *lacking = soup_form_encode ("client_id", client_id, NULL);
  g_autofree char *stranger = soup_form_encode ("client_id", "nope", "token", token, NULL);
  g_autoptr (Reply) wrong_client = tenant_send (tenant, "POST", "/oauth/revoke", FORM_TYPE, stranger, NULL, NULL);
  g_autoptr (Reply) no_token = tenant_send (tenant, "POST", "/oauth/revoke", FORM_TYPE, lacking, NULL, NULL);
  g_autoptr (Reply) next = tenant_refresh (tenant, token, NULL);
  g_autoptr (Reply) revoked = NULL;
  g_autoptr (Reply) unknown = NULL;
  g_autoptr (Reply) refused = NULL;

  reply_expect (wrong_client, 401, "invalid_client", NULL);
  reply_expect (no_token, 400, "invalid_request", NULL);
  g_assert_cmpuint (next->status, ==, 200);

  revoked = tenant_send (tenant, "POST", "/oauth/revoke", "application/json", json, NULL, NULL);
  g_assert_cmpuint (revoked->status, ==, 200);
  g_assert_cmpstr (revoked->body, ==, "");
  unknown = tenant_send (tenant, "POST", "/oauth/revoke", FORM_TYPE, form, NULL, NULL);
  g_assert_cmpuint (unknown->status, ==, 200);

  refused = tenant_refresh (tenant, reply_text (next, "refresh_token"), NULL);
  reply_expect (refused, 403, "invalid_grant", NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/practice/login/accounts", test_accounts);
  g_test_add_func ("/practice/login/leak-ends-with-reset", test_leak_ends_with_reset);
  g_test_add_func ("/practice/login/faults", test_faults);
  g_test_add_func ("/practice/login/json-and-default-directory", test_json_and_default_directory);
  g_test_add_func ("/practice/login/scope", test_scope);
  g_test_add_func ("/practice/login/brute-force", test_brute_force);
  g_test_add_func ("/practice/login/unblock-link", test_unblock_link);
  g_test_add_func ("/practice/login/rotation", test_rotation);
  g_test_add_func ("/practice/login/reset-ends-sessions", test_reset_ends_sessions);
  g_test_add_func ("/practice/login/revoke", test_revoke);

  return g_test_run ();
}
