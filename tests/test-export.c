// Figures into files: formats, sizes, and what happens where a file cannot be written.
// SPDX-License-Identifier: MIT

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "figures/export.h"

typedef struct
{
  char *folder;
  DhSnapshot *run;
  const DhSnapshot *runs[1];
  DhFigureModel model;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = g_dir_make_tmp ("downhill-export-XXXXXX", NULL);
  g_assert_nonnull (f->folder);
  f->run = dh_snapshot_new ();
  f->run->run = 1;
  f->run->history = dh_history_new ();
  for (guint i = 0; i < 500; i++)
    dh_history_add (f->run->history, DH_SERIES_TRAIN_LOSS, i, 2.0 / (1 + i));
  f->runs[0] = f->run;
  f->model = (DhFigureModel){ .runs = f->runs, .n_runs = 1, .theme = dh_theme_get_light () };
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  /* Fails where an export left something behind: every test removes what it made. */
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  dh_snapshot_unref (f->run);
  g_free (f->folder);
}

static gboolean export(Fixture *f,
                       const char *id,
                       const char *name,
                       int width,
                       int height,
                       double scale,
                       GError **error)
{
  g_autofree char *path = g_build_filename (f->folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  return dh_export_figure (dh_figures_find (id), &f->model,
                           &(DhExportOptions) { .width = width, .height = height, .scale = scale },
                           file, error);
}

/* The file's contents; the file is removed. */
static char *
take (Fixture *f, const char *name, gsize *length)
{
  g_autofree char *path = g_build_filename (f->folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char *contents = NULL;

  g_file_get_contents (path, &contents, length, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_unlink (path), ==, 0);
  return contents;
}

static void
test_formats (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *name;
    const char *magic;
    const char *holds;
  } cases[] = {
    { "a.png", "\x89PNG\r\n\x1a\n", NULL },
    { "a.PNG", "\x89PNG\r\n\x1a\n", NULL },
    { "a.svg", "<?xml", "width=\"960px\" height=\"420px\"" },
    { "a.pdf", "%PDF-1.", NULL },
    { "a.csv", "run,series,", "\n1,training,499,499,1," },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *contents = NULL;
      gsize length = 0;

      g_assert_true (export(f, "loss", cases[i].name, 0, 0, 1, &error));
      g_assert_no_error (error);
      contents = take (f, cases[i].name, &length);
      g_assert_cmpuint (length, >, 1000);
      g_assert_cmpmem (contents, strlen (cases[i].magic), cases[i].magic, strlen (cases[i].magic));
      if (cases[i].holds != NULL)
        g_assert_nonnull (g_strstr_len (contents, (gssize) length, cases[i].holds));
    }
}

static guint
read_big_endian (const char *bytes)
{
  const guint8 *b = (const guint8 *) bytes;

  return (guint) b[0] << 24 | b[1] << 16 | b[2] << 8 | b[3];
}

static void
test_png_size (Fixture *f, gconstpointer data)
{
  static const struct
  {
    int width, height;
    double scale;
    guint png_width, png_height;
  } cases[] = { { 0, 0, 1, 960, 420 },
                { 0, 0, 2, 1920, 840 },
                { 100, 51, 1.5, 150, 77 },
                { 16, 16, 0.01, 1, 1 },
                { 300, 0, 1, 300, 420 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *contents = NULL;
      gsize length = 0;

      export(f, "loss", "b.png", cases[i].width, cases[i].height, cases[i].scale, &error);
      g_assert_no_error (error);
      contents = take (f, "b.png", &length);
      g_assert_cmpuint (length, >, 24);
      g_assert_cmpuint (read_big_endian (contents + 16), ==, cases[i].png_width);
      g_assert_cmpuint (read_big_endian (contents + 20), ==, cases[i].png_height);
    }
}

/* Of a thousand classes a picture is as tall as can be, without being asked. */
static void
test_tallest (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;
  gsize length = 0;

  f->run->n_classes = 1000;
  f->run->width = f->run->height = 1;
  f->run->shown.pixels = g_malloc0 (1);
  export(f, "probabilities", "e.png", 0, 0, 1, &error);
  g_assert_no_error (error);
  contents = take (f, "e.png", &length);
  g_assert_cmpuint (read_big_endian (contents + 20), ==, DH_EXPORT_MAX_SIDE);
}

static void
test_background (Fixture *f, gconstpointer data)
{
  const DhTheme *themes[] = { dh_theme_get_light (), dh_theme_get_dark () };

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *path = g_build_filename (f->folder, "c.png", NULL);
      cairo_surface_t *surface;
      const guint8 *pixel;

      f->model.theme = themes[i];
      g_assert_true (export(f, "loss", "c.png", 0, 0, 1, NULL));
      surface = cairo_image_surface_create_from_png (path);
      g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
      pixel = cairo_image_surface_get_data (surface);
      g_assert_cmpint (pixel[0], ==, (int) (255 * themes[i]->background.blue + 0.5));
      cairo_surface_destroy (surface);
      g_assert_cmpint (g_unlink (path), ==, 0);
    }
}

static void
test_limits (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *name;
    int width, height;
    double scale;
    int code;
  } cases[] = {
    { "d.png", 15, 100, 1, G_IO_ERROR_INVALID_ARGUMENT },
    { "d.svg", 100, 8193, 1, G_IO_ERROR_INVALID_ARGUMENT },
    { "d.pdf", -5, 100, 1, G_IO_ERROR_INVALID_ARGUMENT },
    { "d.png", 100, 100, 0, G_IO_ERROR_INVALID_ARGUMENT },
    { "d.png", 100, 100, 8.1, G_IO_ERROR_INVALID_ARGUMENT },
    { "d.png", 100, 100, -1, G_IO_ERROR_INVALID_ARGUMENT },
    { "d.png", 8192, 100, 8, G_IO_ERROR_INVALID_ARGUMENT },
    { "d.jpg", 0, 0, 1, G_IO_ERROR_NOT_SUPPORTED },
    { "png", 0, 0, 1, G_IO_ERROR_NOT_SUPPORTED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (export(f, "loss", cases[i].name, cases[i].width, cases[i].height,
                             cases[i].scale, &error));
      g_assert_error (error, G_IO_ERROR, cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].name));
      g_assert_null (strchr (error->message, '\n'));
    }
}

