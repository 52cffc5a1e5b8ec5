/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-link-window.h"

#include "window-test.h"

#define URI "https://example.com/a/rather/long/way?to=somewhere"

static void
text_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      text)
{
  *(char **) text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

/* The focus is where the link can be copied, and there all of it is said. */
static void
test_copy (void)
{
  g_autoptr (GString) log = g_string_new (NULL);
  GtkWidget *window = spare_link_window_new (window_test_application (log), NULL, URI);
  GtkWidget *button = window_test_child (window, SPARE_TYPE_LINK_WINDOW, "copy_button");
  g_autofree char *text = NULL;

  test_present (window);
  g_assert_cmpstr (gtk_label_get_text (window_test_child (window, SPARE_TYPE_LINK_WINDOW, "link_label")), ==, URI);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == button);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, "Copy Link");
  g_assert_true (window_test_is_described (button, "Copy the link, and paste it into a browser yourself. " URI));

  g_signal_emit_by_name (button, "clicked");
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (window), NULL, text_cb, &text);
  test_wait_until (text != NULL);
  g_assert_cmpstr (text, ==, URI);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, "Link Copied");
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/link-window/copy", test_copy);

  return g_test_run ();
}
