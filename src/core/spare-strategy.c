/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-account.h"

#include <string.h>

typedef struct
{
  const char *strategy;
  SpareAccountKind kind;
  const char *name;
  const char *reset_url;
} Strategy;

/* Names of products are not translated. Source of the kinds: Auth0's list of
 * connection strategies; of the addresses: the providers' own help pages. */
static const Strategy strategies[] = {
  { "auth0", SPARE_ACCOUNT_KIND_DATABASE, NULL, NULL },
  { "email", SPARE_ACCOUNT_KIND_PASSWORDLESS, NULL, NULL },
  { "sms", SPARE_ACCOUNT_KIND_PASSWORDLESS, NULL, NULL },

  { "ad", SPARE_ACCOUNT_KIND_ENTERPRISE, "Active Directory", NULL },
  { "adfs", SPARE_ACCOUNT_KIND_ENTERPRISE, "AD FS", NULL },
  { "auth0-adldap", SPARE_ACCOUNT_KIND_ENTERPRISE, "Active Directory", NULL },
  { "auth0-oidc", SPARE_ACCOUNT_KIND_ENTERPRISE, NULL, NULL },
  { "custom", SPARE_ACCOUNT_KIND_ENTERPRISE, NULL, NULL },
  { "google-apps", SPARE_ACCOUNT_KIND_ENTERPRISE, "Google Workspace",
    "https://accounts.google.com/signin/recovery" },
  { "ip", SPARE_ACCOUNT_KIND_ENTERPRISE, NULL, NULL },
  { "mscrm", SPARE_ACCOUNT_KIND_ENTERPRISE, "Microsoft Dynamics", NULL },
  { "office365", SPARE_ACCOUNT_KIND_ENTERPRISE, "Microsoft 365",
    "https://passwordreset.microsoftonline.com/" },
  { "oidc", SPARE_ACCOUNT_KIND_ENTERPRISE, NULL, NULL },
  { "okta", SPARE_ACCOUNT_KIND_ENTERPRISE, "Okta", NULL },
  { "pingfederate", SPARE_ACCOUNT_KIND_ENTERPRISE, "PingFederate", NULL },
  { "samlp", SPARE_ACCOUNT_KIND_ENTERPRISE, NULL, NULL },
  { "sharepoint", SPARE_ACCOUNT_KIND_ENTERPRISE, "SharePoint", NULL },
  { "waad", SPARE_ACCOUNT_KIND_ENTERPRISE, "Microsoft Entra ID",
    "https://passwordreset.microsoftonline.com/" },

  { "amazon", SPARE_ACCOUNT_KIND_SOCIAL, "Amazon",
    "https://www.amazon.com/ap/forgotpassword" },
  { "apple", SPARE_ACCOUNT_KIND_SOCIAL, "Apple", "https://iforgot.apple.com/" },
  { "baidu", SPARE_ACCOUNT_KIND_SOCIAL, "百度", NULL },
  { "bitbucket", SPARE_ACCOUNT_KIND_SOCIAL, "Bitbucket", NULL },
  { "box", SPARE_ACCOUNT_KIND_SOCIAL, "Box", NULL },
  { "dropbox", SPARE_ACCOUNT_KIND_SOCIAL, "Dropbox", "https://www.dropbox.com/forgot" },
  { "dwolla", SPARE_ACCOUNT_KIND_SOCIAL, "Dwolla", NULL },
  { "ebay", SPARE_ACCOUNT_KIND_SOCIAL, "eBay", NULL },
  { "evernote", SPARE_ACCOUNT_KIND_SOCIAL, "Evernote", NULL },
  { "exact", SPARE_ACCOUNT_KIND_SOCIAL, "Exact", NULL },
  { "facebook", SPARE_ACCOUNT_KIND_SOCIAL, "Facebook",
    "https://www.facebook.com/login/identify" },
  { "fitbit", SPARE_ACCOUNT_KIND_SOCIAL, "Fitbit", NULL },
  { "github", SPARE_ACCOUNT_KIND_SOCIAL, "GitHub", "https://github.com/password_reset" },
  { "google-oauth2", SPARE_ACCOUNT_KIND_SOCIAL, "Google",
    "https://accounts.google.com/signin/recovery" },
  { "google-openid", SPARE_ACCOUNT_KIND_SOCIAL, "Google",
    "https://accounts.google.com/signin/recovery" },
  { "instagram", SPARE_ACCOUNT_KIND_SOCIAL, "Instagram",
    "https://www.instagram.com/accounts/password/reset/" },
  { "line", SPARE_ACCOUNT_KIND_SOCIAL, "LINE", NULL },
  { "linkedin", SPARE_ACCOUNT_KIND_SOCIAL, "LinkedIn",
    "https://www.linkedin.com/uas/request-password-reset" },
  { "oauth1", SPARE_ACCOUNT_KIND_SOCIAL, NULL, NULL },
  { "oauth2", SPARE_ACCOUNT_KIND_SOCIAL, NULL, NULL },
  { "paypal", SPARE_ACCOUNT_KIND_SOCIAL, "PayPal",
    "https://www.paypal.com/authflow/password-recovery/" },
  { "planningcenter", SPARE_ACCOUNT_KIND_SOCIAL, "Planning Center", NULL },
  { "salesforce", SPARE_ACCOUNT_KIND_SOCIAL, "Salesforce", NULL },
  { "shop", SPARE_ACCOUNT_KIND_SOCIAL, "Shop", NULL },
  { "shopify", SPARE_ACCOUNT_KIND_SOCIAL, "Shopify", NULL },
  { "soundcloud", SPARE_ACCOUNT_KIND_SOCIAL, "SoundCloud", NULL },
  { "thirtysevensignals", SPARE_ACCOUNT_KIND_SOCIAL, "Basecamp", NULL },
  { "twitter", SPARE_ACCOUNT_KIND_SOCIAL, "X", NULL },
  { "vkontakte", SPARE_ACCOUNT_KIND_SOCIAL, "VKontakte", NULL },
  { "weibo", SPARE_ACCOUNT_KIND_SOCIAL, "新浪微博", NULL },
  { "windowslive", SPARE_ACCOUNT_KIND_SOCIAL, "Microsoft",
    "https://account.live.com/password/reset" },
  { "wordpress", SPARE_ACCOUNT_KIND_SOCIAL, "WordPress", NULL },
  { "yahoo", SPARE_ACCOUNT_KIND_SOCIAL, "Yahoo", "https://login.yahoo.com/forgot" },
  { "yandex", SPARE_ACCOUNT_KIND_SOCIAL, "Yandex", NULL },
};

