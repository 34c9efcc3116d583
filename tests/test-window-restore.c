// Runs made again in the window from what it has exported and saved.
// SPDX-License-Identifier: MIT

#include <glib/gstdio.h>
#include <string.h>

#include "window-fixture.h"

static char *folder;

static char *
make_path (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static char *
save (WindowFixture *window, gsize *length)
{
  g_autofree char *path = make_path ("now.safetensors");
  char *content = NULL;

  window_activate (window, "save-as", "s", path);
  g_assert_true (g_file_get_contents (path, &content, length, NULL));
  g_unlink (path);
  return content;
}

/* A run of 60 steps, with another learning rate from step 25 on. */
static void
make_run (WindowFixture *window)
{
  window_activate (window, "hidden", "s", "6");
  WAIT_UNTIL (window_is (window, "ready"));
  window_run_to (window, 25);
  window_activate (window, "learning-rate", "d", 0.03125);
  window_run_to (window, 60);
}

/* Out of a picture and out of saved parameters, over runs of other settings. */
static void
test_restore (WindowFixture *window, gconstpointer data)
{
  static const char *const names[] = { "a.png", "a.safetensors" };
  g_autofree char *before = NULL;
  gsize n_before;

  make_run (window);
  before = save (window, &n_before);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = make_path (names[i]);
      g_autofree char *told = g_strdup_printf ("Restored the run of %s: step 60", names[i]);
      g_autofree char *rate = NULL;
      g_autofree char *after = NULL;
      gsize n_after;

      if (i == 0)
        window_activate (window, "export-figure", "(ssd)", "weights", path, 1.0);
      else
        window_activate (window, "save-as", "s", path);
      window_activate (window, "seed", "t", (guint64) 9 + i);
      window_activate (window, "hidden", "s", "none");
      window_activate (window, "optimizer", "s", "adam");
      WAIT_UNTIL (window_is (window, "ready"));
      window_run_to (window, 5);
      window_activate (window, "open", "s", path);
      WAIT_UNTIL (window_is (window, "paused") && window_get_count (window, "step") == 60);
      g_assert_cmpstr (window_get_told (window), ==, told);
      rate = window_get_state (window, "learning-rate");
      g_assert_cmpstr (rate, ==, "0.03125");
      after = save (window, &n_after);
      g_assert_cmpmem (before, n_before, after, n_after);
      g_unlink (path);
    }
}

/* Told in one line each; the run goes on where it was. */
static void
test_not_restored (WindowFixture *window, gconstpointer data)
{
  static const struct
  {
    const char *name;
    const char *content; /* NULL: there is no such file */
    const char *told;
  } cases[] = {
    { "no.png", NULL, "no.png" },
    { "word.png", "hello", "neither" },
    { "later.json", "{\"downhill\":7,\"settings\":{},\"step\":1}", "later version" },
    { "key.json", "{\"downhill\":1,\"settings\":{\"colour\":1},\"step\":1}", "“colour”" },
    { "data.json", "{\"downhill\":1,\"settings\":{\"data\":\"/no/such\"},\"step\":1}", "/no/such" },
  };

  window_run_to (window, 5);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = make_path (cases[i].name);
      guint n = window->told->len;

      if (cases[i].content != NULL)
        g_assert_true (g_file_set_contents (path, cases[i].content, -1, NULL));
      window_activate (window, "open", "s", path);
      WAIT_UNTIL (window->told->len > n);
      g_test_message ("%s", window_get_told (window));
      g_assert_nonnull (strstr (window_get_told (window), cases[i].told));
      WAIT_UNTIL (window_is (window, "paused"));
      g_assert_cmpuint (window_get_count (window, "step"), ==, 5);
      g_assert_cmpuint (window->told->len, ==, n + 1);
      g_unlink (path);
    }
}

/* A reset while the run is being made again: it is somebody else's from then on. */
static void
test_restore_given_up (WindowFixture *window, gconstpointer data)
{
  static const char text[] = "{\"downhill\":1,\"step\":1000000000,\"settings\":{}}";
  g_autofree char *path = make_path ("long.json");

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  window_activate (window, "open", "s", path);
  WAIT_UNTIL (window_is (window, "running"));
  window_activate (window, "reset", NULL);
  WAIT_UNTIL (window_is (window, "ready"));
  window_run_to (window, 3);
  g_assert_cmpuint (window->told->len, ==, 0);
  g_unlink (path);
}

int
main (int argc, char **argv)
{
  int status;

  if (!window_tests_init (&argc, &argv))
    return 0;
  folder = g_dir_make_tmp ("downhill-XXXXXX", NULL);
  g_assert_nonnull (folder);
  window_tests_add ("/window/restore/same-bits", test_restore);
  window_tests_add ("/window/restore/refused", test_not_restored);
  window_tests_add ("/window/restore/given-up", test_restore_given_up);
  status = g_test_run ();
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_free (folder);
  return status;
}
