/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-tenant-window.h"

#include "spare-a11y.h"
#include "spare-address.h"
#include "spare-auth-client.h"
#include "spare-clock.h"
#include "spare-entry-field.h"
#include "spare-error.h"
#include "spare-http.h"
#include "spare-message-area.h"
#include "spare-submit-button.h"
#include "spare-tenant.h"

#include <glib/gi18n-lib.h>

struct _SpareTenantWindow
{
  AdwApplicationWindow parent_instance;

  SpareMessageArea *message_area;
  SpareEntryField *domain_field;
  SpareEntryField *client_id_field;
  SpareEntryField *connection_field;
  SpareSubmitButton *connect_button;
  GtkWidget *practice_card;
  GtkLabel *practice_text;
  SpareSubmitButton *practice_button;

  GSettings *settings;
  SpareHttp *http;
  SpareClock *clock;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (SpareTenantWindow, spare_tenant_window, ADW_TYPE_APPLICATION_WINDOW)

typedef struct
{
  GWeakRef window;
  SpareTenant *tenant;
} ConnectData;

static void
connect_data_free (ConnectData *data)
{
  g_weak_ref_clear (&data->window);
  g_clear_object (&data->tenant);
  g_free (data);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ConnectData, connect_data_free)

static gboolean
is_locked (SpareTenantWindow *self,
           const char        *key)
{
  return !g_settings_is_writable (self->settings, key);
}

static void
set_up_field (SpareTenantWindow *self,
              SpareEntryField   *field,
              const char        *key)
{
  g_autofree char *value = g_settings_get_string (self->settings, key);

  spare_entry_field_set_text (field, value);
  if (is_locked (self, key))
    {
      g_object_set (field, "editable", FALSE, NULL);
      spare_entry_field_set_hint (field, _("Set by your administrator"));
    }
}

static GtkWidget *
first_useful (SpareTenantWindow *self)
{
  if (!is_locked (self, "tenant-domain"))
    return spare_entry_field_get_entry (self->domain_field);
  if (!is_locked (self, "client-id"))
    return spare_entry_field_get_entry (self->client_id_field);

  return spare_submit_button_get_button (self->connect_button);
}

static void
show_on_field (SpareEntryField *field,
               const GError    *error,
               SpareTenant     *tenant)
{
  g_autoptr (SpareErrorText) text = spare_error_text_new (error, SPARE_OPERATION_CONNECT, tenant);
  g_autofree char *joined = spare_error_text_join (text);

  spare_entry_field_set_error (field, joined);
}

/* Whether the cause lies in the domain as typed, not on the way to it. */
static gboolean
is_about_domain (const GError *error)
{
  if (g_error_matches (error, SPARE_ERROR, SPARE_ERROR_NETWORK))
    return spare_error_get_network_cause (error) == SPARE_NETWORK_CAUSE_HOST_NOT_FOUND;

  return g_error_matches (error, SPARE_ERROR, SPARE_ERROR_BAD_RESPONSE) ||
         g_error_matches (error, SPARE_ERROR, SPARE_ERROR_NOT_FOUND) ||
         g_error_matches (error, SPARE_ERROR, SPARE_ERROR_MALFORMED_TENANT) ||
         g_error_matches (error, SPARE_ERROR, SPARE_ERROR_INSECURE_TENANT);
}

static void
show_connect_error (SpareTenantWindow *self,
                    const GError      *error,
                    SpareTenant       *tenant)
{
  if (is_about_domain (error) && !is_locked (self, "tenant-domain"))
    {
      show_on_field (self->domain_field, error, tenant);
      return;
    }

  spare_message_area_show_error (self->message_area, error, SPARE_OPERATION_CONNECT, tenant);
  spare_message_area_add_action (self->message_area, _("Try Again"), "tenant.connect");
}

static void
stop (SpareTenantWindow *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->connect_button != NULL)
    spare_submit_button_set_busy (self->connect_button, FALSE);
}

/* What is stored must lead back to the same server: a bare loopback name means
 * http. */
static const char *
get_storable_domain (SpareTenant *tenant)
{
  g_autoptr (SpareTenant) again = NULL;

  again = spare_tenant_new (spare_tenant_get_domain (tenant),
                            spare_tenant_get_client_id (tenant),
                            spare_tenant_get_connection (tenant),
                            NULL);
  if (again != NULL && g_str_equal (spare_tenant_get_base_url (again), spare_tenant_get_base_url (tenant)))
    return spare_tenant_get_domain (tenant);

  return spare_tenant_get_base_url (tenant);
}

