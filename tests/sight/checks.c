/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "checks.h"

#include "look.h"
#include "test-wait.h"

#include <adwaita.h>
#include <glib/gstdio.h>

/* WCAG 2.2: 1.4.3, 1.4.11 and 2.5.8. */
#define TEXT_CONTRAST 4.5
#define LARGE_TEXT_CONTRAST 3.0
#define FOCUS_CONTRAST 3.0
#define TARGET_SIZE 24

/* From 18 pt, or 14 pt if bold, at 96 dots to the inch. */
#define LARGE_TEXT 24.0
#define LARGE_BOLD_TEXT 18.66

typedef struct
{
  Look *look;
  GString *faults;
  /* “Alt+” what, for each widget that has it. */
  GHashTable *mnemonics;
  guint n_texts;
  guint n_targets;
} Check;

G_GNUC_PRINTF (3, 4)
static void
fault (Check      *check,
       GtkWidget  *widget,
       const char *format,
       ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_string_append_printf (check->faults, "#   %s: %s\n", G_OBJECT_TYPE_NAME (widget), text);
}

typedef void (*VisitFunc) (Check     *check,
                           GtkWidget *widget);

/* What is shown in this surface; a menu is one of its own. */
static void
visit (Check     *check,
       GtkWidget *widget,
       VisitFunc  func)
{
  if (!gtk_widget_get_mapped (widget) || !gtk_widget_get_child_visible (widget))
    return;

  func (check, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (!GTK_IS_NATIVE (child))
        visit (check, child, func);
    }
}

/* The initials of a person, whose name stands beside them. */
static gboolean
is_decoration (GtkWidget *widget)
{
  return gtk_widget_get_ancestor (widget, ADW_TYPE_AVATAR) != NULL;
}

static const char *
get_text (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_text (GTK_LABEL (widget));
  if (GTK_IS_TEXT (widget))
    return gtk_editable_get_text (GTK_EDITABLE (widget));

  return "";
}

static gboolean
is_large (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double size = (double) pango_font_description_get_size (font) / PANGO_SCALE;

  if (!pango_font_description_get_size_is_absolute (font))
    size *= 96.0 / 72.0;

  return size >= LARGE_TEXT ||
         (size >= LARGE_BOLD_TEXT && pango_font_description_get_weight (font) >= PANGO_WEIGHT_BOLD);
}

/* Text can be read: 1.4.3. */
static void
check_contrast (Check     *check,
                GtkWidget *widget)
{
  const char *text = get_text (widget);
  double wanted = is_large (widget) ? LARGE_TEXT_CONTRAST : TEXT_CONTRAST;
  GdkRectangle area;
  double found;

  if (text[0] == '\0' || !gtk_widget_is_sensitive (widget) || is_decoration (widget) ||
      !look_find (check->look, widget, &area))
    return;

  check->n_texts++;
  if (area.height < gtk_widget_get_height (widget))
    {
      fault (check, widget, "“%s” is not all in sight", text);
      return;
    }
  found = look_get_text_contrast (check->look, &area);
  if (found < wanted)
    fault (check, widget, "“%s” has a contrast of %.2f, not %.1f", text, found, wanted);
}

static gboolean
is_told_elsewhere (GtkWidget  *widget,
                   const char *text)
{
  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    {
      if (g_strcmp0 (gtk_widget_get_tooltip_text (widget), text) == 0)
        return TRUE;
    }

  return FALSE;
}

/* The widget that a person aims at. */
static GtkWidget *
get_target (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  return GTK_IS_TEXT (widget) && GTK_IS_EDITABLE (parent) ? parent : widget;
}

static gboolean
is_stop (GtkWidget *widget)
{
  return gtk_widget_get_focusable (widget) && gtk_widget_is_sensitive (widget) && !GTK_IS_WINDOW (widget) &&
         !GTK_IS_LIST_BOX (widget) && !GTK_IS_FLOW_BOX (widget);
}

/* Nothing is cut off, neither the end of a text nor the side of a widget. */
static void
check_whole (Check     *check,
             GtkWidget *widget)
{
  graphene_rect_t bounds;

  if (!GTK_IS_LABEL (widget) && !GTK_IS_TEXT (widget) && !GTK_IS_IMAGE (widget) && !is_stop (widget))
    return;
  if (!gtk_widget_compute_bounds (widget, check->look->root, &bounds))
    return;
  if (bounds.size.width > 0 && bounds.size.height > 0 &&
      (bounds.origin.x < -1 || bounds.origin.x + bounds.size.width > check->look->width + 1))
    fault (check, widget, "“%s” reaches from %.0f to %.0f, the window from 0 to %d", get_text (widget),
           bounds.origin.x, bounds.origin.x + bounds.size.width, check->look->width);

  if (GTK_IS_LABEL (widget) && get_text (widget)[0] != '\0')
    {
      PangoLayout *layout = gtk_label_get_layout (GTK_LABEL (widget));
      int width;
      int height;

      pango_layout_get_pixel_size (layout, &width, &height);
      if (pango_layout_is_ellipsized (layout) && !is_told_elsewhere (widget, get_text (widget)))
        fault (check, widget, "“%s” is cut off", get_text (widget));
      else if (width > gtk_widget_get_width (widget) + 1 || height > gtk_widget_get_height (widget) + 1)
        fault (check, widget, "“%s” takes %d × %d and has %d × %d", get_text (widget), width, height,
               gtk_widget_get_width (widget), gtk_widget_get_height (widget));
    }
}

