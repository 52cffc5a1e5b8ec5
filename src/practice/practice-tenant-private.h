/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "practice-accounts.h"
#include "practice-blocks.h"
#include "practice-key.h"
#include "practice-limits.h"
#include "practice-listener.h"
#include "practice-mail.h"
#include "practice-script.h"
#include "practice-tenant.h"
#include "practice-tickets.h"
#include "practice-tokens.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

#define PRACTICE_CONNECTION "Username-Password-Authentication"
#define PRACTICE_CLIENT_ID "SpareKeyPracticeNativeClient0001"

/* For tests of how a wrong set-up looks. */
#define PRACTICE_CLIENT_NO_PASSWORD "SpareKeyPracticeNoPasswordGrant1"
#define PRACTICE_CLIENT_NOT_NATIVE "SpareKeyPracticeRegularWebClient"
#define PRACTICE_CONNECTION_DISABLED "Old-Directory"
#define PRACTICE_CONNECTION_SOCIAL "google-oauth2"

struct _PracticeTenant
{
  SoupServer *server;
  PracticeListener *listener;
  PracticeOptions *options;
  PracticeScript *script;
  PracticeStore *store;
  PracticeAccounts *accounts;
  PracticeBlocks *blocks;
  PracticeKey *key;
  PracticeMail *mail;
  PracticeTickets *tickets;
  PracticeTokens *tokens;
  PracticeLimits *recovery_limits;
  PracticeLimits *userinfo_limits;
  GHashTable *stalled;
  char *base_url;
  char *issuer;
  char *csrf_key;
  char *spare_hash;
};

/* What the handlers have in common. */
gint64    practice_tenant_now            (PracticeTenant     *self);
char     *practice_tenant_dup_ip         (SoupServerMessage  *message);
gboolean  practice_tenant_has_client     (const char         *client_id);
gboolean  practice_tenant_take           (PracticeTenant     *self,
                                          PracticeLimits     *limits,
                                          const char         *key,
                                          SoupServerMessage  *message);

/* The handlers, in the files of their names. */
void      practice_recovery_request      (PracticeTenant     *self,
                                          SoupServerMessage  *message);
void      practice_recovery_page         (PracticeTenant     *self,
                                          SoupServerMessage  *message);
void      practice_recovery_unblock      (PracticeTenant     *self,
                                          SoupServerMessage  *message);
void      practice_recovery_mailbox      (PracticeTenant     *self,
                                          SoupServerMessage  *message);
void      practice_oauth_token           (PracticeTenant     *self,
                                          SoupServerMessage  *message);
void      practice_oauth_revoke          (PracticeTenant     *self,
                                          SoupServerMessage  *message);
void      practice_openid_userinfo       (PracticeTenant     *self,
                                          SoupServerMessage  *message);
void      practice_openid_discovery      (PracticeTenant     *self,
                                          SoupServerMessage  *message);
void      practice_openid_jwks           (PracticeTenant     *self,
                                          SoupServerMessage  *message);

G_END_DECLS
