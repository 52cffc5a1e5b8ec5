/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-config.h"

#include "spare-error-text.h"

#include "spare-error.h"
#include "spare-server-text.h"
#include "spare-tenant.h"

#include <glib/gi18n-lib.h>

static void
set (SpareErrorText *text,
     const char     *title,
     const char     *sentence,
     const char     *advice)
{
  text->title = g_strdup (title);
  text->sentence = g_strdup (sentence);
  text->advice = g_strdup (advice);
}

/* Domains and names keep their direction inside a right-to-left sentence. */
static char *
isolate (const char *text)
{
  return g_strconcat ("\u2066", text, "\u2069", NULL);
}

static void
describe_network (SpareErrorText    *text,
                  SpareNetworkCause  cause,
                  const char        *domain)
{
  switch (cause)
    {
    case SPARE_NETWORK_CAUSE_HOST_NOT_FOUND:
      text->title = g_strdup (_("Tenant Not Found"));
      /* Translators: %s is an internet domain. */
      text->sentence = g_strdup_printf (_("The name %s could not be found on the internet."), domain);
      text->advice = g_strdup (_("Check the tenant domain for typing mistakes, and that you are "
                                 "connected to the internet."));
      break;

    case SPARE_NETWORK_CAUSE_REFUSED:
      text->title = g_strdup (_("Connection Refused"));
      /* Translators: %s is an internet domain. */
      text->sentence = g_strdup_printf (_("%s is there, but nothing answers at this address."), domain);
      text->advice = g_strdup (_("Check the tenant domain. If it is right, try again in a few minutes."));
      break;

    case SPARE_NETWORK_CAUSE_TIMED_OUT:
      text->title = g_strdup (_("No Answer"));
      /* Translators: %s is an internet domain. */
      text->sentence = g_strdup_printf (_("%s did not answer in time."), domain);
      text->advice = g_strdup (_("Check your connection, then try again."));
      break;

    case SPARE_NETWORK_CAUSE_CERTIFICATE:
      text->title = g_strdup (_("Connection Not Secure"));
      /* Translators: %s is an internet domain. */
      text->sentence = g_strdup_printf (_("The certificate of %s could not be verified, so nothing was sent."), domain);
      text->advice = g_strdup (_("Check the date and time of this computer. On a company or public "
                                 "network, ask its administrator."));
      break;

    case SPARE_NETWORK_CAUSE_RESET:
      text->title = g_strdup (_("Connection Lost"));
      /* Translators: %s is an internet domain. */
      text->sentence = g_strdup_printf (_("The connection to %s broke off before an answer came."), domain);
      text->advice = g_strdup (_("Try again. If it happens every time, try another network."));
      break;

    case SPARE_NETWORK_CAUSE_PROXY:
      text->title = g_strdup (_("Proxy Refused"));
      text->sentence = g_strdup (_("The proxy of your network did not let the request through."));
      text->advice = g_strdup (_("Check the proxy in your system’s network settings."));
      break;

    case SPARE_NETWORK_CAUSE_UNREACHABLE:
      text->title = g_strdup (_("You Are Offline"));
      text->sentence = g_strdup (_("This computer has no connection to the internet."));
      text->advice = g_strdup (_("Connect to a network, then try again."));
      break;

    case SPARE_NETWORK_CAUSE_NONE:
    default:
      text->title = g_strdup (_("No Connection"));
      /* Translators: %s is an internet domain. */
      text->sentence = g_strdup_printf (_("%s could not be reached."), domain);
      text->advice = g_strdup (_("Check your connection, then try again."));
      break;
    }
}

static void
describe_wait (SpareErrorText *text,
               gint64          seconds,
               SpareOperation  operation)
{
  text->title = g_strdup (_("Too Many Requests"));
  if (operation == SPARE_OPERATION_RESET)
    text->sentence = g_strdup (_("The limit for reset emails to this address has been reached."));
  else
    text->sentence = g_strdup (_("The server has had too many requests just now."));

  if (seconds > 0)
    {
      g_autofree char *wait = spare_error_text_format_wait (seconds);

      /* Translators: %s is a length of time, such as “2 minutes”. */
      text->advice = g_strdup_printf (_("Try again in %s."), wait);
    }
  else
    text->advice = g_strdup (_("Try again in a few minutes."));
}

