/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "look.h"

#include "test-wait.h"

#include <math.h>

static void
after_paint_cb (GdkFrameClock *clock,
                guint         *n_frames)
{
  (*n_frames)++;
}

/**
 * look_wait:
 * @widget: something in a window that is shown
 *
 * Waits until everything that was queued has been drawn.
 */
void
look_wait (GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  guint n_frames = 0;
  gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), &n_frames);

  while (n_frames < 2)
    {
      gtk_widget_queue_draw (widget);
      g_main_context_iteration (NULL, TRUE);
    }
  g_signal_handler_disconnect (clock, handler);
}

/**
 * look_new:
 * @root: a window or a popover that is shown
 *
 * Returns: (transfer full): how it looks now
 */
Look *
look_new (GtkWidget *root)
{
  Look *self = g_new0 (Look, 1);
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  look_wait (root);
  self->root = root;
  self->width = gtk_widget_get_width (root);
  self->height = gtk_widget_get_height (root);
  paintable = gtk_widget_paintable_new (root);
  gdk_paintable_snapshot (paintable, snapshot, self->width, self->height);
  node = gtk_snapshot_free_to_node (snapshot);
  self->texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (root)), node,
                                               &GRAPHENE_RECT_INIT (0, 0, self->width, self->height));
  self->stride = self->width * 4;
  self->pixels = g_malloc (self->stride * self->height);
  gdk_texture_download (self->texture, self->pixels, self->stride);

  return self;
}

void
look_free (Look *self)
{
  g_object_unref (self->texture);
  g_free (self->pixels);
  g_free (self);
}

gboolean
look_find (Look         *self,
           GtkWidget    *widget,
           GdkRectangle *area)
{
  graphene_rect_t bounds;
  GdkRectangle all = { 0, 0, self->width, self->height };
  GdkRectangle found;

  if (!gtk_widget_compute_bounds (widget, self->root, &bounds))
    return FALSE;

  found.x = (int) floor (bounds.origin.x);
  found.y = (int) floor (bounds.origin.y);
  found.width = (int) ceil (bounds.size.width);
  found.height = (int) ceil (bounds.size.height);

  return gdk_rectangle_intersect (&found, &all, area);
}

/* Cairo's order in memory, on the little-endian machines that are tested. */
static guint32
get_pixel (Look *self,
           int   x,
           int   y)
{
  const guchar *p = self->pixels + y * self->stride + x * 4;

  return (guint32) p[2] << 16 | (guint32) p[1] << 8 | p[0];
}

static double
to_linear (guint value)
{
  double part = value / 255.0;

  return part <= 0.04045 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4);
}

static double
get_luminance (guint32 pixel)
{
  return 0.2126 * to_linear (pixel >> 16 & 0xff) +
         0.7152 * to_linear (pixel >> 8 & 0xff) +
         0.0722 * to_linear (pixel & 0xff);
}

static double
get_contrast (guint32 one,
              guint32 other)
{
  double a = get_luminance (one);
  double b = get_luminance (other);

  return (MAX (a, b) + 0.05) / (MIN (a, b) + 0.05);
}

double
look_get_text_contrast (Look               *self,
                        const GdkRectangle *area)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer pixel;
  gpointer count;
  guint32 ground = 0;
  guint most = 0;
  double contrast = 1;

  for (int y = area->y; y < area->y + area->height; y++)
    {
      for (int x = area->x; x < area->x + area->width; x++)
        {
          pixel = GUINT_TO_POINTER (get_pixel (self, x, y));
          count = g_hash_table_lookup (counts, pixel);
          g_hash_table_insert (counts, pixel, GUINT_TO_POINTER (GPOINTER_TO_UINT (count) + 1));
        }
    }

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &pixel, &count))
    {
      if (GPOINTER_TO_UINT (count) > most)
        {
          most = GPOINTER_TO_UINT (count);
          ground = GPOINTER_TO_UINT (pixel);
        }
    }

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &pixel, NULL))
    contrast = MAX (contrast, get_contrast (GPOINTER_TO_UINT (pixel), ground));

  return contrast;
}

guint
look_count_changed (Look               *self,
                    Look               *before,
                    const GdkRectangle *area,
                    double              contrast)
{
  guint n = 0;

  for (int y = area->y; y < area->y + area->height; y++)
    {
      for (int x = area->x; x < area->x + area->width; x++)
        {
          guint32 now = get_pixel (self, x, y);
          guint32 then = get_pixel (before, x, y);

          if (now != then && get_contrast (now, then) >= contrast)
            n++;
        }
    }

  return n;
}
