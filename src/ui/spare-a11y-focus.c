/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-a11y-aside.h"
#include "spare-a11y-title.h"
#include "spare-a11y.h"

/* The first focus comes this long after the window became active, in
 * milliseconds, about as long as a title is spoken. What has the focus any
 * earlier is taken by Orca for known, in silence, while it still reads the title
 * or the keys that led here. */
#define FIRST_FOCUS_DELAY 700
/* The same after a window has closed, of which Orca takes leave widget by widget. */
#define FOCUS_DELAY_AFTER_CLOSING 1000

/* Where a key is pressed before the first focus came, Orca has looked after so long,
 * in milliseconds, what the focus is, on a machine with much to do as well. */
#define KEY_DELAY 400

/* On a window whose first focus is still to come. */
#define FIRST_FOCUS "spare-first-focus"

typedef struct
{
  GtkWindow *window;
  GtkWidget *widget;
  GtkEventController *keys;
  gulong handler;
  guint timeout;
  /* Keys that wait until Orca knows of the focus: GdkEvent. */
  GQueue held;
} FirstFocus;

/* When a window was last closed, by the monotonic clock. */
static gint64 last_closed = G_MININT64 / 2;

static void
set_content_can_focus (GtkWindow *window,
                       gboolean   can_focus)
{
  GtkWidget *content = gtk_window_get_child (window);

  if (content != NULL)
    gtk_widget_set_can_focus (content, can_focus);
}

static void
let_go (GQueue *events)
{
  GdkEvent *event;

  while ((event = g_queue_pop_head (events)) != NULL)
    {
      gdk_display_put_event (gdk_event_get_display (event), event);
      gdk_event_unref (event);
    }
}

static void
first_focus_free (gpointer data)
{
  FirstFocus *first = data;

  let_go (&first->held);
  g_clear_handle_id (&first->timeout, g_source_remove);
  /* A window that is going has let go of its controllers, and all else. */
  if (gtk_event_controller_get_widget (first->keys) != NULL)
    {
      g_signal_handler_disconnect (first->window, first->handler);
      gtk_widget_remove_controller (GTK_WIDGET (first->window), first->keys);
      set_content_can_focus (first->window, TRUE);
    }
  g_object_unref (first->keys);
  g_object_unref (first->widget);
  g_free (first);
}

/* The focus has come, or comes from elsewhere. */
static void
end_first_focus (GtkWindow *window)
{
  g_object_set_data (G_OBJECT (window), FIRST_FOCUS, NULL);
  spare_a11y_title_follows (window);
}

static void
take_now (GtkWindow *window,
          GtkWidget *widget)
{
  /* Otherwise somebody quick has moved on already. */
  if (gtk_window_get_focus (window) != NULL)
    return;

  /* Who comes back finds the cursor where it was. */
  if (GTK_IS_TEXT (widget))
    gtk_text_grab_focus_without_selecting (GTK_TEXT (widget));
  else if (!gtk_widget_grab_focus (widget))
    gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_TAB_FORWARD);
}

/* Frees @first. */
static void
finish (FirstFocus *first)
{
  GtkWindow *window = first->window;
  g_autoptr (GtkWidget) widget = g_object_ref (first->widget);

  end_first_focus (window);
  take_now (window, widget);
}

static gboolean
finish_cb (gpointer data)
{
  FirstFocus *first = data;

  first->timeout = 0;
  finish (first);

  return G_SOURCE_REMOVE;
}

static gboolean
moves_focus (guint           keyval,
             GdkModifierType state)
{
  switch (keyval)
    {
    case GDK_KEY_Tab:
    case GDK_KEY_ISO_Left_Tab:
    case GDK_KEY_KP_Tab:
    case GDK_KEY_Up:
    case GDK_KEY_Down:
    case GDK_KEY_Left:
    case GDK_KEY_Right:
    case GDK_KEY_F10:
    case GDK_KEY_Menu:
      return TRUE;
    default:
      return (state & GDK_ALT_MASK) != 0;
    }
}

/* Whoever types at once loses no key. Where the focus is when Orca looks for it after
 * a key, it goes in silence; so one that moves it has to wait a little longer. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                FirstFocus            *first)
{
  GtkWindow *window = first->window;
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller));
  g_autoptr (GtkEventController) keys = g_object_ref (GTK_EVENT_CONTROLLER (controller));
  gboolean waits = spare_a11y_is_heard () && moves_focus (keyval, state);
  GtkWidget *focus;

  if (gdk_key_event_is_modifier (event))
    return FALSE;

  if (waits && first->held.length == 0)
    {
      g_clear_handle_id (&first->timeout, g_source_remove);
      /* After the keys that have come already: their order is kept. */
      first->timeout = g_timeout_add_full (G_PRIORITY_DEFAULT_IDLE, KEY_DELAY, finish_cb, first, NULL);
      set_content_can_focus (window, TRUE);
      take_now (window, first->widget);
    }
  if (waits || first->held.length > 0)
    {
      g_queue_push_tail (&first->held, gdk_event_ref (event));
      return TRUE;
    }

  finish (first);
  focus = gtk_window_get_focus (window);

  return focus != NULL && gtk_event_controller_key_forward (controller, focus);
}

static guint
get_first_focus_delay (void)
{
  if (!spare_a11y_is_heard ())
    return 0;
  if (g_get_monotonic_time () - last_closed < FOCUS_DELAY_AFTER_CLOSING * G_TIME_SPAN_MILLISECOND)
    return FOCUS_DELAY_AFTER_CLOSING;

  return FIRST_FOCUS_DELAY;
}

