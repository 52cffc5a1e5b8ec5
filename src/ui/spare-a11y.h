/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What has to be done to GTK so that a screen reader says everything once. */

/* Sets the name that a screen reader says, without the doubled or type names
 * of GTK 4.8 (see the child image or the labelled-by relation). */
void spare_a11y_set_name        (GtkWidget  *widget,
                                 const char *name);
const char *spare_a11y_get_name (GtkWidget  *widget);
/* Names a menu button and its menu, which would be called by its type. */
void spare_a11y_name_menu       (GtkMenuButton *button,
                                 const char *name,
                                 const char *page_name);
/* The same for the menu that an entry makes when it is asked for. */
void spare_a11y_name_context_menu (GtkEditable *entry);
/* Names the lists and buttons in a library's window. */
void spare_a11y_name_all        (GtkWidget  *widget,
                                 const char *name);
/* A tooltip that is not also said as a description. */
void spare_a11y_set_tooltip     (GtkWidget  *widget,
                                 const char *text);
/* Marks what looks like a heading as one. */
void spare_a11y_mark_headings   (GtkWidget  *window);
/* Takes away names that are those of types. */
void spare_a11y_hide_types      (GtkWidget  *widget);
/* Puts @widget below @parent for readers, where GTK can (4.10 on). */
void spare_a11y_set_parent      (GtkWidget  *widget,
                                 GtkWidget  *parent);
/* Whether GTK lets readers know of a widget only once it has the focus. */
gboolean spare_a11y_tells_late  (void);
/* Calls @func with the widget once its window is shown. */
void spare_a11y_once_shown      (GtkWidget  *widget,
                                 GSourceFunc func);
/* Lets readers know of a widget before it has the focus. */
void spare_a11y_introduce       (GtkWidget  *widget);
/* Spoken after name and role when the widget gets focus, and at once if it
 * has it; NULL clears it. */
void spare_a11y_set_description (GtkWidget  *widget,
                                 const char *description);
/* Clears it unless there is another by now. */
void spare_a11y_take_back_description (GtkWidget  *widget,
                                       const char *description);
/* A hint that is on the screen, said when @widget gets the focus. */
void spare_a11y_set_described_by (GtkWidget *widget,
                                  GtkWidget *label);
/* Marks a field as wrong where that does not silence it (GTK 4.10 on). */
void spare_a11y_set_invalid     (GtkWidget  *widget,
                                 gboolean    invalid);
/* Gives @widget the first focus of @window so that it is also spoken: once the
 * window is active and its title said. */
void spare_a11y_first_focus     (GtkWindow  *window,
                                 GtkWidget  *widget);
/* Shows @window; of a program’s first one, so that its title is said. */
void spare_a11y_present         (GtkWindow  *window);
/* Moves the focus now, or as soon as the window is active. */
void spare_a11y_take_focus      (GtkWidget  *widget);
/* The same, unless somebody types: to them @alert is said where they are. */
void spare_a11y_offer_focus     (GtkWidget  *alert);
/* Shows where the focus is for as long as keys are used. */
void spare_a11y_keep_focus_visible (GtkWindow *window);
/* Has the window below @window say where the person comes back to. */
void spare_a11y_leave           (GtkWindow  *window);

G_END_DECLS
