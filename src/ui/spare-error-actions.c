/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-error-actions.h"

#include "spare-error.h"

#include <glib/gi18n-lib.h>

/**
 * spare_error_actions_add:
 * @area: a message area that shows the error
 * @error: why logging in failed
 *
 * Adds the buttons that lead out of a failed login.
 */
void
spare_error_actions_add (SpareMessageArea *area,
                         const GError     *error)
{
  switch (error->domain == SPARE_ERROR ? error->code : -1)
    {
    case SPARE_ERROR_TOO_MANY_ATTEMPTS:
    case SPARE_ERROR_PASSWORD_LEAKED:
    case SPARE_ERROR_PASSWORD_EXPIRED:
      spare_message_area_add_action (area, _("Reset Password"), "login.open-recovery");
      break;

    case SPARE_ERROR_MFA_REQUIRED:
    case SPARE_ERROR_MFA_ENROLL_REQUIRED:
    case SPARE_ERROR_VERIFICATION_REQUIRED:
      spare_message_area_add_action (area, _("Get Help"), "login.open-recovery");
      break;

    case SPARE_ERROR_INVALID_CLIENT:
    case SPARE_ERROR_INVALID_CONNECTION:
    case SPARE_ERROR_INVALID_REQUEST:
    case SPARE_ERROR_UNAUTHORIZED_CLIENT:
    case SPARE_ERROR_NOT_FOUND:
      spare_message_area_add_action (area, _("Preferences"), "app.preferences");
      break;

    case SPARE_ERROR_NETWORK:
    case SPARE_ERROR_SERVER_ERROR:
    case SPARE_ERROR_BAD_RESPONSE:
      spare_message_area_add_action (area, _("Try Again"), "login.submit");
      if (spare_error_get_network_cause (error) == SPARE_NETWORK_CAUSE_HOST_NOT_FOUND)
        spare_message_area_add_action (area, _("Preferences"), "app.preferences");
      break;

    default:
      break;
    }
}

/**
 * spare_error_actions_add_keyring:
 * @area: a message area that shows the problem
 * @problem: why the stored session cannot be read
 *
 * Adds the buttons that lead out of trouble with the keyring.
 */
void
spare_error_actions_add_keyring (SpareMessageArea *area,
                                 const GError     *problem)
{
  if (g_error_matches (problem, SPARE_ERROR, SPARE_ERROR_SESSION_UNREADABLE))
    spare_message_area_add_action (area, _("Forget and Log In Again"), "login.forget");
  else
    spare_message_area_add_action (area,
                                   g_error_matches (problem, SPARE_ERROR, SPARE_ERROR_KEYRING_LOCKED)
                                     ? _("Unlock")
                                     : _("Try Again"),
                                   "login.unlock");
  spare_message_area_add_action (area, _("Use This Time Only"), "login.memory-only");
}
