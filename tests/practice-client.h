/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/* For tests of the practice tenant: starts the program, talks HTTP to it and
 * reads its mail. Everything that cannot go wrong is asserted here. */

#define TENANT_REALM "http://auth0.com/oauth/grant-type/password-realm"
#define TENANT_CONNECTION "Username-Password-Authentication"

typedef struct
{
  GSubprocess *process;
  SoupSession *session;
  JsonNode *hello;
  char *directory;
  gboolean owns_directory;
} Tenant;

typedef struct
{
  guint status;
  SoupMessageHeaders *headers;
  char *body;
  JsonNode *json;
} Reply;

Tenant     *tenant_start         (const char        *directory,
                                  const char *const *options);
void        tenant_stop          (Tenant            *tenant);
char       *tenant_make_directory (void);
void        tenant_remove_directory (const char     *directory);
const char *tenant_get           (Tenant            *tenant,
                                  const char        *member);
Reply      *tenant_send          (Tenant            *tenant,
                                  const char        *method,
                                  const char        *path,
                                  const char        *type,
                                  const char        *body,
                                  const char        *header,
                                  const char        *value);
Reply      *tenant_get_page      (Tenant            *tenant,
                                  const char        *path);
Reply      *tenant_ask_reset     (Tenant            *tenant,
                                  const char        *email);
Reply      *tenant_login         (Tenant            *tenant,
                                  const char        *email,
                                  const char        *password,
                                  const char        *scope);
Reply      *tenant_refresh       (Tenant            *tenant,
                                  const char        *refresh_token,
                                  const char        *scope);
Reply      *tenant_set_password  (Tenant            *tenant,
                                  const char        *link,
                                  const char        *password,
                                  const char        *confirm);
guint       tenant_count_mail    (Tenant            *tenant);
char       *tenant_read_mail     (Tenant            *tenant);
char       *tenant_find_link     (Tenant            *tenant);

const char *reply_text           (Reply             *reply,
                                  const char        *member);
void        reply_free           (Reply             *reply);
void        reply_expect         (Reply             *reply,
                                  guint              status,
                                  const char        *error,
                                  const char        *description);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Tenant, tenant_stop)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reply, reply_free)

G_END_DECLS
