/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-preferences-window.h"

#include "spare-a11y.h"
#include "spare-entry-field.h"
#include "spare-fact-row.h"
#include "spare-practice-strip.h"
#include "spare-support-url.h"
#include "spare-tenant.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _SparePreferencesWindow
{
  AdwApplicationWindow parent_instance;

  SparePracticeStrip *practice_strip;
  AdwActionRow *domain_row;
  AdwActionRow *client_id_row;
  AdwActionRow *connection_row;
  GtkWidget *change_button;
  SpareEntryField *support_field;
  GtkWidget *apply_button;

  GSettings *settings;
  /* What is typed differs from what is stored. */
  gboolean edited;
  /* The person has seen why it cannot be stored. */
  gboolean warned;
};

G_DEFINE_FINAL_TYPE (SparePreferencesWindow, spare_preferences_window, ADW_TYPE_APPLICATION_WINDOW)

/* An option may have set another value for this run. */
static gboolean
is_set_by_administrator (SparePreferencesWindow *self,
                         const char             *key,
                         const char             *value)
{
  g_autofree char *stored = NULL;

  if (g_settings_is_writable (self->settings, key))
    return FALSE;
  if (g_str_equal (key, "practice"))
    return TRUE;

  stored = g_settings_get_string (self->settings, key);

  return strstr (stored, value) != NULL;
}

static void
set_row (SparePreferencesWindow *self,
         AdwActionRow           *row,
         const char             *key,
         const char             *value)
{
  g_autofree char *text = NULL;
  gboolean by_administrator = is_set_by_administrator (self, key, value != NULL ? value : "");

  if (value == NULL || value[0] == '\0')
    value = _("Not set");
  if (!by_administrator)
    text = g_strdup (value);
  else
    /* Translators: %s is a value that the person cannot change. */
    text = g_strdup_printf (_("%s (set by your administrator)"), value);

  spare_fact_row_set_value (row, text);
}

static void
show_tenant (SparePreferencesWindow *self,
             SpareTenant            *tenant)
{
  gboolean practice = tenant != NULL && spare_tenant_is_practice (tenant);

  spare_practice_strip_set_tenant (self->practice_strip, tenant);
  gtk_widget_set_visible (GTK_WIDGET (self->client_id_row), !practice);
  if (practice)
    {
      set_row (self, self->domain_row, "practice", _("Practice tenant, only on this computer"));
      set_row (self, self->connection_row, "practice", spare_tenant_get_connection (tenant));
      return;
    }

  set_row (self, self->domain_row, "tenant-domain",
           tenant != NULL ? spare_tenant_get_domain (tenant) : NULL);
  set_row (self, self->client_id_row, "client-id",
           tenant != NULL ? spare_tenant_get_client_id (tenant) : NULL);
  set_row (self, self->connection_row, "connection",
           tenant != NULL ? spare_tenant_get_connection (tenant) : NULL);
}

/* Whether there is another tenant that the person could choose. */
static gboolean
may_change_tenant (SparePreferencesWindow *self)
{
  const char *keys[] = { "tenant-domain", "client-id", "connection", "practice" };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      if (g_settings_is_writable (self->settings, keys[i]))
        return TRUE;
    }

  return FALSE;
}

static const char *
get_support_hint (SparePreferencesWindow *self)
{
  if (!g_settings_is_writable (self->settings, "support-url"))
    return _("Set by your administrator");

  return _("A web page or an email address. Leave it empty for Auth0’s own support.");
}

static void
show_support (SparePreferencesWindow *self)
{
  g_autofree char *url = g_settings_get_string (self->settings, "support-url");
  gboolean writable = g_settings_is_writable (self->settings, "support-url");

  spare_entry_field_set_text (self->support_field, url);
  spare_entry_field_set_hint (self->support_field, get_support_hint (self));
  g_object_set (self->support_field, "editable", writable, NULL);
  gtk_widget_set_visible (self->apply_button, writable);
  self->edited = FALSE;
}