static void
discover_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (ConnectData) data = user_data;
  g_autoptr (SpareTenantWindow) self = g_weak_ref_get (&data->window);
  g_autoptr (GError) error = NULL;
  gboolean ok = spare_auth_client_discover_finish (SPARE_AUTH_CLIENT (source), result, &error);

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (!ok)
    {
      g_debug ("Tenant not accepted: %s", spare_error_get_meaning (error));
      show_connect_error (self, error, data->tenant);
      /* Without the focus by now, the button is not heard. */
      stop (self);
      return;
    }

  /* The window goes now; “Connect” would be heard once more. */
  g_clear_object (&self->cancellable);
  gtk_widget_activate_action (GTK_WIDGET (self), "app.use-tenant", "(sss)",
                              get_storable_domain (data->tenant),
                              spare_tenant_get_client_id (data->tenant),
                              spare_tenant_get_connection (data->tenant));
}

static SpareTenant *
read_form (SpareTenantWindow *self)
{
  g_autofree char *domain = spare_address_normalize (spare_entry_field_get_text (self->domain_field));
  g_autofree char *client_id = spare_address_normalize (spare_entry_field_get_text (self->client_id_field));
  g_autoptr (GError) error = NULL;
  SpareTenant *tenant;

  if (domain[0] == '\0')
    {
      spare_entry_field_set_error (self->domain_field, _("Enter the domain of your tenant."));
      return NULL;
    }

  if (!spare_entry_field_check (self->domain_field) ||
      !spare_entry_field_check (self->client_id_field) ||
      !spare_entry_field_check (self->connection_field))
    return NULL;

  tenant = spare_tenant_new (domain, client_id,
                             spare_entry_field_get_text (self->connection_field),
                             &error);
  if (tenant != NULL)
    return tenant;

  if (g_error_matches (error, SPARE_ERROR, SPARE_ERROR_NO_TENANT))
    spare_entry_field_set_error (self->client_id_field,
                                 _("Enter the client ID. Your administrator has it."));
  else if (g_error_matches (error, SPARE_ERROR, SPARE_ERROR_MALFORMED_CLIENT_ID))
    show_on_field (self->client_id_field, error, NULL);
  else if (g_error_matches (error, SPARE_ERROR, SPARE_ERROR_MALFORMED_CONNECTION))
    show_on_field (self->connection_field, error, NULL);
  else
    show_connect_error (self, error, NULL);

  return NULL;
}

static void
connect_cb (SpareTenantWindow *self)
{
  g_autoptr (SpareAuthClient) client = NULL;
  g_autoptr (SpareTenant) tenant = NULL;
  ConnectData *data;

  if (spare_submit_button_is_busy (self->connect_button) ||
      spare_submit_button_is_busy (self->practice_button))
    return;

  tenant = read_form (self);
  if (tenant == NULL)
    return;

  /* Its text speaks only while it has the focus. */
  spare_submit_button_set_busy (self->connect_button, TRUE);
  spare_a11y_take_focus (spare_submit_button_get_button (self->connect_button));
  spare_message_area_hide (self->message_area);

  self->cancellable = g_cancellable_new ();
  client = spare_auth_client_new (tenant, self->http, self->clock);
  data = g_new0 (ConnectData, 1);
  g_weak_ref_init (&data->window, self);
  data->tenant = g_steal_pointer (&tenant);
  spare_auth_client_discover_async (client, self->cancellable, discover_cb, data);
}

static void
practice_cb (SpareTenantWindow *self)
{
  stop (self);
  spare_message_area_hide (self->message_area);
  spare_a11y_take_focus (spare_submit_button_get_button (self->practice_button));
  gtk_widget_activate_action (GTK_WIDGET (self), "app.try-practice", NULL);
}

static void
connect_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  connect_cb (SPARE_TENANT_WINDOW (widget));
}

static void
cancel_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  stop (SPARE_TENANT_WINDOW (widget));
}

static void
spare_tenant_window_dispose (GObject *object)
{
  SpareTenantWindow *self = SPARE_TENANT_WINDOW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->settings);
  g_clear_object (&self->http);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (spare_tenant_window_parent_class)->dispose (object);
}

