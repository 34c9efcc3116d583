// Loading in the window: no flash, progress, cancelled by button or key, and all as it was.
// SPDX-License-Identifier: MIT

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "window-fixture.h"

#define N_SLOW 1000000u /* images of doubles: six gigabytes, all of them hole */
#define SIDE 28u

/* A folder whose files take seconds to read, and no room on the disk. */
typedef struct
{
  char *folder;
  char *images;
  char *labels;
} SlowSet;

static void
write_header (const char *path, guint8 type, guint n_dimensions, goffset size)
{
  const guint8 header[16] = { 0, 0, type, n_dimensions, N_SLOW >> 24, N_SLOW >> 16 & 255,
                              N_SLOW >> 8 & 255, N_SLOW & 255, 0, 0, 0, SIDE, 0, 0, 0, SIDE };

  g_assert_true (g_file_set_contents (path, (const char *) header, 4 + 4 * n_dimensions, NULL));
  g_assert_cmpint (truncate (path, 4 + 4 * n_dimensions + size), ==, 0);
}

static void
slow_set_init (SlowSet *self)
{
  self->folder = g_dir_make_tmp ("downhill-slow-XXXXXX", NULL);
  g_assert_nonnull (self->folder);
  self->images = g_build_filename (self->folder, "train-images-idx3-ubyte", NULL);
  self->labels = g_build_filename (self->folder, "train-labels-idx1-ubyte", NULL);
  write_header (self->images, 0x0e, 3, (goffset) N_SLOW * SIDE * SIDE * 8);
  write_header (self->labels, 0x08, 1, N_SLOW);
}

static void
slow_set_clear (SlowSet *self)
{
  g_unlink (self->images);
  g_unlink (self->labels);
  g_rmdir (self->folder);
  g_free (self->images);
  g_free (self->labels);
  g_free (self->folder);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SlowSet, slow_set_clear)

static gboolean
is_shown (WindowFixture *window)
{
  return gtk_widget_get_visible (window_find (window, "loading"));
}

static double
get_fraction (WindowFixture *window)
{
  GtkWidget *bar = window_find_in (window_find (window, "loading"), "bar");

  return gtk_progress_bar_get_fraction (GTK_PROGRESS_BAR (bar));
}

static gboolean
can_cancel (WindowFixture *window)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (window->window), "cancel-loading");
}

static void
begin (WindowFixture *window, const SlowSet *set)
{
  window_activate (window, "data", "s", set->folder);
  g_assert_true (window_is (window, "loading"));
  g_assert_true (can_cancel (window));
  g_assert_false (is_shown (window));
}

static void
test_cancel (WindowFixture *window, gconstpointer data)
{
  g_auto (SlowSet) set = { 0 };
  g_autofree char *facts = NULL;
  g_autofree char *name = NULL;

  slow_set_init (&set);
  window_run_to (window, 20);
  facts = g_strdup (gtk_label_get_text (GTK_LABEL (window_find (window, "facts"))));
  g_assert_false (can_cancel (window));
  begin (window, &set);
  WAIT_UNTIL (is_shown (window) && get_fraction (window) > 0);
  g_assert_cmpuint (window_get_count (window, "step"), ==, 20);
  g_assert_cmpfloat (get_fraction (window), <, 1);
  g_signal_emit_by_name (window_find_button (window_find (window, "loading"), "Cancel"), "clicked");
  WAIT_UNTIL (!window_is (window, "loading"));
  g_assert_true (window_is (window, "paused"));
  g_assert_cmpuint (window_get_count (window, "step"), ==, 20);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (window_find (window, "facts"))), ==, facts);
  g_assert_cmpstr (window_get_told (window), ==, "Loading was cancelled");
  name = window_get_state (window, "data");
  g_assert_cmpstr (name, ==, "'handwriting'");
  g_assert_false (is_shown (window));
  g_assert_false (can_cancel (window));
  window_run_to (window, 25);
}

