// The first layer's kernels against plain loops in double, on odd sizes.
// SPDX-License-Identifier: MIT

#include "first-layer-case.h"

static const guint output_counts[] = { 1,  2,  3,  4,  5,  6,  7,   8,   9,   10,  11, 12,
                                       13, 16, 17, 31, 33, 64, 100, 127, 128, 129, 200, 257 };
static const guint row_counts[] = { 1, 2, 31, 33, 64, 65, 127, 130 };

/* Every number of outputs meets every size, and small images every number of rows. */
#define SMALL 100

static void
check_packing (Case *self)
{
  gsize n = (gsize) self->setup.outputs * self->n_pixels;
  g_autofree float *weight = g_new (float, n);
  gsize n_zeros = 0;

  dh_first_layer_unpack (&self->layer, self->packed, weight);
  g_assert_cmpmem (weight, n * sizeof (float), self->weight, n * sizeof (float));
  for (gsize i = 0; i < n; i++)
    n_zeros += weight[i] == 0;
  for (gsize i = 0; i < self->layer.n_weights; i++)
    n_zeros -= self->packed[i] == 0;
  g_assert_cmpuint (-n_zeros, ==, self->layer.n_weights - n);
}

/* Also the sums that go into the base. */
static void
fill_base (Case *self, float *base, double *sizes_of_base)
{
  g_autofree float *sums = g_new0 (float, self->layer.padded);
  g_autofree float *part = g_new (float, self->layer.padded);

  for (guint i = 0; i < dh_first_layer_count_pieces (&self->layer, self->setup.is_shared); i++)
    {
      DhFirstLayerPiece piece = dh_first_layer_get_piece (&self->layer, self->setup.is_shared, i);

      dh_first_layer_sum (&self->layer, &piece, self->packed + piece.at, part);
      for (guint j = 0; j < piece.width; j++)
        sums[piece.output + j] += part[j];
    }
  for (guint j = 0; j < self->setup.outputs; j++)
    {
      const float *weight = self->weight + (gsize) j * self->n_pixels;
      double sum = 0;
      double size = 0;

      for (guint i = 0; i < self->n_pixels; i++)
        {
          sum += weight[i];
          size += fabsf (weight[i]);
        }
      assert_close (self, "sum", sums[j], sum, size);
      base[j] = (float) (j - 5.0 + self->x0 * sum);
      sizes_of_base[j] = fabs (j - 5.0) + fabs (self->x0) * size;
    }
}

static void
check_forward_row (const Case *self, guint row, const float *z, const double *sizes_of_base)
{
  const double *x = self->x + (gsize) row * self->n_pixels;

  for (guint j = 0; j < self->setup.outputs; j++)
    {
      const float *weight = self->weight + (gsize) j * self->n_pixels;
      double sum = j - 5.0;
      double size = sizes_of_base[j];

      for (guint i = 0; i < self->n_pixels; i++)
        {
          sum += weight[i] * x[i];
          size += fabs (weight[i] * (x[i] - self->x0));
        }
      assert_close (self, "output", z[j], sum, size);
    }
}

static void
forward_panels (Case *self, guint first, guint rows, const float *base, float *z)
{
  const DhFirstLayer *layer = &self->layer;
  DhFirstLayerImages images = dh_inputs_get_images (self->inputs, 0);

  for (guint i = 0; i < dh_first_layer_count_panels (layer, self->setup.is_shared); i++)
    {
      DhFirstLayerPanel panel = dh_first_layer_get_panel (layer, self->setup.is_shared, i);

      dh_first_layer_forward (layer, &images, first, rows, panel, self->packed,
                              base + panel.output, z + panel.output, self->stride);
    }
}

/* In two parts, as units do it; the last row has no more room than it must have. */
static void
check_forward (Case *self)
{
  guint rows = self->setup.rows;
  guint half = rows / 2;
  gsize size = (rows - 1) * self->stride + self->room;
  g_autofree float *base = g_new0 (float, self->room);
  g_autofree double *sizes_of_base = g_new (double, self->setup.outputs);
  g_autofree float *z = g_new (float, size);

  fill_base (self, base, sizes_of_base);
  for (gsize i = 0; i < size; i++)
    z[i] = UNTOUCHED;
  if (half > 0)
    forward_panels (self, 0, half, base, z);
  forward_panels (self, half, rows - half, base, z + half * self->stride);
  for (guint i = 0; i < rows; i++)
    {
      check_forward_row (self, i, z + i * self->stride, sizes_of_base);
      for (gsize k = self->room; i + 1 < rows && k < self->stride; k++)
        g_assert_cmpfloat (z[i * self->stride + k], ==, UNTOUCHED);
    }
}

