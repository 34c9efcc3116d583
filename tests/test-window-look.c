// Large text and writing from right to left: figures follow, nothing runs into something else.
// SPDX-License-Identifier: MIT

#include <glib/gstdio.h>

#include "app/figure-view.h"
#include "window-fixture.h"

#define HEADER 48 /* height of the title row of a figure */

/* A widget as it is on the screen. */
typedef struct
{
  guint32 *pixels;
  int width;
  int height;
} Picture;

static void
picture_init (Picture *self, GtkWidget *widget)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  self->width = gtk_widget_get_width (widget);
  self->height = gtk_widget_get_height (widget);
  gdk_paintable_snapshot (paintable, snapshot, self->width, self->height);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (
      gtk_native_get_renderer (gtk_widget_get_native (widget)), node,
      &GRAPHENE_RECT_INIT (0, 0, self->width, self->height));
  self->pixels = g_new (guint32, self->width * self->height);
  gdk_texture_download (texture, (guchar *) self->pixels, self->width * sizeof (guint32));
}

static void
picture_clear (Picture *self)
{
  g_free (self->pixels);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Picture, picture_clear)

/* How many rows between @top and @bottom have ink in the columns from @left to @right. */
static int
count_rows (const Picture *self, int left, int right, int top, int bottom)
{
  int n = 0;

  for (int y = MAX (top, 0); y < MIN (bottom, self->height); y++)
    for (int x = MAX (left, 0); x < MIN (right, self->width); x++)
      if (self->pixels[y * self->width + x] >> 24 > 128)
        {
          n++;
          break;
        }
  return n;
}

static DhFigureView *
find_figure (WindowFixture *window, const char *id)
{
  g_autoptr (GPtrArray) views = window_list (window->window, DH_TYPE_FIGURE_VIEW);

  for (guint i = 0; i < views->len; i++)
    if (g_str_equal (dh_figure_view_get_figure (views->pdata[i])->id, id))
      return views->pdata[i];
  g_assert_not_reached ();
}

static void
draw (GtkWidget *widget)
{
  WAIT_UNTIL (gtk_widget_get_mapped (widget) && gtk_widget_get_width (widget) > 0);
  gtk_test_widget_wait_for_draw (widget);
}

static double
get_zoom (DhFigureView *view)
{
  DhFigurePlace place;

  place = dh_figure_view_get_place (view);
  return place.zoom;
}

static void
set_dpi (double dpi)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", (int) (dpi * 1024), NULL);
}

/* Twice the size of text is twice the size of a title; all below it moves out of its way. */
static void
test_large_text (WindowFixture *window, gconstpointer data)
{
  DhFigureView *view = find_figure (window, "loss");
  int heights[2];

  window_run_to (window, 20);
  for (int i = 0; i < 2; i++)
    {
      int zoom = i + 1;
      g_auto (Picture) picture = { 0 };

      set_dpi (96 * zoom);
      WAIT_UNTIL (gtk_widget_get_height (GTK_WIDGET (view)) >= 150 * zoom);
      draw (GTK_WIDGET (view));
      g_assert_cmpfloat (get_zoom (view), ==, zoom);
      picture_init (&picture, GTK_WIDGET (view));
      heights[i] = count_rows (&picture, 0, 60 * zoom, 0, HEADER * zoom);
      g_assert_cmpint (heights[i], >=, 9);
      /* Between the title and the picture nothing is drawn. */
      g_assert_cmpint (count_rows (&picture, 0, 60 * zoom, (HEADER - 6) * zoom, HEADER * zoom),
                       ==, 0);
    }
  g_assert_cmpint (heights[1], >=, 2 * heights[0] - 2);
  g_assert_cmpint (heights[1], <=, 2 * heights[0] + 2);
  set_dpi (96);
}

/* No matter how large, a figure says of a point what is drawn there. */
static void
test_points (WindowFixture *window, gconstpointer data)
{
  DhFigureView *view = find_figure (window, "weights");
  g_autofree char *said = NULL;

  set_dpi (144);
  WAIT_UNTIL (get_zoom (view) == 1.5);
  draw (GTK_WIDGET (view));
  for (int x = 10; x < gtk_widget_get_width (GTK_WIDGET (view)) && said == NULL; x += 3)
    {
      DhFigureModel model = dh_figure_view_get_model (view);
      DhFigurePlace place;

      place = dh_figure_view_get_place (view);
      g_assert_cmpfloat_with_epsilon (place.width * 1.5,
                                      gtk_widget_get_width (GTK_WIDGET (view)), 1e-9);
      said = dh_figure_view_get_figure (view)->describe (&model, place.width, place.height,
                                                         x / place.zoom, place.height / 2);
    }
  g_assert_nonnull (said);
  set_dpi (96);
  WAIT_UNTIL (get_zoom (view) == 1);
}

