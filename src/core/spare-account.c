/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-account.h"

#include <string.h>

struct _SpareAccount
{
  GObject parent_instance;

  char *sub;
  char *strategy;
  char *name;
  char *email;
  SpareVerified verified;
};

G_DEFINE_FINAL_TYPE (SpareAccount, spare_account, G_TYPE_OBJECT)

static char *
dup_filled (const char *text)
{
  const char *p = text;

  while (p != NULL && *p != '\0' && g_unichar_isspace (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);

  return p != NULL && *p != '\0' ? g_strdup (text) : NULL;
}

static void
spare_account_finalize (GObject *object)
{
  SpareAccount *self = SPARE_ACCOUNT (object);

  g_free (self->sub);
  g_free (self->strategy);
  g_free (self->name);
  g_free (self->email);

  G_OBJECT_CLASS (spare_account_parent_class)->finalize (object);
}

static void
spare_account_class_init (SpareAccountClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = spare_account_finalize;
}

static void
spare_account_init (SpareAccount *self)
{
}

/**
 * spare_account_new:
 * @sub: the subject, the only claim that is certain
 * @name: (nullable): the person's name
 * @email: (nullable): the e-mail address
 * @verified: whether the address is verified
 *
 * Returns: (transfer full): the account
 */
SpareAccount *
spare_account_new (const char    *sub,
                   const char    *name,
                   const char    *email,
                   SpareVerified  verified)
{
  SpareAccount *self;
  const char *bar;

  g_return_val_if_fail (sub != NULL && sub[0] != '\0', NULL);

  self = g_object_new (SPARE_TYPE_ACCOUNT, NULL);
  self->sub = g_strdup (sub);
  self->name = dup_filled (name);
  self->email = dup_filled (email);
  self->verified = verified;

  bar = strchr (sub, '|');
  if (bar != NULL)
    self->strategy = g_strndup (sub, (gsize) (bar - sub));

  return self;
}

/**
 * spare_account_get_sub:
 * @self: an account
 *
 * Returns: (transfer none): the subject
 */
const char *
spare_account_get_sub (SpareAccount *self)
{
  g_return_val_if_fail (SPARE_IS_ACCOUNT (self), NULL);

  return self->sub;
}

/**
 * spare_account_is_same_person:
 * @self: an account
 * @other: another
 *
 * Returns: whether both have the same subject, the only claim that stays (OpenID
 *   Connect Core, section 5.7)
 */
gboolean
spare_account_is_same_person (SpareAccount *self,
                              SpareAccount *other)
{
  g_return_val_if_fail (SPARE_IS_ACCOUNT (self), FALSE);
  g_return_val_if_fail (SPARE_IS_ACCOUNT (other), FALSE);

  return g_str_equal (self->sub, other->sub);
}

/**
 * spare_account_get_name:
 * @self: an account
 *
 * Returns: (nullable) (transfer none): the person's name
 */
const char *
spare_account_get_name (SpareAccount *self)
{
  g_return_val_if_fail (SPARE_IS_ACCOUNT (self), NULL);

  return self->name;
}

/**
 * spare_account_get_email:
 * @self: an account
 *
 * Returns: (nullable) (transfer none): the e-mail address
 */
const char *
spare_account_get_email (SpareAccount *self)
{
  g_return_val_if_fail (SPARE_IS_ACCOUNT (self), NULL);

  return self->email;
}

/**
 * spare_account_get_verified:
 * @self: an account
 *
 * Returns: whether the address is verified
 */
SpareVerified
spare_account_get_verified (SpareAccount *self)
{
  g_return_val_if_fail (SPARE_IS_ACCOUNT (self), SPARE_VERIFIED_UNKNOWN);

  return self->verified;
}

/**
 * spare_account_get_kind:
 * @self: an account
 *
 * Tells from the part of the subject before the bar whether there is a
 * password here at all (Auth0: "User Profile Structure").
 *
 * Returns: the kind of connection
 */
SpareAccountKind
spare_account_get_kind (SpareAccount *self)
{
  g_return_val_if_fail (SPARE_IS_ACCOUNT (self), SPARE_ACCOUNT_KIND_UNKNOWN);

  return spare_strategy_get_kind (self->strategy);
}

/**
 * spare_account_get_display_name:
 * @self: an account
 *
 * Returns: (transfer none): the name, else the address, else the subject
 */
const char *
spare_account_get_display_name (SpareAccount *self)
{
  g_return_val_if_fail (SPARE_IS_ACCOUNT (self), NULL);

  if (self->name != NULL)
    return self->name;

  return self->email != NULL ? self->email : self->sub;
}

/**
 * spare_account_get_provider_name:
 * @self: an account
 *
 * Returns: (nullable) (transfer none): the identity provider in words
 */
const char *
spare_account_get_provider_name (SpareAccount *self)
{
  g_return_val_if_fail (SPARE_IS_ACCOUNT (self), NULL);

  return spare_strategy_get_name (self->strategy);
}

/**
 * spare_account_get_provider_url:
 * @self: an account
 *
 * Returns: (nullable) (transfer none): where the provider resets a password
 */
const char *
spare_account_get_provider_url (SpareAccount *self)
{
  g_return_val_if_fail (SPARE_IS_ACCOUNT (self), NULL);

  return spare_strategy_get_reset_url (self->strategy);
}
