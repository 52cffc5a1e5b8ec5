/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-token-set.h"

#include "spare-account.h"
#include "spare-error.h"
#include "spare-json.h"
#include "spare-secret-buffer.h"
#include "spare-secret-text.h"

#include <string.h>

/* Raised when the stored form changes; older programs then leave it alone. */
#define FORMAT 1

/* Renew this long before the end, so that a token does not expire on its way. */
#define STALE_SECONDS 60

struct _SpareTokenSet
{
  GObject parent_instance;

  SpareSecretText *access_token;
  SpareSecretText *refresh_token;
  SpareSecretText *id_token;
  SpareAccount *account;
  gint64 expires_at;
  gint64 signed_in_at;
};

G_DEFINE_FINAL_TYPE (SpareTokenSet, spare_token_set, G_TYPE_OBJECT)

static SpareSecretText *
ref_or_null (SpareSecretText *text)
{
  return text != NULL ? spare_secret_text_ref (text) : NULL;
}

static void
spare_token_set_finalize (GObject *object)
{
  SpareTokenSet *self = SPARE_TOKEN_SET (object);

  g_clear_pointer (&self->access_token, spare_secret_text_unref);
  g_clear_pointer (&self->refresh_token, spare_secret_text_unref);
  g_clear_pointer (&self->id_token, spare_secret_text_unref);
  g_clear_object (&self->account);

  G_OBJECT_CLASS (spare_token_set_parent_class)->finalize (object);
}

static void
spare_token_set_class_init (SpareTokenSetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = spare_token_set_finalize;
}

static void
spare_token_set_init (SpareTokenSet *self)
{
}

/**
 * spare_token_set_new:
 * @access_token: the access token
 * @refresh_token: (nullable): the refresh token
 * @id_token: (nullable): the ID token
 * @expires_at: when the access token ends, in seconds since the epoch
 *
 * Returns: (transfer full): the tokens, not yet with an account
 */
SpareTokenSet *
spare_token_set_new (SpareSecretText *access_token,
                     SpareSecretText *refresh_token,
                     SpareSecretText *id_token,
                     gint64           expires_at)
{
  SpareTokenSet *self;

  g_return_val_if_fail (access_token != NULL, NULL);

  self = g_object_new (SPARE_TYPE_TOKEN_SET, NULL);
  self->access_token = spare_secret_text_ref (access_token);
  self->refresh_token = ref_or_null (refresh_token);
  self->id_token = ref_or_null (id_token);
  self->expires_at = expires_at;

  return self;
}

/**
 * spare_token_set_with_account:
 * @self: tokens
 * @account: (nullable): whose they are
 * @signed_in_at: when the person signed in, in seconds since the epoch
 *
 * Returns: (transfer full): the same tokens with the account
 */
SpareTokenSet *
spare_token_set_with_account (SpareTokenSet *self,
                              SpareAccount  *account,
                              gint64         signed_in_at)
{
  SpareTokenSet *copy;

  g_return_val_if_fail (SPARE_IS_TOKEN_SET (self), NULL);

  copy = spare_token_set_new (self->access_token, self->refresh_token, self->id_token,
                              self->expires_at);
  g_set_object (&copy->account, account);
  copy->signed_in_at = signed_in_at;

  return copy;
}

/**
 * spare_token_set_renew:
 * @self: the tokens before
 * @answer: the tokens of the answer to a renewal
 *
 * Joins the answer to what was there. Without rotation the answer has no
 * refresh token and the old one goes on (RFC 6749, section 6).
 *
 * Returns: (transfer full): the tokens from now on
 */
SpareTokenSet *
spare_token_set_renew (SpareTokenSet *self,
                       SpareTokenSet *answer)
{
  SpareTokenSet *renewed;

  g_return_val_if_fail (SPARE_IS_TOKEN_SET (self), NULL);
  g_return_val_if_fail (SPARE_IS_TOKEN_SET (answer), NULL);

  renewed = spare_token_set_new (answer->access_token,
                                 answer->refresh_token != NULL ? answer->refresh_token
                                                               : self->refresh_token,
                                 answer->id_token != NULL ? answer->id_token : self->id_token,
                                 answer->expires_at);
  if (answer->account != NULL)
    g_set_object (&renewed->account, answer->account);
  else
    g_set_object (&renewed->account, self->account);
  renewed->signed_in_at = self->signed_in_at;

  return renewed;
}

