/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-submit-button.h"

#include "spare-a11y.h"

struct _SpareSubmitButton
{
  GtkWidget parent_instance;

  GtkWidget *button;
  char *label;
  char *busy_label;
  char *icon_name;
  gboolean busy;
};

enum
{
  PROP_0,
  PROP_LABEL,
  PROP_BUSY_LABEL,
  PROP_ICON_NAME,
  PROP_BUSY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];
static guint clicked_signal;

G_DEFINE_FINAL_TYPE (SpareSubmitButton, spare_submit_button, GTK_TYPE_WIDGET)

static void
update (SpareSubmitButton *self)
{
  const char *text = self->busy && self->busy_label != NULL ? self->busy_label : self->label;

  if (text == NULL)
    return;

  if (self->icon_name == NULL)
    gtk_button_set_label (GTK_BUTTON (self->button), text);
  else
    {
      if (g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (self->button)), self->icon_name) != 0)
        gtk_button_set_icon_name (GTK_BUTTON (self->button), self->icon_name);
      spare_a11y_set_tooltip (self->button, self->label);
    }
  /* GTK 4.18 takes the name from a child, and nobody hears that change. */
  spare_a11y_set_name (self->button, text);
}

static void
clicked_cb (SpareSubmitButton *self)
{
  if (!self->busy)
    g_signal_emit (self, clicked_signal, 0);
}

static void
spare_submit_button_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  SpareSubmitButton *self = SPARE_SUBMIT_BUTTON (object);

  switch (prop_id)
    {
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    case PROP_BUSY_LABEL:
      g_value_set_string (value, self->busy_label);
      break;
    case PROP_ICON_NAME:
      g_value_set_string (value, self->icon_name);
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, self->busy);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
replace (SpareSubmitButton  *self,
         char              **member,
         const GValue       *value)
{
  g_free (*member);
  *member = g_value_dup_string (value);
  update (self);
}

static void
spare_submit_button_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  SpareSubmitButton *self = SPARE_SUBMIT_BUTTON (object);

  switch (prop_id)
    {
    case PROP_LABEL:
      replace (self, &self->label, value);
      break;
    case PROP_BUSY_LABEL:
      replace (self, &self->busy_label, value);
      break;
    case PROP_ICON_NAME:
      replace (self, &self->icon_name, value);
      break;
    case PROP_BUSY:
      spare_submit_button_set_busy (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
spare_submit_button_dispose (GObject *object)
{
  g_clear_pointer (&SPARE_SUBMIT_BUTTON (object)->button, gtk_widget_unparent);

  G_OBJECT_CLASS (spare_submit_button_parent_class)->dispose (object);
}

static void
spare_submit_button_finalize (GObject *object)
{
  SpareSubmitButton *self = SPARE_SUBMIT_BUTTON (object);

  g_free (self->label);
  g_free (self->busy_label);
  g_free (self->icon_name);

  G_OBJECT_CLASS (spare_submit_button_parent_class)->finalize (object);
}

static void
spare_submit_button_class_init (SpareSubmitButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = spare_submit_button_get_property;
  object_class->set_property = spare_submit_button_set_property;
  object_class->dispose = spare_submit_button_dispose;
  object_class->finalize = spare_submit_button_finalize;

  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  properties[PROP_BUSY_LABEL] = g_param_spec_string ("busy-label", NULL, NULL, NULL, flags);
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, flags);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE,
                                                flags | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  clicked_signal = g_signal_new ("clicked", SPARE_TYPE_SUBMIT_BUTTON, G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
spare_submit_button_init (SpareSubmitButton *self)
{
  self->button = gtk_button_new ();
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  gtk_widget_add_css_class (self->button, "suggested-action");
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (clicked_cb), self);
}

/**
 * spare_submit_button_new:
 *
 * Returns: (transfer floating): a button
 */
GtkWidget *
spare_submit_button_new (void)
{
  return g_object_new (SPARE_TYPE_SUBMIT_BUTTON, NULL);
}

/**
 * spare_submit_button_is_busy:
 * @self: a button
 *
 * Returns: whether presses are ignored
 */
gboolean
spare_submit_button_is_busy (SpareSubmitButton *self)
{
  g_return_val_if_fail (SPARE_IS_SUBMIT_BUTTON (self), FALSE);

  return self->busy;
}

/**
 * spare_submit_button_set_busy:
 * @self: a button
 * @busy: whether the form is being sent
 *
 * Changes the text, which is spoken while the button has the focus. A button
 * that is to be focused as well is focused after that: with the new text already
 * there, it is said once. The button stays sensitive: greying it out would take
 * the focus away.
 */
void
spare_submit_button_set_busy (SpareSubmitButton *self,
                              gboolean           busy)
{
  g_return_if_fail (SPARE_IS_SUBMIT_BUTTON (self));

  if (self->busy == busy)
    return;

  self->busy = busy;
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

/**
 * spare_submit_button_set_label:
 * @self: a button
 * @label: the text while not busy
 *
 * Sets the text.
 */
void
spare_submit_button_set_label (SpareSubmitButton *self,
                               const char        *label)
{
  g_return_if_fail (SPARE_IS_SUBMIT_BUTTON (self));

  g_object_set (self, "label", label, NULL);
}

/**
 * spare_submit_button_get_button:
 * @self: a button
 *
 * Returns: (transfer none): the inner button
 */
GtkWidget *
spare_submit_button_get_button (SpareSubmitButton *self)
{
  g_return_val_if_fail (SPARE_IS_SUBMIT_BUTTON (self), NULL);

  return self->button;
}
