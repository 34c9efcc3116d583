// What the bytes of an exported picture hold beside the drawing, and that they are always the same.
// SPDX-License-Identifier: MIT

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>

#include "figures/picture.h"

/* Not in Latin-1, and with what XML and PDF would take for their own. */
#define EXPERIMENT "{\"data\":\"/ŋ <a> & (b)\",\"step\":500}"

typedef struct
{
  DhSnapshot *run;
  const DhSnapshot *runs[1];
  DhFigureModel model;
  DhPlacedFigure placed;
  DhSheet sheet;
} Fixture;

static void
place (Fixture *f, const char *id, const DhTheme *theme, gboolean transparent)
{
  f->model = (DhFigureModel) { .runs = f->runs, .n_runs = 1, .theme = theme };
  f->placed = dh_placed_figure_make (dh_figures_find (id), &f->model, 0, 0);
  f->sheet = dh_sheet_make (&f->placed, transparent);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->run = dh_snapshot_new ();
  f->run->run = 1;
  f->run->history = dh_history_new ();
  for (guint i = 0; i < 500; i++)
    dh_history_add (f->run->history, DH_SERIES_TRAIN_LOSS, i, 2.0 / (1 + i));
  f->run->experiment = g_strdup (EXPERIMENT);
  f->runs[0] = f->run;
  place (f, "loss", dh_theme_get_light (), FALSE);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  dh_snapshot_unref (f->run);
}

static GdkPixbuf *
read_png (GBytes *png)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (png);
  g_autoptr (GError) error = NULL;
  GdkPixbuf *picture = gdk_pixbuf_new_from_stream (stream, NULL, &error);

  g_assert_no_error (error);
  return picture;
}

static GdkPixbuf *
make_png (Fixture *f, double scale)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) png = dh_picture_make_png (&f->sheet, scale, &error);

  g_assert_no_error (error);
  return read_png (png);
}

/* Whoever reads the picture finds what is behind it. */
static void
test_png_texts (Fixture *f, gconstpointer data)
{
  g_autofree char *words = dh_figures_find ("loss")->describe (&f->model, 960, 420, -1, -1);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GdkPixbuf) picture = NULL;

      place (f, "loss", dh_theme_get_light (), i == 1);
      picture = make_png (f, 1);
      g_assert_cmpstr (gdk_pixbuf_get_option (picture, "tEXt::Title"), ==, "Loss");
      g_assert_cmpstr (gdk_pixbuf_get_option (picture, "tEXt::Downhill experiment"), ==,
                       EXPERIMENT);
      g_assert_nonnull (strstr (gdk_pixbuf_get_option (picture, "tEXt::Software"), "Downhill"));
      g_assert_cmpstr (gdk_pixbuf_get_option (picture, "tEXt::Description"), ==, words);
      g_assert_cmpint (gdk_pixbuf_get_has_alpha (picture), ==, i == 1);
    }
}

/* A run that cannot be written down. */
static void
test_no_experiment (Fixture *f, gconstpointer data)
{
  g_autoptr (GdkPixbuf) picture = NULL;
  g_autoptr (GBytes) svg = NULL;
  g_autoptr (GBytes) pdf = NULL;

  g_clear_pointer (&f->run->experiment, g_free);
  picture = make_png (f, 1);
  g_assert_null (gdk_pixbuf_get_option (picture, "tEXt::Downhill experiment"));
  g_assert_nonnull (gdk_pixbuf_get_option (picture, "tEXt::Title"));
  svg = dh_picture_make_svg (&f->sheet, 1, NULL);
  pdf = dh_picture_make_pdf (&f->sheet, 1, NULL);
  g_assert_true (svg != NULL && pdf != NULL);
}

/* g_strstr_len() ends at a zero byte. */
static gboolean
holds (GBytes *bytes, const char *text)
{
  gsize n;
  const char *data = g_bytes_get_data (bytes, &n);
  gsize length = strlen (text);

  for (gsize i = 0; i + length <= n; i++)
    if (memcmp (data + i, text, length) == 0)
      return TRUE;
  return FALSE;
}

