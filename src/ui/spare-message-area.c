/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-message-area.h"

#include "spare-a11y.h"
#include "spare-error.h"

struct _SpareMessageArea
{
  GtkWidget parent_instance;

  GtkWidget *icon;
  GtkWidget *title;
  GtkWidget *text;
  GtkWidget *actions;
  char *remark;
};

G_DEFINE_FINAL_TYPE (SpareMessageArea, spare_message_area, GTK_TYPE_WIDGET)

static const struct
{
  const char *icon_name;
  const char *css_class;
} kinds[] = {
  [SPARE_MESSAGE_INFO] = { "dialog-information-symbolic", "info" },
  [SPARE_MESSAGE_SUCCESS] = { "object-select-symbolic", "success" },
  [SPARE_MESSAGE_WARNING] = { "dialog-warning-symbolic", "warning" },
  [SPARE_MESSAGE_ERROR] = { "dialog-error-symbolic", "error" },
};

static void
spare_message_area_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  g_clear_pointer (&SPARE_MESSAGE_AREA (object)->remark, g_free);

  G_OBJECT_CLASS (spare_message_area_parent_class)->dispose (object);
}

static void
spare_message_area_class_init (SpareMessageAreaClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = spare_message_area_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "message");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT);
}

static GtkWidget *
make_label (const char *css_class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL,
                                   "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                   "xalign", 0.0f,
                                   "visible", FALSE,
                                   NULL);

  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

static void
spare_message_area_init (SpareMessageArea *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (widget);
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 12);
  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_visible (widget, FALSE);
  gtk_widget_add_css_class (widget, "card");

  self->icon = g_object_new (GTK_TYPE_IMAGE,
                             "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                             "valign", GTK_ALIGN_START,
                             NULL);
  gtk_widget_set_parent (self->icon, widget);

  gtk_widget_set_hexpand (column, TRUE);
  gtk_widget_set_parent (column, widget);
  self->title = make_label ("heading");
  gtk_box_append (GTK_BOX (column), self->title);
  self->text = make_label (NULL);
  gtk_box_append (GTK_BOX (column), self->text);
  self->actions = g_object_new (GTK_TYPE_FLOW_BOX,
                                "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP,
                                NULL);
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (self->actions), GTK_SELECTION_NONE);
  gtk_box_append (GTK_BOX (column), self->actions);
  gtk_widget_set_visible (self->actions, FALSE);
}

static void
clear_actions (SpareMessageArea *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->actions)) != NULL)
    gtk_flow_box_remove (GTK_FLOW_BOX (self->actions), child);
  gtk_widget_set_visible (self->actions, FALSE);
}

static void
set_name (SpareMessageArea *self)
{
  const char *title = gtk_label_get_text (GTK_LABEL (self->title));
  const char *text = gtk_label_get_text (GTK_LABEL (self->text));
  g_autofree char *name = text[0] != '\0' ? g_strconcat (title, " ", text, NULL) : g_strdup (title);

  spare_a11y_set_name (GTK_WIDGET (self), name);
}

static void
fill (SpareMessageArea *self,
      SpareMessageKind  kind,
      const char       *title,
      const char       *text)
{
  clear_actions (self);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self), kinds[i].css_class);
  gtk_widget_add_css_class (GTK_WIDGET (self), kinds[kind].css_class);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), kinds[kind].icon_name);

  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_widget_set_visible (self->title, TRUE);
  gtk_label_set_text (GTK_LABEL (self->text), text != NULL ? text : "");
  gtk_widget_set_visible (self->text, text != NULL);

  spare_a11y_set_description (GTK_WIDGET (self), NULL);
  set_name (self);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

/**
 * spare_message_area_new:
 *
 * Returns: (transfer floating): a hidden message area
 */
GtkWidget *
spare_message_area_new (void)
{
  return g_object_new (SPARE_TYPE_MESSAGE_AREA, NULL);
}

/**
 * spare_message_area_show:
 * @self: a message area
 * @kind: what kind of message it is
 * @title: a few words or a sentence
 * @text: (nullable): more sentences
 *
 * Replaces what is shown and takes the focus, which makes screen readers say
 * it on every version of GTK.
 */
void
spare_message_area_show (SpareMessageArea *self,
                         SpareMessageKind  kind,
                         const char       *title,
                         const char       *text)
{
  g_return_if_fail (SPARE_IS_MESSAGE_AREA (self));
  g_return_if_fail (title != NULL);

  fill (self, kind, title, text);
  spare_a11y_take_focus (GTK_WIDGET (self));
}

