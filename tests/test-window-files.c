// Files out of the window: figures and parameters, and what is told when they cannot be written.
// SPDX-License-Identifier: MIT

#include <glib/gstdio.h>
#include <string.h>

#include "app/file-actions.h"
#include "app/page.h"
#include "window-fixture.h"

static char *folder;

static char *
make_path (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

/* Some grow with what they have to show. */
static int
get_natural_height (WindowFixture *window, const DhFigure *figure)
{
  DhFigureModel model = dh_figure_view_get_model (dh_page_find_figure (window->window, figure->id));

  model.header_inset = 0;
  return dh_figure_get_natural_height (figure, &model, figure->width);
}

/* Every figure in its natural size, times the scale. */
static void
test_png (WindowFixture *window, gconstpointer data)
{
  static const double scales[] = { 1, 2, 0.5 };
  guint n;
  const DhFigure *figures = dh_figures_get_all (&n);

  window_run_to (window, 5);
  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < G_N_ELEMENTS (scales); k++)
      {
        g_autofree char *path = make_path ("figure.png");
        g_autoptr (GdkTexture) picture = NULL;
        g_autoptr (GError) error = NULL;

        window_activate (window, "export-figure", "(ssd)", figures[i].id, path, scales[k]);
        g_assert_cmpstr (window_get_told (window), ==, "Wrote figure.png");
        picture = gdk_texture_new_from_filename (path, &error);
        g_assert_no_error (error);
        g_assert_cmpint (gdk_texture_get_width (picture), ==, (int) (scales[k] * figures[i].width));
        g_assert_cmpint (gdk_texture_get_height (picture), ==,
                         (int) (scales[k] * get_natural_height (window, &figures[i])));
        g_unlink (path);
      }
}

static void
test_other_formats (WindowFixture *window, gconstpointer data)
{
  static const struct
  {
    const char *name;
    const char *start;
  } cases[] = { { "a.svg", "<?xml" }, { "a.pdf", "%PDF-" }, { "a.csv", "run,series," } };

  window_run_to (window, 5);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = make_path (cases[i].name);
      g_autofree char *text = NULL;

      window_activate (window, "export-figure", "(ssd)", "loss", path, 1.0);
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_assert_true (g_str_has_prefix (text, cases[i].start));
      g_unlink (path);
    }
}

/* Exported is what the window shows: the axis that was chosen. */
static void
test_scale_exported (WindowFixture *window, gconstpointer data)
{
  g_autofree char *path = make_path ("a.svg");
  g_autofree char *logarithmic = NULL;
  g_autofree char *linear = NULL;

  window_run_to (window, 50);
  window_activate (window, "export-figure", "(ssd)", "loss", path, 1.0);
  g_assert_true (g_file_get_contents (path, &logarithmic, NULL, NULL));
  window_activate (window, "figure-scale", "s", "linear");
  window_activate (window, "export-figure", "(ssd)", "loss", path, 1.0);
  g_assert_true (g_file_get_contents (path, &linear, NULL, NULL));
  g_assert_cmpstr (linear, !=, logarithmic);
  g_unlink (path);
}

/* Format: eight bytes header length, the header, the data of 7850 parameters. */
static void
test_save (WindowFixture *window, gconstpointer data)
{
  g_autofree char *path = make_path ("parameters.safetensors");
  g_autofree char *content = NULL;
  gsize length;
  guint64 header;

  window_run_to (window, 5);
  window_activate (window, "save-as", "s", path);
  g_assert_cmpstr (window_get_told (window), ==, "Wrote parameters.safetensors");
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  memcpy (&header, content, sizeof header);
  header = GUINT64_FROM_LE (header);
  g_assert_cmpuint (length, ==, 8 + header + 4 * 7850);
  g_assert_nonnull (g_strstr_len (content + 8, (gssize) header, "\"main.0.weight\""));
  g_assert_nonnull (g_strstr_len (content + 8, (gssize) header, "\"main.0.bias\""));
  g_unlink (path);
}