/**
 * spare_token_set_rotate:
 * @self: the tokens before
 * @answer: the tokens of an answer that does not hold otherwise
 *
 * Takes nothing but the refresh token from an answer, for the one before is spent
 * (Auth0: "Refresh Token Rotation").
 *
 * Returns: (transfer full) (nullable): the tokens from now on
 */
SpareTokenSet *
spare_token_set_rotate (SpareTokenSet *self,
                        SpareTokenSet *answer)
{
  g_autoptr (SpareTokenSet) rotated = NULL;

  g_return_val_if_fail (SPARE_IS_TOKEN_SET (self), NULL);
  g_return_val_if_fail (SPARE_IS_TOKEN_SET (answer), NULL);

  if (answer->refresh_token == NULL)
    return NULL;

  rotated = spare_token_set_new (self->access_token, answer->refresh_token, self->id_token,
                                 self->expires_at);

  return spare_token_set_with_account (rotated, self->account, self->signed_in_at);
}

/**
 * spare_token_set_get_access_token:
 * @self: tokens
 *
 * Returns: (transfer none): the access token
 */
SpareSecretText *
spare_token_set_get_access_token (SpareTokenSet *self)
{
  g_return_val_if_fail (SPARE_IS_TOKEN_SET (self), NULL);

  return self->access_token;
}

/**
 * spare_token_set_get_refresh_token:
 * @self: tokens
 *
 * Returns: (nullable) (transfer none): the refresh token
 */
SpareSecretText *
spare_token_set_get_refresh_token (SpareTokenSet *self)
{
  g_return_val_if_fail (SPARE_IS_TOKEN_SET (self), NULL);

  return self->refresh_token;
}

/**
 * spare_token_set_get_id_token:
 * @self: tokens
 *
 * Returns: (nullable) (transfer none): the ID token
 */
SpareSecretText *
spare_token_set_get_id_token (SpareTokenSet *self)
{
  g_return_val_if_fail (SPARE_IS_TOKEN_SET (self), NULL);

  return self->id_token;
}

/**
 * spare_token_set_get_account:
 * @self: tokens
 *
 * Returns: (nullable) (transfer none): whose tokens they are
 */
SpareAccount *
spare_token_set_get_account (SpareTokenSet *self)
{
  g_return_val_if_fail (SPARE_IS_TOKEN_SET (self), NULL);

  return self->account;
}

/**
 * spare_token_set_get_expires_at:
 * @self: tokens
 *
 * Returns: when the access token ends, in seconds since the epoch
 */
gint64
spare_token_set_get_expires_at (SpareTokenSet *self)
{
  g_return_val_if_fail (SPARE_IS_TOKEN_SET (self), 0);

  return self->expires_at;
}

/**
 * spare_token_set_get_signed_in_at:
 * @self: tokens
 *
 * Returns: when the person signed in, in seconds since the epoch
 */
gint64
spare_token_set_get_signed_in_at (SpareTokenSet *self)
{
  g_return_val_if_fail (SPARE_IS_TOKEN_SET (self), 0);

  return self->signed_in_at;
}

/**
 * spare_token_set_is_stale:
 * @self: tokens
 * @now: seconds since the epoch
 *
 * Returns: whether the access token has ended or ends within a minute
 */
gboolean
spare_token_set_is_stale (SpareTokenSet *self,
                          gint64         now)
{
  g_return_val_if_fail (SPARE_IS_TOKEN_SET (self), TRUE);

  return self->expires_at < now + STALE_SECONDS;
}

static void
append_number (SpareSecretBuffer *buffer,
               const char        *name,
               gint64             value)
{
  g_autofree char *member = g_strdup_printf (",\"%s\":%" G_GINT64_FORMAT, name, value);

  spare_secret_buffer_append (buffer, member);
}

/**
 * spare_token_set_serialize:
 * @self: tokens with an account
 *
 * Writes the stored form: one JSON object with a format number.
 *
 * Returns: (transfer full): the text
 */
