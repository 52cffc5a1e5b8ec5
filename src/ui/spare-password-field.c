/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-password-field.h"

#include "spare-a11y.h"
#include "spare-field-note.h"
#include "spare-masked-buffer.h"

#include <glib/gi18n-lib.h>

#include <string.h>

struct _SparePasswordField
{
  GtkWidget parent_instance;

  GtkWidget *caption;
  /* The class decides the role on the bus, which keeps Orca from echoing. */
  GtkWidget *entry;
  GtkWidget *show_check;
  GtkLabel *note;
  GtkLabel *caps_lock_note;
  GdkDevice *keyboard;
  SpareMaskedBuffer *buffer;
  char *error;
  char *remark;
  gboolean left_out;
};

enum
{
  PROP_0,
  PROP_CAPTION,
  PROP_ERROR,
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

G_DEFINE_FINAL_TYPE (SparePasswordField, spare_password_field, GTK_TYPE_WIDGET)

static GtkText *
get_text (SparePasswordField *self)
{
  return GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (self->entry)));
}

/* Caps Lock may be the reason of an error. */
static void
update_note (SparePasswordField *self)
{
  gboolean caps_lock = gtk_widget_get_visible (GTK_WIDGET (self->caps_lock_note));
  const char *notice = self->left_out ? _("A line break was left out.") : NULL;
  const char *text = self->error != NULL ? self->error : notice;
  const char *said = text != NULL ? text : self->remark;
  GtkWidget *hint = said == NULL && caps_lock ? GTK_WIDGET (self->caps_lock_note) : NULL;
  g_autofree char *description = NULL;

  if (said != NULL)
    description = g_strjoin (" ", said, caps_lock ? gtk_label_get_text (self->caps_lock_note) : NULL, NULL);

  spare_field_note_show (self->note, text, self->error != NULL);
  spare_a11y_set_invalid (self->entry, self->error != NULL);
  spare_a11y_set_described_by (self->entry, hint);
  spare_a11y_set_description (self->entry, description);
}

/* Of the key itself screen readers tell; this is said when the entry gets the
 * focus, and with what is said of it next. */
static void
caps_lock_cb (SparePasswordField *self)
{
  gboolean caps_lock = self->keyboard != NULL && gdk_device_get_caps_lock_state (self->keyboard);

  spare_field_note_show (self->caps_lock_note, caps_lock ? _("Caps Lock is on.") : NULL, FALSE);
  if (self->error == NULL && !self->left_out && self->remark == NULL)
    update_note (self);
}

static void
set_left_out (SparePasswordField *self,
              gboolean            left_out)
{
  if (self->left_out == left_out)
    return;

  self->left_out = left_out;
  update_note (self);
}

/* GTK tells the accessibility bus what was inserted after this signal; taking
 * the text here and ending the signal keeps it off the bus. Line ends go, as in
 * a browser: they come along with a copied line. One that stood between other
 * characters does not go without a word. */
static void
insert_text_cb (GtkEditable        *editable,
                const char         *text,
                int                 length,
                int                *position,
                SparePasswordField *self)
{
  const char *end = text + (length < 0 ? (gssize) strlen (text) : length);
  guint n_lines = 0;

  g_signal_stop_emission_by_name (editable, "insert-text");
  while (text < end)
    {
      gsize n_bytes = 0;

      while (text + n_bytes < end && text[n_bytes] != '\n' && text[n_bytes] != '\r')
        n_bytes++;
      if (n_bytes > 0)
        {
          *position += (int) gtk_entry_buffer_insert_text (GTK_ENTRY_BUFFER (self->buffer),
                                                           (guint) *position, text,
                                                           (int) g_utf8_strlen (text, (gssize) n_bytes));
          n_lines++;
        }
      text += n_bytes + 1;
    }
  set_left_out (self, n_lines > 1);
}

static void
buffer_changed_cb (SparePasswordField *self)
{
  spare_password_field_set_error (self, NULL);
  set_left_out (self, FALSE);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
activate_cb (SparePasswordField *self)
{
  g_signal_emit (self, signals[ACTIVATE], 0);
}

static void
show_toggled_cb (SparePasswordField *self)
{
  gboolean shown = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->show_check));

  g_signal_handlers_block_by_func (self->buffer, buffer_changed_cb, self);
  spare_masked_buffer_set_revealed (self->buffer, shown);
  g_signal_handlers_unblock_by_func (self->buffer, buffer_changed_cb, self);
  gtk_text_set_visibility (get_text (self), shown);
}

