// The window's download of data sets: offered, under way, cancelled, failed, done; and their list.
// SPDX-License-Identifier: MIT

#include "app/data-item.h"
#include "bad-server.h"
#include "dataset/fetch.h"
#include "pane-rows.h"
#include "tiny-sets.h"

#define TIMEOUT_MSEC 500

static TinySets tiny;
static BadServer server;

static GBytes *
find (const char *path, gpointer data)
{
  for (guint s = 0; s < TINY_SETS_N; s++)
    for (guint i = 0; i < DH_PUBLISHED_N_FILES; i++)
      {
        g_autofree char *name =
            g_strconcat (tiny.sets[s].name, "/", tiny.sets[s].files[i].name, NULL);

        if (g_str_equal (name, path))
          return tiny.packed[s][i];
      }
  return NULL;
}

static void
serve (Serve mode)
{
  WAIT_UNTIL (bad_server_is_idle (&server));
  g_atomic_int_set (&server.serve[0], mode);
  g_atomic_int_set (&server.serve[1], mode);
  g_atomic_int_set (&server.requests, 0);
}

static void
forget (guint set)
{
  g_autofree char *folder = dh_published_get_folder (&tiny.sets[set]);

  tiny_sets_remove (folder);
}

static char *
get_status (WindowFixture *window, const char *field)
{
  g_autoptr (GVariant) status =
      g_action_group_get_action_state (G_ACTION_GROUP (window->window), "fetch-status");
  g_autoptr (GVariant) value = g_variant_lookup_value (status, field, NULL);

  return g_variant_print (value, FALSE);
}

static gboolean
fetch_is (WindowFixture *window, const char *state)
{
  g_autofree char *quoted = g_strdup_printf ("'%s'", state);
  g_autofree char *found = get_status (window, "state");

  return g_str_equal (found, quoted);
}

static gboolean
data_is (WindowFixture *window, const char *name)
{
  g_autofree char *quoted = g_strdup_printf ("'%s'", name);
  g_autofree char *found = window_get_state (window, "data");

  return g_str_equal (found, quoted);
}

static AdwComboRow *
get_row (WindowFixture *window)
{
  return ADW_COMBO_ROW (find_row (window, "data"));
}

/* The place in the list of what has this name and this in its detail, or −1. */
static int
find_item (WindowFixture *window, const char *name, const char *detail)
{
  GListModel *items = adw_combo_row_get_model (get_row (window));

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (DhDataItem) item = g_list_model_get_item (items, i);

      if (g_str_equal (dh_data_item_get_name (item), name) &&
          strstr (dh_data_item_get_detail (item), detail) != NULL)
        return (int) i;
    }
  return -1;
}

static void
choose (WindowFixture *window, const char *name)
{
  int position = find_item (window, name, "");

  g_assert_cmpint (position, >=, 0);
  adw_combo_row_set_selected (get_row (window), (guint) position);
}

static const char *
get_label (WindowFixture *window, const char *id)
{
  GtkWidget *row = find_row (window, "data_fetch");

  return gtk_label_get_text (GTK_LABEL (window_find_in (row, id)));
}

static void
press (WindowFixture *window, const char *label)
{
  GtkWidget *button = window_find_button (find_row (window, "data_fetch"), label);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_visible (button));
  g_signal_emit_by_name (button, "clicked");
}

static gboolean
is_shown (WindowFixture *window)
{
  return gtk_widget_get_visible (find_row (window, "data_fetch"));
}

static void
await_list (WindowFixture *window)
{
  WAIT_UNTIL (find_item (window, "kmnist", "Not on this computer yet: download ") >= 0);
}