/* Odd settings are usual text. */
static void
test_bad_dpi (WindowFixture *window, gconstpointer data)
{
  static const struct
  {
    double dpi;
    double zoom;
  } cases[] = { { 96.4, 1 }, { 0, 1 }, { 10, 0.5 }, { 900, 4 }, { 120, 1.25 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      set_dpi (cases[i].dpi);
      g_assert_cmpfloat (get_zoom (find_figure (window, "loss")), ==, cases[i].zoom);
    }
  set_dpi (96);
}

static int
get_x (GtkWidget *widget, GtkWidget *window)
{
  double x;
  double y;

  g_assert_true (gtk_widget_translate_coordinates (widget, window, 0, 0, &x, &y));
  return (int) x;
}

/* The ink of the @width columns from @first on in the title row of a picture that is exported. */
static guint
count_exported (GdkPixbuf *picture, int first, int width)
{
  const guint8 *pixels = gdk_pixbuf_read_pixels (picture);
  guint n = 0;

  for (int y = 8; y < HEADER; y++)
    for (int x = first; x < first + width; x++)
      n += pixels[y * gdk_pixbuf_get_rowstride (picture) +
                  x * gdk_pixbuf_get_n_channels (picture)] < 128;
  return n;
}

static void
assert_exported (WindowFixture *window, gboolean mirrored)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "downhill-mirrored.png", NULL);
  g_autoptr (GdkPixbuf) picture = NULL;

  window_activate (window, "export-figure", "(ssd)", "loss", path, 1.0);
  picture = gdk_pixbuf_new_from_file (path, NULL);
  g_assert_nonnull (picture);
  g_assert_true ((count_exported (picture, 8, 60) == 0) == mirrored);
  g_assert_true ((count_exported (picture, gdk_pixbuf_get_width (picture) - 68, 60) == 0) !=
                 mirrored);
  g_assert_cmpint (g_unlink (path), ==, 0);
}

/* Panes and title rows change sides, also of what is exported; charts do not. */
static void
test_mirrored (WindowFixture *window, gconstpointer data)
{
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  window_close (window);
  window_open (window);
  for (int i = 0; i < 2; i++)
    {
      gboolean mirrored = i == 0;
      GtkWidget *view = GTK_WIDGET (find_figure (window, "loss"));
      GtkWidget *settings = window_find (window, "settings");
      int width;
      g_auto (Picture) picture = { 0 };

      window_run_to (window, 20 + i);
      draw (view);
      width = gtk_widget_get_width (view);
      g_assert_true ((get_x (settings, window->window) > get_x (view, window->window)) ==
                     mirrored);
      picture_init (&picture, view);
      g_assert_true ((count_rows (&picture, 0, 50, 0, HEADER) == 0) == mirrored);
      g_assert_true ((count_rows (&picture, width - 50, width, 0, HEADER) == 0) != mirrored);
      /* The labels of the value axis stand where they did. */
      g_assert_cmpint (count_rows (&picture, 16, 40, HEADER, picture.height - 40), >, 0);
      assert_exported (window, mirrored);
      gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
    }
}

/* How many columns of the second title row, from @first on, have the colours of the scale, or the
 * grey of words. */
static guint
count_columns (GdkPixbuf *picture, int first, int width, gboolean of_scale)
{
  const guint8 *pixels = gdk_pixbuf_read_pixels (picture);
  guint n = 0;

  for (int x = first; x < first + width; x++)
    {
      gboolean found = FALSE;

      for (int y = HEADER; y < HEADER + 16; y++)
        {
          const guint8 *pixel = pixels + y * gdk_pixbuf_get_rowstride (picture) +
                                x * gdk_pixbuf_get_n_channels (picture);

          found |= of_scale ? abs (pixel[0] - pixel[2]) > 60
                            : pixel[0] < 200 && abs (pixel[0] - pixel[2]) < 20;
        }
      n += found;
    }
  return n;
}

/* The scale of the weights stands with its numbers, across from the words. */
static void
test_mirrored_network (WindowFixture *window, gconstpointer data)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "downhill-scale.png", NULL);
  g_autoptr (GdkPixbuf) picture = NULL;
  int half;

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  window_close (window);
  window_open (window);
  window_activate (window, "hidden", "s", "12,8");
  WAIT_UNTIL (window_is (window, "ready"));
  window_run_to (window, 3);
  window_activate (window, "export-figure", "(ssd)", "weights", path, 1.0);
  picture = gdk_pixbuf_new_from_file (path, NULL);
  g_assert_nonnull (picture);
  half = gdk_pixbuf_get_width (picture) / 2;
  g_assert_cmpuint (count_columns (picture, 0, half, TRUE), >, 40);
  g_assert_cmpuint (count_columns (picture, half, half, TRUE), ==, 0);
  g_assert_cmpuint (count_columns (picture, half, half, FALSE), >,
                    count_columns (picture, 0, half, FALSE));
  g_assert_cmpint (g_unlink (path), ==, 0);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

/* Its parts do not change places. */
static void
test_numbers (WindowFixture *window, gconstpointer data)
{
  GtkLabel *accuracy = GTK_LABEL (window_find (window, "test_accuracy"));

  WAIT_UNTIL (g_str_has_suffix (gtk_label_get_text (accuracy), " %"));
  gtk_widget_set_direction (GTK_WIDGET (accuracy), GTK_TEXT_DIR_RTL);
  window_run_to (window, 3);
  WAIT_UNTIL (g_str_has_prefix (gtk_label_get_text (accuracy), "\u2068"));
  g_assert_true (g_str_has_suffix (gtk_label_get_text (accuracy), " %\u2069"));
}

int
main (int argc, char **argv)
{
  if (!window_tests_init (&argc, &argv))
    return 0;
  window_tests_add ("/window-look/large-text", test_large_text);
  window_tests_add ("/window-look/points", test_points);
  window_tests_add ("/window-look/bad-dpi", test_bad_dpi);
  window_tests_add ("/window-look/mirrored", test_mirrored);
  window_tests_add ("/window-look/mirrored-network", test_mirrored_network);
  window_tests_add ("/window-look/numbers", test_numbers);
  return g_test_run ();
}