/**
 * spare_message_area_show_error:
 * @self: a message area
 * @error: an error
 * @operation: what was being done
 * @tenant: (nullable): the tenant it was done with
 *
 * Shows an error in words. That of a session that is restored leaves the focus to
 * whoever is typing.
 */
void
spare_message_area_show_error (SpareMessageArea *self,
                               const GError     *error,
                               SpareOperation    operation,
                               SpareTenant      *tenant)
{
  g_autoptr (SpareErrorText) text = NULL;
  g_autofree char *joined = NULL;

  text = spare_error_text_new (error, operation, tenant);
  joined = spare_error_text_join (text);
  if (self->remark != NULL &&
      (g_error_matches (error, SPARE_ERROR, SPARE_ERROR_NETWORK) ||
       g_error_matches (error, SPARE_ERROR, SPARE_ERROR_BAD_RESPONSE)))
    {
      g_autofree char *sentence = g_steal_pointer (&joined);

      joined = g_strconcat (sentence, " ", self->remark, NULL);
    }
  fill (self, SPARE_MESSAGE_ERROR, text->title, joined);
  /* What comes of a stored session nobody has asked for just now. */
  if (operation == SPARE_OPERATION_RESTORE)
    spare_a11y_offer_focus (GTK_WIDGET (self));
  else
    spare_a11y_take_focus (GTK_WIDGET (self));
}

/**
 * spare_message_area_set_remark:
 * @self: a message area
 * @remark: (nullable): a sentence
 *
 * Sets what errors of the network end with from now on.
 */
void
spare_message_area_set_remark (SpareMessageArea *self,
                               const char       *remark)
{
  g_return_if_fail (SPARE_IS_MESSAGE_AREA (self));

  g_free (self->remark);
  self->remark = g_strdup (remark);
}

/**
 * spare_message_area_add_action:
 * @self: a message area
 * @label: the text of a button
 * @detailed_action_name: the action it activates
 *
 * Adds a button to the message that is shown.
 */
void
spare_message_area_add_action (SpareMessageArea *self,
                               const char       *label,
                               const char       *detailed_action_name)
{
  GtkWidget *button;
  GtkWidget *child;

  g_return_if_fail (SPARE_IS_MESSAGE_AREA (self));

  button = gtk_button_new_with_label (label);
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), detailed_action_name);
  child = g_object_new (GTK_TYPE_FLOW_BOX_CHILD,
                        "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP,
                        "focusable", FALSE,
                        NULL);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), button);
  gtk_flow_box_append (GTK_FLOW_BOX (self->actions), child);
  gtk_widget_set_visible (self->actions, TRUE);
}

/**
 * spare_message_area_set_text:
 * @self: a message area
 * @text: the new text
 *
 * Replaces the text under the title without saying it.
 */
void
spare_message_area_set_text (SpareMessageArea *self,
                             const char       *text)
{
  g_return_if_fail (SPARE_IS_MESSAGE_AREA (self));

  gtk_label_set_text (GTK_LABEL (self->text), text);
  gtk_widget_set_visible (self->text, text[0] != '\0');
}

/**
 * spare_message_area_say:
 * @self: a message area
 * @text: a sentence that is on the screen by now
 *
 * Says what has come of the message, such as the end of a wait, to whoever is
 * still at it or at one of its buttons. Until the next message it belongs to this
 * one.
 */
void
spare_message_area_say (SpareMessageArea *self,
                        const char       *text)
{
  GtkWidget *child;
  GtkWidget *focus;
  GtkRoot *root;

  g_return_if_fail (SPARE_IS_MESSAGE_AREA (self));
  g_return_if_fail (text != NULL);

  root = gtk_widget_get_root (GTK_WIDGET (self));
  focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  /* What a button said of the same before is not true any more. */
  for (child = gtk_widget_get_first_child (self->actions); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    spare_a11y_set_description (gtk_flow_box_child_get_child (GTK_FLOW_BOX_CHILD (child)), NULL);

  if (focus != NULL && (focus == GTK_WIDGET (self) || gtk_widget_is_ancestor (focus, GTK_WIDGET (self))))
    spare_a11y_set_description (focus, text);
}

/**
 * spare_message_area_hide:
 * @self: a message area
 *
 * Takes the message away.
 */
void
spare_message_area_hide (SpareMessageArea *self)
{
  g_return_if_fail (SPARE_IS_MESSAGE_AREA (self));

  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  clear_actions (self);
}

/**
 * spare_message_area_is_shown:
 * @self: a message area
 *
 * Returns: whether there is a message
 */
gboolean
spare_message_area_is_shown (SpareMessageArea *self)
{
  g_return_val_if_fail (SPARE_IS_MESSAGE_AREA (self), FALSE);

  return gtk_widget_get_visible (GTK_WIDGET (self));
}