/* Choosing what is not here changes nothing but offers it; a click downloads it, then it loads. */
static void
test_choose (WindowFixture *window, gconstpointer data)
{
  forget (0);
  serve (SERVE_SLOWLY);
  await_list (window);
  g_assert_false (is_shown (window));
  choose (window, "mnist");
  g_assert_true (fetch_is (window, "offered"));
  g_assert_true (data_is (window, "handwriting"));
  g_assert_cmpuint (adw_combo_row_get_selected (get_row (window)), ==, 0);
  g_assert_true (is_shown (window));
  g_assert_cmpstr (get_label (window, "heading"), ==, "MNIST is not on this computer yet");
  g_assert_nonnull (strstr (get_label (window, "text"), "kB from 127.0.0.1"));
  press (window, "_Not Now");
  g_assert_false (is_shown (window));
  choose (window, "mnist");
  press (window, "_Download");
  g_assert_true (fetch_is (window, "downloading"));
  g_assert_cmpstr (get_label (window, "heading"), ==, "Downloading MNIST");
  WAIT_UNTIL (strstr (get_label (window, "text"), "kB of ") != NULL);
  WAIT_UNTIL (data_is (window, "mnist") && window_is (window, "ready"));
  g_assert_true (fetch_is (window, "idle"));
  g_assert_false (is_shown (window));
  g_assert_nonnull (strstr (window->told->pdata[0], "Downloaded MNIST"));
  WAIT_UNTIL (find_item (window, "mnist", "the published MNIST") >= 0);
  g_assert_cmpint (adw_combo_row_get_selected (get_row (window)), ==,
                   find_item (window, "mnist", "300 + 100 images of 28 × 28"));
  window_run_to (window, 3);
  forget (0);
}

/* By the action, as over the bus; while a run is under way it is not lost. */
static void
test_while_training (WindowFixture *window, gconstpointer data)
{
  forget (1);
  serve (SERVE_WHOLE);
  window_activate (window, "train", NULL);
  WAIT_UNTIL (window_get_count (window, "step") > 0);
  window_activate (window, "fetch", "s", "fashion-mnist");
  WAIT_UNTIL (fetch_is (window, "done"));
  g_assert_true (data_is (window, "handwriting"));
  g_assert_true (window_is (window, "running"));
  g_assert_cmpstr (get_label (window, "heading"), ==, "Fashion-MNIST is on this computer");
  press (window, "_Use It");
  g_assert_true (data_is (window, "fashion-mnist"));
  g_assert_false (is_shown (window));
  WAIT_UNTIL (window_is (window, "ready"));
  g_assert_cmpuint (window->told->len, ==, 0);
  forget (1);
}

static void
test_cancel (WindowFixture *window, gconstpointer data)
{
  static const Serve modes[] = { SERVE_STALL, SERVE_NOTHING };

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      forget (0);
      serve (modes[i]);
      window_activate (window, "fetch", "s", "mnist");
      WAIT_UNTIL (g_atomic_int_get (&server.requests) > 0);
      /* Another one meanwhile does nothing but say why. */
      g_ptr_array_set_size (window->told, 0);
      window_activate (window, "fetch", "s", "kmnist");
      g_assert_cmpuint (window->told->len, ==, 1);
      g_assert_nonnull (strstr (window->told->pdata[0], "MNIST is being downloaded: wait"));
      choose (window, "fashion-mnist");
      g_assert_cmpuint (window->told->len, ==, 2);
      g_assert_cmpstr (get_label (window, "heading"), ==, "Downloading MNIST");
      press (window, "_Cancel");
      g_assert_true (fetch_is (window, "idle"));
      g_assert_false (is_shown (window));
    }
  serve (SERVE_WHOLE);
  window_activate (window, "fetch", "s", "mnist");
  WAIT_UNTIL (data_is (window, "mnist") && window_is (window, "ready"));
  forget (0);
}

