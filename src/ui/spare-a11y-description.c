/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-a11y-title.h"
#include "spare-a11y.h"

/* Orca needs so long, in milliseconds, to have read what has got the focus. Of a
 * description that comes any earlier, Orca 48 believes that it was read as well,
 * though for two seconds it reads from memory; and Orca 43 says it twice. */
#define READ_DELAY 500

/* On a widget that is described or was introduced. */
#define DESCRIPTION "spare-description"

typedef struct
{
  char *last;
  char *next;
  guint timeout;
  /* When an introduced widget got the focus, by the monotonic clock. */
  gint64 focused;
} Description;

static void
description_free (gpointer data)
{
  Description *self = data;

  g_clear_handle_id (&self->timeout, g_source_remove);
  g_free (self->last);
  g_free (self->next);
  g_free (self);
}

static Description *
get_description (GtkWidget *widget)
{
  Description *self = g_object_get_data (G_OBJECT (widget), DESCRIPTION);

  if (self == NULL)
    {
      self = g_new0 (Description, 1);
      self->focused = G_MININT64 / 2;
      g_object_set_data_full (G_OBJECT (widget), DESCRIPTION, self, description_free);
    }

  return self;
}

static gboolean
make_known_cb (gpointer data)
{
  GtkWidget *widget = data;
  gboolean focusable = gtk_widget_get_focusable (widget);

  gtk_widget_set_focusable (widget, !focusable);
  gtk_widget_set_focusable (widget, focusable);

  return G_SOURCE_REMOVE;
}

static void
focus_cb (GtkWidget *widget)
{
  get_description (widget)->focused = g_get_monotonic_time ();
}

/**
 * spare_a11y_introduce:
 * @widget: a widget whose description changes
 *
 * Lets readers know of a widget as soon as it is shown. GTK 4.8 tells them only
 * once it has the focus, and then of its changes so far after the focus, so that
 * they would be said twice. From now on, too, a description that comes with the
 * focus waits until the widget was read.
 */
void
spare_a11y_introduce (GtkWidget *widget)
{
  GtkEventController *focus;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (spare_a11y_tells_late ())
    spare_a11y_once_shown (widget, make_known_cb);
  focus = gtk_event_controller_focus_new ();
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (focus_cb), widget);
  gtk_widget_add_controller (widget, focus);
}

static void
describe (GtkWidget   *widget,
          Description *self,
          const char  *text)
{
  /* What it has said already is silence to Orca 48, even if it was cleared
   * meanwhile. A blank at the end is heard by nobody, and makes it another. */
  char *said = g_strconcat (text, g_strcmp0 (self->last, text) == 0 ? " " : "", NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (widget),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, said,
                                  -1);
  g_free (self->last);
  self->last = said;
}

/* In milliseconds. */
static gint64
get_time_to_read (Description *self)
{
  if (!spare_a11y_is_heard ())
    return 0;

  return READ_DELAY - (g_get_monotonic_time () - self->focused) / G_TIME_SPAN_MILLISECOND;
}

static gboolean
describe_cb (gpointer data)
{
  Description *self = get_description (data);
  g_autofree char *next = g_steal_pointer (&self->next);

  self->timeout = 0;
  /* Waits again if the focus has come again. */
  spare_a11y_set_description (data, next);

  return G_SOURCE_REMOVE;
}

/**
 * spare_a11y_set_description:
 * @widget: a widget
 * @description: (nullable): what is said after its name and role
 *
 * Describes a widget. If it has the focus, the description is said at once, also
 * if it is the same as before. An introduced widget is to get the focus first:
 * then the description is said as soon as it was read.
 */
void
spare_a11y_set_description (GtkWidget  *widget,
                            const char *description)
{
  Description *self;
  gint64 delay;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  self = get_description (widget);
  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_pointer (&self->next, g_free);
  delay = get_time_to_read (self);
  if (description != NULL && delay <= 0)
    {
      describe (widget, self, description);
      return;
    }

  gtk_accessible_reset_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
  if (description == NULL)
    return;

  self->next = g_strdup (description);
  self->timeout = g_timeout_add (delay, describe_cb, widget);
}

/**
 * spare_a11y_take_back_description:
 * @widget: a widget
 * @description: what it was described by
 *
 * Takes a description away, unless there is another one by now.
 */
void
spare_a11y_take_back_description (GtkWidget  *widget,
                                  const char *description)
{
  Description *self;
  g_autofree char *last = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  self = get_description (widget);
  last = g_strdup (self->last != NULL ? self->last : "");
  if (self->next == NULL && g_str_equal (g_strchomp (last), description))
    spare_a11y_set_description (widget, NULL);
}

/**
 * spare_a11y_set_described_by:
 * @widget: a widget
 * @label: (nullable): a label that tells more of it, or %NULL
 *
 * Ties a hint to what it is about. Unlike a description it is not said at once,
 * only when @widget gets the focus; a widget has the one or the other, for where
 * there is a label GTK 4.18 hands out an empty description.
 */
void
spare_a11y_set_described_by (GtkWidget *widget,
                             GtkWidget *label)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (label != NULL)
    gtk_accessible_update_relation (GTK_ACCESSIBLE (widget),
                                    GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, label, NULL,
                                    -1);
  else
    gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY);
}
