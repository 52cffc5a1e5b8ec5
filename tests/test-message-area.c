/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "spare-message-area.h"

#include "spare-a11y.h"
#include "spare-error.h"
#include "test-present.h"

typedef struct
{
  GtkWidget *window;
  SpareMessageArea *area;
  GtkWidget *other;
  GString *log;
} Fixture;

static void
action_cb (GSimpleAction *action,
           GVariant      *parameter,
           GString       *log)
{
  g_string_append_printf (log, "%s %s;", g_action_get_name (G_ACTION (action)),
                          parameter != NULL ? g_variant_get_string (parameter, NULL) : "");
}

static void
add_action (Fixture            *f,
            GActionMap         *map,
            const char         *name,
            const GVariantType *type)
{
  g_autoptr (GSimpleAction) action = g_simple_action_new (name, type);

  g_signal_connect (action, "activate", G_CALLBACK (action_cb), f->log);
  g_action_map_add_action (map, G_ACTION (action));
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  f->log = g_string_new (NULL);
  add_action (f, G_ACTION_MAP (group), "again", NULL);
  add_action (f, G_ACTION_MAP (group), "open", G_VARIANT_TYPE_STRING);

  f->area = g_object_ref_sink (SPARE_MESSAGE_AREA (spare_message_area_new ()));
  f->other = gtk_button_new_with_label ("Other");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (f->area));
  gtk_box_append (GTK_BOX (box), f->other);
  f->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (f->window), 400, 300);
  gtk_widget_insert_action_group (f->window, "test", G_ACTION_GROUP (group));
  gtk_window_set_child (GTK_WINDOW (f->window), box);
  test_present (f->window);
  gtk_widget_grab_focus (f->other);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  g_assert_finalize_object (f->area);
  g_string_free (f->log, TRUE);
}

/* Depth first, as the Tab key goes. */
static GtkWidget *
find_button (GtkWidget *widget,
             guint     *skip)
{
  if (GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) && (*skip)-- == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, skip);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static GtkWidget *
get_button (Fixture *f,
            guint    n)
{
  return find_button (GTK_WIDGET (f->area), &n);
}

#define get_focus(f) gtk_window_get_focus (GTK_WINDOW ((f)->window))

#define assert_name(f, text)                                          \
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE ((f)->area),    \
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, \
                                       text)

/* Returns: (nullable): what it is described by instead */
static char *
is_described (GtkWidget  *widget,
              const char *text)
{
  if (text == NULL)
    return gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION)
             ? g_strdup ("something")
             : NULL;

  return gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget),
                                             GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text);
}

static void
test_show (Fixture       *f,
           gconstpointer  data)
{
  static const struct
  {
    SpareMessageKind kind;
    const char *title;
    const char *text;
    const char *name;
    const char *css_class;
  } cases[] = {
    { SPARE_MESSAGE_SUCCESS, "We've just sent you an email to reset your password.", NULL,
      "We've just sent you an email to reset your password.", "success" },
    { SPARE_MESSAGE_ERROR, "No Network", "Try again.", "No Network Try again.", "error" },
    { SPARE_MESSAGE_WARNING, "<b>Not</b> & markup", "_Zoë_", "<b>Not</b> & markup _Zoë_",
      "warning" },
    { SPARE_MESSAGE_INFO, "For This Time Only", NULL, "For This Time Only", "info" },
  };

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (f->area), GTK_ACCESSIBLE_ROLE_ALERT);
  g_assert_false (spare_message_area_is_shown (f->area));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gtk_widget_grab_focus (f->other);
      spare_message_area_show (f->area, cases[i].kind, cases[i].title, cases[i].text);
      g_assert_true (spare_message_area_is_shown (f->area));
      g_assert_true (get_focus (f) == GTK_WIDGET (f->area));
      assert_name (f, cases[i].name);
      for (gsize j = 0; j < G_N_ELEMENTS (cases); j++)
        g_assert_cmpint (gtk_widget_has_css_class (GTK_WIDGET (f->area), cases[j].css_class), ==,
                         i == j);
    }
}

static void
test_error (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr (GError) error = spare_error_new (SPARE_ERROR_TOO_MANY_ATTEMPTS);
  g_autoptr (SpareErrorText) text = spare_error_text_new (error, SPARE_OPERATION_LOGIN, NULL);
  g_autofree char *joined = spare_error_text_join (text);
  g_autofree char *name = g_strconcat (text->title, " ", joined, NULL);

  spare_message_area_show_error (f->area, error, SPARE_OPERATION_LOGIN, NULL);
  g_assert_true (get_focus (f) == GTK_WIDGET (f->area));
  assert_name (f, name);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (f->area), "error"));
}