/* The tenant's own words, marked as theirs. */
static gboolean
describe_server_text (SpareErrorText *text,
                      const GError   *error,
                      const char     *domain)
{
  g_autofree char *words = spare_server_text_clean (spare_error_get_server_text (error));

  if (words == NULL)
    return FALSE;

  text->title = g_strdup (_("Not Allowed by the Tenant"));
  /* Translators: the first %s is an internet domain, the second what it
   * answered, in its own language. */
  text->sentence = g_strdup_printf (_("%s says: “%s”"), domain, words);
  text->advice = g_strdup (_("If that does not help you, ask the administrator of the tenant."));

  return TRUE;
}

static void
describe_answer (SpareErrorText *text,
                 const GError   *error,
                 SpareOperation  operation)
{
  guint status = spare_error_get_status (error);

  if (error->code == SPARE_ERROR_SERVER_ERROR)
    {
      set (text, _("Server Problem"),
           _("The server has a problem of its own."),
           operation == SPARE_OPERATION_RESET
             ? _("The email may have been sent all the same. Look for it before you try again.")
             : _("Try again in a few minutes."));
    }
  else if (operation == SPARE_OPERATION_CONNECT)
    {
      set (text, _("Not a Tenant"),
           _("There is a server at this address, but it did not answer as a tenant does."),
           _("Check the tenant domain. On a public network, open your browser first and sign in to "
             "the network."));
    }
  else if (status >= 200 && status < 400)
    {
      set (text, _("Unexpected Answer"),
           _("The answer did not come from the tenant; most likely your network wants you to sign in first."),
           _("Open your browser, sign in to the network, then try again."));
    }
  else
    {
      set (text, _("Unexpected Answer"),
           _("The server answered in a way that this program does not understand."),
           _("Try again later. If it stays so, tell the administrator of the tenant."));
    }
}

static void
describe_login (SpareErrorText *text,
                const GError   *error,
                SpareOperation  operation)
{
  switch ((int) error->code)
    {
    case SPARE_ERROR_WRONG_CREDENTIALS:
      set (text, _("Wrong Email or Password"),
           _("The email address and the password do not belong together."),
           _("Type the password again, or reset it."));
      break;

    case SPARE_ERROR_TOO_MANY_ATTEMPTS:
      if (operation == SPARE_OPERATION_RESET)
        set (text, _("Account Blocked"),
             _("The tenant has had too many attempts for this address and sends no email now."),
             _("Use the link in the email about the block, or ask the administrator of the tenant."));
      else
        set (text, _("Account Blocked"),
             _("The account is blocked after too many attempts to log in."),
             _("Waiting does not help. Reset the password, or use the link in the email about the block."));
      break;

    case SPARE_ERROR_PASSWORD_LEAKED:
      set (text, _("Password Known to Others"),
           _("This password has appeared in a data leak, so the tenant no longer accepts it."),
           _("Reset the password."));
      break;

    case SPARE_ERROR_PASSWORD_EXPIRED:
      set (text, _("Password Expired"),
           _("This password is no longer valid."),
           _("Reset the password."));
      break;

    case SPARE_ERROR_BLOCKED_USER:
      set (text, _("Account Blocked"),
           _("An administrator has blocked this account."),
           _("Ask the administrator of the tenant."));
      break;

    case SPARE_ERROR_MFA_REQUIRED:
    case SPARE_ERROR_MFA_ENROLL_REQUIRED:
    case SPARE_ERROR_MFA_INVALID_CODE:
    case SPARE_ERROR_MFA_TOKEN_INVALID:
      set (text, _("Second Factor Needed"),
           _("The password is right, but this account also asks for a second factor, which Spare Key "
             "cannot take."),
           _("Log in to the service in your browser. If you have lost the second factor, contact Support."));
      break;

    case SPARE_ERROR_VERIFICATION_REQUIRED:
      set (text, _("Check Needed"),
           _("The tenant wants to make sure that you are not a robot, which only works in a browser."),
           operation == SPARE_OPERATION_RESET
             ? _("Open the service in your browser and choose “Forgot password?” there.")
             : _("Log in to the service in your browser."));
      break;

    case SPARE_ERROR_SESSION_EXPIRED:
    case SPARE_ERROR_LOGIN_REQUIRED:
    case SPARE_ERROR_INVALID_CODE:
    case SPARE_ERROR_EXPIRED_TOKEN:
      set (text, _("Session Ended"),
           _("The tenant has ended your session."),
           _("Log in again."));
      break;

    default:
      set (text, _("Refused"),
           _("The tenant refused the request."),
           _("Ask the administrator of the tenant."));
      break;
    }
}

