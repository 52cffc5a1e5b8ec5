/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-output.h"

#include "spare-account.h"
#include "spare-error.h"
#include "spare-tenant.h"
#include "spare-token-set.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <sysexits.h>

/* What a shell reports after Ctrl+C. */
#define EXIT_INTERRUPTED 130

static void
append_text (GString    *json,
             const char *name,
             const char *value)
{
  g_string_append_printf (json, "%s\"%s\":", json->str[json->len - 1] == '{' ? "" : ",", name);
  if (value == NULL)
    {
      g_string_append (json, "null");
      return;
    }

  g_string_append_c (json, '"');
  for (const char *p = value; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_printf (json, "\\%c", *p);
      else if ((guchar) *p < 0x20)
        g_string_append_printf (json, "\\u%04x", (guint) (guchar) *p);
      else
        g_string_append_c (json, *p);
    }
  g_string_append_c (json, '"');
}

static GString *
begin_json (const GError *error,
            const char   *message,
            guint         http_status)
{
  GString *json = g_string_new ("{");
  gint64 wait = spare_error_get_retry_after (error);

  append_text (json, "meaning", spare_error_get_meaning (error));
  append_text (json, "cause", spare_error_get_cause (error));
  append_text (json, "message", message);
  g_string_append_printf (json, ",\"status\":%u,\"retry_after\":", http_status);
  if (wait >= 0)
    g_string_append_printf (json, "%" G_GINT64_FORMAT, wait);
  else
    g_string_append (json, "null");

  return json;
}

static void
end_json (GString *json)
{
  printf ("%s}\n", json->str);
  g_string_free (json, TRUE);
}

/**
 * spare_output_get_exit_status:
 * @error: (nullable): any error
 *
 * Returns: the exit status that stands for @error
 */
int
spare_output_get_exit_status (const GError *error)
{
  if (error == NULL)
    return EX_OK;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return EXIT_INTERRUPTED;
  if (error->domain != SPARE_ERROR)
    return EX_SOFTWARE;

  switch ((SpareError) error->code)
    {
    case SPARE_ERROR_MALFORMED_ADDRESS:
      return EX_DATAERR;

    case SPARE_ERROR_NOT_SIGNED_IN:
    case SPARE_ERROR_SESSION_EXPIRED:
    case SPARE_ERROR_LOGIN_REQUIRED:
      return EX_NOUSER;

    case SPARE_ERROR_NETWORK:
    case SPARE_ERROR_SERVER_ERROR:
    case SPARE_ERROR_KEYRING_LOCKED:
    case SPARE_ERROR_KEYRING_UNAVAILABLE:
    case SPARE_ERROR_SESSION_UNREADABLE:
    case SPARE_ERROR_NOT_SAVED:
    case SPARE_ERROR_NOT_CLEARED:
    case SPARE_ERROR_PRACTICE_FAILED:
      return EX_UNAVAILABLE;

    case SPARE_ERROR_RATE_LIMITED:
    case SPARE_ERROR_SLOW_DOWN:
    case SPARE_ERROR_RESTING:
    case SPARE_ERROR_AUTHORIZATION_PENDING:
      return EX_TEMPFAIL;

    case SPARE_ERROR_BAD_RESPONSE:
      return EX_PROTOCOL;

    case SPARE_ERROR_INVALID_CONNECTION:
    case SPARE_ERROR_INVALID_CLIENT:
    case SPARE_ERROR_UNAUTHORIZED_CLIENT:
    case SPARE_ERROR_INVALID_REQUEST:
    case SPARE_ERROR_NOT_FOUND:
    case SPARE_ERROR_NO_TENANT:
    case SPARE_ERROR_MALFORMED_TENANT:
    case SPARE_ERROR_INSECURE_TENANT:
    case SPARE_ERROR_MALFORMED_CLIENT_ID:
    case SPARE_ERROR_MALFORMED_CONNECTION:
      return EX_CONFIG;

    case SPARE_ERROR_WRONG_CREDENTIALS:
    case SPARE_ERROR_TOO_MANY_ATTEMPTS:
    case SPARE_ERROR_PASSWORD_LEAKED:
    case SPARE_ERROR_BLOCKED_USER:
    case SPARE_ERROR_CUSTOM_ERROR:
    case SPARE_ERROR_ACCESS_DENIED:
    case SPARE_ERROR_VERIFICATION_REQUIRED:
    case SPARE_ERROR_MFA_REQUIRED:
    case SPARE_ERROR_MFA_ENROLL_REQUIRED:
    case SPARE_ERROR_MFA_INVALID_CODE:
    case SPARE_ERROR_MFA_TOKEN_INVALID:
    case SPARE_ERROR_INVALID_CODE:
    case SPARE_ERROR_EXPIRED_TOKEN:
    case SPARE_ERROR_INSUFFICIENT_SCOPE:
    case SPARE_ERROR_PASSWORD_POLICY:
    case SPARE_ERROR_PASSWORD_EXPIRED:
    case SPARE_ERROR_USER_EXISTS:
    case SPARE_ERROR_SIGNUP_DISABLED:
    default:
      return EX_NOPERM;
    }
}

