/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-masked-buffer.h"

#include "spare-secret-text.h"

#include <string.h>

#define BULLET "•"

struct _SpareMaskedBuffer
{
  GtkEntryBuffer parent_instance;

  /* GTK's own buffer for passwords, in memory that is not swapped out. */
  GtkEntryBuffer *secret;
  char *bullets;
  gboolean revealed;
};

G_DEFINE_FINAL_TYPE (SpareMaskedBuffer, spare_masked_buffer, GTK_TYPE_ENTRY_BUFFER)

static const char *
spare_masked_buffer_get_text (GtkEntryBuffer *buffer,
                              gsize          *n_bytes)
{
  SpareMaskedBuffer *self = SPARE_MASKED_BUFFER (buffer);
  guint length = gtk_entry_buffer_get_length (self->secret);

  if (self->revealed)
    {
      if (n_bytes != NULL)
        *n_bytes = gtk_entry_buffer_get_bytes (self->secret);
      return gtk_entry_buffer_get_text (self->secret);
    }

  if (self->bullets == NULL)
    {
      GString *bullets = g_string_sized_new (length * strlen (BULLET) + 1);

      for (guint i = 0; i < length; i++)
        g_string_append (bullets, BULLET);
      self->bullets = g_string_free (bullets, FALSE);
    }

  if (n_bytes != NULL)
    *n_bytes = strlen (self->bullets);

  return self->bullets;
}

static guint
spare_masked_buffer_get_length (GtkEntryBuffer *buffer)
{
  return gtk_entry_buffer_get_length (SPARE_MASKED_BUFFER (buffer)->secret);
}

static guint
spare_masked_buffer_insert_text (GtkEntryBuffer *buffer,
                                 guint           position,
                                 const char     *chars,
                                 guint           n_chars)
{
  SpareMaskedBuffer *self = SPARE_MASKED_BUFFER (buffer);
  g_autoptr (GString) bullets = g_string_new (NULL);
  guint inserted;

  inserted = gtk_entry_buffer_insert_text (self->secret, position, chars, (int) n_chars);
  g_clear_pointer (&self->bullets, g_free);

  /* Listeners get bullets as well: the signal carries the text. */
  for (guint i = 0; i < inserted && !self->revealed; i++)
    g_string_append (bullets, BULLET);
  gtk_entry_buffer_emit_inserted_text (buffer, position,
                                       self->revealed ? chars : bullets->str, inserted);

  return inserted;
}

static guint
spare_masked_buffer_delete_text (GtkEntryBuffer *buffer,
                                 guint           position,
                                 guint           n_chars)
{
  SpareMaskedBuffer *self = SPARE_MASKED_BUFFER (buffer);
  guint length = gtk_entry_buffer_get_length (self->secret);

  position = MIN (position, length);
  n_chars = MIN (n_chars, length - position);
  if (n_chars > 0)
    gtk_entry_buffer_emit_deleted_text (buffer, position, n_chars);

  return n_chars;
}

/* GTK removes the text in the default handler of this signal, after the
 * listeners have seen it; so does this buffer, and does not chain up. */
static void
spare_masked_buffer_deleted_text (GtkEntryBuffer *buffer,
                                  guint           position,
                                  guint           n_chars)
{
  SpareMaskedBuffer *self = SPARE_MASKED_BUFFER (buffer);

  gtk_entry_buffer_delete_text (self->secret, position, (int) n_chars);
  g_clear_pointer (&self->bullets, g_free);
  g_object_notify (G_OBJECT (buffer), "text");
  g_object_notify (G_OBJECT (buffer), "length");
}

static void
spare_masked_buffer_inserted_text (GtkEntryBuffer *buffer,
                                   guint           position,
                                   const char     *chars,
                                   guint           n_chars)
{
  g_object_notify (G_OBJECT (buffer), "text");
  g_object_notify (G_OBJECT (buffer), "length");
}

static void
spare_masked_buffer_finalize (GObject *object)
{
  SpareMaskedBuffer *self = SPARE_MASKED_BUFFER (object);

  g_clear_object (&self->secret);
  g_free (self->bullets);

  G_OBJECT_CLASS (spare_masked_buffer_parent_class)->finalize (object);
}

static void
spare_masked_buffer_class_init (SpareMaskedBufferClass *klass)
{
  GtkEntryBufferClass *buffer_class = GTK_ENTRY_BUFFER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = spare_masked_buffer_finalize;
  buffer_class->get_text = spare_masked_buffer_get_text;
  buffer_class->get_length = spare_masked_buffer_get_length;
  buffer_class->insert_text = spare_masked_buffer_insert_text;
  buffer_class->delete_text = spare_masked_buffer_delete_text;
  buffer_class->inserted_text = spare_masked_buffer_inserted_text;
  buffer_class->deleted_text = spare_masked_buffer_deleted_text;
}

static void
spare_masked_buffer_init (SpareMaskedBuffer *self)
{
  self->secret = gtk_password_entry_buffer_new ();
}

/**
 * spare_masked_buffer_new:
 *
 * Returns: (transfer full): an empty buffer
 */
GtkEntryBuffer *
spare_masked_buffer_new (void)
{
  return g_object_new (SPARE_TYPE_MASKED_BUFFER, NULL);
}

/**
 * spare_masked_buffer_get_secret:
 * @self: a buffer
 *
 * Returns: (transfer full): what was really typed
 */
SpareSecretText *
spare_masked_buffer_get_secret (SpareMaskedBuffer *self)
{
  g_return_val_if_fail (SPARE_IS_MASKED_BUFFER (self), NULL);

  return spare_secret_text_new (gtk_entry_buffer_get_text (self->secret));
}

/**
 * spare_masked_buffer_get_revealed:
 * @self: a buffer
 *
 * Returns: whether the buffer answers the real text
 */
gboolean
spare_masked_buffer_get_revealed (SpareMaskedBuffer *self)
{
  g_return_val_if_fail (SPARE_IS_MASKED_BUFFER (self), FALSE);

  return self->revealed;
}

/**
 * spare_masked_buffer_set_revealed:
 * @self: a buffer
 * @revealed: whether to answer the real text
 *
 * Shows or masks the text, because the person asked for it.
 */
void
spare_masked_buffer_set_revealed (SpareMaskedBuffer *self,
                                  gboolean           revealed)
{
  g_return_if_fail (SPARE_IS_MASKED_BUFFER (self));

  if (self->revealed == revealed)
    return;

  self->revealed = revealed;
  g_object_notify (G_OBJECT (self), "text");
}