SpareSecretText *
spare_token_set_serialize (SpareTokenSet *self)
{
  g_auto (SpareSecretBuffer) buffer = { 0 };

  g_return_val_if_fail (SPARE_IS_TOKEN_SET (self), NULL);
  g_return_val_if_fail (self->account != NULL, NULL);

  spare_secret_buffer_append (&buffer, "{");
  spare_secret_buffer_append_member (&buffer, "access_token",
                                     spare_secret_text_get (self->access_token));
  if (self->refresh_token != NULL)
    spare_secret_buffer_append_member (&buffer, "refresh_token",
                                       spare_secret_text_get (self->refresh_token));
  if (self->id_token != NULL)
    spare_secret_buffer_append_member (&buffer, "id_token",
                                       spare_secret_text_get (self->id_token));
  spare_secret_buffer_append_member (&buffer, "sub", spare_account_get_sub (self->account));
  if (spare_account_get_name (self->account) != NULL)
    spare_secret_buffer_append_member (&buffer, "name", spare_account_get_name (self->account));
  if (spare_account_get_email (self->account) != NULL)
    spare_secret_buffer_append_member (&buffer, "email", spare_account_get_email (self->account));
  append_number (&buffer, "format", FORMAT);
  append_number (&buffer, "verified", spare_account_get_verified (self->account));
  append_number (&buffer, "expires_at", self->expires_at);
  append_number (&buffer, "signed_in_at", self->signed_in_at);
  spare_secret_buffer_append (&buffer, "}");

  return spare_secret_buffer_steal (&buffer);
}

static SpareSecretText *
read_secret (JsonObject *object,
             const char *name)
{
  const char *text = spare_json_get_string (object, name);

  return text != NULL && text[0] != '\0' ? spare_secret_text_new (text) : NULL;
}

/* What may be missing must not be of another type: a session that quietly
 * loses its refresh token could not be ended at the tenant. */
static gboolean
is_filled_or_absent (JsonObject *object,
                     const char *name)
{
  const char *text = spare_json_get_string (object, name);

  return !json_object_has_member (object, name) || (text != NULL && text[0] != '\0');
}

/**
 * spare_token_set_deserialize:
 * @text: the stored form
 * @error: return location for an error
 *
 * Reads what [method@TokenSet.serialize] wrote. Fails with
 * %SPARE_ERROR_SESSION_UNREADABLE on anything else, a newer format included.
 *
 * Returns: (transfer full) (nullable): the tokens
 */
SpareTokenSet *
spare_token_set_deserialize (SpareSecretText  *text,
                             GError          **error)
{
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (SpareSecretText) access_token = NULL;
  g_autoptr (SpareSecretText) refresh_token = NULL;
  g_autoptr (SpareSecretText) id_token = NULL;
  g_autoptr (SpareTokenSet) tokens = NULL;
  g_autoptr (SpareAccount) account = NULL;
  JsonObject *object = NULL;
  const char *sub = NULL;
  gint64 format = 0;
  gint64 verified = 0;
  gint64 expires_at = 0;
  gint64 signed_in_at = 0;

  g_return_val_if_fail (text != NULL, NULL);

  root = spare_json_parse (spare_secret_text_get (text), spare_secret_text_get_length (text));
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    object = json_node_get_object (root);

  if (object != NULL)
    {
      sub = spare_json_get_string (object, "sub");
      access_token = read_secret (object, "access_token");
      refresh_token = read_secret (object, "refresh_token");
      id_token = read_secret (object, "id_token");
    }

  if (access_token == NULL || sub == NULL || sub[0] == '\0' ||
      !is_filled_or_absent (object, "refresh_token") ||
      !is_filled_or_absent (object, "id_token") ||
      !is_filled_or_absent (object, "name") ||
      !is_filled_or_absent (object, "email") ||
      !spare_json_get_int (object, "format", &format) || format != FORMAT ||
      !spare_json_get_int (object, "expires_at", &expires_at) ||
      !spare_json_get_int (object, "signed_in_at", &signed_in_at) ||
      !spare_json_get_int (object, "verified", &verified) ||
      verified < SPARE_VERIFIED_UNKNOWN || verified > SPARE_VERIFIED_YES)
    {
      g_propagate_error (error, spare_error_new (SPARE_ERROR_SESSION_UNREADABLE));
      return NULL;
    }

  tokens = spare_token_set_new (access_token, refresh_token, id_token, expires_at);
  account = spare_account_new (sub,
                               spare_json_get_string (object, "name"),
                               spare_json_get_string (object, "email"),
                               (SpareVerified) verified);

  return spare_token_set_with_account (tokens, account, signed_in_at);
}
