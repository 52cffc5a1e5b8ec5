/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The pixels of a window, or of a menu above it, as they are on the screen. */

typedef struct
{
  GtkWidget *root;
  GdkTexture *texture;
  guchar *pixels;
  gsize stride;
  int width;
  int height;
} Look;

Look    *look_new               (GtkWidget      *root);
void     look_free              (Look           *self);
void     look_wait              (GtkWidget      *widget);

/* Where a widget is in it, cut to what is there. */
gboolean look_find              (Look           *self,
                                 GtkWidget      *widget,
                                 GdkRectangle   *area);

/* The contrast of the WCAG, 1 to 21, between what there is most of in an area
 * and what differs from it most. */
double   look_get_text_contrast (Look               *self,
                                 const GdkRectangle *area);
/* How many pixels of an area differ by @contrast or more from what they were. */
guint    look_count_changed     (Look               *self,
                                 Look               *before,
                                 const GdkRectangle *area,
                                 double              contrast);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Look, look_free)

G_END_DECLS
