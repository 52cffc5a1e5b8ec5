/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Looks at every window as people see it who need it dark, large, narrow or
 * mirrored, and measures from its pixels what the WCAG 2.2 (AA) asks for.
 *
 * Usage: sight MODE; with SPARE_LOOKS set, leaves a picture of each window in
 * that folder. */

#include "checks.h"
#include "look.h"
#include "scenes.h"
#include "test-present.h"

#define NARROW 360

typedef struct
{
  const char *name;
  gboolean dark;
  gboolean contrast;
  gboolean large;
  gboolean narrow;
  gboolean mirrored;
  gboolean still;
} Mode;

static const Mode modes[] = {
  { "light", .dark = FALSE },
  { "dark", .dark = TRUE },
  { "contrast", .contrast = TRUE },
  { "dark-contrast", .dark = TRUE, .contrast = TRUE },
  { "large", .large = TRUE },
  { "narrow", .narrow = TRUE },
  { "mirrored", .mirrored = TRUE },
  { "still", .still = TRUE },
};

static const Mode *mode;

static GtkWidget *
find_type (GtkWidget *widget,
           GType      type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && gtk_widget_get_mapped (widget))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_type (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
resize (GtkWidget *window,
        int        width,
        int        height)
{
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  for (guint i = 0; i < 30 && (gtk_widget_get_width (window) != width ||
                               gtk_widget_get_height (window) != height); i++)
    look_wait (window);
}

/* So high that nothing has to be scrolled to. */
static void
show_whole (GtkWidget *window)
{
  GtkWidget *scrolled = find_type (window, GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment;

  look_wait (window);
  if (mode->narrow && gtk_widget_get_width (window) != NARROW)
    resize (window, NARROW, gtk_widget_get_height (window));
  if (scrolled == NULL)
    return;

  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  for (guint i = 0; i < 4; i++)
    {
      double missing = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);

      if (missing <= 0)
        return;
      resize (window, gtk_widget_get_width (window), gtk_widget_get_height (window) + (int) missing);
    }
}

static void
test_scene (gconstpointer data)
{
  const Scene *scene = data;
  g_autoptr (GPtrArray) keep = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GString) faults = g_string_new (NULL);
  g_autofree char *menu_name = g_strconcat (scene->name, "-menu", NULL);
  int max_width = mode->narrow ? NARROW : G_MAXINT;
  GtkWidget *window = scene->make (keep);
  GtkWidget *menu;

  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  if (mode->narrow)
    gtk_window_set_default_size (GTK_WINDOW (window), NARROW, 640);
  test_present (window);
  if (scene->then != NULL)
    scene->then (window);

  show_whole (window);
  checks_look (window, max_width, scene->name, faults);
  checks_focus (window, faults);
  if (mode->still)
    checks_rest (window, faults);

  menu = find_type (window, GTK_TYPE_MENU_BUTTON);
  if (menu != NULL)
    {
      GtkPopover *popover = gtk_menu_button_get_popover (GTK_MENU_BUTTON (menu));

      gtk_menu_button_popup (GTK_MENU_BUTTON (menu));
      test_wait_until (gtk_widget_get_mapped (GTK_WIDGET (popover)));
      checks_look (GTK_WIDGET (popover), max_width, menu_name, faults);
      gtk_menu_button_popdown (GTK_MENU_BUTTON (menu));
    }

  gtk_window_destroy (GTK_WINDOW (window));
  for (guint i = 0; i < keep->len; i++)
    {
      if (GTK_IS_WINDOW (keep->pdata[i]))
        gtk_window_destroy (keep->pdata[i]);
    }
  test_wait_until (window == NULL);
  if (faults->len > 0)
    {
      g_print ("%s", faults->str);
      g_test_fail ();
    }
}

