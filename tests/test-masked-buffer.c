/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-masked-buffer.h"

#include "spare-secret-text.h"

#include <string.h>

#define BULLET "•"

static void
assert_secret (GtkEntryBuffer *buffer,
               const char     *expected)
{
  g_autoptr (SpareSecretText) secret = NULL;

  secret = spare_masked_buffer_get_secret (SPARE_MASKED_BUFFER (buffer));
  g_assert_cmpstr (spare_secret_text_get (secret), ==, expected);
  g_assert_cmpuint (gtk_entry_buffer_get_length (buffer), ==,
                    (guint) g_utf8_strlen (expected, -1));
}

/* As many bullets as there are characters, and nothing else. */
static void
assert_bullets (const char *text,
                glong       n_chars)
{
  g_assert_cmpuint (strlen (text), ==, (gsize) n_chars * strlen (BULLET));
  for (glong i = 0; i < n_chars; i++)
    g_assert_true (g_str_has_prefix (text + (gsize) i * strlen (BULLET), BULLET));
}

static void
test_masked (void)
{
  static const char *const passwords[] = {
    "", "a", "Zebra7q", "Zoë", "пароль", "🔑🗝️", "e\xcc\x81", " spaces  ", "\u202ertl",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (passwords); i++)
    {
      g_autoptr (GtkEntryBuffer) buffer = spare_masked_buffer_new ();
      glong length = g_utf8_strlen (passwords[i], -1);

      g_assert_cmpuint (gtk_entry_buffer_insert_text (buffer, 0, passwords[i], -1), ==,
                        (guint) length);
      assert_secret (buffer, passwords[i]);
      assert_bullets (gtk_entry_buffer_get_text (buffer), length);
      g_assert_cmpuint (gtk_entry_buffer_get_bytes (buffer), ==,
                        (gsize) length * strlen (BULLET));
    }
}

static void
test_edit (void)
{
  g_autoptr (GtkEntryBuffer) buffer = spare_masked_buffer_new ();

  gtk_entry_buffer_insert_text (buffer, 0, "Zea", -1);
  gtk_entry_buffer_insert_text (buffer, 2, "br", -1);
  assert_secret (buffer, "Zebra");
  gtk_entry_buffer_insert_text (buffer, 999, "7ë", -1);
  assert_secret (buffer, "Zebra7ë");
  g_assert_cmpuint (gtk_entry_buffer_delete_text (buffer, 1, 2), ==, 2);
  assert_secret (buffer, "Zra7ë");
  assert_bullets (gtk_entry_buffer_get_text (buffer), 5);
  g_assert_cmpuint (gtk_entry_buffer_delete_text (buffer, 4, 99), ==, 1);
  assert_secret (buffer, "Zra7");
  g_assert_cmpuint (gtk_entry_buffer_delete_text (buffer, 99, 1), ==, 0);
  assert_secret (buffer, "Zra7");
  gtk_entry_buffer_set_text (buffer, "new", -1);
  assert_secret (buffer, "new");
  g_assert_cmpuint (gtk_entry_buffer_delete_text (buffer, 0, -1), ==, 3);
  assert_secret (buffer, "");
  assert_bullets (gtk_entry_buffer_get_text (buffer), 0);
}

static void
inserted_cb (GtkEntryBuffer *buffer,
             guint           position,
             const char     *chars,
             guint           n_chars,
             GString        *heard)
{
  g_string_append_printf (heard, "+%u %s;", position, chars);
}

static void
deleted_cb (GtkEntryBuffer *buffer,
            guint           position,
            guint           n_chars,
            GString        *heard)
{
  /* Like GTK, a listener still finds the text as it was. */
  g_string_append_printf (heard, "-%u %u %s;", position, n_chars,
                          gtk_entry_buffer_get_text (buffer));
}