static void
spare_password_field_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  SparePasswordField *self = SPARE_PASSWORD_FIELD (object);

  switch (prop_id)
    {
    case PROP_CAPTION:
      g_value_set_string (value, gtk_label_get_label (GTK_LABEL (self->caption)));
      break;
    case PROP_ERROR:
      g_value_set_string (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
spare_password_field_set_property (GObject      *object,
                                   guint         prop_id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  SparePasswordField *self = SPARE_PASSWORD_FIELD (object);

  switch (prop_id)
    {
    case PROP_CAPTION:
      gtk_label_set_label (GTK_LABEL (self->caption), g_value_get_string (value));
      break;
    case PROP_ERROR:
      spare_password_field_set_error (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
spare_password_field_realize (GtkWidget *widget)
{
  SparePasswordField *self = SPARE_PASSWORD_FIELD (widget);
  GdkSeat *seat;

  GTK_WIDGET_CLASS (spare_password_field_parent_class)->realize (widget);

  seat = gdk_display_get_default_seat (gtk_widget_get_display (widget));
  if (seat != NULL)
    g_set_object (&self->keyboard, gdk_seat_get_keyboard (seat));
  if (self->keyboard != NULL)
    g_signal_connect_object (self->keyboard, "notify::caps-lock-state", G_CALLBACK (caps_lock_cb), self,
                             G_CONNECT_SWAPPED);
  caps_lock_cb (self);
}

static void
spare_password_field_unrealize (GtkWidget *widget)
{
  SparePasswordField *self = SPARE_PASSWORD_FIELD (widget);

  if (self->keyboard != NULL)
    g_signal_handlers_disconnect_by_data (self->keyboard, self);
  g_clear_object (&self->keyboard);

  GTK_WIDGET_CLASS (spare_password_field_parent_class)->unrealize (widget);
}

static void
spare_password_field_dispose (GObject *object)
{
  SparePasswordField *self = SPARE_PASSWORD_FIELD (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  if (self->buffer != NULL)
    g_signal_handlers_disconnect_by_data (self->buffer, self);
  g_clear_object (&self->buffer);

  G_OBJECT_CLASS (spare_password_field_parent_class)->dispose (object);
}

static void
spare_password_field_finalize (GObject *object)
{
  g_free (SPARE_PASSWORD_FIELD (object)->error);
  g_free (SPARE_PASSWORD_FIELD (object)->remark);

  G_OBJECT_CLASS (spare_password_field_parent_class)->finalize (object);
}

static void
spare_password_field_class_init (SparePasswordFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = spare_password_field_get_property;
  object_class->set_property = spare_password_field_set_property;
  object_class->dispose = spare_password_field_dispose;
  object_class->finalize = spare_password_field_finalize;
  widget_class->realize = spare_password_field_realize;
  widget_class->unrealize = spare_password_field_unrealize;

  properties[PROP_CAPTION] =
    g_param_spec_string ("caption", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ERROR] =
    g_param_spec_string ("error", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[ACTIVATE] = g_signal_new ("activate", SPARE_TYPE_PASSWORD_FIELD, G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CHANGED] = g_signal_new ("changed", SPARE_TYPE_PASSWORD_FIELD, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "field");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

/* By the check button, or by “Show Text” in that menu. */
static void
visibility_cb (SparePasswordField *self)
{
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->show_check), gtk_text_get_visibility (get_text (self)));
}

static void
spare_password_field_init (SparePasswordField *self)
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

  self->entry = gtk_password_entry_new ();
  gtk_widget_set_parent (self->entry, widget);
  gtk_label_set_mnemonic_widget (GTK_LABEL (self->caption), self->entry);
  spare_a11y_introduce (self->entry);
  spare_a11y_name_context_menu (GTK_EDITABLE (self->entry));
  self->buffer = SPARE_MASKED_BUFFER (spare_masked_buffer_new ());
  gtk_text_set_buffer (get_text (self), GTK_ENTRY_BUFFER (self->buffer));
  g_signal_connect (get_text (self), "insert-text", G_CALLBACK (insert_text_cb), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (activate_cb), self);
  g_signal_connect_swapped (self->buffer, "notify::text", G_CALLBACK (buffer_changed_cb), self);

  self->note = spare_field_note_new (widget);
  self->caps_lock_note = spare_field_note_new (widget);

  /* No mnemonic: GTK 4.8 would say its underscore. */
  self->show_check = gtk_check_button_new_with_label (_("Show password"));
  gtk_widget_set_parent (self->show_check, widget);
  g_signal_connect_swapped (self->show_check, "toggled", G_CALLBACK (show_toggled_cb), self);

  /* What is masked would come back as bullets. */
  gtk_editable_set_enable_undo (GTK_EDITABLE (self->entry), FALSE);
  g_signal_connect_swapped (get_text (self), "notify::visibility", G_CALLBACK (visibility_cb), self);
}

/**
 * spare_password_field_new:
 *
 * Returns: (transfer floating): an empty field
 */
GtkWidget *
spare_password_field_new (void)
{
  return g_object_new (SPARE_TYPE_PASSWORD_FIELD, NULL);
}

/**
 * spare_password_field_get_secret:
 * @self: a field
 *
 * Returns: (transfer full): the password as typed
 */
SpareSecretText *
spare_password_field_get_secret (SparePasswordField *self)
{
  g_return_val_if_fail (SPARE_IS_PASSWORD_FIELD (self), NULL);

  return spare_masked_buffer_get_secret (self->buffer);
}

/**
 * spare_password_field_is_empty:
 * @self: a field
 *
 * Returns: whether nothing is typed
 */
gboolean
spare_password_field_is_empty (SparePasswordField *self)
{
  g_return_val_if_fail (SPARE_IS_PASSWORD_FIELD (self), TRUE);

  return gtk_entry_buffer_get_length (GTK_ENTRY_BUFFER (self->buffer)) == 0;
}

/**
 * spare_password_field_clear:
 * @self: a field
 *
 * Removes the password and masks the field again.
 */
void
spare_password_field_clear (SparePasswordField *self)
{
  g_return_if_fail (SPARE_IS_PASSWORD_FIELD (self));

  gtk_entry_buffer_delete_text (GTK_ENTRY_BUFFER (self->buffer), 0, -1);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->show_check), FALSE);
}

/**
 * spare_password_field_set_error:
 * @self: a field
 * @error: (nullable): what is wrong
 *
 * Shows an error under the entry and, if it is not %NULL, moves the focus to
 * the entry, so that it is spoken.
 */
void
spare_password_field_set_error (SparePasswordField *self,
                                const char         *error)
{
  g_return_if_fail (SPARE_IS_PASSWORD_FIELD (self));

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
 * spare_password_field_refuse:
 * @self: a field
 * @error: what is wrong with the password
 *
 * Removes the password, and shows and says why.
 */
void
spare_password_field_refuse (SparePasswordField *self,
                             const char         *error)
{
  g_return_if_fail (SPARE_IS_PASSWORD_FIELD (self));
  g_return_if_fail (error != NULL);

  /* First: where a cursor moves, Orca goes in silence. */
  spare_a11y_take_focus (self->entry);
  spare_password_field_clear (self);
  spare_password_field_set_error (self, error);
}

/**
 * spare_password_field_set_remark:
 * @self: a field
 * @remark: (nullable): what is shown elsewhere in the window
 *
 * Sets what is said of the entry while it has no error.
 */
void
spare_password_field_set_remark (SparePasswordField *self,
                                 const char         *remark)
{
  g_return_if_fail (SPARE_IS_PASSWORD_FIELD (self));

  g_free (self->remark);
  self->remark = g_strdup (remark);
  update_note (self);
}

/**
 * spare_password_field_get_entry:
 * @self: a field
 *
 * Returns: (transfer none): the widget that takes the focus
 */
GtkWidget *
spare_password_field_get_entry (SparePasswordField *self)
{
  g_return_val_if_fail (SPARE_IS_PASSWORD_FIELD (self), NULL);

  return self->entry;
}