/* A window in which everything is wrong: each check finds its own. */
static void
test_faults (void)
{
  static const struct
  {
    const char *css_class;
    const char *css;
  } rules[] = {
    { "pale", ".pale { color: #999; background: #eee; }" },
    { "tiny", ".tiny, .tiny label { min-width: 4px; min-height: 4px; padding: 0; margin: 0; font-size: 4px; }" },
    { "ringless", ".ringless:focus-visible { outline: none; }" },
  };
  static const char *const expected[] = {
    "“Pale” has a contrast of", "“What is too long for its place” is cut off", "“Far” reaches from", "GtkButton: is ",
    "“One” and “Other” have the same mnemonic", "“” has the focus, and 0 pixels show it",
    "pixels wide",
  };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *window = g_object_new (GTK_TYPE_WINDOW, "child", box, NULL);
  GtkWidget *fixed = gtk_fixed_new ();
  GtkWidget *labels[3];
  GtkWidget *buttons[2];
  g_autoptr (GString) faults = g_string_new (NULL);
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();
  g_autoptr (GString) css = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    g_string_append (css, rules[i].css);
  gtk_css_provider_load_from_data (provider, css->str, -1);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_USER);

  labels[0] = gtk_label_new ("Pale");
  gtk_widget_add_css_class (labels[0], rules[0].css_class);
  labels[1] = g_object_new (GTK_TYPE_LABEL, "label", "What is too long for its place",
                            "ellipsize", PANGO_ELLIPSIZE_END, "max-width-chars", 5, "halign", GTK_ALIGN_START, NULL);
  labels[2] = gtk_label_new ("Far");
  gtk_fixed_put (GTK_FIXED (fixed), labels[2], -20, 0);
  buttons[0] = gtk_button_new_with_mnemonic ("_Other");
  gtk_widget_add_css_class (buttons[0], rules[2].css_class);
  buttons[1] = gtk_button_new_with_mnemonic ("_One");
  gtk_widget_add_css_class (buttons[1], rules[1].css_class);
  gtk_widget_set_halign (buttons[1], GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), labels[0]);
  gtk_box_append (GTK_BOX (box), labels[1]);
  gtk_box_append (GTK_BOX (box), fixed);
  gtk_box_append (GTK_BOX (box), buttons[0]);
  gtk_box_append (GTK_BOX (box), buttons[1]);
  test_present (window);

  checks_look (window, 1, "faults", faults);
  checks_focus (window, faults);
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      if (strstr (faults->str, expected[i]) == NULL)
        {
          g_print ("# not found: %s, in\n%s", expected[i], faults->str);
          g_test_fail ();
        }
    }
  gtk_style_context_remove_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  GtkSettings *settings;

  /* Before the first window: libadwaita asks the environment for it once. */
  for (gsize i = 0; argc > 1 && i < G_N_ELEMENTS (modes); i++)
    {
      if (g_str_equal (modes[i].name, argv[argc - 1]))
        mode = &modes[i];
    }
  if (mode == NULL)
    return 64;
  g_setenv ("ADW_DEBUG_HIGH_CONTRAST", mode->contrast ? "1" : "0", TRUE);
  g_setenv ("ADW_DEBUG_COLOR_SCHEME", mode->dark ? "prefer-dark" : "default", TRUE);
  argc--;

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  settings = gtk_settings_get_default ();
  g_object_set (settings,
                "gtk-cursor-blink", FALSE,
                "gtk-xft-dpi", (mode->large ? 2 : 1) * 96 * 1024,
                NULL);
  checks_set_animated (FALSE);
  if (mode->mirrored)
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);

  g_test_add_func ("/sight/faults", test_faults);
  for (guint i = 0; i < scenes_get_all ()->len; i++)
    {
      const Scene *scene = g_ptr_array_index (scenes_get_all (), i);
      g_autofree char *path = g_strdup_printf ("/sight/%s/%s", mode->name, scene->name);

      g_test_add_data_func (path, scene, test_scene);
    }

  return g_test_run ();
}
