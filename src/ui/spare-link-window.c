/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-link-window.h"

#include "spare-a11y.h"

#include <glib/gi18n-lib.h>

struct _SpareLinkWindow
{
  AdwApplicationWindow parent_instance;

  GtkLabel *text_label;
  GtkLabel *link_label;
  GtkWidget *copy_button;
};

G_DEFINE_FINAL_TYPE (SpareLinkWindow, spare_link_window, ADW_TYPE_APPLICATION_WINDOW)

static void
set_button (SpareLinkWindow *self,
            const char      *text)
{
  gtk_button_set_label (GTK_BUTTON (self->copy_button), text);
  spare_a11y_set_name (self->copy_button, text);
}

static void
copy_cb (SpareLinkWindow *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), gtk_label_get_text (self->link_label));
  /* Said as well, for the button has the focus. */
  set_button (self, _("Link Copied"));
}

static void
spare_link_window_class_init (SpareLinkWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sparekey/SpareKey/ui/spare-link-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SpareLinkWindow, text_label);
  gtk_widget_class_bind_template_child (widget_class, SpareLinkWindow, link_label);
  gtk_widget_class_bind_template_child (widget_class, SpareLinkWindow, copy_button);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
spare_link_window_init (SpareLinkWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * spare_link_window_new:
 * @application: the application
 * @parent: (nullable): the window that wanted to open the link
 * @uri: the link
 *
 * Returns: (transfer floating): a window to copy the link from
 */
GtkWidget *
spare_link_window_new (GtkApplication *application,
                       GtkWindow      *parent,
                       const char     *uri)
{
  SpareLinkWindow *self;
  g_autofree char *description = NULL;

  g_return_val_if_fail (uri != NULL, NULL);

  self = g_object_new (SPARE_TYPE_LINK_WINDOW,
                       "application", application,
                       "transient-for", parent,
                       NULL);
  gtk_label_set_text (self->link_label, uri);
  set_button (self, _("Copy Link"));
  description = g_strjoin (" ", gtk_label_get_text (self->text_label), uri, NULL);
  spare_a11y_introduce (self->copy_button);
  spare_a11y_set_description (self->copy_button, description);
  spare_a11y_first_focus (GTK_WINDOW (self), self->copy_button);

  return GTK_WIDGET (self);
}
