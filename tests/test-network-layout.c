// Tests of the drawn network: what its circles and lines stand for, and where they are.
// SPDX-License-Identifier: MIT

#include "network-run.h"

/* Every unit is in one group, groups of the same column differ by one unit or one row of pixels. */
static void
test_groups (Fixture *f, gconstpointer data)
{
  static const struct
  {
    guint n_nodes, rows, most;
  } expected[] = { { 8, 28, 4 * 28 }, { 6, 0, 22 }, { 6, 0, 11 }, { 10, 0, 1 } };
  DhNetworkLayout layout;

  dh_network_layout_init (&layout, &f->model, WIDTH, HEIGHT);
  g_assert_cmpuint (layout.n_columns, ==, 4);
  for (guint c = 0; c < 4; c++)
    {
      const DhNetworkColumn *column = &layout.columns[c];
      guint next = 0;

      g_assert_cmpuint (column->n_nodes, ==, expected[c].n_nodes);
      g_assert_cmpuint (column->rows, ==, expected[c].rows);
      g_assert_cmpint (column->grouped, ==, c < 3);
      for (guint node = 0; node < column->n_nodes; node++)
        {
          guint first, end;

          dh_network_layout_get_units (column, node, &first, &end);
          g_assert_cmpuint (first, ==, next);
          g_assert_cmpuint (end, >, first);
          g_assert_cmpuint (end - first, <=, expected[c].most);
          g_assert_cmpuint (first % (c == 0 ? 28 : 1), ==, 0);
          next = end;
        }
      g_assert_cmpuint (next, ==, column->units);
    }
}

/* Circles stand in the area, apart from each other, at every size that has room. */
static void
test_places (Fixture *f, gconstpointer data)
{
  static const int sizes[][2] = { { 270, 126 }, { WIDTH, HEIGHT }, { 1700, 300 }, { 170, 400 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      DhNetworkLayout layout;

      dh_network_layout_init (&layout, &f->model, sizes[i][0], sizes[i][1]);
      g_assert_cmpint (layout.names > 0, ==, sizes[i][0] > 900);
      g_assert_cmpfloat (layout.sizes, >, 0);
      for (guint c = 0; c < layout.n_columns; c++)
        {
          const DhNetworkColumn *column = &layout.columns[c];
          double last = dh_network_layout_get_y (column, column->n_nodes - 1);

          g_assert_cmpfloat (column->spacing, >, 2 * layout.radius);
          g_assert_cmpfloat (dh_network_layout_get_y (column, 0), >=, layout.frame.header);
          g_assert_cmpfloat (last + layout.radius, <, layout.sizes - 6);
          g_assert_cmpfloat (column->x - layout.radius, >=, 0);
          g_assert_cmpfloat (column->x + layout.radius, <=, sizes[i][0]);
        }
    }
}

static void
test_links (Fixture *f, gconstpointer data)
{
  DhNetworkLayout layout;
  DhNetworkLinks links;
  guint input, output;

  /* Row 4 of the image is of the second band, unit 20 of the first group. */
  *get_weight (f, 0, 20, 4 * 28 + 3) = -0.5f;
  *get_weight (f, 0, 127, 783) = 0.25f;
  dh_network_layout_init (&layout, &f->model, WIDTH, HEIGHT);
  dh_network_links_init (&links, &layout, 0);
  g_assert_cmpuint (links.n_from, ==, 8);
  g_assert_cmpuint (links.n_to, ==, 6);
  g_assert_cmpfloat (links.weights[0][1], ==, -0.5f);
  g_assert_cmpfloat (links.weights[5][7], ==, 0.25f);
  g_assert_cmpfloat (links.largest, ==, 0.5f);
  g_assert_cmpfloat (dh_network_links_get_strength (&links, 1, 0), ==, 1);
  g_assert_cmpfloat (dh_network_links_get_strength (&links, 7, 5), ==, 0.5);
  g_assert_cmpfloat (dh_network_links_get_strength (&links, 0, 0), <=, 0.0101);
  dh_network_links_locate (&layout, 0, 1, 0, &input, &output);
  g_assert_cmpuint (input, ==, 4 * 28 + 3);
  g_assert_cmpuint (output, ==, 20);
}

/* Nothing that diverged hides what did not. */
static void
test_not_finite (Fixture *f, gconstpointer data)
{
  DhNetworkLayout layout;
  DhNetworkLinks links;

  *get_weight (f, 2, 3, 0) = NAN;
  *get_weight (f, 2, 4, 0) = -INFINITY;
  *get_weight (f, 2, 5, 0) = -2;
  dh_network_layout_init (&layout, &f->model, WIDTH, HEIGHT);
  dh_network_links_init (&links, &layout, 2);
  g_assert_true (isnan (links.weights[3][0]));
  g_assert_true (isinf (links.weights[4][0]));
  g_assert_cmpfloat (links.largest, ==, 2);
  g_assert_cmpfloat (dh_network_links_get_strength (&links, 0, 3), ==, 1);
  g_assert_cmpfloat (dh_network_links_get_strength (&links, 0, 4), ==, 1);
}

/* A line is level near its ends, as it is drawn: at t = 1/4 of the Bézier curve it is 19/64 along
 * and 5/32 down. */
static void
test_curve (Fixture *f, gconstpointer data)
{
  static const guint units[] = { 2, 2 };
  DhNetworkLayout layout;
  double top, fall;
  guint from, to;

  g_free (f->run->tensors);
  g_free (f->run->parameters);
  set_layers (f->run, units, G_N_ELEMENTS (units));
  dh_network_layout_init (&layout, &f->model, WIDTH, HEIGHT);
  top = dh_network_layout_get_y (&layout.columns[0], 0);
  fall = dh_network_layout_get_y (&layout.columns[0], 1) - top;
  g_assert_cmpfloat (fall, >, 80);
  g_assert_cmpint (dh_network_layout_find_link (&layout,
                                                layout.columns[0].x + 19 / 64.0 * layout.gap,
                                                top + 5 / 32.0 * fall + 3.9, &from, &to),
                   ==, 0);
  g_assert_cmpuint (from, ==, 0);
  g_assert_cmpuint (to, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/network-layout/groups", test_groups);
  ADD ("/network-layout/places", test_places);
  ADD ("/network-layout/links", test_links);
  ADD ("/network-layout/not-finite", test_not_finite);
  ADD ("/network-layout/curve", test_curve);
  return g_test_run ();
}
