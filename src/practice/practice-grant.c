/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "practice-grant.h"

/**
 * practice_grant_new:
 * @sub: whose
 * @client_id: for which application
 * @scope: scopes, separated by blanks
 *
 * Returns: (transfer full): a grant
 */
PracticeGrant *
practice_grant_new (const char *sub,
                    const char *client_id,
                    const char *scope)
{
  PracticeGrant *grant = g_new0 (PracticeGrant, 1);

  grant->sub = g_strdup (sub);
  grant->client_id = g_strdup (client_id);
  grant->scope = g_strdup (scope);

  return grant;
}

/**
 * practice_grant_free:
 * @grant: (transfer full): a grant
 */
void
practice_grant_free (PracticeGrant *grant)
{
  g_free (grant->sub);
  g_free (grant->client_id);
  g_free (grant->scope);
  g_free (grant);
}

/**
 * practice_grant_has_scope:
 * @scopes: scopes, separated by blanks
 * @scope: one scope
 *
 * Returns: whether it is among them
 */
gboolean
practice_grant_has_scope (const char *scopes,
                          const char *scope)
{
  g_auto (GStrv) list = g_strsplit (scopes, " ", -1);

  return g_strv_contains ((const char *const *) list, scope);
}
