/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-shortcuts-window.h"

#include "spare-a11y.h"

#include <glib/gi18n-lib.h>

struct _SpareShortcutsWindow
{
  AdwApplicationWindow parent_instance;

  AdwPreferencesGroup *general_group;
  AdwPreferencesGroup *forms_group;
};

G_DEFINE_FINAL_TYPE (SpareShortcutsWindow, spare_shortcuts_window, ADW_TYPE_APPLICATION_WINDOW)

typedef struct
{
  const char *accelerator;
  const char *title;
} Shortcut;

static const Shortcut general[] = {
  { "F1", NC_("keyboard shortcuts", "Help") },
  { "F10", NC_("keyboard shortcuts", "Open the menu") },
  { "<Control>r", NC_("keyboard shortcuts", "Reset the password") },
  { "<Control>comma", NC_("keyboard shortcuts", "Preferences") },
  { "<Control>question", NC_("keyboard shortcuts", "Keyboard shortcuts") },
  { "<Control>w", NC_("keyboard shortcuts", "Close the window") },
  { "<Control>q", NC_("keyboard shortcuts", "Quit") },
};

static const Shortcut forms[] = {
  { "Return", NC_("keyboard shortcuts", "Send the form") },
  { "Escape", NC_("keyboard shortcuts", "Cancel what is running, or go back") },
};

static GtkWidget *
make_row (const Shortcut *shortcut)
{
  const char *title = g_dpgettext2 (NULL, "keyboard shortcuts", shortcut->title);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW,
                                 "accessible-role", GTK_ACCESSIBLE_ROLE_LABEL,
                                 "title", title,
                                 "title-lines", 0,
                                 "selectable", FALSE,
                                 NULL);
  GtkWidget *keys = g_object_new (GTK_TYPE_SHORTCUT_LABEL,
                                  "accelerator", shortcut->accelerator,
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                  "valign", GTK_ALIGN_CENTER,
                                  NULL);
  guint key;
  GdkModifierType modifiers;
  g_autofree char *keys_text = NULL;
  g_autofree char *name = NULL;

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), keys);
  gtk_accelerator_parse (shortcut->accelerator, &key, &modifiers);
  keys_text = gtk_accelerator_get_label (key, modifiers);
  /* Translators: what happens, and the keys for it, as a screen reader says them. */
  name = g_strdup_printf (_("%s: %s"), title, keys_text);
  spare_a11y_set_name (row, name);

  return row;
}

static void
spare_shortcuts_window_class_init (SpareShortcutsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sparekey/SpareKey/ui/spare-shortcuts-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SpareShortcutsWindow, general_group);
  gtk_widget_class_bind_template_child (widget_class, SpareShortcutsWindow, forms_group);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
spare_shortcuts_window_init (SpareShortcutsWindow *self)
{
  GtkWidget *first = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  for (gsize i = 0; i < G_N_ELEMENTS (general); i++)
    {
      GtkWidget *row = make_row (&general[i]);

      adw_preferences_group_add (self->general_group, row);
      if (first == NULL)
        first = row;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    adw_preferences_group_add (self->forms_group, make_row (&forms[i]));

  spare_a11y_mark_headings (GTK_WIDGET (self));
  spare_a11y_first_focus (GTK_WINDOW (self), first);
}

/**
 * spare_shortcuts_window_new:
 * @application: the application
 * @parent: (nullable): the window it belongs to
 *
 * Returns: (transfer floating): the list of keys
 */
GtkWidget *
spare_shortcuts_window_new (GtkApplication *application,
                            GtkWindow      *parent)
{
  return g_object_new (SPARE_TYPE_SHORTCUTS_WINDOW,
                       "application", application,
                       "transient-for", parent,
                       NULL);
}