/* What is told says what to do, and trying again is one click. */
static void
test_fail (WindowFixture *window, gconstpointer data)
{
  g_autofree char *folder = dh_published_get_folder (&tiny.sets[0]);

  forget (0);
  serve (SERVE_CORRUPTED);
  window_activate (window, "fetch", "s", "mnist");
  WAIT_UNTIL (fetch_is (window, "failed"));
  g_assert_cmpstr (get_label (window, "heading"), ==, "MNIST was not downloaded");
  g_assert_nonnull (strstr (get_label (window, "text"), "differs from the published one"));
  g_assert_nonnull (strstr (get_label (window, "text"), folder));
  g_assert_true (data_is (window, "handwriting"));
  serve (SERVE_WHOLE);
  press (window, "_Try Again");
  WAIT_UNTIL (data_is (window, "mnist") && window_is (window, "ready"));
  serve (SERVE_404);
  window_activate (window, "fetch", "s", "kmnist");
  WAIT_UNTIL (fetch_is (window, "failed"));
  press (window, "Di_smiss");
  g_assert_false (is_shown (window));
  window_activate (window, "fetch", "s", "nothing");
  g_assert_nonnull (strstr (window_get_told (window), "“nothing”"));
  forget (0);
}

static gboolean
is_empty (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);

  return folder == NULL || g_dir_read_name (folder) == NULL;
}

/* The window closes at once, whatever the server does. */
static void
test_close (WindowFixture *window, gconstpointer data)
{
  g_autofree char *folder = dh_published_get_folder (&tiny.sets[0]);

  forget (0);
  serve (SERVE_STALL);
  window_activate (window, "fetch", "s", "mnist");
  WAIT_UNTIL (g_atomic_int_get (&server.requests) > 0);
  window_close (window);
  WAIT_UNTIL (is_empty (folder));
}

/* What is found is listed with where it is; whether it is the published one shows a little later,
 * and what differs does not bear the name. */
static void
test_list (WindowFixture *window, gconstpointer data)
{
  g_autofree char *good = g_build_filename (g_get_home_dir (), "data", "MNIST", "raw", NULL);
  g_autofree char *spoiled = g_build_filename (g_get_home_dir (), "data", "KMNIST", "raw", NULL);

  tiny_sets_write_all (&tiny, 0, FALSE, good);
  tiny_sets_write_all (&tiny, 2, TRUE, spoiled);
  tiny_sets_write (&tiny, 1, 3, TRUE, spoiled);
  window_close (window);
  g_application_activate (window->application);
  window->window = GTK_WIDGET (
      gtk_application_get_active_window (GTK_APPLICATION (window->application)));
  WAIT_UNTIL (find_item (window, "mnist", "the published MNIST\n") >= 0);
  g_assert_cmpint (find_item (window, "mnist", good), >=, 0);
  WAIT_UNTIL (find_item (window, spoiled, "differs from the published KMNIST\n") >= 0);
  g_assert_cmpint (find_item (window, "kmnist", "Not on this computer yet"), >=, 0);
  g_assert_cmpint (find_item (window, "fashion-mnist", "Not on this computer yet"), >=, 0);
  choose (window, spoiled);
  WAIT_UNTIL (window_is (window, "ready") && data_is (window, spoiled));
  tiny_sets_remove (good);
  tiny_sets_remove (spoiled);
}

int
main (int argc, char **argv)
{
  int status;

  g_unsetenv ("DOWNHILL_MNIST");
  g_unsetenv ("DOWNHILL_MIRROR");
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  if (!window_tests_init (&argc, &argv))
    return 0;
  dh_fetch_set_timeout (TIMEOUT_MSEC);
  bad_server_start (&server, find, NULL);
  tiny_sets_make (&tiny, server.address);
  window_tests_add ("/window/fetch/choose", test_choose);
  window_tests_add ("/window/fetch/while-training", test_while_training);
  window_tests_add ("/window/fetch/cancel", test_cancel);
  window_tests_add ("/window/fetch/fail", test_fail);
  window_tests_add ("/window/fetch/close", test_close);
  window_tests_add ("/window/fetch/list", test_list);
  status = g_test_run ();
  bad_server_stop (&server);
  tiny_sets_clear (&tiny);
  return status;
}