/* What listens to the buffer hears bullets as well. */
static void
test_listeners (void)
{
  g_autoptr (GtkEntryBuffer) buffer = spare_masked_buffer_new ();
  g_autoptr (GString) heard = g_string_new (NULL);

  g_signal_connect (buffer, "inserted-text", G_CALLBACK (inserted_cb), heard);
  g_signal_connect (buffer, "deleted-text", G_CALLBACK (deleted_cb), heard);
  gtk_entry_buffer_insert_text (buffer, 0, "Ze", -1);
  gtk_entry_buffer_insert_text (buffer, 1, "y", -1);
  gtk_entry_buffer_delete_text (buffer, 0, 2);
  g_assert_cmpstr (heard->str, ==,
                   "+0 " BULLET BULLET ";+1 " BULLET ";-0 2 " BULLET BULLET BULLET ";");
}

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          guint      *count)
{
  (*count)++;
}

static void
test_notify (void)
{
  g_autoptr (GtkEntryBuffer) buffer = spare_masked_buffer_new ();
  guint text = 0;
  guint length = 0;

  g_signal_connect (buffer, "notify::text", G_CALLBACK (count_cb), &text);
  g_signal_connect (buffer, "notify::length", G_CALLBACK (count_cb), &length);
  gtk_entry_buffer_insert_text (buffer, 0, "Zebra", -1);
  g_assert_cmpuint (text, ==, 1);
  g_assert_cmpuint (length, ==, 1);
  gtk_entry_buffer_delete_text (buffer, 0, 1);
  g_assert_cmpuint (text, ==, 2);
  g_assert_cmpuint (length, ==, 2);
  gtk_entry_buffer_delete_text (buffer, 9, 1);
  g_assert_cmpuint (text, ==, 2);
}

static void
test_reveal (void)
{
  g_autoptr (GtkEntryBuffer) buffer = spare_masked_buffer_new ();
  SpareMaskedBuffer *masked = SPARE_MASKED_BUFFER (buffer);
  guint text = 0;

  gtk_entry_buffer_insert_text (buffer, 0, "Zoë", -1);
  g_signal_connect (buffer, "notify::text", G_CALLBACK (count_cb), &text);
  g_assert_false (spare_masked_buffer_get_revealed (masked));

  spare_masked_buffer_set_revealed (masked, TRUE);
  g_assert_true (spare_masked_buffer_get_revealed (masked));
  g_assert_cmpuint (text, ==, 1);
  g_assert_cmpstr (gtk_entry_buffer_get_text (buffer), ==, "Zoë");
  g_assert_cmpuint (gtk_entry_buffer_get_bytes (buffer), ==, strlen ("Zoë"));
  spare_masked_buffer_set_revealed (masked, TRUE);
  g_assert_cmpuint (text, ==, 1);

  gtk_entry_buffer_insert_text (buffer, 3, "!", -1);
  gtk_entry_buffer_delete_text (buffer, 0, 1);
  g_assert_cmpstr (gtk_entry_buffer_get_text (buffer), ==, "oë!");

  spare_masked_buffer_set_revealed (masked, FALSE);
  assert_bullets (gtk_entry_buffer_get_text (buffer), 3);
  assert_secret (buffer, "oë!");
}

static void
test_long (void)
{
  g_autoptr (GtkEntryBuffer) buffer = spare_masked_buffer_new ();
  g_autoptr (GString) password = g_string_new (NULL);

  while (g_utf8_strlen (password->str, -1) < 10 * 1000)
    g_string_append (password, "xyë🔑z");
  gtk_entry_buffer_insert_text (buffer, 0, password->str, -1);
  assert_secret (buffer, password->str);
  assert_bullets (gtk_entry_buffer_get_text (buffer), 10 * 1000);
  gtk_entry_buffer_delete_text (buffer, 0, -1);
  assert_secret (buffer, "");
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/masked-buffer/masked", test_masked);
  g_test_add_func ("/masked-buffer/edit", test_edit);
  g_test_add_func ("/masked-buffer/listeners", test_listeners);
  g_test_add_func ("/masked-buffer/notify", test_notify);
  g_test_add_func ("/masked-buffer/reveal", test_reveal);
  g_test_add_func ("/masked-buffer/long", test_long);

  return g_test_run ();
}