/* A run that went on goes on. */
static void
test_running (WindowFixture *window, gconstpointer data)
{
  g_auto (SlowSet) set = { 0 };
  guint64 step;

  slow_set_init (&set);
  window_activate (window, "train", NULL);
  WAIT_UNTIL (window_is (window, "running") && window_get_count (window, "step") > 5);
  begin (window, &set);
  WAIT_UNTIL (is_shown (window));
  window_activate (window, "cancel-loading", NULL);
  WAIT_UNTIL (window_is (window, "running"));
  step = window_get_count (window, "step");
  WAIT_UNTIL (window_get_count (window, "step") > step);
}

/* Other data need not wait for those that nobody wants any more. */
static void
test_replace (WindowFixture *window, gconstpointer data)
{
  g_auto (SlowSet) set = { 0 };
  g_autofree char *name = NULL;

  slow_set_init (&set);
  begin (window, &set);
  WAIT_UNTIL (is_shown (window));
  window_activate (window, "data", "s", "handwriting");
  WAIT_UNTIL (window_is (window, "ready"));
  name = window_get_state (window, "data");
  g_assert_cmpstr (name, ==, "'handwriting'");
  g_assert_cmpstr (window_get_told (window), ==, "");
}

/* The same data with other settings are one loading. */
static void
test_same (WindowFixture *window, gconstpointer data)
{
  g_auto (SlowSet) set = { 0 };
  g_autofree char *name = NULL;

  slow_set_init (&set);
  begin (window, &set);
  window_activate (window, "seed", "t", G_GUINT64_CONSTANT (7));
  WAIT_UNTIL (is_shown (window));
  g_assert_true (window_is (window, "loading"));
  window_activate (window, "cancel-loading", NULL);
  WAIT_UNTIL (window_is (window, "ready"));
  name = window_get_state (window, "data");
  g_assert_cmpstr (name, ==, "'handwriting'");
}

static void
test_close (WindowFixture *window, gconstpointer data)
{
  g_auto (SlowSet) set = { 0 };
  gint64 asked_at;

  slow_set_init (&set);
  begin (window, &set);
  WAIT_UNTIL (is_shown (window));
  asked_at = g_get_monotonic_time ();
  window_close (window);
  g_assert_cmpint (g_get_monotonic_time () - asked_at, <, G_USEC_PER_SEC);
}

static void
count (guint *n)
{
  ++*n;
}

static void
test_flash (WindowFixture *window, gconstpointer data)
{
  guint64 run = window_get_count (window, "run");
  guint n = 0;

  g_signal_connect_swapped (window_find (window, "loading"), "notify::visible", G_CALLBACK (count),
                            &n);
  window_activate (window, "subset", "t", G_GUINT64_CONSTANT (100));
  WAIT_UNTIL (window_is (window, "ready") && window_get_count (window, "run") > run);
  g_assert_cmpuint (n, ==, 0);
  g_signal_handlers_disconnect_by_data (window_find (window, "loading"), &n);
}

static void
test_key (WindowFixture *window, gconstpointer data)
{
  g_auto (GStrv) keys = gtk_application_get_accels_for_action (
      GTK_APPLICATION (window->application), "win.cancel-loading");

  g_assert_cmpuint (g_strv_length (keys), ==, 1);
  g_assert_cmpstr (keys[0], ==, "Escape");
}

int
main (int argc, char **argv)
{
  if (!window_tests_init (&argc, &argv))
    return 0;
  window_tests_add ("/window/loading/cancel", test_cancel);
  window_tests_add ("/window/loading/running", test_running);
  window_tests_add ("/window/loading/replace", test_replace);
  window_tests_add ("/window/loading/same", test_same);
  window_tests_add ("/window/loading/close", test_close);
  window_tests_add ("/window/loading/flash", test_flash);
  window_tests_add ("/window/loading/key", test_key);
  return g_test_run ();
}