/* What comes of a stored session: sooner or later, whatever the person does by then. */
static void
test_unasked (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr (GError) error = spare_error_new (SPARE_ERROR_KEYRING_LOCKED);
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *text;
  g_autofree char *name = NULL;
  g_autofree char *wrong = NULL;

  gtk_box_append (GTK_BOX (gtk_widget_get_parent (f->other)), entry);
  gtk_widget_grab_focus (entry);
  text = get_focus (f);
  g_assert_true (GTK_IS_TEXT (text));
  spare_message_area_show_error (f->area, error, SPARE_OPERATION_RESTORE, NULL);
  g_assert_true (get_focus (f) == GTK_WIDGET (f->area));

  /* The next keys belong to a word that is half there. */
  spare_message_area_hide (f->area);
  gtk_widget_grab_focus (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), "jane");
  spare_message_area_show_error (f->area, error, SPARE_OPERATION_RESTORE, NULL);
  g_assert_true (get_focus (f) == text);
  name = g_strdup (spare_a11y_get_name (GTK_WIDGET (f->area)));
  g_assert_cmpstr (name, !=, "");
  test_wait_until ((g_free (wrong), wrong = is_described (entry, name)) == NULL);
  g_assert_true (get_focus (f) == text);

  /* It was for then, and there only. */
  gtk_widget_grab_focus (f->other);
  g_assert_null (wrong = is_described (entry, NULL));

  /* To whoever has asked, it comes at once. */
  gtk_widget_grab_focus (entry);
  spare_message_area_show_error (f->area, error, SPARE_OPERATION_LOGIN, NULL);
  g_assert_true (get_focus (f) == GTK_WIDGET (f->area));
}

/* Tab goes from the message to its buttons, then back to the form. */
static void
test_actions (Fixture       *f,
              gconstpointer  data)
{
  spare_message_area_show (f->area, SPARE_MESSAGE_ERROR, "No Network", NULL);
  spare_message_area_add_action (f->area, "Try Again", "test.again");
  spare_message_area_add_action (f->area, "Help", "test.open('https://example.com/?a=1')");
  test_wait_until (get_button (f, 1) != NULL);
  g_assert_null (get_button (f, 2));
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (get_button (f, 0)),
                                   GTK_ACCESSIBLE_ROLE_BUTTON);

  gtk_widget_child_focus (f->window, GTK_DIR_TAB_FORWARD);
  g_assert_true (get_focus (f) == get_button (f, 0));
  gtk_widget_activate (get_button (f, 0));
  gtk_widget_child_focus (f->window, GTK_DIR_TAB_FORWARD);
  g_assert_true (get_focus (f) == get_button (f, 1));
  g_signal_emit_by_name (get_button (f, 1), "clicked");
  gtk_widget_child_focus (f->window, GTK_DIR_TAB_FORWARD);
  g_assert_true (get_focus (f) == f->other);
  test_wait_until (g_str_equal (f->log->str, "again ;open https://example.com/?a=1;") ||
                   g_str_equal (f->log->str, "open https://example.com/?a=1;again ;"));

  /* Another message has none of them. */
  spare_message_area_show (f->area, SPARE_MESSAGE_INFO, "Session Forgotten", NULL);
  g_assert_null (get_button (f, 0));
}

/* A wait counts down without a word. */
static void
test_set_text (Fixture       *f,
               gconstpointer  data)
{
  spare_message_area_show (f->area, SPARE_MESSAGE_ERROR, "Too Many Requests", "Wait a minute.");
  gtk_widget_grab_focus (f->other);
  for (guint i = 59; i > 56; i--)
    {
      g_autofree char *text = g_strdup_printf ("Wait %u seconds.", i);

      spare_message_area_set_text (f->area, text);
      g_assert_true (get_focus (f) == f->other);
      assert_name (f, "Too Many Requests Wait a minute.");
    }
}

/* Icon themes drop icons; what GTK itself carries is always there. */
static void
test_icons (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr (GtkIconTheme) theme = gtk_icon_theme_new ();
  const char *nowhere[] = { NULL };

  gtk_icon_theme_set_search_path (theme, nowhere);
  gtk_icon_theme_set_theme_name (theme, "hicolor");
  gtk_icon_theme_add_resource_path (theme, "/org/gtk/libgtk/icons/");
  g_assert_false (gtk_icon_theme_has_icon (theme, "emblem-ok-symbolic"));

  for (int kind = SPARE_MESSAGE_INFO; kind <= SPARE_MESSAGE_ERROR; kind++)
    {
      GtkWidget *child;

      spare_message_area_show (f->area, kind, "Title", NULL);
      child = gtk_widget_get_first_child (GTK_WIDGET (f->area));
      g_assert_true (GTK_IS_IMAGE (child));
      g_test_message ("%s", gtk_image_get_icon_name (GTK_IMAGE (child)));
      g_assert_true (gtk_icon_theme_has_icon (theme, gtk_image_get_icon_name (GTK_IMAGE (child))));
    }
}

static void
test_hide (Fixture       *f,
           gconstpointer  data)
{
  spare_message_area_show (f->area, SPARE_MESSAGE_ERROR, "No Network", NULL);
  spare_message_area_add_action (f->area, "Try Again", "test.again");
  spare_message_area_hide (f->area);
  g_assert_false (spare_message_area_is_shown (f->area));
  test_wait_until (get_focus (f) != GTK_WIDGET (f->area));
  spare_message_area_hide (f->area);
  g_assert_false (spare_message_area_is_shown (f->area));
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add ("/message-area/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("show", test_show);
  ADD ("error", test_error);
  ADD ("unasked", test_unasked);
  ADD ("actions", test_actions);
  ADD ("set-text", test_set_text);
  ADD ("icons", test_icons);
  ADD ("hide", test_hide);
#undef ADD

  return g_test_run ();
}
