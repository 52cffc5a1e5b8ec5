/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-a11y-title.h"

#include "spare-a11y-aside.h"
#include "spare-a11y.h"
#include "spare-reader.h"

/* Orca needs so long, in milliseconds, to have said the first focus, on a machine
 * with much to do as well. Until then it takes a new name for one that it knows. */
#define RENAME_DELAY 1500
/* And so long to have said that name. */
#define TITLE_DELAY 500

/* On a window that went by the name of the program, until its title was said. */
#define NICKNAME "spare-nickname"

typedef struct
{
  GtkWindow *window;
  GtkWidget *alert;
  GtkEventController *keys;
  gboolean typed;
  gboolean renamed;
  guint timeout;
} Nickname;

gboolean
spare_a11y_is_heard (void)
{
  return spare_reader_is_listening (spare_reader_get_default ());
}

static void
nickname_free (gpointer data)
{
  Nickname *nickname = data;

  g_clear_handle_id (&nickname->timeout, g_source_remove);
  g_clear_weak_pointer (&nickname->alert);
  g_signal_handlers_disconnect_by_data (nickname->keys, nickname);
  if (gtk_event_controller_get_widget (nickname->keys) != NULL)
    gtk_widget_remove_controller (GTK_WIDGET (nickname->window), nickname->keys);
  g_object_unref (nickname->keys);
  g_free (nickname);
}

static void
rename_window (Nickname *nickname)
{
  if (nickname->renamed)
    return;

  nickname->renamed = TRUE;
  gtk_accessible_update_property (GTK_ACCESSIBLE (nickname->window),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, gtk_window_get_title (nickname->window),
                                  -1);
}

/* Frees @nickname. */
static void
finish (Nickname *nickname)
{
  GtkWindow *window = nickname->window;
  g_autoptr (GtkWidget) alert = nickname->alert != NULL ? g_object_ref (nickname->alert) : NULL;
  gboolean typed = nickname->typed;

  rename_window (nickname);
  g_object_set_data (G_OBJECT (window), NICKNAME, NULL);
  if (alert == NULL || !gtk_widget_get_visible (alert))
    return;

  if (typed)
    spare_a11y_say_aside (window, alert);
  else
    spare_a11y_take_focus (alert);
}

static gboolean
title_said_cb (gpointer data)
{
  Nickname *nickname = data;

  nickname->timeout = 0;
  finish (nickname);

  return G_SOURCE_REMOVE;
}

static gboolean
rename_cb (gpointer data)
{
  Nickname *nickname = data;

  rename_window (nickname);
  nickname->timeout = g_timeout_add (TITLE_DELAY, title_said_cb, nickname);

  return G_SOURCE_REMOVE;
}

/* Nobody is there to whom all that matters. */
static void
listening_cb (GtkWindow *window)
{
  Nickname *nickname = g_object_get_data (G_OBJECT (window), NICKNAME);

  if (nickname != NULL && !spare_a11y_is_heard ())
    finish (nickname);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                Nickname              *nickname)
{
  nickname->typed = TRUE;

  return FALSE;
}

static gboolean
has_window (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (gtk_widget_get_mapped (window))
        return TRUE;
    }

  return FALSE;
}

static void
give_nickname (GtkWindow *window)
{
  Nickname *nickname = g_new0 (Nickname, 1);

  gtk_accessible_update_property (GTK_ACCESSIBLE (window),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, g_get_application_name (),
                                  -1);
  nickname->window = window;
  nickname->keys = g_object_ref (gtk_event_controller_key_new ());
  gtk_event_controller_set_propagation_phase (nickname->keys, GTK_PHASE_CAPTURE);
  g_signal_connect (nickname->keys, "key-pressed", G_CALLBACK (key_pressed_cb), nickname);
  gtk_widget_add_controller (GTK_WIDGET (window), nickname->keys);
  g_object_set_data_full (G_OBJECT (window), NICKNAME, nickname, nickname_free);
  g_signal_connect_object (spare_reader_get_default (), "notify::listening", G_CALLBACK (listening_cb), window,
                           G_CONNECT_SWAPPED);
}

/**
 * spare_a11y_present:
 * @window: a window
 *
 * Shows a window, of which spare_a11y_first_focus() was told, so that its title is
 * said. The first window of a program often becomes active before GTK has told
 * the accessibility bus of the program, and the news is lost. So that window goes
 * by the name of the program until its first focus was said; the change to its
 * title is said in any case, and the title is never said twice.
 *
 * An alert comes after that: Orca 43 takes one that has the focus for a window, and
 * then the title for that of another. To whoever has begun to type it is said, in a
 * pause, without the focus.
 */
void
spare_a11y_present (GtkWindow *window)
{
  g_return_if_fail (GTK_IS_WINDOW (window));

  if (spare_a11y_is_heard () && !has_window ())
    give_nickname (window);
  gtk_window_present (window);
}

/* The first focus has come. */
void
spare_a11y_title_follows (GtkWindow *window)
{
  Nickname *nickname = g_object_get_data (G_OBJECT (window), NICKNAME);

  if (nickname != NULL && nickname->timeout == 0)
    nickname->timeout = g_timeout_add (RENAME_DELAY, rename_cb, nickname);
}

gboolean
spare_a11y_title_precedes (GtkWindow *window,
                           GtkWidget *widget)
{
  Nickname *nickname = g_object_get_data (G_OBJECT (window), NICKNAME);

  if (nickname == NULL ||
      gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)) != GTK_ACCESSIBLE_ROLE_ALERT)
    return FALSE;

  g_set_weak_pointer (&nickname->alert, widget);

  return TRUE;
}