static const Strategy *
find_strategy (const char *strategy)
{
  for (gsize i = 0; strategy != NULL && i < G_N_ELEMENTS (strategies); i++)
    {
      if (g_str_equal (strategies[i].strategy, strategy))
        return &strategies[i];
    }

  return NULL;
}

/**
 * spare_strategy_get_kind:
 * @strategy: (nullable): the name of a connection strategy
 *
 * Returns: what kind of connection it is
 */
SpareAccountKind
spare_strategy_get_kind (const char *strategy)
{
  const Strategy *found = find_strategy (strategy);

  return found != NULL ? found->kind : SPARE_ACCOUNT_KIND_UNKNOWN;
}

/**
 * spare_strategy_get_name:
 * @strategy: (nullable): the name of a connection strategy
 *
 * Returns: (nullable) (transfer none): the identity provider, where the
 *   strategy names one
 */
const char *
spare_strategy_get_name (const char *strategy)
{
  const Strategy *found = find_strategy (strategy);

  return found != NULL ? found->name : NULL;
}

/**
 * spare_strategy_get_reset_url:
 * @strategy: (nullable): the name of a connection strategy
 *
 * Returns: (nullable) (transfer none): where the identity provider resets a
 *   password
 */
const char *
spare_strategy_get_reset_url (const char *strategy)
{
  const Strategy *found = find_strategy (strategy);

  return found != NULL ? found->reset_url : NULL;
}
