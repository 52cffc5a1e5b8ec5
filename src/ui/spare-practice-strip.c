/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-practice-strip.h"

#include "spare-tenant.h"

#include <glib/gi18n-lib.h>

struct _SparePracticeStrip
{
  GtkWidget parent_instance;

  GtkWidget *box;
};

G_DEFINE_FINAL_TYPE (SparePracticeStrip, spare_practice_strip, GTK_TYPE_WIDGET)

static void
spare_practice_strip_dispose (GObject *object)
{
  g_clear_pointer (&SPARE_PRACTICE_STRIP (object)->box, gtk_widget_unparent);

  G_OBJECT_CLASS (spare_practice_strip_parent_class)->dispose (object);
}

static void
spare_practice_strip_class_init (SparePracticeStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = spare_practice_strip_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "practice");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
spare_practice_strip_init (SparePracticeStrip *self)
{
  GtkWidget *label;
  GtkWidget *button;

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  label = g_object_new (GTK_TYPE_LABEL,
                        /* Translators: stands at the top of every window while
                         * the built-in practice server is used. */
                        "label", _("Practice tenant: nothing here is real."),
                        "wrap", TRUE,
                        "xalign", 0.0f,
                        "hexpand", TRUE,
                        NULL);
  gtk_box_append (GTK_BOX (self->box), label);

  button = gtk_button_new_with_label (_("Practice Mailbox"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "app.open-mailbox");
  gtk_box_append (GTK_BOX (self->box), button);

  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * spare_practice_strip_new:
 *
 * Returns: (transfer floating): a hidden strip
 */
GtkWidget *
spare_practice_strip_new (void)
{
  return g_object_new (SPARE_TYPE_PRACTICE_STRIP, NULL);
}

/**
 * spare_practice_strip_set_tenant:
 * @self: a strip
 * @tenant: (nullable): the tenant of the window
 *
 * Shows the strip if @tenant is the practice tenant.
 */
void
spare_practice_strip_set_tenant (SparePracticeStrip *self,
                                 SpareTenant        *tenant)
{
  g_return_if_fail (SPARE_IS_PRACTICE_STRIP (self));

  gtk_widget_set_visible (GTK_WIDGET (self), tenant != NULL && spare_tenant_is_practice (tenant));
}
