/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-config.h"

#include "spare-about.h"

#include "spare-a11y.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

static const char *
describe_keyring (const char *const *names)
{
  gboolean flatpak = g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);

  if (g_strcmp0 (g_getenv ("SECRET_BACKEND"), "file") == 0)
    return "encrypted file";
  if (names == NULL)
    return "not known";
  /* As libsecret chooses. */
  if (flatpak && g_strv_contains (names, "org.freedesktop.portal.Desktop"))
    return "encrypted file, with a key from the portal";

  return g_strv_contains (names, "org.freedesktop.secrets") ? "secret service" : "none is running";
}

static const char *
describe_a11y (const char *const *names)
{
  if (g_strcmp0 (g_getenv ("GTK_A11Y"), "none") == 0)
    return "switched off";
  /* A sandbox gets its way to it in the environment. */
  if (g_getenv ("AT_SPI_BUS_ADDRESS") != NULL)
    return "yes";
  if (names == NULL)
    return "not known";

  return g_strv_contains (names, "org.a11y.Bus") ? "yes" : "no";
}

/**
 * spare_about_debug_info:
 * @names: (nullable) (array zero-terminated=1): who is on the session bus, if
 *   that is known
 *
 * Collects what helps to find a fault and tells nothing about the person.
 *
 * Returns: (transfer full): a text of several lines
 */
char *
spare_about_debug_info (const char *const *names)
{
  GString *info = g_string_new (NULL);
  GdkDisplay *display = gdk_display_get_default ();
  const char *session = g_getenv ("XDG_SESSION_TYPE");
  const char *desktop = g_getenv ("XDG_CURRENT_DESKTOP");
  gboolean flatpak = g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);

  g_string_append_printf (info, "Spare Key %s%s\n", SPARE_VERSION, SPARE_DEVEL ? " (devel)" : "");
  g_string_append_printf (info, "GTK %u.%u.%u (built with %d.%d.%d)\n",
                          gtk_get_major_version (), gtk_get_minor_version (), gtk_get_micro_version (),
                          GTK_MAJOR_VERSION, GTK_MINOR_VERSION, GTK_MICRO_VERSION);
  g_string_append_printf (info, "libadwaita %u.%u.%u (built with %d.%d.%d)\n",
                          adw_get_major_version (), adw_get_minor_version (), adw_get_micro_version (),
                          ADW_MAJOR_VERSION, ADW_MINOR_VERSION, ADW_MICRO_VERSION);
  g_string_append_printf (info, "GLib %u.%u.%u (built with %d.%d.%d)\n",
                          glib_major_version, glib_minor_version, glib_micro_version,
                          GLIB_MAJOR_VERSION, GLIB_MINOR_VERSION, GLIB_MICRO_VERSION);
  g_string_append_printf (info, "Flatpak: %s\n", flatpak ? "yes" : "no");
  g_string_append_printf (info, "Session: %s\n", session != NULL ? session : "unknown");
  g_string_append_printf (info, "Desktop: %s\n", desktop != NULL ? desktop : "unknown");
  g_string_append_printf (info, "Display: %s\n", display != NULL ? G_OBJECT_TYPE_NAME (display) : "none");
  g_string_append_printf (info, "Keyring: %s\n", describe_keyring (names));
  g_string_append_printf (info, "Accessibility bus: %s\n", describe_a11y (names));

  return g_string_free (info, FALSE);
}

static void
names_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autofree GWeakRef *weak = user_data;
  g_autoptr (GtkWindow) window = g_weak_ref_get (weak);
  g_autoptr (GVariant) reply = NULL;
  g_autofree const char **names = NULL;
  g_autofree char *debug_info = NULL;

  g_weak_ref_clear (weak);
  reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  if (window == NULL || reply == NULL)
    return;

  g_variant_get (reply, "(^a&s)", &names);
  debug_info = spare_about_debug_info (names);
  adw_about_window_set_debug_info (ADW_ABOUT_WINDOW (window), debug_info);
}

/* Who is on the bus tells what the program works with. */
static void
complete_debug_info (GtkWidget *window)
{
  GDBusConnection *bus = g_application_get_dbus_connection (g_application_get_default ());
  GWeakRef *weak;

  if (bus == NULL)
    return;

  weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak, window);
  g_dbus_connection_call (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                          "ListNames", NULL, G_VARIANT_TYPE ("(as)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                          names_cb, weak);
}

static GtkWidget *
find_by_class (GtkWidget  *widget,
               const char *css_class)
{
  GtkWidget *found = NULL;

  if (gtk_widget_has_css_class (widget, css_class))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_by_class (child, css_class);

  return found;
}

/* The button with nothing but numbers on it comes first, and is where one begins. */
static void
begin_with_version (GtkWidget *window)
{
  GtkWidget *button = find_by_class (window, "app-version");
  g_autofree char *name = NULL;

  if (button == NULL)
    return;

  /* Translators: %s is a version, such as “1.0”. */
  name = g_strdup_printf (_("Spare Key, version %s"), SPARE_VERSION);
  spare_a11y_set_name (button, name);
  spare_a11y_first_focus (GTK_WINDOW (window), button);
}

/**
 * spare_about_present:
 * @parent: (nullable): the window that asks
 *
 * Opens the About window.
 */
void
spare_about_present (GtkWindow *parent)
{
  static const char *const developers[] = { "The Spare Key developers", NULL };
  g_autofree char *debug_info = spare_about_debug_info (NULL);
  GtkWidget *window;

  window = g_object_new (ADW_TYPE_ABOUT_WINDOW,
                         "transient-for", parent,
                         "application", g_application_get_default (),
                         "modal", TRUE,
                         "application-name", SPARE_DEVEL ? "Spare Key (Development)" : _("Spare Key"),
                         "application-icon", SPARE_APP_ID,
                         "version", SPARE_VERSION,
                         "developer-name", developers[0],
                         "developers", developers,
                         "copyright", "© 2026 The Spare Key developers",
                         "license-type", GTK_LICENSE_GPL_3_0,
                         "comments", _("Get back into your account when you have forgotten the password."),
                         "website", "https://github.com/sparekey/spare-key",
                         "issue-url", "https://github.com/sparekey/spare-key/issues",
                         "debug-info", debug_info,
                         "debug-info-filename", "spare-key-debug.txt",
                         /* Translators: your names, one a line. */
                         "translator-credits", _("translator-credits"),
                         NULL);
  spare_a11y_mark_headings (window);
  spare_a11y_name_all (window, gtk_window_get_title (GTK_WINDOW (window)));
  begin_with_version (window);
  complete_debug_info (window);
  gtk_window_present (GTK_WINDOW (window));
}