/* 2.5.8, and what cannot be hit cannot be reached by touch either. */
static void
check_size (Check     *check,
            GtkWidget *widget)
{
  graphene_rect_t bounds;

  if (!is_stop (widget) || !gtk_widget_compute_bounds (get_target (widget), check->look->root, &bounds))
    return;

  check->n_targets++;
  if (bounds.size.width < TARGET_SIZE || bounds.size.height < TARGET_SIZE)
    fault (check, widget, "is %.0f × %.0f", bounds.size.width, bounds.size.height);
}

/* Alt and a letter mean one thing in a window. */
static void
check_mnemonic (Check     *check,
                GtkWidget *widget)
{
  guint key = GDK_KEY_VoidSymbol;
  GtkWidget *other;

  if (GTK_IS_LABEL (widget))
    key = gdk_keyval_to_lower (gtk_label_get_mnemonic_keyval (GTK_LABEL (widget)));
  if (key == GDK_KEY_VoidSymbol)
    return;

  other = g_hash_table_lookup (check->mnemonics, GUINT_TO_POINTER (key));
  if (other != NULL)
    fault (check, widget, "“%s” and “%s” have the same mnemonic", get_text (widget), get_text (other));
  g_hash_table_insert (check->mnemonics, GUINT_TO_POINTER (key), widget);
}

/* The focus can be seen, and what has it is in view: 1.4.11, 2.4.7, 2.4.11. */
static void
check_focus (Check     *check,
             GtkWidget *widget)
{
  GtkWidget *target = get_target (widget);
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (widget));
  g_autoptr (Look) with = NULL;
  GdkRectangle area;
  guint n;
  guint wanted;

  if (!is_stop (widget) || !gtk_widget_grab_focus (widget))
    return;

  gtk_window_set_focus_visible (window, TRUE);
  with = look_new (check->look->root);
  if (!look_find (with, target, &area))
    {
      fault (check, widget, "has the focus out of sight");
    }
  else
    {
      GdkRectangle all = { 0, 0, with->width, with->height };
      GdkRectangle around = { area.x - 4, area.y - 4, area.width + 8, area.height + 8 };

      /* A line of one pixel around it, at least. */
      wanted = area.width + area.height;
      gdk_rectangle_intersect (&around, &all, &around);
      n = look_count_changed (with, check->look, &around, FOCUS_CONTRAST);
      if (n < wanted)
        fault (check, widget, "“%s” has the focus, and %u pixels show it, not %u", get_text (widget), n, wanted);
    }
  gtk_window_set_focus (window, NULL);
}

static void
save (Look       *look,
      const char *name)
{
  const char *folder = g_getenv ("SPARE_LOOKS");
  g_autofree char *path = NULL;

  if (folder == NULL)
    return;

  g_mkdir_with_parents (folder, 0755);
  path = g_strdup_printf ("%s/%s.png", folder, name);
  g_assert_true (gdk_texture_save_to_png (look->texture, path));
}

/**
 * checks_look:
 * @root: a window or a popover that is shown
 * @max_width: how wide it may be, in pixels
 * @name: of its picture, which is kept if SPARE_LOOKS names a folder
 * @faults: what is found is appended, a line each
 *
 * Looks at all of it at once.
 */
void
checks_look (GtkWidget  *root,
             int         max_width,
             const char *name,
             GString    *faults)
{
  Check check = { .faults = faults };

  check.look = look_new (root);
  check.mnemonics = g_hash_table_new (NULL, NULL);
  save (check.look, name);
  visit (&check, root, check_whole);
  visit (&check, root, check_contrast);
  visit (&check, root, check_size);
  visit (&check, root, check_mnemonic);
  if (check.look->width > max_width)
    fault (&check, root, "is %d pixels wide", check.look->width);
  if (check.n_texts == 0 || check.n_targets == 0)
    fault (&check, root, "has %u texts and %u targets", check.n_texts, check.n_targets);
  g_hash_table_unref (check.mnemonics);
  look_free (check.look);
}

/**
 * checks_focus:
 * @window: a window that is shown
 * @faults: what is found is appended, a line each
 *
 * Gives the focus to each widget that takes it.
 */
void
checks_focus (GtkWidget *window,
              GString   *faults)
{
  Check check = { .faults = faults };

  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  check.look = look_new (window);
  visit (&check, window, check_focus);
  look_free (check.look);
}

/**
 * checks_set_animated:
 * @animated: whether things move
 */
void
checks_set_animated (gboolean animated)
{
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", animated, NULL);
}

/**
 * checks_rest:
 * @window: a window that is shown
 * @faults: what is found is appended, a line each
 *
 * Where motion is reduced nothing is missing once everything has come to rest.
 */
void
checks_rest (GtkWidget *window,
             GString   *faults)
{
  Check check = { .faults = faults };
  g_autoptr (Look) moved = NULL;
  g_autoptr (Look) still = NULL;
  GdkRectangle all = { 0, 0, gtk_widget_get_width (window), gtk_widget_get_height (window) };
  guint n;

  checks_set_animated (TRUE);
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD);
  test_iterate_for (400);
  moved = look_new (window);
  checks_set_animated (FALSE);
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD);
  still = look_new (window);
  n = look_count_changed (still, moved, &all, 1);
  if (n > 0)
    fault (&check, window, "%u pixels differ without motion", n);
}
