/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-network-note.h"

#include "spare-a11y.h"
#include "spare-connectivity.h"
#include "spare-tenant.h"

#include <glib/gi18n-lib.h>

/* Plain http, so that the network can answer with its own page; the address
 * GNOME and NetworkManager use for the same. */
#define PORTAL_URL "http://nmcheck.gnome.org/"

struct _SpareNetworkNote
{
  GtkWidget parent_instance;

  SpareConnectivity *connectivity;
  const char *text;

  GtkWidget *icon;
  GtkWidget *box;
  GtkLabel *label;
  GtkWidget *button;
};

G_DEFINE_FINAL_TYPE (SpareNetworkNote, spare_network_note, GTK_TYPE_WIDGET)

enum
{
  PROP_TEXT = 1,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static void
state_changed_cb (SpareNetworkNote *self)
{
  SpareConnectivityState state = spare_connectivity_get_state (self->connectivity);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  switch (state)
    {
    case SPARE_CONNECTIVITY_OFFLINE:
      self->text = _("This computer seems to be offline. You can try all the same.");
      break;

    case SPARE_CONNECTIVITY_LIMITED:
      self->text = _("The network may not reach the internet. You can try all the same.");
      break;

    case SPARE_CONNECTIVITY_PORTAL:
      self->text = _("The network wants you to log in to it first, in a browser. You can try all the same.");
      break;

    case SPARE_CONNECTIVITY_FULL:
    default:
      self->text = NULL;
      break;
    }

  /* Hiding what has the focus would lose it. */
  if (state != SPARE_CONNECTIVITY_PORTAL && gtk_widget_has_focus (self->button))
    gtk_widget_child_focus (GTK_WIDGET (root), GTK_DIR_TAB_FORWARD);
  gtk_label_set_text (self->label, self->text != NULL ? self->text : "");
  gtk_widget_set_visible (self->button, state == SPARE_CONNECTIVITY_PORTAL);
  gtk_widget_set_visible (GTK_WIDGET (self), self->text != NULL);
  spare_a11y_set_description (self->button, self->text);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TEXT]);
}

static void
spare_network_note_get_property (GObject    *object,
                                 guint       id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  if (id == PROP_TEXT)
    g_value_set_string (value, SPARE_NETWORK_NOTE (object)->text);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
spare_network_note_dispose (GObject *object)
{
  SpareNetworkNote *self = SPARE_NETWORK_NOTE (object);

  g_clear_object (&self->connectivity);
  g_clear_pointer (&self->icon, gtk_widget_unparent);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (spare_network_note_parent_class)->dispose (object);
}

static void
spare_network_note_class_init (SpareNetworkNoteClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = spare_network_note_get_property;
  object_class->dispose = spare_network_note_dispose;

  props[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL,
                                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "network");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
}

static void
spare_network_note_init (SpareNetworkNote *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  g_autofree char *action = NULL;

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (widget)), 12);
  spare_a11y_set_name (widget, _("Network"));
  gtk_widget_set_visible (widget, FALSE);

  self->icon = g_object_new (GTK_TYPE_IMAGE,
                             "icon-name", "network-offline-symbolic",
                             "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                             "valign", GTK_ALIGN_START,
                             NULL);
  gtk_widget_set_parent (self->icon, widget);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_hexpand (self->box, TRUE);
  gtk_widget_set_parent (self->box, widget);

  self->label = g_object_new (GTK_TYPE_LABEL,
                              "wrap", TRUE,
                              "wrap-mode", PANGO_WRAP_WORD_CHAR,
                              "xalign", 0.0f,
                              NULL);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->label));

  self->button = gtk_button_new_with_label (_("Open Browser"));
  gtk_widget_set_halign (self->button, GTK_ALIGN_START);
  action = g_action_print_detailed_name ("app.open-link", g_variant_new_string (PORTAL_URL));
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->button), action);
  gtk_box_append (GTK_BOX (self->box), self->button);
}

/**
 * spare_network_note_new:
 *
 * Returns: (transfer floating): a hidden note
 */
GtkWidget *
spare_network_note_new (void)
{
  return g_object_new (SPARE_TYPE_NETWORK_NOTE, NULL);
}

/**
 * spare_network_note_set_connectivity:
 * @self: a note
 * @connectivity: (nullable): what is known of the network
 * @tenant: the tenant of the window
 *
 * Follows @connectivity, once; but not for a tenant on this computer, which
 * needs no network.
 */
void
spare_network_note_set_connectivity (SpareNetworkNote  *self,
                                     SpareConnectivity *connectivity,
                                     SpareTenant       *tenant)
{
  g_return_if_fail (SPARE_IS_NETWORK_NOTE (self));
  g_return_if_fail (self->connectivity == NULL);

  if (connectivity == NULL || spare_tenant_is_local (tenant))
    return;

  self->connectivity = g_object_ref (connectivity);
  g_signal_connect_object (connectivity, "notify::state", G_CALLBACK (state_changed_cb), self,
                           G_CONNECT_SWAPPED);
  state_changed_cb (self);
}

/**
 * spare_network_note_get_text:
 * @self: a note
 *
 * Returns: (nullable): what is shown
 */
const char *
spare_network_note_get_text (SpareNetworkNote *self)
{
  g_return_val_if_fail (SPARE_IS_NETWORK_NOTE (self), NULL);

  return self->text;
}
