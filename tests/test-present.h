/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "spare-reader.h"
#include "test-wait.h"

/* Shows @window and waits for what a person waits for: that it is in front and
 * something in it has the focus. Nobody listens to the display of a test. */
static inline void
test_present (GtkWidget *window)
{
  spare_reader_start (spare_reader_get_default ());
  test_wait_until (!spare_reader_is_listening (spare_reader_get_default ()));
  gtk_window_present (GTK_WINDOW (window));
  test_wait_until (gtk_window_is_active (GTK_WINDOW (window)) &&
                   gtk_window_get_focus (GTK_WINDOW (window)) != NULL);
}

/* Whether @widget or something in it has the focus of its window. */
static inline gboolean
test_has_focus (GtkWidget *widget)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}
