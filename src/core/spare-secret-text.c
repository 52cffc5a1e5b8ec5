/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-secret-text.h"

#include <string.h>

struct _SpareSecretText
{
  gatomicrefcount ref_count;
  gsize length;
  char text[];
};

G_DEFINE_BOXED_TYPE (SpareSecretText, spare_secret_text, spare_secret_text_ref, spare_secret_text_unref)

/**
 * spare_secret_text_new:
 * @text: a password, token or code
 *
 * Copies a secret into memory that is overwritten when it is released.
 *
 * The caller still owns @text and has to wipe it.
 *
 * Returns: (transfer full): the secret
 */
SpareSecretText *
spare_secret_text_new (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  return spare_secret_text_new_len (text, strlen (text));
}

/**
 * spare_secret_text_new_len:
 * @text: (nullable): the bytes, need not end in a zero
 * @length: how many; a zero is added behind them
 *
 * Like [ctor@SecretText.new] with a length. With %NULL for @text the memory
 * is zeroed.
 *
 * Returns: (transfer full): the secret
 */
SpareSecretText *
spare_secret_text_new_len (const char *text,
                           gsize       length)
{
  SpareSecretText *self = g_malloc0 (sizeof (SpareSecretText) + length + 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->length = length;
  if (text != NULL && length > 0)
    memcpy (self->text, text, length);

  return self;
}

/**
 * spare_secret_text_ref:
 * @self: a secret
 *
 * Returns: (transfer full): @self
 */
SpareSecretText *
spare_secret_text_ref (SpareSecretText *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * spare_secret_text_unref:
 * @self: (transfer full): a secret
 *
 * Releases a reference; the last one overwrites the text.
 */
void
spare_secret_text_unref (SpareSecretText *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  explicit_bzero (self->text, self->length);
  g_free (self);
}

/**
 * spare_secret_text_get:
 * @self: a secret
 *
 * Returns: (transfer none): the text, valid as long as @self
 */
const char *
spare_secret_text_get (SpareSecretText *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->text;
}

/**
 * spare_secret_text_get_length:
 * @self: a secret
 *
 * Returns: the length in bytes
 */
gsize
spare_secret_text_get_length (SpareSecretText *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->length;
}

/**
 * spare_secret_wipe:
 * @text: (nullable): a text in writable memory
 *
 * Overwrites a secret that some other library copied.
 */
void
spare_secret_wipe (char *text)
{
  if (text != NULL)
    explicit_bzero (text, strlen (text));
}

/**
 * spare_secret_free:
 * @text: (nullable) (transfer full): a text to overwrite and free
 *
 * Overwrites @text and frees it.
 */
void
spare_secret_free (char *text)
{
  spare_secret_wipe (text);
  g_free (text);
}
