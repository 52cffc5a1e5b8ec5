/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-link.h"

#include "spare-link-window.h"

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
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Link) link = user_data;
  GtkApplication *application = gtk_window_get_application (link->parent);

  if (!gtk_show_uri_full_finish (link->parent, result, NULL) && application != NULL)
    gtk_window_present (GTK_WINDOW (spare_link_window_new (application, link->parent, link->uri)));
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