/* One message each, which names what is wrong; no file is left behind. */
static void
test_refused (WindowFixture *window, gconstpointer data)
{
  static const struct
  {
    const char *figure; /* NULL = parameters */
    const char *path;
    double scale;
    const char *told;
  } cases[] = {
    { "loss", "/no/such/folder/a.png", 1, "/no/such/folder" },
    { "loss", "a.bmp", 1, "bmp" },
    { "no-such-figure", "a.png", 1, "no-such-figure" },
    { "loss", "a.png", 0, "scale" },
    { "loss", "a.png", -1, "scale" },
    { "loss", "a.png", 1e6, "scale" },
    { "loss", "a.png", G_MAXDOUBLE, "scale" },
    { NULL, "/no/such/folder/a.safetensors", 1, "/no/such/folder" },
    { NULL, "/", 1, "/" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path =
          *cases[i].path == '/' ? g_strdup (cases[i].path) : make_path (cases[i].path);

      if (cases[i].figure != NULL)
        window_activate (window, "export-figure", "(ssd)", cases[i].figure, path, cases[i].scale);
      else
        window_activate (window, "save-as", "s", path);
      g_assert_cmpuint (window->told->len, ==, i + 1);
      g_assert_false (g_str_has_prefix (window_get_told (window), "Wrote"));
      g_assert_nonnull (strstr (window_get_told (window), cases[i].told));
      g_assert_false (g_file_test (path, G_FILE_TEST_IS_REGULAR));
    }
}

/* Before a first data set has been loaded. */
static void
test_nothing_loaded (WindowFixture *window, gconstpointer data)
{
  g_autofree char *path = make_path ("a.safetensors");
  g_autofree char *picture = make_path ("a.png");

  window_close (window);
  g_application_activate (window->application);
  window->window = GTK_WIDGET (
      gtk_application_get_active_window (GTK_APPLICATION (window->application)));
  g_assert_true (window_is (window, "loading"));
  window_activate (window, "save-as", "s", path);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  window_activate (window, "export-figure", "(ssd)", "weights", picture, 1.0);
  g_assert_true (g_file_test (picture, G_FILE_TEST_EXISTS));
  g_unlink (picture);
}

/* Of a name in another encoding a picture can be opened; data cannot, and what to do is told. */
static void
test_name_in_latin_1 (WindowFixture *window, gconstpointer data)
{
  g_autofree char *picture = make_path ("caf\xe9.png");
  g_autofree char *set = make_path ("donn\xe9" "es");
  g_autoptr (GFile) picture_file = g_file_new_for_path (picture);
  g_autoptr (GFile) set_file = g_file_new_for_path (set);

  g_assert_true (g_file_set_contents (picture, "\x89PNG", 4, NULL));
  g_assert_cmpint (g_mkdir (set, 0700), ==, 0);
  g_assert_true (dh_file_actions_open (window->window, picture_file));
  g_assert_true (g_str_has_suffix (window_get_told (window), "the picture is damaged"));
  g_assert_true (dh_file_actions_open (window->window, set_file));
  g_assert_true (g_str_has_suffix (window_get_told (window), "not in UTF-8: rename it first"));
  g_unlink (picture);
  g_rmdir (set);
}

/* A script has one learning rate, and does not claim to be a run that had two. */
static void
test_copied_script (WindowFixture *window, gconstpointer data)
{
  window_run_to (window, 5);
  window_activate (window, "copy-pytorch", NULL);
  g_assert_cmpstr (window_get_told (window), ==, "Copied a PyTorch script that trains this run");
  window_activate (window, "learning-rate", "d", 0.01);
  window_run_to (window, 6);
  window_activate (window, "copy-pytorch", NULL);
  g_assert_nonnull (strstr (window_get_told (window), "what was changed on the way is not in it"));
}

int
main (int argc, char **argv)
{
  int status;

  if (!window_tests_init (&argc, &argv))
    return 0;
  folder = g_dir_make_tmp ("downhill-XXXXXX", NULL);
  g_assert_nonnull (folder);
  window_tests_add ("/window/files/png", test_png);
  window_tests_add ("/window/files/other-formats", test_other_formats);
  window_tests_add ("/window/files/scale-exported", test_scale_exported);
  window_tests_add ("/window/files/save", test_save);
  window_tests_add ("/window/files/refused", test_refused);
  window_tests_add ("/window/files/nothing-loaded", test_nothing_loaded);
  window_tests_add ("/window/files/name-in-latin-1", test_name_in_latin_1);
  window_tests_add ("/window/files/copied-script", test_copied_script);
  status = g_test_run ();
  g_rmdir (folder);
  g_free (folder);
  return status;
}