/* Adds x₀ Σ δ of @rows from @first on, and runs the kernel piece by piece, in place or apart. */
static void
run_gradient (Case *self, guint first, guint rows, gboolean fresh, float *gradient)
{
  g_autofree float *base = g_new0 (float, self->layer.padded);
  DhFirstLayerDelta delta = { self->delta + first * self->stride, self->stride, base };
  DhFirstLayerImages images = dh_inputs_get_images (self->inputs, first);

  for (guint j = 0; j < self->setup.outputs; j++)
    {
      double sum = 0;

      for (guint i = first; i < first + rows; i++)
        sum += self->delta[i * self->stride + j];
      base[j] = (float) (sum * self->x0);
    }
  for (guint i = 0; i < dh_first_layer_count_pieces (&self->layer, self->setup.is_shared); i++)
    {
      DhFirstLayerPiece piece = dh_first_layer_get_piece (&self->layer, self->setup.is_shared, i);
      float part[DH_FIRST_LAYER_MAX_PIECE];

      g_assert_cmpuint (piece.n_strips * piece.n, <=, DH_FIRST_LAYER_MAX_PIECE);
      if (self->setup.turn % 2 == 0)
        {
          dh_first_layer_gradient (&self->layer, &images, rows, &delta, &piece, fresh,
                                   gradient + piece.at, piece.gap);
          continue;
        }
      for (guint k = 0; k < piece.n_strips; k++)
        memcpy (part + k * piece.n, gradient + piece.at + k * piece.gap, piece.n * sizeof (float));
      dh_first_layer_gradient (&self->layer, &images, rows, &delta, &piece, fresh, part, piece.n);
      for (guint k = 0; k < piece.n_strips; k++)
        memcpy (gradient + piece.at + k * piece.gap, part + k * piece.n, piece.n * sizeof (float));
    }
}

/* Of the weights of output @j, with what was there, and the size of what is added. */
static void
sum_up_gradient (const Case *self, guint j, const float *before, double *sums, double *added)
{
  double x0 = fabs (self->x0);

  for (guint i = 0; i < self->n_pixels; i++)
    {
      sums[i] = before != NULL ? before[(gsize) j * self->n_pixels + i] : 0;
      added[i] = fabs (sums[i]);
    }
  for (guint row = 0; row < self->setup.rows; row++)
    {
      const double *x = self->x + (gsize) row * self->n_pixels;
      double delta = self->delta[row * self->stride + j];

      for (guint i = 0; i < self->n_pixels; i++)
        {
          sums[i] += delta * x[i];
          added[i] += fabs (delta) * (fabs (x[i] - self->x0) + x0);
        }
    }
}

/* @before [outputs, n_pixels] is what was there, or NULL. */
static void
assert_gradient (const Case *self, const float *gradient, const float *before)
{
  g_autofree float *unpacked = g_new (float, (gsize) self->setup.outputs * self->n_pixels);
  g_autofree float *again = g_new (float, self->layer.n_weights);
  g_autofree double *sums = g_new (double, self->n_pixels);
  g_autofree double *added = g_new (double, self->n_pixels);

  dh_first_layer_unpack (&self->layer, gradient, unpacked);
  for (guint j = 0; j < self->setup.outputs; j++)
    {
      sum_up_gradient (self, j, before, sums, added);
      for (guint i = 0; i < self->n_pixels; i++)
        assert_close (self, "gradient", unpacked[(gsize) j * self->n_pixels + i], sums[i],
                      added[i]);
    }
  /* Padding stays out of every optimizer's way: exactly zero. */
  dh_first_layer_pack (&self->layer, unpacked, again);
  for (gsize i = 0; i < self->layer.n_weights; i++)
    g_assert_cmpfloat (gradient[i], ==, again[i]);
}

static void
check_gradient (Case *self)
{
  g_autofree float *gradient = g_new (float, self->layer.n_weights);
  guint first = MIN (self->setup.rows, DH_FIRST_LAYER_GROUP);

  for (gsize i = 0; i < self->layer.n_weights; i++)
    gradient[i] = NAN;
  run_gradient (self, 0, self->setup.rows, TRUE, gradient);
  assert_gradient (self, gradient, NULL);

  /* Tile by tile, onto what is there. */
  memcpy (gradient, self->packed, self->layer.n_weights * sizeof (float));
  run_gradient (self, 0, first, FALSE, gradient);
  if (first < self->setup.rows)
    run_gradient (self, first, self->setup.rows - first, FALSE, gradient);
  assert_gradient (self, gradient, self->weight);
}

/* Panels or strips of them: each output and each weight has the same bits. */
static void
check_strips (Case *self)
{
  gsize n_z = self->setup.rows * self->stride;
  gsize n = self->layer.n_weights;
  g_autofree float *base = g_new0 (float, self->room);
  g_autofree float *z = g_new0 (float, 2 * n_z);
  g_autofree float *gradient = g_new0 (float, 2 * n);

  if (self->layer.strip == self->layer.panel)
    return;
  for (guint i = 0; i < 2; i++, self->setup.is_shared = !self->setup.is_shared)
    {
      check_forward (self);
      check_gradient (self);
      forward_panels (self, 0, self->setup.rows, base, z + i * n_z);
      run_gradient (self, 0, self->setup.rows, TRUE, gradient + i * n);
    }
  g_assert_cmpmem (z, n_z * sizeof (float), z + n_z, n_z * sizeof (float));
  g_assert_cmpmem (gradient, n * sizeof (float), gradient + n, n * sizeof (float));
}

