/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-tenant.h"

#include "spare-error.h"

#include <string.h>

#define PRACTICE_STORAGE_ID "practice"

struct _SpareTenant
{
  GObject parent_instance;

  char *domain;
  char *base_url;
  char *issuer;
  char *client_id;
  char *connection;
  gboolean practice;
};

G_DEFINE_FINAL_TYPE (SpareTenant, spare_tenant, G_TYPE_OBJECT)

/* People paste with what their editor adds: blanks of every kind. Control
 * characters inside stay, so that they are noticed. */
static char *
strip_blanks (const char *text)
{
  GString *kept;

  if (text == NULL)
    return NULL;

  kept = g_string_new (NULL);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == 0x200B || c == 0x2060 || c == 0xFEFF)
        continue;
      g_string_append_unichar (kept, g_unichar_isspace (c) && !g_unichar_iscntrl (c) ? ' ' : c);
    }

  return g_strstrip (g_string_free (kept, FALSE));
}

static gboolean
is_utf8 (const char *text)
{
  return text == NULL || g_utf8_validate (text, -1, NULL);
}

/* RFC 6749, appendix A.1; Auth0 has fewer signs still. */
static gboolean
is_plain (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    {
      if (!g_ascii_isprint (*p))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = NULL;

  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;

  address = g_inet_address_new_from_string (host);

  return address != NULL && g_inet_address_get_is_loopback (address);
}

static gboolean
is_host_name (const char *host)
{
  gsize length = strlen (host);

  if (length == 0 || length > 253 || host[0] == '.' || strstr (host, "..") != NULL)
    return FALSE;

  for (const char *p = host; *p != '\0'; p++)
    {
      if (!g_ascii_isalnum (*p) && *p != '-' && *p != '.' && *p != '_')
        return FALSE;
    }

  return TRUE;
}

/* Splits "host:port" or "[v6]:port"; the port stays 0 where none is given. */
static gboolean
split_authority (const char  *authority,
                 char       **out_host,
                 guint       *out_port)
{
  g_autofree char *host = NULL;
  const char *colon;

  if (strchr (authority, '@') != NULL)
    return FALSE;

  *out_port = 0;
  if (authority[0] == '[')
    {
      const char *close = strchr (authority, ']');

      if (close == NULL || (close[1] != '\0' && close[1] != ':'))
        return FALSE;
      host = g_strndup (authority + 1, (gsize) (close - authority - 1));
      if (!g_hostname_is_ip_address (host))
        return FALSE;
      colon = close[1] == ':' ? close + 1 : NULL;
    }
  else
    {
      g_autofree char *raw = NULL;

      colon = strchr (authority, ':');
      raw = colon != NULL ? g_strndup (authority, (gsize) (colon - authority)) : g_strdup (authority);
      host = g_hostname_to_ascii (raw);
      if (host == NULL)
        return FALSE;
      if (g_str_has_suffix (host, "."))
        host[strlen (host) - 1] = '\0';
      if (!is_host_name (host))
        return FALSE;
    }

  if (colon != NULL && colon[1] != '\0')
    {
      guint64 port;

      if (!g_ascii_string_to_unsigned (colon + 1, 10, 1, 65535, &port, NULL))
        return FALSE;
      *out_port = (guint) port;
    }

  *out_host = g_ascii_strdown (host, -1);

  return TRUE;
}

static gboolean
set_domain (SpareTenant  *self,
            const char   *text,
            GError      **error)
{
  g_autofree char *stripped = strip_blanks (text);
  g_autofree char *authority = NULL;
  g_autofree char *host = NULL;
  const char *rest = stripped;
  const char *scheme = NULL;
  guint port = 0;
  gboolean secure;

  if (stripped == NULL || stripped[0] == '\0')
    {
      g_propagate_error (error, spare_error_new (SPARE_ERROR_NO_TENANT));
      return FALSE;
    }

  /* Further on, "://" belongs to a query. */
  if (strstr (rest, "://") != NULL && strstr (rest, "://") + 1 == rest + strcspn (rest, "/?#"))
    {
      if (g_ascii_strncasecmp (rest, "https://", 8) == 0)
        scheme = "https";
      else if (g_ascii_strncasecmp (rest, "http://", 7) == 0)
        scheme = "http";
      else
        {
          g_propagate_error (error, spare_error_new (SPARE_ERROR_MALFORMED_TENANT));
          return FALSE;
        }
      rest = strstr (rest, "://") + 3;
    }

  authority = g_strndup (rest, strcspn (rest, "/?#"));
  if (!split_authority (authority, &host, &port))
    {
      g_propagate_error (error, spare_error_new (SPARE_ERROR_MALFORMED_TENANT));
      return FALSE;
    }

  /* A bare loopback address is a server of one's own, which has no
   * certificate. */
  if (scheme == NULL)
    secure = !is_loopback (host);
  else
    secure = g_str_equal (scheme, "https");

  if (!secure && !is_loopback (host))
    {
      g_propagate_error (error, spare_error_new (SPARE_ERROR_INSECURE_TENANT));
      return FALSE;
    }
  if (secure && strchr (host, '.') == NULL && strchr (host, ':') == NULL && !is_loopback (host))
    {
      g_propagate_error (error, spare_error_new (SPARE_ERROR_MALFORMED_TENANT));
      return FALSE;
    }

  if (strchr (host, ':') != NULL)
    {
      g_autofree char *bare = g_steal_pointer (&host);

      host = g_strdup_printf ("[%s]", bare);
    }

  if (port != 0 && port != (secure ? 443 : 80))
    self->domain = g_strdup_printf ("%s:%u", host, port);
  else
    self->domain = g_strdup (host);
  self->base_url = g_strdup_printf ("%s://%s", secure ? "https" : "http", self->domain);
  self->issuer = g_strconcat (self->base_url, "/", NULL);

  return TRUE;
}

static void
spare_tenant_finalize (GObject *object)
{
  SpareTenant *self = SPARE_TENANT (object);

  g_free (self->domain);
  g_free (self->base_url);
  g_free (self->issuer);
  g_free (self->client_id);
  g_free (self->connection);

  G_OBJECT_CLASS (spare_tenant_parent_class)->finalize (object);
}

static void
spare_tenant_class_init (SpareTenantClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = spare_tenant_finalize;
}

static void
spare_tenant_init (SpareTenant *self)
{
}

/**
 * spare_tenant_new:
 * @domain: the tenant's domain in any spelling people paste
 * @client_id: the client ID of the application
 * @connection: (nullable): the name of the database connection; the default
 *   one for %NULL or blank
 * @error: return location for an error
 *
 * Makes a tenant out of user input.
 *
 * Plain http is accepted for loopback addresses only. A domain carries no
 * path, so whatever follows the host is dropped (Auth0: "Custom Domains").
 *
 * Fails with %SPARE_ERROR_NO_TENANT if the domain or the client ID is blank,
 * %SPARE_ERROR_MALFORMED_TENANT, %SPARE_ERROR_INSECURE_TENANT,
 * %SPARE_ERROR_MALFORMED_CLIENT_ID or %SPARE_ERROR_MALFORMED_CONNECTION.
 *
 * Returns: (transfer full) (nullable): the tenant
 */
SpareTenant *
spare_tenant_new (const char  *domain,
                  const char  *client_id,
                  const char  *connection,
                  GError     **error)
{
  g_autoptr (SpareTenant) self = g_object_new (SPARE_TYPE_TENANT, NULL);

  if (!is_utf8 (domain))
    {
      g_propagate_error (error, spare_error_new (SPARE_ERROR_MALFORMED_TENANT));
      return NULL;
    }

  if (!set_domain (self, domain, error))
    return NULL;

  if (!is_utf8 (client_id))
    {
      g_propagate_error (error, spare_error_new (SPARE_ERROR_MALFORMED_CLIENT_ID));
      return NULL;
    }

  self->client_id = strip_blanks (client_id);
  if (self->client_id == NULL || self->client_id[0] == '\0')
    {
      g_propagate_error (error, spare_error_new (SPARE_ERROR_NO_TENANT));
      return NULL;
    }
  if (!is_plain (self->client_id))
    {
      g_propagate_error (error, spare_error_new (SPARE_ERROR_MALFORMED_CLIENT_ID));
      return NULL;
    }

  self->connection = is_utf8 (connection) ? strip_blanks (connection) : g_strdup (connection);
  if (self->connection == NULL || self->connection[0] == '\0')
    {
      g_free (self->connection);
      self->connection = g_strdup (SPARE_TENANT_DEFAULT_CONNECTION);
    }
  if (!is_plain (self->connection))
    {
      g_propagate_error (error, spare_error_new (SPARE_ERROR_MALFORMED_CONNECTION));
      return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * spare_tenant_new_practice:
 * @base_url: where the practice tenant listens
 * @client_id: its client ID
 * @connection: (nullable): its connection
 * @error: return location for an error
 *
 * Makes the tenant that the practice server plays. Its sessions are stored
 * under one name, whatever port the server has this time.
 *
 * Returns: (transfer full) (nullable): the tenant
 */
SpareTenant *
spare_tenant_new_practice (const char  *base_url,
                           const char  *client_id,
                           const char  *connection,
                           GError     **error)
{
  SpareTenant *self = spare_tenant_new (base_url, client_id, connection, error);

  if (self != NULL)
    self->practice = TRUE;

  return self;
}

/**
 * spare_tenant_get_domain:
 * @self: a tenant
 *
 * Returns: (transfer none): the host, with its port if that is unusual
 */
const char *
spare_tenant_get_domain (SpareTenant *self)
{
  g_return_val_if_fail (SPARE_IS_TENANT (self), NULL);

  return self->domain;
}

/**
 * spare_tenant_get_base_url:
 * @self: a tenant
 *
 * Returns: (transfer none): scheme and host without a trailing slash
 */
const char *
spare_tenant_get_base_url (SpareTenant *self)
{
  g_return_val_if_fail (SPARE_IS_TENANT (self), NULL);

  return self->base_url;
}

/**
 * spare_tenant_get_issuer:
 * @self: a tenant
 *
 * Returns: (transfer none): the issuer, with the trailing slash that Auth0
 *   puts into discovery and ID tokens
 */
const char *
spare_tenant_get_issuer (SpareTenant *self)
{
  g_return_val_if_fail (SPARE_IS_TENANT (self), NULL);

  return self->issuer;
}

/**
 * spare_tenant_get_client_id:
 * @self: a tenant
 *
 * Returns: (transfer none): the client ID
 */
const char *
spare_tenant_get_client_id (SpareTenant *self)
{
  g_return_val_if_fail (SPARE_IS_TENANT (self), NULL);

  return self->client_id;
}

/**
 * spare_tenant_get_connection:
 * @self: a tenant
 *
 * Returns: (transfer none): the name of the database connection
 */
const char *
spare_tenant_get_connection (SpareTenant *self)
{
  g_return_val_if_fail (SPARE_IS_TENANT (self), NULL);

  return self->connection;
}

/**
 * spare_tenant_get_storage_id:
 * @self: a tenant
 *
 * Returns: (transfer none): the name that sessions of @self are stored under
 */
const char *
spare_tenant_get_storage_id (SpareTenant *self)
{
  g_return_val_if_fail (SPARE_IS_TENANT (self), NULL);

  return self->practice ? PRACTICE_STORAGE_ID : self->domain;
}

/**
 * spare_tenant_is_practice:
 * @self: a tenant
 *
 * Returns: whether this is the practice tenant
 */
gboolean
spare_tenant_is_practice (SpareTenant *self)
{
  g_return_val_if_fail (SPARE_IS_TENANT (self), FALSE);

  return self->practice;
}

/**
 * spare_tenant_is_local:
 * @self: a tenant
 *
 * Returns: whether the tenant is on this computer and needs no network
 */
gboolean
spare_tenant_is_local (SpareTenant *self)
{
  g_autoptr (GUri) uri = NULL;

  g_return_val_if_fail (SPARE_IS_TENANT (self), FALSE);

  uri = g_uri_parse (spare_tenant_get_base_url (self), G_URI_FLAGS_NONE, NULL);

  return uri != NULL && is_loopback (g_uri_get_host (uri));
}

/**
 * spare_tenant_build_url:
 * @self: a tenant
 * @path: a path that begins with a slash
 *
 * Returns: (transfer full): the address of @path at this tenant
 */
char *
spare_tenant_build_url (SpareTenant *self,
                        const char  *path)
{
  g_return_val_if_fail (SPARE_IS_TENANT (self), NULL);
  g_return_val_if_fail (path != NULL && path[0] == '/', NULL);

  return g_strconcat (self->base_url, path, NULL);
}
