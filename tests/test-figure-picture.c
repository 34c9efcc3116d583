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
  return g_test_run ();
}
