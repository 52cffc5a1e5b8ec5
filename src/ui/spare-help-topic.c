/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-help-topic.h"

struct _SpareHelpTopic
{
  GtkWidget parent_instance;

  GtkWidget *box;
};

G_DEFINE_FINAL_TYPE (SpareHelpTopic, spare_help_topic, GTK_TYPE_WIDGET)

static void
spare_help_topic_dispose (GObject *object)
{
  g_clear_pointer (&SPARE_HELP_TOPIC (object)->box, gtk_widget_unparent);

  G_OBJECT_CLASS (spare_help_topic_parent_class)->dispose (object);
}

/* GtkWidget's own would pass over a widget that has children. */
static gboolean
spare_help_topic_focus (GtkWidget        *widget,
                        GtkDirectionType  direction)
{
  GtkWidget *box = SPARE_HELP_TOPIC (widget)->box;
  gboolean inside = gtk_widget_get_focus_child (widget) != NULL;

  if (gtk_widget_is_focus (widget))
    return direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_DOWN
             ? gtk_widget_child_focus (box, direction)
             : FALSE;
  if (inside && gtk_widget_child_focus (box, direction))
    return TRUE;
  if (!inside && direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_DOWN &&
      gtk_widget_child_focus (box, direction))
    return TRUE;
  if (inside && (direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_DOWN))
    return FALSE;

  return gtk_widget_grab_focus (widget);
}

static gboolean
spare_help_topic_grab_focus (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  if (root == NULL)
    return FALSE;

  gtk_root_set_focus (root, widget);

  return TRUE;
}

static void
spare_help_topic_class_init (SpareHelpTopicClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = spare_help_topic_dispose;
  widget_class->focus = spare_help_topic_focus;
  widget_class->grab_focus = spare_help_topic_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "topic");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
spare_help_topic_init (SpareHelpTopic *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

static void
append_label (SpareHelpTopic    *self,
              const char        *text,
              const char        *css_class,
              GtkAccessibleRole  role)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL,
                                   "label", text,
                                   "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                   "xalign", 0.0f,
                                   "accessible-role", role,
                                   NULL);

  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (self->box), label);
}

/**
 * spare_help_topic_new:
 * @title: the heading
 * @text: what there is to know
 *
 * Returns: (transfer floating): a topic
 */
GtkWidget *
spare_help_topic_new (const char *title,
                      const char *text)
{
  SpareHelpTopic *self;
  g_autofree char *name = NULL;
  g_auto (GStrv) paragraphs = NULL;
  g_autofree char *line = NULL;

  g_return_val_if_fail (title != NULL && text != NULL, NULL);

  self = g_object_new (SPARE_TYPE_HELP_TOPIC, NULL);
  append_label (self, title, "title-4", GTK_ACCESSIBLE_ROLE_HEADING);
  /* Each by itself: Orca 48 reads again what is not, word for word, in the name. */
  paragraphs = g_strsplit (text, "\n\n", -1);
  for (gsize i = 0; paragraphs[i] != NULL; i++)
    append_label (self, paragraphs[i], "body", GTK_ACCESSIBLE_ROLE_LABEL);

  /* Said as a whole. */
  line = g_strjoinv (" ", paragraphs);
  name = g_strconcat (title, ". ", line, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);

  return GTK_WIDGET (self);
}

/**
 * spare_help_topic_add_action:
 * @self: a topic
 * @label: the text of a button
 * @detailed_action_name: the action it activates
 *
 * Adds a button below the text.
 */
void
spare_help_topic_add_action (SpareHelpTopic *self,
                             const char     *label,
                             const char     *detailed_action_name)
{
  GtkWidget *button;

  g_return_if_fail (SPARE_IS_HELP_TOPIC (self));

  button = gtk_button_new_with_label (label);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), detailed_action_name);
  gtk_box_append (GTK_BOX (self->box), button);
}