static void
is_active_cb (GtkWindow  *window,
              GParamSpec *pspec,
              FirstFocus *first)
{
  if (gtk_window_is_active (window) && first->timeout == 0)
    first->timeout = g_timeout_add (get_first_focus_delay (), finish_cb, first);
}

/**
 * spare_a11y_first_focus:
 * @window: a window that is about to be shown, or to become active again
 * @widget: the widget in it to begin with
 *
 * Puts the first focus of a window where the person begins, in a way that is
 * also spoken: until a moment after it became active, nothing in it has the
 * focus. A later call replaces an earlier one.
 */
void
spare_a11y_first_focus (GtkWindow *window,
                        GtkWidget *widget)
{
  FirstFocus *first;

  g_return_if_fail (GTK_IS_WINDOW (window));
  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (spare_a11y_title_precedes (window, widget))
    return;

  g_object_set_data (G_OBJECT (window), FIRST_FOCUS, NULL);
  gtk_window_set_focus (window, NULL);
  /* GTK would choose one by itself when the window is shown. */
  set_content_can_focus (window, FALSE);

  first = g_new0 (FirstFocus, 1);
  first->window = window;
  first->widget = g_object_ref (widget);
  first->keys = g_object_ref (gtk_event_controller_key_new ());
  gtk_event_controller_set_propagation_phase (first->keys, GTK_PHASE_CAPTURE);
  g_signal_connect (first->keys, "key-pressed", G_CALLBACK (key_pressed_cb), first);
  gtk_widget_add_controller (GTK_WIDGET (window), first->keys);
  first->handler = g_signal_connect (window, "notify::is-active", G_CALLBACK (is_active_cb), first);
  g_object_set_data_full (G_OBJECT (window), FIRST_FOCUS, first, first_focus_free);
  is_active_cb (window, NULL, first);
}

/**
 * spare_a11y_take_focus:
 * @widget: a widget
 *
 * Moves the focus to @widget. In a window that is not active, or where the first
 * focus is still to come, it becomes the first focus in place of any other; an alert
 * may have to wait, see spare_a11y_present().
 */
void
spare_a11y_take_focus (GtkWidget *widget)
{
  GtkRoot *root;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  root = gtk_widget_get_root (widget);
  if (!GTK_IS_WINDOW (root))
    return;

  spare_a11y_drop_aside (GTK_WINDOW (root), widget);
  if (spare_a11y_title_precedes (GTK_WINDOW (root), widget))
    return;

  if (!gtk_window_is_active (GTK_WINDOW (root)) || g_object_get_data (G_OBJECT (root), FIRST_FOCUS) != NULL)
    {
      spare_a11y_first_focus (GTK_WINDOW (root), widget);
      return;
    }

  end_first_focus (GTK_WINDOW (root));
  gtk_widget_grab_focus (widget);
}

/* Where something is typed already, the next keys are meant for it. */
static gboolean
is_typing (GtkWindow *window)
{
  GtkWidget *focus = gtk_window_get_focus (window);

  return GTK_IS_TEXT (focus) && gtk_entry_buffer_get_length (gtk_text_get_buffer (GTK_TEXT (focus))) > 0;
}

/**
 * spare_a11y_offer_focus:
 * @alert: an alert that nobody has asked for
 *
 * Moves the focus to @alert, unless somebody is typing: a word that is half there
 * would lose the rest. To them the alert is said in a pause, and the focus stays.
 */
void
spare_a11y_offer_focus (GtkWidget *alert)
{
  GtkRoot *root;

  g_return_if_fail (GTK_IS_WIDGET (alert));

  root = gtk_widget_get_root (alert);
  if (GTK_IS_WINDOW (root) && is_typing (GTK_WINDOW (root)) && !spare_a11y_title_precedes (GTK_WINDOW (root), alert))
    spare_a11y_say_aside (GTK_WINDOW (root), alert);
  else
    spare_a11y_take_focus (alert);
}

/* What becomes active when @window goes. */
static GtkWindow *
get_below (GtkWindow *window)
{
  GtkWindow *parent = gtk_window_get_transient_for (window);
  GtkApplication *application = gtk_window_get_application (window);
  GList *windows = application != NULL ? gtk_application_get_windows (application) : NULL;

  if (parent != NULL)
    return parent;

  /* The one that was active last comes first. */
  for (GList *l = windows; l != NULL; l = l->next)
    {
      if (l->data != window && gtk_widget_get_mapped (l->data))
        return l->data;
    }

  return NULL;
}

/**
 * spare_a11y_leave:
 * @window: a window that is about to close
 *
 * Lets the window below, which becomes active again, say its title and then what
 * has the focus in it. With the focus still there Orca 43 would say only that,
 * for it finds no way from a window that is gone.
 */
void
spare_a11y_leave (GtkWindow *window)
{
  GtkWindow *below;
  GtkWidget *focus;

  g_return_if_fail (GTK_IS_WINDOW (window));

  last_closed = g_get_monotonic_time ();
  below = spare_a11y_is_heard () ? get_below (window) : NULL;
  if (below == NULL || gtk_window_is_active (below))
    return;

  focus = gtk_window_get_focus (below);
  if (focus != NULL)
    spare_a11y_first_focus (below, focus);
}
