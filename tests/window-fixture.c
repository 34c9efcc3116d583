// A window of its own for each test, and what tests ask of it.
// SPDX-License-Identifier: MIT

#include "window-fixture.h"

#include "app/application.h"
#include "app/page.h"
#include "app/preferences.h"
#include "app/window.h"

#define HEART_BEAT_MSEC 20

/* One for all tests of a program: GTK does not like a second. */
static GApplication *the_application;

/* Makes every wait look at its condition again. */
static gboolean
beat (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

gboolean
window_tests_init (int *argc, char ***argv)
{
  g_autoptr (GError) error = NULL;

  if (g_getenv ("DISPLAY") == NULL && g_getenv ("WAYLAND_DISPLAY") == NULL)
    {
      g_print ("1..0 # SKIP there is no display\n");
      return FALSE;
    }
  /* Nothing of the user's is read or written. */
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  gtk_test_init (argc, argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  dh_preferences_set_folder (TEST_SCHEMADIR);
  g_timeout_add (HEART_BEAT_MSEC, beat, NULL);
  the_application = G_APPLICATION (dh_application_new (G_APPLICATION_NON_UNIQUE));
  g_application_register (the_application, NULL, &error);
  g_assert_no_error (error);
  return TRUE;
}

static void
remember (GSimpleAction *action, GVariant *message, gpointer data)
{
  WindowFixture *self = data;

  g_ptr_array_add (self->told, g_variant_dup_string (message, NULL));
}

static void
forget_all (GSettings *settings)
{
  g_autoptr (GSettingsSchema) schema = NULL;
  g_auto (GStrv) keys = NULL;

  g_object_get (settings, "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  for (guint i = 0; keys[i] != NULL; i++)
    g_settings_reset (settings, keys[i]);
}

/* Every test begins as if the program had never been used, but for the welcome. */
static void
forget_preferences (void)
{
  GSettings *settings = dh_preferences_get ();
  g_autoptr (GSettings) view = NULL;

  if (settings == NULL)
    return;
  view = g_settings_get_child (settings, "view");
  forget_all (settings);
  forget_all (view);
  g_settings_set_boolean (settings, "welcomed", TRUE);
}

void
window_open (WindowFixture *self)
{
  GAction *tell;

  g_application_activate (the_application);
  self->window =
      GTK_WIDGET (gtk_application_get_active_window (GTK_APPLICATION (the_application)));
  g_assert_nonnull (self->window);
  tell = g_action_map_lookup_action (G_ACTION_MAP (self->window), "tell");
  g_signal_connect (tell, "activate", G_CALLBACK (remember), self);
  WAIT_UNTIL (window_is (self, "ready"));
}

static void
set_up (WindowFixture *self, gconstpointer data)
{
  self->application = the_application;
  self->told = g_ptr_array_new_with_free_func (g_free);
  forget_preferences ();
  window_open (self);
}

static void
tear_down (WindowFixture *self, gconstpointer data)
{
  window_close (self);
  g_ptr_array_unref (self->told);
}

void
window_tests_add (const char *path, void (*test) (WindowFixture *, gconstpointer))
{
  g_test_add (path, WindowFixture, NULL, set_up, test, tear_down);
}

/* The sessions' threads are found by their name, where the system tells the names. */
static guint
count_workers (void)
{
  g_autoptr (GDir) threads = g_dir_open ("/proc/self/task", 0, NULL);
  const char *thread;
  guint n = 0;

  while (threads != NULL && (thread = g_dir_read_name (threads)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc/self/task", thread, "comm", NULL);
      g_autofree char *name = NULL;

      if (g_file_get_contents (path, &name, NULL, NULL))
        n += g_str_has_prefix (name, "downhill-worker");
    }
  return n;
}

void
window_close (WindowFixture *self)
{
  if (self->window == NULL)
    return;
  g_object_add_weak_pointer (G_OBJECT (self->window), (gpointer *) &self->window);
  if (g_file_test ("/proc/self/task", G_FILE_TEST_IS_DIR))
    g_assert_cmpuint (count_workers (), ==, 1);
  gtk_window_close (GTK_WINDOW (self->window));
  WAIT_UNTIL (self->window == NULL);
  g_assert_cmpuint (count_workers (), ==, 0);
}

void
window_activate (WindowFixture *self, const char *action, const char *format, ...)
{
  g_autofree char *name = g_strconcat ("win.", action, NULL);
  g_autoptr (GVariant) parameter = NULL;
  va_list arguments;

  va_start (arguments, format);
  if (format != NULL)
    parameter = g_variant_ref_sink (g_variant_new_va (format, NULL, &arguments));
  va_end (arguments);
  g_assert_true (gtk_widget_activate_action_variant (self->window, name, parameter));
}

void
window_run_to (WindowFixture *self, guint64 step)
{
  window_activate (self, "run-to", "t", step);
  WAIT_UNTIL (window_is (self, "paused") && window_get_count (self, "step") >= step);
  g_assert_cmpuint (window_get_count (self, "step"), ==, step);
}

char *
window_get_state (WindowFixture *self, const char *action)
{
  g_autoptr (GVariant) state =
      g_action_group_get_action_state (G_ACTION_GROUP (self->window), action);

  g_assert_nonnull (state);
  return g_variant_print (state, FALSE);
}

static GVariant *
get_field (WindowFixture *self, const char *field, const GVariantType *type)
{
  g_autoptr (GVariant) status =
      g_action_group_get_action_state (G_ACTION_GROUP (self->window), "status");
  GVariant *value = g_variant_lookup_value (status, field, type);

  g_assert_nonnull (value);
  return value;
}

gboolean
window_is (WindowFixture *self, const char *state)
{
  g_autoptr (GVariant) value = get_field (self, "state", G_VARIANT_TYPE_STRING);

  return g_str_equal (g_variant_get_string (value, NULL), state);
}

guint64
window_get_count (WindowFixture *self, const char *field)
{
  g_autoptr (GVariant) value = get_field (self, field, G_VARIANT_TYPE_UINT64);

  return g_variant_get_uint64 (value);
}

double
window_get_real (WindowFixture *self, const char *field)
{
  g_autoptr (GVariant) value = get_field (self, field, G_VARIANT_TYPE_DOUBLE);

  return g_variant_get_double (value);
}

const char *
window_get_told (WindowFixture *self)
{
  return self->told->len > 0 ? self->told->pdata[self->told->len - 1] : "";
}

GtkWidget *
window_find_in (GtkWidget *part, const char *id)
{
  GObject *child = gtk_widget_get_template_child (part, G_OBJECT_TYPE (part), id);

  g_assert_nonnull (child);
  return GTK_WIDGET (child);
}

GtkWidget *
window_find (WindowFixture *self, const char *id)
{
  g_autoptr (GPtrArray) pages = window_list (self->window, DH_TYPE_PAGE);
  GObject *child = gtk_widget_get_template_child (self->window, DH_TYPE_WINDOW, id);

  for (guint i = 0; child == NULL && i < pages->len; i++)
    child = gtk_widget_get_template_child (pages->pdata[i], G_OBJECT_TYPE (pages->pdata[i]), id);
  g_assert_nonnull (child);
  return GTK_WIDGET (child);
}

GtkWidget *
window_find_button (GtkWidget *root, const char *label)
{
  g_autoptr (GPtrArray) buttons = window_list (root, GTK_TYPE_BUTTON);

  for (guint i = 0; i < buttons->len; i++)
    if (g_strcmp0 (gtk_button_get_label (buttons->pdata[i]), label) == 0)
      return buttons->pdata[i];
  return NULL;
}

static void
list_below (GtkWidget *root, GType type, GPtrArray *found)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (g_type_is_a (G_OBJECT_TYPE (child), type))
        g_ptr_array_add (found, child);
      list_below (child, type, found);
    }
}

GPtrArray *
window_list (GtkWidget *root, GType type)
{
  GPtrArray *found = g_ptr_array_new ();

  list_below (root, type, found);
  return found;
}