static void
describe_setup (SpareErrorText *text,
                const GError   *error,
                SpareTenant    *tenant)
{
  switch ((int) error->code)
    {
    case SPARE_ERROR_INVALID_CONNECTION:
      {
        g_autofree char *name = NULL;

        name = isolate (tenant != NULL ? spare_tenant_get_connection (tenant) : "");
        text->title = g_strdup (_("Connection Not Found"));
        /* Translators: %s is the name of a database connection. */
        text->sentence = g_strdup_printf (_("The tenant has no connection “%s” for this application."), name);
        text->advice = g_strdup (_("Correct the connection in Preferences, or ask the administrator for its name."));
      }
      break;

    case SPARE_ERROR_INVALID_CLIENT:
      set (text, _("Unknown Client ID"),
           _("The tenant does not know this client ID."),
           _("Correct it in Preferences, or ask the administrator for it."));
      break;

    case SPARE_ERROR_UNAUTHORIZED_CLIENT:
      set (text, _("Application Not Allowed"),
           _("The tenant does not let this application log in with a password."),
           _("Ask the administrator to set the application type to Native and to allow the Password grant."));
      break;

    case SPARE_ERROR_NO_TENANT:
      set (text, _("No Tenant Set"),
           _("Spare Key needs the domain of a tenant and a client ID."),
           _("Enter both. The administrator of the tenant has them."));
      break;

    case SPARE_ERROR_MALFORMED_TENANT:
      set (text, _("Not a Domain"),
           _("This is not the domain of a tenant."),
           _("Enter it like “example.eu.auth0.com”."));
      break;

    case SPARE_ERROR_INSECURE_TENANT:
      set (text, _("Connection Not Secure"),
           _("Without https, everybody on the way could read the password."),
           _("Use an address that begins with “https://”."));
      break;

    case SPARE_ERROR_MALFORMED_CLIENT_ID:
      set (text, _("Not a Client ID"),
           _("This is not a client ID."),
           _("It has letters without accents, digits, “-” and “_”. The administrator has it."));
      break;

    case SPARE_ERROR_MALFORMED_CONNECTION:
      set (text, _("Not a Connection"),
           _("This is not the name of a connection."),
           _("It has letters without accents, digits and “-”. Leave it empty for the usual one."));
      break;

    case SPARE_ERROR_INVALID_REQUEST:
    default:
      set (text, _("Request Not Understood"),
           _("The tenant did not accept the request."),
           _("Check client ID and connection in Preferences. If they are right, tell the administrator."));
      break;
    }
}

