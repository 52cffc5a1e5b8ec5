/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The password field as it is, and with its protection taken out, so that a
 * test can show that it finds what leaks then.
 * Usage: leak whole | unguarded | unmasked */

#include "spare-a11y.h"
#include "spare-masked-buffer.h"
#include "spare-password-field.h"
#include "spare-reader.h"

#include <adwaita.h>

/* What is typed goes by the default handler of GtkText, which tells of it. */
static void
take_guard_out (GtkWidget *field,
                GtkText   *text)
{
  guint n = g_signal_handlers_disconnect_matched (text, G_SIGNAL_MATCH_ID | G_SIGNAL_MATCH_DATA,
                                                  g_signal_lookup ("insert-text", GTK_TYPE_EDITABLE), 0,
                                                  NULL, NULL, field);

  g_assert_cmpuint (n, ==, 1);
}

/* The field keeps it typed, but anybody may read it. */
static void
take_mask_out (GtkText *text)
{
  spare_masked_buffer_set_revealed (SPARE_MASKED_BUFFER (gtk_text_get_buffer (text)), TRUE);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  GtkWidget *window, *field, *entry;
  GtkText *text;

  g_assert_cmpint (argc, ==, 2);
  g_set_prgname ("spare-key");
  g_set_application_name ("Spare Key");
  adw_init ();
  spare_reader_start (spare_reader_get_default ());

  window = g_object_new (GTK_TYPE_WINDOW, "title", argv[1], NULL);
  field = g_object_new (SPARE_TYPE_PASSWORD_FIELD, "caption", "_Password", NULL);
  gtk_window_set_child (GTK_WINDOW (window), field);
  entry = spare_password_field_get_entry (SPARE_PASSWORD_FIELD (field));
  text = GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (entry)));
  if (g_str_equal (argv[1], "unguarded"))
    take_guard_out (field, text);
  else if (g_str_equal (argv[1], "unmasked"))
    take_mask_out (text);
  else
    g_assert_cmpstr (argv[1], ==, "whole");

  spare_a11y_first_focus (GTK_WINDOW (window), entry);
  g_signal_connect_swapped (window, "destroy", G_CALLBACK (g_main_loop_quit), loop);
  spare_a11y_present (GTK_WINDOW (window));
  g_main_loop_run (loop);

  return 0;
}
