// A figure of any height is drawn on the screen, coarser where it has to be.
// SPDX-License-Identifier: MIT

#include "app/figure-picture.h"

static void
draw (cairo_t *cr, const DhFigureModel *model, double width, double height)
{
  cairo_set_source_rgb (cr, 1, 0, 0);
  cairo_paint (cr);
}

static const DhFigure plain = { .id = "plain", .draw = draw };

/* The pixel at @x, @y of what was put on the snapshot; drawn coarser, those at the edge are
 * blended. */
static guint32
read_pixel (GskRenderNode *node, double x, double y)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 1, 1);
  cairo_t *cr = cairo_create (surface);
  guint32 pixel;

  cairo_translate (cr, -x, -y);
  gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  pixel = *(guint32 *) cairo_image_surface_get_data (surface) & 0xffffff;
  cairo_surface_destroy (surface);
  return pixel;
}

static void
check (int width, int height, int scale)
{
  DhFigurePicture picture = { 0 };
  DhFigureModel model = { 0 };
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderNode *node;

  dh_figure_picture_show (&picture, snapshot, &plain, &model, width, height, scale, 1);
  g_assert_cmpint (cairo_surface_status (picture.surface), ==, CAIRO_STATUS_SUCCESS);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_cmphex (read_pixel (node, 2, 2), ==, 0xff0000);
  g_assert_cmphex (read_pixel (node, width - 3, height / 2), ==, 0xff0000);
  g_assert_cmphex (read_pixel (node, width / 2, height - 3), ==, 0xff0000);
  gsk_render_node_unref (node);
  dh_figure_picture_clear (&picture);
}

static void
test_usual (void)
{
  check (300, 200, 1);
  check (300, 200, 2);
}

/* From 32768 device pixels on Cairo has no image. */
static void
test_tall (void)
{
  check (10, 16383, 2);
  check (10, 16384, 2);
  check (10, 30000, 2);
  check (10, 40000, 1);
}

/* Every row another colour, and one that changes. */
static double changing;

static void
draw_rows (cairo_t *cr, const DhFigureModel *model, double width, double height)
{
  for (int y = 0; y < height; y++)
    {
      cairo_set_source_rgba (cr, y / height, 0.5, y == 100 ? changing : 1, 0.5 + y / height / 2);
      cairo_rectangle (cr, y / 4.0, y, width - y / 2.0, 1);
      cairo_fill (cr);
    }
}

static const DhFigure rows = { .id = "rows", .draw = draw_rows };

#define WIDTH 120
#define HEIGHT 200

static GskRenderNode *
show_at (DhFigurePicture *picture, int width, int height, int scale)
{
  DhFigureModel model = { 0 };
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  dh_figure_picture_outdate (picture);
  dh_figure_picture_show (picture, snapshot, &rows, &model, width, height, scale, 1);
  return gtk_snapshot_free_to_node (snapshot);
}

static GskRenderNode *
show_rows (DhFigurePicture *picture, int scale)
{
  return show_at (picture, WIDTH, HEIGHT, scale);
}

static cairo_surface_t *
paint (GskRenderNode *node, int scale)
{
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH * scale, HEIGHT * scale);
  cairo_t *cr;

  cairo_surface_set_device_scale (surface, scale, scale);
  cr = cairo_create (surface);
  if (node != NULL)
    gsk_render_node_draw (node, cr);
  else
    draw_rows (cr, NULL, WIDTH, HEIGHT);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

/* The strips put together are the picture, to the bit. */
static void
check_whole (GskRenderNode *node, int scale)
{
  cairo_surface_t *whole = paint (NULL, scale);
  cairo_surface_t *strips = paint (node, scale);
  gsize size = (gsize) cairo_image_surface_get_stride (whole) * HEIGHT * (gsize) scale;

  g_assert_cmpmem (cairo_image_surface_get_data (strips), size,
                   cairo_image_surface_get_data (whole), size);
  cairo_surface_destroy (whole);
  cairo_surface_destroy (strips);
}

/* Where one row changes, all other strips are those from before; also where the size does. */
static void
test_strips (void)
{
  for (int scale = 1; scale <= 2; scale++)
    {
      DhFigurePicture picture = { 0 };
      GskRenderNode *before, *after;

      changing = 0;
      before = show_rows (&picture, scale);
      check_whole (before, scale);
      changing = 1;
      after = show_rows (&picture, scale);
      check_whole (after, scale);
      g_assert_cmpuint (gsk_container_node_get_n_children (after), ==, 5);
      for (guint i = 0; i < 5; i++)
        g_assert_cmpint (gsk_container_node_get_child (before, i) ==
                         gsk_container_node_get_child (after, i), ==, i != 2);
      gsk_render_node_unref (after);
      after = show_rows (&picture, 3 - scale);
      check_whole (after, 3 - scale);
      gsk_render_node_unref (after);
      gsk_render_node_unref (before);
      dh_figure_picture_clear (&picture);
    }
}

/* The same number of pixels at another scale is another picture. */
static void
test_same_pixels (void)
{
  for (int scale = 1; scale <= 2; scale++)
    {
      DhFigurePicture picture = { 0 };
      GskRenderNode *node;
      int other = 3 - scale;

      node = show_at (&picture, WIDTH * other, HEIGHT * other, scale);
      gsk_render_node_unref (node);
      node = show_rows (&picture, other);
      check_whole (node, other);
      gsk_render_node_unref (node);
      node = show_at (&picture, WIDTH * scale, HEIGHT * scale, other);
      gsk_render_node_unref (node);
      node = show_rows (&picture, scale);
      check_whole (node, scale);
      gsk_render_node_unref (node);
      dh_figure_picture_clear (&picture);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP there is no display\n");
      return 0;
    }
  g_test_add_func ("/figure-picture/usual", test_usual);
  g_test_add_func ("/figure-picture/tall", test_tall);
  g_test_add_func ("/figure-picture/strips", test_strips);
  g_test_add_func ("/figure-picture/same-pixels", test_same_pixels);
  return g_test_run ();
}