/* A command cannot log in for this time only, and a window has done so. */
static void
describe_keyring (SpareErrorText *text,
                  const GError   *error,
                  SpareOperation  operation)
{
  gboolean saving = operation == SPARE_OPERATION_SAVE;
  gboolean command = operation == SPARE_OPERATION_COMMAND;

  switch ((int) error->code)
    {
    case SPARE_ERROR_KEYRING_LOCKED:
      set (text, _("Keyring Locked"),
           saving || command ? _("The keyring where your session is kept is locked.")
                             : _("Your session may be in the keyring, but the keyring is locked."),
           saving    ? _("Unlock the keyring, then save again.")
           : command ? _("Unlock the keyring, then try again.")
                     : _("Unlock the keyring, or log in for this time only."));
      break;

    case SPARE_ERROR_KEYRING_UNAVAILABLE:
      set (text, _("No Keyring"),
           _("No keyring is running where your session could be kept."),
           saving || command
             ? _("Start or install one, such as GNOME Keyring or KWallet, then try again.")
             : _("Start or install one, such as GNOME Keyring or KWallet, or log in for this time only."));
      break;

    case SPARE_ERROR_SESSION_UNREADABLE:
      set (text, _("Stored Session Unreadable"),
           _("There is a stored session, but it cannot be read. This happens after the keyring was reset."),
           _("Forget it and log in again."));
      break;

    case SPARE_ERROR_NOT_SAVED:
      set (text, _("Session Not Saved"),
           _("The keyring did not keep your session."),
           command ? _("You are not logged in. Unlock the keyring, then try again.")
                   : _("You stay logged in until you quit. Unlock the keyring, then save again."));
      break;

    case SPARE_ERROR_NOT_CLEARED:
    default:
      set (text, _("Session Still Stored"),
           _("You are logged out, but the keyring still holds the old session."),
           _("Unlock the keyring, then log out again, or remove the item in your passwords app."));
      break;
    }
}

/**
 * spare_error_text_new: (skip)
 * @error: any error but a cancellation
 * @operation: what was being done
 * @tenant: (nullable): the tenant it was done with
 *
 * Puts an error into words. Windows and command line use the same ones.
 *
 * Returns: (transfer full): the words
 */
SpareErrorText *
spare_error_text_new (const GError   *error,
                      SpareOperation  operation,
                      SpareTenant    *tenant)
{
  SpareErrorText *text = g_new0 (SpareErrorText, 1);
  g_autofree char *domain = NULL;

  if (tenant != NULL)
    domain = isolate (spare_tenant_get_domain (tenant));
  else
    domain = g_strdup (_("The tenant"));

  if (error == NULL || error->domain != SPARE_ERROR)
    {
      set (text, _("Something Went Wrong"),
           _("The program met a problem that it does not know."),
           _("Try again. If it stays so, please report it."));
      return text;
    }

  switch ((SpareError) error->code)
    {
    case SPARE_ERROR_NETWORK:
      describe_network (text, spare_error_get_network_cause (error), domain);
      break;

    case SPARE_ERROR_RATE_LIMITED:
    case SPARE_ERROR_SLOW_DOWN:
      describe_wait (text, spare_error_get_retry_after (error), operation);
      break;

    case SPARE_ERROR_RESTING:
      describe_wait (text, spare_error_get_retry_after (error), operation);
      g_free (text->title);
      g_free (text->sentence);
      text->title = g_strdup (_("Email Already Requested"));
      text->sentence = g_strdup (_("An email to this address was requested just now; a new one would "
                                   "make its link useless."));
      break;

    case SPARE_ERROR_SERVER_ERROR:
    case SPARE_ERROR_BAD_RESPONSE:
      describe_answer (text, error, operation);
      break;

    case SPARE_ERROR_NOT_FOUND:
      if (operation == SPARE_OPERATION_CONNECT)
        set (text, _("Not a Tenant"),
             _("There is a server at this address, but no tenant."),
             _("Check the tenant domain for typing mistakes."));
      else
        set (text, _("Not Found"),
             _("There is no tenant at this domain."),
             _("Check the tenant domain in Preferences."));
      break;

    case SPARE_ERROR_CUSTOM_ERROR:
    case SPARE_ERROR_ACCESS_DENIED:
      if (!describe_server_text (text, error, domain))
        describe_login (text, error, operation);
      break;

    case SPARE_ERROR_WRONG_CREDENTIALS:
    case SPARE_ERROR_TOO_MANY_ATTEMPTS:
    case SPARE_ERROR_PASSWORD_LEAKED:
    case SPARE_ERROR_PASSWORD_EXPIRED:
    case SPARE_ERROR_BLOCKED_USER:
    case SPARE_ERROR_VERIFICATION_REQUIRED:
    case SPARE_ERROR_MFA_REQUIRED:
    case SPARE_ERROR_MFA_ENROLL_REQUIRED:
    case SPARE_ERROR_MFA_INVALID_CODE:
    case SPARE_ERROR_MFA_TOKEN_INVALID:
    case SPARE_ERROR_SESSION_EXPIRED:
    case SPARE_ERROR_LOGIN_REQUIRED:
    case SPARE_ERROR_INVALID_CODE:
    case SPARE_ERROR_EXPIRED_TOKEN:
    case SPARE_ERROR_AUTHORIZATION_PENDING:
    case SPARE_ERROR_INSUFFICIENT_SCOPE:
    case SPARE_ERROR_PASSWORD_POLICY:
    case SPARE_ERROR_USER_EXISTS:
    case SPARE_ERROR_SIGNUP_DISABLED:
      describe_login (text, error, operation);
      break;

    case SPARE_ERROR_INVALID_REQUEST:
    case SPARE_ERROR_INVALID_CONNECTION:
    case SPARE_ERROR_INVALID_CLIENT:
    case SPARE_ERROR_UNAUTHORIZED_CLIENT:
    case SPARE_ERROR_NO_TENANT:
    case SPARE_ERROR_MALFORMED_TENANT:
    case SPARE_ERROR_INSECURE_TENANT:
    case SPARE_ERROR_MALFORMED_CLIENT_ID:
    case SPARE_ERROR_MALFORMED_CONNECTION:
      describe_setup (text, error, tenant);
      break;

    case SPARE_ERROR_MALFORMED_ADDRESS:
      set (text, _("Not an Email Address"),
           _("This does not look like an email address."),
           _("Enter it like “yours@example.com”."));
      break;

    case SPARE_ERROR_NOT_SIGNED_IN:
      set (text, _("Not Logged In"),
           _("Nobody is logged in at this tenant."),
           _("Log in first."));
      break;

    case SPARE_ERROR_KEYRING_LOCKED:
    case SPARE_ERROR_KEYRING_UNAVAILABLE:
    case SPARE_ERROR_SESSION_UNREADABLE:
    case SPARE_ERROR_NOT_SAVED:
    case SPARE_ERROR_NOT_CLEARED:
      describe_keyring (text, error, operation);
      break;

    case SPARE_ERROR_PRACTICE_FAILED:
      set (text, _("Practice Tenant Did Not Start"),
           _("The practice tenant, which runs on this computer, could not be started."),
           _("Try again. If it stays so, install Spare Key anew or use a real tenant."));
      break;

    default:
      g_assert_not_reached ();
    }

  return text;
}