static void
check (const Setup *setup)
{
  Case c;

  case_init (&c, setup);
  check_packing (&c);
  if (c.layer.kind != DH_FIRST_LAYER_PLAIN)
    {
      g_assert_cmpint (c.layer.kind, ==,
                       setup->outputs <= DH_FIRST_LAYER_MAX_BLOCK_OUTPUTS ? DH_FIRST_LAYER_BLOCKS
                                                                          : DH_FIRST_LAYER_PANELS);
      check_forward (&c);
      check_gradient (&c);
      check_strips (&c);
    }
  case_clear (&c);
}

static void
test_outputs (gconstpointer data)
{
  guint o = GPOINTER_TO_UINT (data);
  Setup setup = { .outputs = output_counts[o], .turn = o };

  for (setup.size = 0; setup.size < G_N_ELEMENTS (sizes); setup.size++)
    {
      guint n_pixels = sizes[setup.size].width * sizes[setup.size].height;
      guint n = n_pixels > SMALL ? 1 : G_N_ELEMENTS (row_counts);

      for (guint i = 0; i < n; i++, setup.turn++)
        {
          setup.rows = row_counts[setup.turn % G_N_ELEMENTS (row_counts)];
          check (&setup);
        }
    }
}

/* The lecture's images and its network, and one with panels, every number of rows. */
static void
test_rows (gconstpointer data)
{
  Setup setup = { .outputs = GPOINTER_TO_UINT (data), .size = 3 };

  for (; setup.turn < 2 * G_N_ELEMENTS (row_counts); setup.turn++)
    {
      setup.rows = row_counts[setup.turn % G_N_ELEMENTS (row_counts)];
      check (&setup);
    }
}

/* Two threads have as much to do each, wherever there is a panel's worth or more, or nearly. */
static void
test_panels (void)
{
  DhFirstLayer layer;
  DhNetwork network;

  for (guint outputs = DH_FIRST_LAYER_MAX_BLOCK_OUTPUTS + 1; outputs <= 700; outputs++)
    {
      guint n;
      guint sum = 0;

      g_assert_true (dh_network_init (&network, 4, NULL, 0, outputs, TRUE, NULL));
      dh_first_layer_init (&layer, &network, 2, 1);
      if (layer.kind == DH_FIRST_LAYER_PLAIN)
        return;
      n = dh_first_layer_count_panels (&layer, TRUE);
      g_assert_cmpuint (layer.panel, <=, DH_FIRST_LAYER_PANEL_VECTORS * layer.lanes);
      g_assert_true (n % 2 == 0 || n >= 7 || (n == 1 && outputs < 8 * layer.lanes));
      for (guint i = 0; i < n; i++)
        {
          DhFirstLayerPanel panel = dh_first_layer_get_panel (&layer, TRUE, i);

          g_assert_cmpuint (panel.output, ==, sum);
          g_assert_cmpuint (panel.width % layer.lanes, ==, 0);
          sum += panel.width;
        }
      g_assert_cmpuint (sum, ==, layer.padded);
    }
}

static void
test_kind (void)
{
  static const double plain_shares[] = { 0, 0.1, 0.3 };
  DhFirstLayer layer;
  DhNetwork network;

  g_assert_true (dh_network_init (&network, 784, NULL, 0, 10, TRUE, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (plain_shares); i++)
    {
      dh_first_layer_init (&layer, &network, 28, plain_shares[i]);
      g_assert_cmpint (layer.kind, ==, DH_FIRST_LAYER_PLAIN);
    }
  dh_first_layer_init (&layer, &network, 28, 0.8);
  g_assert_cmpint (layer.kind == DH_FIRST_LAYER_PLAIN, ==, dh_simd_get () == DH_SIMD_NONE);
}

int
main (int argc, char **argv)
{
  static const guint with_all_rows[] = { 10, 12, 33 };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (output_counts); i++)
    {
      g_autofree char *path = g_strdup_printf ("/first-layer/outputs/%u", output_counts[i]);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_outputs);
    }
  for (guint i = 0; i < G_N_ELEMENTS (with_all_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/first-layer/rows/%u", with_all_rows[i]);

      g_test_add_data_func (path, GUINT_TO_POINTER (with_all_rows[i]), test_rows);
    }
  g_test_add_func ("/first-layer/kind", test_kind);
  g_test_add_func ("/first-layer/panels", test_panels);
  return g_test_run ();
}
