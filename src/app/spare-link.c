/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-link.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

typedef struct
{
  GtkWindow *parent;
  char *uri;
} Link;

static void
link_free (Link *link)
{
  g_clear_object (&link->parent);
  g_free (link->uri);
  g_free (link);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Link, link_free)

static void
response_cb (AdwMessageDialog *dialog,
             const char       *response,
             const char       *uri)
{
  if (g_str_equal (response, "copy"))
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (dialog)), uri);
}

/* Without a browser the link itself must be of use. */
static void
show_link (const Link *link)
{
  GtkWidget *dialog;
  g_autofree char *body = NULL;

  /* Translators: %s is a web address. */
  body = g_strdup_printf (_("No browser opened. The link is:\n%s"), link->uri);
  dialog = adw_message_dialog_new (link->parent, _("Link Not Opened"), body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "close", _("_Close"),
                                    "copy", _("Co_py Link"),
                                    NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "copy");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  /* Orca reads the heading of this kind of dialog, not its body. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (dialog),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, body,
                                  -1);
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), g_strdup (link->uri),
                         (GClosureNotify) (void (*) (void)) g_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Link) link = user_data;

  if (!gtk_show_uri_full_finish (link->parent, result, NULL))
    show_link (link);
}

/**
 * spare_link_open:
 * @parent: the window that asks
 * @uri: a web or mail address
 *
 * Opens a link in the person's browser, through the portal where there is one.
 * If none opens, the link is shown to be copied.
 */
void
spare_link_open (GtkWindow  *parent,
                 const char *uri)
{
  Link *link;
  const char *scheme;

  g_return_if_fail (GTK_IS_WINDOW (parent));

  scheme = g_uri_peek_scheme (uri);
  if (g_strcmp0 (scheme, "https") != 0 && g_strcmp0 (scheme, "http") != 0 &&
      g_strcmp0 (scheme, "mailto") != 0)
    return;

  link = g_new0 (Link, 1);
  link->parent = g_object_ref (parent);
  link->uri = g_strdup (uri);
  gtk_show_uri_full (parent, uri, GDK_CURRENT_TIME, NULL, opened_cb, link);
}
