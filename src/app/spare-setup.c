/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-config.h"

#include "spare-setup.h"

#include "spare-error.h"
#include "spare-tenant.h"

/**
 * spare_setup_open_settings:
 *
 * Opens the settings. A program that was not installed has no schema and goes
 * on without.
 *
 * Returns: (transfer full) (nullable): the settings
 */
GSettings *
spare_setup_open_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, SPARE_SCHEMA_ID, TRUE);
  if (schema == NULL)
    return NULL;

  return g_settings_new (SPARE_SCHEMA_ID);
}

static char *
choose (const char *option,
        GSettings  *settings,
        const char *key)
{
  if (option != NULL)
    return g_strdup (option);

  return settings != NULL ? g_settings_get_string (settings, key) : NULL;
}

/**
 * spare_setup_make_tenant:
 * @options: the command line
 * @settings: (nullable): the settings
 * @error: return location for an error
 *
 * Makes the tenant of this run. Options win over settings and are not stored.
 * The practice tenant is never a stand-in: it has to be started first.
 *
 * Returns: (transfer full) (nullable): the tenant
 */
SpareTenant *
spare_setup_make_tenant (const SpareOptions  *options,
                         GSettings           *settings,
                         GError             **error)
{
  g_autofree char *domain = choose (options->tenant, settings, "tenant-domain");
  g_autofree char *client_id = choose (options->client_id, settings, "client-id");
  g_autofree char *connection = choose (options->connection, settings, "connection");

  return spare_tenant_new (domain, client_id, connection, error);
}
