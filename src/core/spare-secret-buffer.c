/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-secret-buffer.h"

#include "spare-secret-text.h"

#include <string.h>

static void
append_len (SpareSecretBuffer *self,
            const char        *text,
            gsize              length)
{
  if (self->length + length + 1 > self->size)
    {
      gsize size = MAX (2 * self->size, self->length + length + 256);
      char *bigger = g_malloc0 (size);

      /* Not realloc, which may leave the old copy behind. */
      if (self->text != NULL)
        {
          memcpy (bigger, self->text, self->length);
          explicit_bzero (self->text, self->size);
          g_free (self->text);
        }
      self->text = bigger;
      self->size = size;
    }

  memcpy (self->text + self->length, text, length);
  self->length += length;
  self->text[self->length] = '\0';
}

/**
 * spare_secret_buffer_append:
 * @self: a buffer
 * @text: a text
 *
 * Appends @text as it is.
 */
void
spare_secret_buffer_append (SpareSecretBuffer *self,
                            const char        *text)
{
  append_len (self, text, strlen (text));
}

/**
 * spare_secret_buffer_append_json:
 * @self: a buffer
 * @text: a UTF-8 text
 *
 * Appends @text as a JSON string with its quotes (RFC 8259, section 7).
 */
void
spare_secret_buffer_append_json (SpareSecretBuffer *self,
                                 const char        *text)
{
  static const char hex[] = "0123456789abcdef";

  append_len (self, "\"", 1);
  for (const char *p = text; *p != '\0'; p++)
    {
      guchar c = (guchar) *p;

      if (c == '"' || c == '\\')
        {
          append_len (self, "\\", 1);
          append_len (self, p, 1);
        }
      else if (c < 0x20)
        {
          char escaped[6] = { '\\', 'u', '0', '0', hex[c >> 4], hex[c & 15] };

          append_len (self, escaped, sizeof escaped);
        }
      else
        append_len (self, p, 1);
    }
  append_len (self, "\"", 1);
}

/**
 * spare_secret_buffer_append_member:
 * @self: a buffer
 * @name: the name of a member
 * @value: its text
 *
 * Appends a member to a JSON object that was opened with `{`.
 */
void
spare_secret_buffer_append_member (SpareSecretBuffer *self,
                                   const char        *name,
                                   const char        *value)
{
  if (self->length > 0 && self->text[self->length - 1] != '{')
    append_len (self, ",", 1);
  spare_secret_buffer_append_json (self, name);
  append_len (self, ":", 1);
  spare_secret_buffer_append_json (self, value);
}

static void
append_percent (SpareSecretBuffer *self,
                const char        *text)
{
  static const char hex[] = "0123456789ABCDEF";

  for (const char *p = text; *p != '\0'; p++)
    {
      guchar c = (guchar) *p;

      if (g_ascii_isalnum (c) || c == '-' || c == '.' || c == '_' || c == '~')
        append_len (self, p, 1);
      else
        {
          char escaped[3] = { '%', hex[c >> 4], hex[c & 15] };

          append_len (self, escaped, sizeof escaped);
        }
    }
}

/**
 * spare_secret_buffer_append_form:
 * @self: a buffer
 * @name: the name of a field
 * @value: its value
 *
 * Appends a field in the way of application/x-www-form-urlencoded.
 */
void
spare_secret_buffer_append_form (SpareSecretBuffer *self,
                                 const char        *name,
                                 const char        *value)
{
  if (self->length > 0)
    append_len (self, "&", 1);
  append_percent (self, name);
  append_len (self, "=", 1);
  append_percent (self, value);
}

/**
 * spare_secret_buffer_clear:
 * @self: a buffer
 *
 * Overwrites and frees what @self holds.
 */
void
spare_secret_buffer_clear (SpareSecretBuffer *self)
{
  if (self->text != NULL)
    explicit_bzero (self->text, self->size);
  g_free (self->text);
  memset (self, 0, sizeof *self);
}

/**
 * spare_secret_buffer_steal:
 * @self: a buffer
 *
 * Takes the text out and leaves @self empty.
 *
 * Returns: (transfer full): the text
 */
SpareSecretText *
spare_secret_buffer_steal (SpareSecretBuffer *self)
{
  SpareSecretText *text = spare_secret_text_new_len (self->text, self->length);

  spare_secret_buffer_clear (self);

  return text;
}