static void
test_no_folder (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->folder, "missing", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (export(f, "loss", "missing/e.png", 0, 0, 1, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "e.png"));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* As a full disk: no file may grow past a few bytes. */
static void
test_full_disk (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->folder, "old.svg", NULL);
  g_autofree char *old = NULL;
  gsize length = 0;
  struct rlimit limit, small;

  g_assert_true (g_file_set_contents (path, "precious", -1, NULL));
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  small = limit;
  small.rlim_cur = 4096;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  {
    g_autoptr (GError) new_error = NULL;
    g_autoptr (GError) old_error = NULL;
    gboolean made_new = export(f, "loss", "new.svg", 0, 0, 1, &new_error);
    gboolean made_old = export(f, "loss", "old.svg", 0, 0, 1, &old_error);

    g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
    g_assert_false (made_new);
    g_assert_false (made_old);
    g_assert_nonnull (new_error);
    g_assert_nonnull (old_error);
  }
  old = take (f, "old.svg", &length);
  g_assert_cmpstr (old, ==, "precious");
}

static void
test_endings (void)
{
  g_assert_true (dh_export_can_write ("a.png"));
  g_assert_true (dh_export_can_write ("/tmp/x.y/a.SVG"));
  g_assert_true (dh_export_can_write ("a.pdf"));
  g_assert_true (dh_export_can_write ("a.csv"));
  g_assert_false (dh_export_can_write ("a.png.gz"));
  g_assert_false (dh_export_can_write ("png"));
  g_assert_false (dh_export_can_write (""));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test) g_test_add (name, Fixture, NULL, set_up, test, tear_down)
  ADD ("/export/formats", test_formats);
  ADD ("/export/png-size", test_png_size);
  ADD ("/export/tallest", test_tallest);
  ADD ("/export/background", test_background);
  ADD ("/export/limits", test_limits);
  ADD ("/export/no-folder", test_no_folder);
  ADD ("/export/full-disk", test_full_disk);
  g_test_add_func ("/export/endings", test_endings);
  return g_test_run ();
}