static void
test_vector_texts (Fixture *f, gconstpointer data)
{
  g_autoptr (GBytes) svg = dh_picture_make_svg (&f->sheet, 1, NULL);
  g_autoptr (GBytes) pdf = dh_picture_make_pdf (&f->sheet, 1, NULL);

  g_assert_true (holds (svg, "<title>Loss</title>"));
  g_assert_true (holds (svg, "<metadata>{&quot;data&quot;:&quot;/ŋ &lt;a&gt; &amp; (b)&quot;"));
  g_assert_true (holds (pdf, "/Title (Loss)"));
  g_assert_true (holds (pdf, "/Keywords"));
  g_assert_false (holds (pdf, "/CreationDate"));
}

/* However much was drawn before. */
static void
test_same_bytes (Fixture *f, gconstpointer data)
{
  GBytes *(*const makers[]) (const DhSheet *, double, GError **) = {
    dh_picture_make_png, dh_picture_make_svg, dh_picture_make_pdf, dh_picture_make_csv
  };
  guint n;
  const DhFigure *figures = dh_figures_get_all (&n);

  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < G_N_ELEMENTS (makers); k++)
      {
        g_autoptr (GBytes) first = NULL;
        g_autoptr (GBytes) second = NULL;

        place (f, figures[i].id, dh_theme_get_dark (), k % 2 == 1);
        first = makers[k](&f->sheet, 1, NULL);
        second = makers[k](&f->sheet, 1, NULL);
        g_assert_true (g_bytes_equal (first, second));
      }
}

/* The corner of a figure has nothing on it; a line of it has its whole colour. */
static void
test_transparent (Fixture *f, gconstpointer data)
{
  const DhTheme *themes[] = { dh_theme_get_light (), dh_theme_get_dark () };

  for (guint i = 0; i < G_N_ELEMENTS (themes); i++)
    {
      g_autoptr (GdkPixbuf) picture = NULL;
      const guint8 *pixels;
      guint n_train = 0;

      place (f, "loss", themes[i], TRUE);
      picture = make_png (f, 2);
      g_assert_cmpint (gdk_pixbuf_get_width (picture), ==, 2 * f->placed.figure->width);
      pixels = gdk_pixbuf_read_pixels (picture);
      g_assert_cmpint (pixels[3], ==, 0);
      for (gsize j = 0; j < gdk_pixbuf_get_byte_length (picture); j += 4)
        n_train += pixels[j + 3] == 255 &&
                   pixels[j] == (int) (255 * themes[i]->train.red + 0.5) &&
                   pixels[j + 2] == (int) (255 * themes[i]->train.blue + 0.5);
      g_assert_cmpuint (n_train, >, 100);
    }
}

/* Two figures on one sheet: each is drawn where it stands, both are in numbers and words. */
static void
test_sheet (Fixture *f, gconstpointer data)
{
  DhPlacedFigure placed[] = {
    dh_placed_figure_make (dh_figures_find ("loss"), &f->model, 300, 200),
    dh_placed_figure_make (dh_figures_find ("loss"), &f->model, 300, 200),
  };
  DhSheet sheet = { "Page", placed, 2, 300, 420, FALSE };
  g_autofree char *words = dh_sheet_describe (&sheet);
  g_autofree char *csv = dh_sheet_make_csv (&sheet);
  g_autoptr (GBytes) png = NULL;
  g_autoptr (GdkPixbuf) picture = NULL;
  const guint8 *pixels;
  gsize stride;

  placed[1].y = 220;
  g_assert_nonnull (strchr (words, '\n'));
  g_assert_true (g_str_has_prefix (csv, "# loss\nrun,series,"));
  g_assert_nonnull (strstr (csv, "\n\n# loss\n"));
  png = dh_picture_make_png (&sheet, 1, NULL);
  picture = read_png (png);
  g_assert_cmpint (gdk_pixbuf_get_width (picture), ==, 300);
  g_assert_cmpint (gdk_pixbuf_get_height (picture), ==, 420);
  pixels = gdk_pixbuf_read_pixels (picture);
  stride = (gsize) gdk_pixbuf_get_rowstride (picture);
  for (gsize y = 0; y < 200; y++)
    g_assert_cmpmem (pixels + y * stride, 900, pixels + (y + 220) * stride, 900);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test) g_test_add (name, Fixture, NULL, set_up, test, tear_down)
  ADD ("/picture/png-texts", test_png_texts);
  ADD ("/picture/no-experiment", test_no_experiment);
  ADD ("/picture/vector-texts", test_vector_texts);
  ADD ("/picture/same-bytes", test_same_bytes);
  ADD ("/picture/transparent", test_transparent);
  ADD ("/picture/sheet", test_sheet);
  return g_test_run ();
}