/**
 * spare_output_usage:
 * @mistake: what is wrong with the command line
 * @json: whether to print a JSON object as well
 *
 * Returns: the exit status
 */
int
spare_output_usage (const char *mistake,
                    gboolean    json)
{
  fprintf (stderr, "spare-key: %s\n%s\n", mistake, _("See “spare-key --help”."));
  if (json)
    {
      GString *object = g_string_new ("{");

      append_text (object, "meaning", "invalid_request");
      append_text (object, "cause", "usage");
      append_text (object, "message", mistake);
      g_string_append (object, ",\"status\":0,\"retry_after\":null");
      end_json (object);
    }

  return EX_USAGE;
}

/**
 * spare_output_error:
 * @error: what went wrong
 * @operation: what was being done
 * @tenant: (nullable): the tenant it was done with
 * @json: whether to print a JSON object
 *
 * Returns: the exit status
 */
int
spare_output_error (const GError   *error,
                    SpareOperation  operation,
                    SpareTenant    *tenant,
                    gboolean        json)
{
  g_autofree char *message = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    message = g_strdup (_("Cancelled."));
  else
    {
      g_autoptr (SpareErrorText) text = spare_error_text_new (error, operation, tenant);

      message = spare_error_text_join (text);
    }

  if (json)
    end_json (begin_json (error, message, spare_error_get_status (error)));
  else
    fprintf (stderr, "spare-key: %s\n", message);

  return spare_output_get_exit_status (error);
}

/**
 * spare_output_success:
 * @message: what was done
 * @http_status: the status of the answer, 0 if none was needed
 * @json: whether to print a JSON object
 *
 * Returns: the exit status
 */
int
spare_output_success (const char *message,
                      guint       http_status,
                      gboolean    json)
{
  if (json)
    end_json (begin_json (NULL, message, http_status));
  else
    printf ("%s\n", message);

  return EX_OK;
}

static void
append_account (GString       *json,
                SpareTokenSet *tokens,
                SpareTenant   *tenant)
{
  SpareAccount *account = spare_token_set_get_account (tokens);
  SpareVerified verified = spare_account_get_verified (account);

  g_string_append (json, ",\"account\":{");
  append_text (json, "sub", spare_account_get_sub (account));
  append_text (json, "name", spare_account_get_name (account));
  append_text (json, "email", spare_account_get_email (account));
  g_string_append_printf (json, ",\"email_verified\":%s}",
                          verified == SPARE_VERIFIED_UNKNOWN ? "null"
                          : verified == SPARE_VERIFIED_YES   ? "true"
                                                             : "false");
  append_text (json, "tenant", spare_tenant_get_domain (tenant));
  g_string_append_printf (json, ",\"signed_in_at\":%" G_GINT64_FORMAT ",\"expires_at\":%" G_GINT64_FORMAT,
                          spare_token_set_get_signed_in_at (tokens),
                          spare_token_set_get_expires_at (tokens));
}

/**
 * spare_output_account:
 * @message: what was done or found
 * @http_status: the status of the answer, 0 if none was needed
 * @tokens: a session
 * @tenant: its tenant
 * @json: whether to print a JSON object
 *
 * Returns: the exit status
 */
int
spare_output_account (const char    *message,
                      guint          http_status,
                      SpareTokenSet *tokens,
                      SpareTenant   *tenant,
                      gboolean       json)
{
  GString *object;

  if (!json)
    return spare_output_success (message, http_status, FALSE);

  object = begin_json (NULL, message, http_status);
  append_account (object, tokens, tenant);
  end_json (object);

  return EX_OK;
}
