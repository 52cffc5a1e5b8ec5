/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "spare-types.h"

G_BEGIN_DECLS

/**
 * SpareAccountKind:
 * @SPARE_ACCOUNT_KIND_DATABASE: email address and password at the tenant
 * @SPARE_ACCOUNT_KIND_PASSWORDLESS: a mailed or sent code, no password
 * @SPARE_ACCOUNT_KIND_SOCIAL: another service, such as a social network
 * @SPARE_ACCOUNT_KIND_ENTERPRISE: the directory of an organisation
 * @SPARE_ACCOUNT_KIND_UNKNOWN: a strategy that is not known here
 *
 * What kind of connection an account comes from; it decides who can reset its
 * password.
 */
typedef enum
{
  SPARE_ACCOUNT_KIND_DATABASE,
  SPARE_ACCOUNT_KIND_PASSWORDLESS,
  SPARE_ACCOUNT_KIND_SOCIAL,
  SPARE_ACCOUNT_KIND_ENTERPRISE,
  SPARE_ACCOUNT_KIND_UNKNOWN,
} SpareAccountKind;

/**
 * SpareVerified:
 * @SPARE_VERIFIED_UNKNOWN: the tenant does not say
 * @SPARE_VERIFIED_NO: the address has not been confirmed
 * @SPARE_VERIFIED_YES: the address has been confirmed
 *
 * Whether the email address of an account is known to be its owner's.
 */
typedef enum
{
  SPARE_VERIFIED_UNKNOWN,
  SPARE_VERIFIED_NO,
  SPARE_VERIFIED_YES,
} SpareVerified;

/**
 * SpareAccount:
 *
 * Who is signed in; immutable.
 */
#define SPARE_TYPE_ACCOUNT (spare_account_get_type ())
G_DECLARE_FINAL_TYPE (SpareAccount, spare_account, SPARE, ACCOUNT, GObject)

SpareAccount     *spare_account_new               (const char       *sub,
                                                   const char       *name,
                                                   const char       *email,
                                                   SpareVerified     verified);

const char       *spare_account_get_sub           (SpareAccount     *self);
const char       *spare_account_get_name          (SpareAccount     *self);
const char       *spare_account_get_email         (SpareAccount     *self);
SpareVerified     spare_account_get_verified      (SpareAccount     *self);
SpareAccountKind  spare_account_get_kind          (SpareAccount     *self);
gboolean          spare_account_is_same_person    (SpareAccount     *self,
                                                   SpareAccount     *other);

/* Never empty: the name, else the address, else the sub. */
const char       *spare_account_get_display_name  (SpareAccount     *self);
/* The provider in words ("Google", "Microsoft"), or NULL where not known. */
const char       *spare_account_get_provider_name (SpareAccount     *self);
/* Where that provider resets passwords, or NULL where not known. */
const char       *spare_account_get_provider_url  (SpareAccount     *self);

/* The strategy (text before the bar) to kind and name. */
SpareAccountKind  spare_strategy_get_kind         (const char       *strategy);
const char       *spare_strategy_get_name         (const char       *strategy);
const char       *spare_strategy_get_reset_url    (const char       *strategy);

G_END_DECLS