static void
spare_tenant_window_class_init (SpareTenantWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = spare_tenant_window_dispose;

  g_type_ensure (SPARE_TYPE_ENTRY_FIELD);
  g_type_ensure (SPARE_TYPE_MESSAGE_AREA);
  g_type_ensure (SPARE_TYPE_SUBMIT_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sparekey/SpareKey/ui/spare-tenant-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SpareTenantWindow, message_area);
  gtk_widget_class_bind_template_child (widget_class, SpareTenantWindow, domain_field);
  gtk_widget_class_bind_template_child (widget_class, SpareTenantWindow, client_id_field);
  gtk_widget_class_bind_template_child (widget_class, SpareTenantWindow, connection_field);
  gtk_widget_class_bind_template_child (widget_class, SpareTenantWindow, connect_button);
  gtk_widget_class_bind_template_child (widget_class, SpareTenantWindow, practice_card);
  gtk_widget_class_bind_template_child (widget_class, SpareTenantWindow, practice_text);
  gtk_widget_class_bind_template_child (widget_class, SpareTenantWindow, practice_button);
  gtk_widget_class_bind_template_callback (widget_class, connect_cb);
  gtk_widget_class_bind_template_callback (widget_class, practice_cb);

  gtk_widget_class_install_action (widget_class, "tenant.connect", NULL, connect_action);
  gtk_widget_class_install_action (widget_class, "tenant.cancel", NULL, cancel_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "tenant.cancel", NULL);
}

static void
spare_tenant_window_init (SpareTenantWindow *self)
{
  GtkWidget *practice;

  gtk_widget_init_template (GTK_WIDGET (self));

  practice = spare_submit_button_get_button (self->practice_button);
  gtk_widget_remove_css_class (practice, "suggested-action");
  /* The sentence that says what it is must be heard with the button. */
  spare_a11y_introduce (practice);
  spare_a11y_set_description (practice, gtk_label_get_text (self->practice_text));
  gtk_window_set_default_widget (GTK_WINDOW (self),
                                 spare_submit_button_get_button (self->connect_button));
}

/**
 * spare_tenant_window_new:
 * @application: the application
 * @settings: the settings of the program
 * @http: the door to the network
 * @clock: the clock
 *
 * Makes the window of the first run, filled from @settings. It changes no
 * settings itself.
 *
 * Returns: (transfer none): the window
 */
GtkWidget *
spare_tenant_window_new (GtkApplication *application,
                         GSettings      *settings,
                         SpareHttp      *http,
                         SpareClock     *clock)
{
  SpareTenantWindow *self;

  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);
  g_return_val_if_fail (SPARE_IS_HTTP (http), NULL);
  g_return_val_if_fail (SPARE_IS_CLOCK (clock), NULL);

  self = g_object_new (SPARE_TYPE_TENANT_WINDOW, "application", application, NULL);
  self->settings = g_object_ref (settings);
  self->http = g_object_ref (http);
  self->clock = g_object_ref (clock);

  set_up_field (self, self->domain_field, "tenant-domain");
  set_up_field (self, self->client_id_field, "client-id");
  set_up_field (self, self->connection_field, "connection");
  gtk_widget_set_visible (self->practice_card, !is_locked (self, "practice"));
  spare_a11y_first_focus (GTK_WINDOW (self), first_useful (self));

  return GTK_WIDGET (self);
}

static void
set_value (SpareTenantWindow *self,
           SpareEntryField   *field,
           const char        *key,
           const char        *value)
{
  if (value != NULL && !is_locked (self, key))
    spare_entry_field_set_text (field, value);
}

/**
 * spare_tenant_window_set_values:
 * @self: a window
 * @domain: (nullable): the domain to show
 * @client_id: (nullable): the client ID to show
 * @connection: (nullable): the connection to show
 *
 * Fills the form; %NULL keeps what is there, and so does a value that the
 * administrator has set.
 */
void
spare_tenant_window_set_values (SpareTenantWindow *self,
                                const char        *domain,
                                const char        *client_id,
                                const char        *connection)
{
  g_return_if_fail (SPARE_IS_TENANT_WINDOW (self));

  set_value (self, self->domain_field, "tenant-domain", domain);
  set_value (self, self->client_id_field, "client-id", client_id);
  set_value (self, self->connection_field, "connection", connection);
}

/**
 * spare_tenant_window_set_busy:
 * @self: a window
 * @busy: whether the practice tenant is starting
 *
 * Says so on the button that starts it.
 */
void
spare_tenant_window_set_busy (SpareTenantWindow *self,
                              gboolean           busy)
{
  g_return_if_fail (SPARE_IS_TENANT_WINDOW (self));

  spare_submit_button_set_busy (self->practice_button, busy);
}

/**
 * spare_tenant_window_show_error:
 * @self: a window
 * @error: an error
 * @operation: what was being done
 *
 * Shows an error and ends the busy states.
 */
void
spare_tenant_window_show_error (SpareTenantWindow *self,
                                const GError      *error,
                                SpareOperation     operation)
{
  g_return_if_fail (SPARE_IS_TENANT_WINDOW (self));
  g_return_if_fail (error != NULL);

  stop (self);
  spare_submit_button_set_busy (self->practice_button, FALSE);
  if (operation == SPARE_OPERATION_CONNECT)
    show_connect_error (self, error, NULL);
  else
    spare_message_area_show_error (self->message_area, error, operation, NULL);
}
