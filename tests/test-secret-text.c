/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-secret-buffer.h"
#include "spare-secret-text.h"
#include "test-memory.h"

static void
test_copy (void)
{
  char typed[] = "p\u00e4ssw\u00f6rd \"quoted\"";
  g_autoptr (SpareSecretText) secret = spare_secret_text_new (typed);
  g_autoptr (SpareSecretText) empty = spare_secret_text_new ("");

  g_assert_cmpuint (spare_secret_text_get_length (secret), ==, strlen (typed));
  memset (typed, 'x', sizeof typed - 1);
  g_assert_cmpstr (spare_secret_text_get (secret), ==, "p\u00e4ssw\u00f6rd \"quoted\"");

  g_assert_cmpstr (spare_secret_text_get (empty), ==, "");
  g_assert_cmpuint (spare_secret_text_get_length (empty), ==, 0);
}

static void
test_length (void)
{
  const char bytes[] = { 'a', 'b', '\0', 'c' };
  g_autoptr (SpareSecretText) part = spare_secret_text_new_len (bytes, 2);
  g_autoptr (SpareSecretText) whole = spare_secret_text_new_len (bytes, sizeof bytes);
  g_autoptr (SpareSecretText) zeroed = spare_secret_text_new_len (NULL, 5);

  g_assert_cmpstr (spare_secret_text_get (part), ==, "ab");
  g_assert_cmpmem (spare_secret_text_get (whole), spare_secret_text_get_length (whole) + 1,
                   "ab\0c", 5);
  g_assert_cmpmem (spare_secret_text_get (zeroed), spare_secret_text_get_length (zeroed) + 1,
                   "\0\0\0\0\0", 6);
}

static void
test_references (void)
{
  SpareSecretText *secret = spare_secret_text_new ("kept");
  SpareSecretText *same = spare_secret_text_ref (secret);
  SpareSecretText *boxed = g_boxed_copy (SPARE_TYPE_SECRET_TEXT, secret);

  g_assert_true (same == secret);
  g_assert_true (boxed == secret);
  spare_secret_text_unref (secret);
  g_assert_cmpstr (spare_secret_text_get (same), ==, "kept");
  g_boxed_free (SPARE_TYPE_SECRET_TEXT, boxed);
  g_assert_cmpstr (spare_secret_text_get (same), ==, "kept");
  spare_secret_text_unref (same);
}

/* The search itself finds what is there, and only that. */
static void
test_search (void)
{
  TestMarker marker = test_marker_new ();
  char *left = g_malloc (TEST_MARKER_LENGTH + 1);

  g_assert_cmpuint (test_marker_count (&marker), ==, 0);
  test_marker_write (&marker, left);
  g_assert_cmpuint (test_marker_count (&marker), ==, 1);
  spare_secret_wipe (left);
  g_assert_cmpuint (test_marker_count (&marker), ==, 0);
  g_free (left);
}

static void
test_overwritten (void)
{
  TestMarker marker = test_marker_new ();
  char *typed = g_malloc (2 * TEST_MARKER_LENGTH + 1);
  SpareSecretText *secret;
  SpareSecretText *same;

  /* Twice, as the allocator reuses the first bytes of what is freed. */
  test_marker_write (&marker, typed);
  test_marker_write (&marker, typed + TEST_MARKER_LENGTH);
  secret = spare_secret_text_new (typed);
  g_assert_cmpuint (test_marker_count (&marker), ==, 4);

  spare_secret_free (typed);
  g_assert_cmpuint (test_marker_count (&marker), ==, 2);

  same = spare_secret_text_ref (secret);
  spare_secret_text_unref (secret);
  g_assert_cmpuint (test_marker_count (&marker), ==, 2);
  spare_secret_text_unref (same);
  g_assert_cmpuint (test_marker_count (&marker), ==, 0);
}

/* A body grows around a secret; no earlier copy of it may stay behind. */
static void
test_growing_buffer (void)
{
  TestMarker marker = test_marker_new ();
  SpareSecretBuffer buffer = { 0 };
  SpareSecretText *body;
  char *typed = g_malloc (TEST_MARKER_LENGTH + 1);

  test_marker_write (&marker, typed);
  spare_secret_buffer_append (&buffer, "0123456789012345678901234567890123456789{");
  spare_secret_buffer_append_member (&buffer, "password", typed);
  spare_secret_free (typed);
  for (guint i = 0; i < 20000; i++)
    spare_secret_buffer_append (&buffer, "x");
  g_assert_cmpuint (test_marker_count (&marker), ==, 1);

  body = spare_secret_buffer_steal (&buffer);
  g_assert_null (buffer.text);
  g_assert_cmpuint (test_marker_count (&marker), ==, 1);
  spare_secret_text_unref (body);
  g_assert_cmpuint (test_marker_count (&marker), ==, 0);
}

static void
test_wipe (void)
{
  char text[] = "secret";

  spare_secret_wipe (text);
  g_assert_cmpmem (text, sizeof text, "\0\0\0\0\0\0", 7);
  spare_secret_wipe (NULL);
  spare_secret_free (NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/secret-text/copy", test_copy);
  g_test_add_func ("/secret-text/length", test_length);
  g_test_add_func ("/secret-text/references", test_references);
  g_test_add_func ("/secret-text/search", test_search);
  g_test_add_func ("/secret-text/overwritten", test_overwritten);
  g_test_add_func ("/secret-text/growing-buffer", test_growing_buffer);
  g_test_add_func ("/secret-text/wipe", test_wipe);

  return g_test_run ();
}