/* Stores what is typed; FALSE if it cannot be. */
static gboolean
store_support (SparePreferencesWindow *self)
{
  g_autofree char *text = g_strstrip (g_strdup (spare_entry_field_get_text (self->support_field)));
  g_autofree char *url = NULL;

  if (text[0] == '\0')
    {
      g_settings_reset (self->settings, "support-url");
      return TRUE;
    }

  if (!spare_entry_field_check (self->support_field))
    return FALSE;

  url = spare_support_url_normalize (text);
  if (url == NULL)
    {
      spare_entry_field_set_error (self->support_field,
                                   _("This is neither a web page nor an email address. Enter one that "
                                     "begins with “https://” or contains “@”."));
      return FALSE;
    }

  return g_settings_set_string (self->settings, "support-url", url);
}

static void
apply_cb (SparePreferencesWindow *self)
{
  if (!g_settings_is_writable (self->settings, "support-url") || !store_support (self))
    return;

  show_support (self);
  /* Whichever of the two has the focus says it. */
  spare_entry_field_set_notice (self->support_field, _("Saved."));
  spare_a11y_set_description (self->apply_button, _("Saved."));
}

static void
changed_cb (SparePreferencesWindow *self)
{
  self->edited = TRUE;
  self->warned = FALSE;
  if (self->settings == NULL)
    return;

  spare_a11y_set_description (self->apply_button, NULL);
}

static gboolean
spare_preferences_window_close_request (GtkWindow *window)
{
  SparePreferencesWindow *self = SPARE_PREFERENCES_WINDOW (window);

  /* What is typed is kept on leaving; what cannot be is shown once, and
   * closing again gives it up. */
  if (self->edited && !self->warned && !store_support (self))
    {
      self->warned = TRUE;
      return GDK_EVENT_STOP;
    }

  return GTK_WINDOW_CLASS (spare_preferences_window_parent_class)->close_request (window);
}

static void
spare_preferences_window_dispose (GObject *object)
{
  g_clear_object (&SPARE_PREFERENCES_WINDOW (object)->settings);

  G_OBJECT_CLASS (spare_preferences_window_parent_class)->dispose (object);
}

static void
spare_preferences_window_class_init (SparePreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = spare_preferences_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = spare_preferences_window_close_request;

  g_type_ensure (SPARE_TYPE_ENTRY_FIELD);
  g_type_ensure (SPARE_TYPE_PRACTICE_STRIP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sparekey/SpareKey/ui/spare-preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SparePreferencesWindow, practice_strip);
  gtk_widget_class_bind_template_child (widget_class, SparePreferencesWindow, domain_row);
  gtk_widget_class_bind_template_child (widget_class, SparePreferencesWindow, client_id_row);
  gtk_widget_class_bind_template_child (widget_class, SparePreferencesWindow, connection_row);
  gtk_widget_class_bind_template_child (widget_class, SparePreferencesWindow, change_button);
  gtk_widget_class_bind_template_child (widget_class, SparePreferencesWindow, support_field);
  gtk_widget_class_bind_template_child (widget_class, SparePreferencesWindow, apply_button);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
spare_preferences_window_init (SparePreferencesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  spare_a11y_mark_headings (GTK_WIDGET (self));
}

/**
 * spare_preferences_window_new:
 * @application: the application
 * @parent: (nullable): the window it belongs to
 * @settings: the settings of the program
 * @tenant: (nullable): the tenant in use, which options of this run may have set
 *
 * Makes the window of the preferences.
 *
 * Returns: (transfer none): the window
 */
GtkWidget *
spare_preferences_window_new (GtkApplication *application,
                              GtkWindow      *parent,
                              GSettings      *settings,
                              SpareTenant    *tenant)
{
  SparePreferencesWindow *self;

  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (parent == NULL || GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);
  g_return_val_if_fail (tenant == NULL || SPARE_IS_TENANT (tenant), NULL);

  self = g_object_new (SPARE_TYPE_PREFERENCES_WINDOW,
                       "application", application,
                       "transient-for", parent,
                       NULL);
  self->settings = g_object_ref (settings);
  show_tenant (self, tenant);
  show_support (self);
  gtk_widget_set_visible (self->change_button, may_change_tenant (self));
  /* The rows say who has set the tenant. */
  spare_a11y_first_focus (GTK_WINDOW (self),
                          may_change_tenant (self) ? self->change_button : GTK_WIDGET (self->domain_row));

  return GTK_WIDGET (self);
}