/**
 * spare_error_text_free:
 * @text: (transfer full): the words
 *
 * Frees @text.
 */
void
spare_error_text_free (SpareErrorText *text)
{
  g_free (text->title);
  g_free (text->sentence);
  g_free (text->advice);
  g_free (text);
}

/**
 * spare_error_text_join:
 * @text: the words
 *
 * Returns: (transfer full): sentence and advice in one text
 */
char *
spare_error_text_join (const SpareErrorText *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  return g_strconcat (text->sentence, " ", text->advice, NULL);
}

/**
 * spare_error_text_format_wait:
 * @seconds: a length of time in seconds
 *
 * Puts a wait into words, rounded up so that it is never too short.
 *
 * Returns: (transfer full): such as “45 seconds” or “2 minutes”
 */
char *
spare_error_text_format_wait (gint64 seconds)
{
  guint n;

  seconds = CLAMP (seconds, 1, 365 * 86400);
  if (seconds <= 90)
    {
      n = (guint) seconds;
      return g_strdup_printf (ngettext ("%u second", "%u seconds", n), n);
    }
  if (seconds <= 90 * 60)
    {
      n = (guint) ((seconds + 59) / 60);
      return g_strdup_printf (ngettext ("%u minute", "%u minutes", n), n);
    }
  if (seconds <= 36 * 3600)
    {
      n = (guint) ((seconds + 3599) / 3600);
      return g_strdup_printf (ngettext ("%u hour", "%u hours", n), n);
    }
  n = (guint) ((seconds + 86399) / 86400);

  return g_strdup_printf (ngettext ("%u day", "%u days", n), n);
}
