/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-entry-field.h"

#include "spare-a11y.h"
#include "spare-field-note.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _SpareEntryField
{
  GtkWidget parent_instance;

  GtkWidget *caption;
  GtkWidget *row;
  GtkWidget *entry;
  GtkLabel *note;
  char *hint;
  char *error;
  char *notice;
  char *remark;
};

enum
{
  PROP_0,
  PROP_CAPTION,
  PROP_TEXT,
  PROP_HINT,
  PROP_ERROR,
  PROP_INPUT_PURPOSE,
  PROP_EDITABLE,
  N_PROPS
};

enum
{
  ACTIVATE,
  CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SpareEntryField, spare_entry_field, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_init))

static GtkBuildableIface *parent_buildable;

static void
update_note (SpareEntryField *self)
{
  spare_field_note_update (self->note, self->entry, self->hint, self->error, self->notice, self->remark);
}

static void
changed_cb (SpareEntryField *self)
{
  spare_entry_field_set_notice (self, NULL);
  spare_entry_field_set_error (self, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
activate_cb (SpareEntryField *self)
{
  g_signal_emit (self, signals[ACTIVATE], 0);
}

/* A child in a template stands at the end of the entry's row. */
static void
spare_entry_field_add_child (GtkBuildable *buildable,
                             GtkBuilder   *builder,
                             GObject      *child,
                             const char   *type)
{
  if (GTK_IS_WIDGET (child))
    gtk_box_append (GTK_BOX (SPARE_ENTRY_FIELD (buildable)->row), GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = spare_entry_field_add_child;
}

static void
spare_entry_field_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  SpareEntryField *self = SPARE_ENTRY_FIELD (object);

  switch (prop_id)
    {
    case PROP_CAPTION:
      g_value_set_string (value, gtk_label_get_label (GTK_LABEL (self->caption)));
      break;
    case PROP_TEXT:
      g_value_set_string (value, spare_entry_field_get_text (self));
      break;
    case PROP_HINT:
      g_value_set_string (value, self->hint);
      break;
    case PROP_ERROR:
      g_value_set_string (value, self->error);
      break;
    case PROP_INPUT_PURPOSE:
      g_value_set_enum (value, gtk_entry_get_input_purpose (GTK_ENTRY (self->entry)));
      break;
    case PROP_EDITABLE:
      g_value_set_boolean (value, gtk_editable_get_editable (GTK_EDITABLE (self->entry)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
spare_entry_field_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  SpareEntryField *self = SPARE_ENTRY_FIELD (object);

  switch (prop_id)
    {
    case PROP_CAPTION:
      gtk_label_set_label (GTK_LABEL (self->caption), g_value_get_string (value));
      break;
    case PROP_TEXT:
      spare_entry_field_set_text (self, g_value_get_string (value));
      break;
    case PROP_HINT:
      spare_entry_field_set_hint (self, g_value_get_string (value));
      break;
    case PROP_ERROR:
      spare_entry_field_set_error (self, g_value_get_string (value));
      break;
    case PROP_INPUT_PURPOSE:
      gtk_entry_set_input_purpose (GTK_ENTRY (self->entry), g_value_get_enum (value));
      break;
    case PROP_EDITABLE:
      gtk_editable_set_editable (GTK_EDITABLE (self->entry), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
spare_entry_field_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (spare_entry_field_parent_class)->dispose (object);
}

static void
spare_entry_field_finalize (GObject *object)
{
  SpareEntryField *self = SPARE_ENTRY_FIELD (object);

  g_free (self->hint);
  g_free (self->error);
  g_free (self->notice);
  g_free (self->remark);

  G_OBJECT_CLASS (spare_entry_field_parent_class)->finalize (object);
}

static void
spare_entry_field_class_init (SpareEntryFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = spare_entry_field_get_property;
  object_class->set_property = spare_entry_field_set_property;
  object_class->dispose = spare_entry_field_dispose;
  object_class->finalize = spare_entry_field_finalize;

  properties[PROP_CAPTION] = g_param_spec_string ("caption", NULL, NULL, NULL, flags);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, "",
                                               flags | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_HINT] = g_param_spec_string ("hint", NULL, NULL, NULL, flags);
  properties[PROP_ERROR] = g_param_spec_string ("error", NULL, NULL, NULL,
                                                flags | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_INPUT_PURPOSE] =
    g_param_spec_enum ("input-purpose", NULL, NULL, GTK_TYPE_INPUT_PURPOSE,
                       GTK_INPUT_PURPOSE_FREE_FORM, flags);
  properties[PROP_EDITABLE] = g_param_spec_boolean ("editable", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[ACTIVATE] = g_signal_new ("activate", SPARE_TYPE_ENTRY_FIELD, G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CHANGED] = g_signal_new ("changed", SPARE_TYPE_ENTRY_FIELD, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "field");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
spare_entry_field_init (SpareEntryField *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (widget);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);

  self->caption = g_object_new (GTK_TYPE_LABEL,
                                "use-underline", TRUE,
                                "xalign", 0.0f,
                                "wrap", TRUE,
                                NULL);
  gtk_widget_set_parent (self->caption, widget);

  self->row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_parent (self->row, widget);
  self->entry = g_object_new (GTK_TYPE_ENTRY, "hexpand", TRUE, NULL);
  gtk_box_append (GTK_BOX (self->row), self->entry);
  gtk_label_set_mnemonic_widget (GTK_LABEL (self->caption), self->entry);
  spare_a11y_introduce (self->entry);
  spare_a11y_name_context_menu (GTK_EDITABLE (self->entry));
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (activate_cb), self);

  self->note = spare_field_note_new (widget);
}

/**
 * spare_entry_field_new:
 *
 * Returns: (transfer floating): an empty field
 */
GtkWidget *
spare_entry_field_new (void)
{
  return g_object_new (SPARE_TYPE_ENTRY_FIELD, NULL);
}

/**
 * spare_entry_field_get_text:
 * @self: a field
 *
 * Returns: (transfer none): what is typed
 */
const char *
spare_entry_field_get_text (SpareEntryField *self)
{
  g_return_val_if_fail (SPARE_IS_ENTRY_FIELD (self), NULL);

  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

/**
 * spare_entry_field_set_text:
 * @self: a field
 * @text: (nullable): the new text
 *
 * Replaces what is typed.
 */
void
spare_entry_field_set_text (SpareEntryField *self,
                            const char      *text)
{
  g_return_if_fail (SPARE_IS_ENTRY_FIELD (self));

  if (text == NULL)
    text = "";
  if (!g_str_equal (text, spare_entry_field_get_text (self)))
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
}

/**
 * spare_entry_field_set_hint:
 * @self: a field
 * @hint: (nullable): what belongs here
 *
 * Sets the line under the entry.
 */
void
spare_entry_field_set_hint (SpareEntryField *self,
                            const char      *hint)
{
  g_return_if_fail (SPARE_IS_ENTRY_FIELD (self));

  g_free (self->hint);
  self->hint = g_strdup (hint);
  update_note (self);
}

/**
 * spare_entry_field_set_error:
 * @self: a field
 * @error: (nullable): what is wrong
 *
 * Shows an error in place of the hint and, if it is not %NULL, moves the focus
 * to the entry, so that it is spoken.
 */
void
spare_entry_field_set_error (SpareEntryField *self,
                             const char      *error)
{
  g_return_if_fail (SPARE_IS_ENTRY_FIELD (self));

  if (self->error == NULL && error == NULL)
    return;

  g_free (self->error);
  self->error = g_strdup (error);
  if (error != NULL)
    spare_a11y_take_focus (self->entry);
  update_note (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

/**
 * spare_entry_field_set_notice:
 * @self: a field
 * @notice: (nullable): what was done with the text
 *
 * Shows a notice in place of the hint until the person edits. If the entry has
 * the focus, it is said at once.
 */
void
spare_entry_field_set_notice (SpareEntryField *self,
                              const char      *notice)
{
  g_return_if_fail (SPARE_IS_ENTRY_FIELD (self));

  if (self->notice == NULL && notice == NULL)
    return;

  g_free (self->notice);
  self->notice = g_strdup (notice);
  update_note (self);
}

/**
 * spare_entry_field_set_remark:
 * @self: a field
 * @remark: (nullable): what is shown elsewhere in the window
 *
 * Sets what is said of the entry while it has neither a hint nor an error.
 */
void
spare_entry_field_set_remark (SpareEntryField *self,
                              const char      *remark)
{
  g_return_if_fail (SPARE_IS_ENTRY_FIELD (self));

  g_free (self->remark);
  self->remark = g_strdup (remark);
  update_note (self);
}

/**
 * spare_entry_field_check:
 * @self: a field
 *
 * Refuses, with an error in words, what can only have been pasted by mistake: a
 * line break or another control character between other characters, and a text
 * beyond %SPARE_ENTRY_FIELD_MAX_LENGTH characters. Nothing is taken off.
 *
 * Returns: whether the text may be what was meant
 */
gboolean
spare_entry_field_check (SpareEntryField *self)
{
  g_autofree char *text = NULL;
  g_autofree char *error = NULL;
  glong length;

  g_return_val_if_fail (SPARE_IS_ENTRY_FIELD (self), FALSE);

  text = g_strstrip (g_strdup (spare_entry_field_get_text (self)));
  length = g_utf8_strlen (text, -1);
  if (length > SPARE_ENTRY_FIELD_MAX_LENGTH)
    /* Translators: %ld is a number, more than a thousand. */
    error = g_strdup_printf (ngettext ("The text is too long: %ld character. Check what was pasted.",
                                       "The text is too long: %ld characters. Check what was pasted.",
                                       (gulong) length), length);
  else if (strpbrk (text, "\r\n") != NULL || strstr (text, "\u2028") != NULL)
    error = g_strdup (_("There is a line break in the text. Take it out."));
  else
    for (const char *p = text; error == NULL && *p != '\0'; p = g_utf8_next_char (p))
      {
        if (g_unichar_iscntrl (g_utf8_get_char (p)) && *p != '\t')
          error = g_strdup (_("There is an invisible character in the text. Type the text anew."));
      }

  if (error != NULL)
    spare_entry_field_set_error (self, error);

  return error == NULL;
}

/**
 * spare_entry_field_get_entry:
 * @self: a field
 *
 * Returns: (transfer none): the widget that takes the focus
 */
GtkWidget *
spare_entry_field_get_entry (SpareEntryField *self)
{
  g_return_val_if_fail (SPARE_IS_ENTRY_FIELD (self), NULL);

  return self->entry;
}
