// Every element type of IDX files: what becomes of images and of labels.
// SPDX-License-Identifier: MIT

#include <math.h>

#include "dataset/idx.h"
#include "idx-files.h"

static const DhIdxType types[] = { DH_IDX_UNSIGNED_BYTE, DH_IDX_SIGNED_BYTE, DH_IDX_SHORT,
                                   DH_IDX_INT, DH_IDX_FLOAT, DH_IDX_DOUBLE };

static DhIdx *
read_values (IdxFiles *files,
             DhIdxType type,
             DhIdxKind kind,
             const double *values,
             guint n,
             DhIdxScale *scale,
             GError **error)
{
  const guint32 dimensions[] = { n, 1, 1 };
  g_autoptr (GByteArray) bytes =
      idx_typed_bytes (type, kind == DH_IDX_IMAGES ? 3 : 1, dimensions, values);
  g_autoptr (GByteArray) packed = gzip_bytes (bytes->data, bytes->len);
  GByteArray *content = n % 2 == 0 ? bytes : packed;
  g_autofree char *path = idx_files_write (files, "file", content->data, content->len);

  return dh_idx_read (path, kind, scale, NULL, error);
}

static void
assert_pixels (const DhIdx *idx, const guint8 *expected)
{
  for (guint i = 0; i < idx->n; i++)
    g_assert_cmpuint (idx->pixels[i], ==, expected[i]);
}

/* The values are integers that all types hold, but for −1 and 100 at the ends. */
static void
test_images (IdxFiles *files, gconstpointer data)
{
  static const double values[] = { 0, 1, 2, 50, 100 };
  static const guint8 bytes[] = { 0, 1, 2, 50, 100 };
  static const guint8 scaled[] = { 0, 3, 5, 128, 255 };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    for (guint n = 4; n <= 5; n++)
      {
        g_autoptr (GError) error = NULL;
        DhIdxScale scale = { 0 };
        g_autoptr (DhIdx) idx =
            read_values (files, types[i], DH_IDX_IMAGES, values + 5 - n, n, &scale, &error);

        g_assert_no_error (error);
        g_assert_cmpuint (scale.type, ==, types[i]);
        g_assert_cmpuint (idx->n, ==, n);
        if (n == 5)
          assert_pixels (idx, i == 0 ? bytes : scaled);
        else
          g_assert_cmpuint (idx->pixels[3], ==, i == 0 ? 100 : 255);
      }
}

static void
test_signed (IdxFiles *files, gconstpointer data)
{
  static const double values[] = { -128, 0, 127, -1 };
  static const guint8 expected[] = { 0, 128, 255, 127 };

  for (guint i = 1; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (GError) error = NULL;
      DhIdxScale scale = { 0 };
      g_autoptr (DhIdx) idx = read_values (files, types[i], DH_IDX_IMAGES, values, 4, &scale,
                                           &error);

      g_assert_no_error (error);
      assert_pixels (idx, expected);
    }
}

/* What the training file sets holds for the test file, whose values may go beyond. */
static void
test_one_scale (IdxFiles *files, gconstpointer data)
{
  static const double train[] = { 0.25, 0.75 };
  static const double test[] = { 0.5, -3, 7, 0.25 };
  static const guint8 expected[] = { 128, 0, 255, 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) other_type = NULL;
  DhIdxScale scale = { 0 };
  g_autoptr (DhIdx) first =
      read_values (files, DH_IDX_FLOAT, DH_IDX_IMAGES, train, 2, &scale, &error);
  g_autoptr (DhIdx) second =
      read_values (files, DH_IDX_FLOAT, DH_IDX_IMAGES, test, 4, &scale, &error);

  g_assert_no_error (error);
  assert_pixels (first, (const guint8[]) { 0, 255 });
  assert_pixels (second, expected);
  g_assert_null (read_values (files, DH_IDX_DOUBLE, DH_IDX_IMAGES, test, 4, &scale, &other_type));
  g_assert_nonnull (strstr (other_type->message, "byte 2: the elements are of type 0x0e, those "
                                                 "for training of 0x0d"));
}

static void
test_extreme_ranges (IdxFiles *files, gconstpointer data)
{
  static const double wide[] = { -DBL_MAX, 0, DBL_MAX, -DBL_MAX };
  static const double equal[] = { 7, 7, 7, 7 };
  static const double tiny[] = { 0, 4e-320, 8e-320, 0 };
  static const struct { const double *values; guint8 expected[4]; } rows[] = {
    { wide, { 0, 128, 255, 0 } }, { equal, { 0, 0, 0, 0 } }, { tiny, { 0, 128, 255, 0 } } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      DhIdxScale scale = { 0 };
      g_autoptr (DhIdx) idx = read_values (files, DH_IDX_DOUBLE, DH_IDX_IMAGES, rows[i].values, 4,
                                           &scale, &error);

      g_assert_no_error (error);
      assert_pixels (idx, rows[i].expected);
    }
}

static void
test_not_finite (IdxFiles *files, gconstpointer data)
{
  const double bad[] = { NAN, INFINITY, -INFINITY };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      const double values[] = { 1, 2, 3, bad[i] };
      g_autoptr (GError) as_float = NULL;
      g_autoptr (GError) as_double = NULL;
      DhIdxScale scale = { 0 };

      g_assert_null (read_values (files, DH_IDX_FLOAT, DH_IDX_IMAGES, values, 4, &scale,
                                  &as_float));
      g_assert_nonnull (strstr (as_float->message, "byte 28: the value is not a finite number"));
      g_assert_null (read_values (files, DH_IDX_DOUBLE, DH_IDX_IMAGES, values, 4, &scale,
                                  &as_double));
      g_assert_nonnull (strstr (as_double->message, "byte 40: the value is not a finite number"));
    }
}

static void
test_labels (IdxFiles *files, gconstpointer data)
{
  static const double values[] = { 0, 3, 126, 7 };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DhIdx) idx = read_values (files, types[i], DH_IDX_LABELS, values, 4, NULL, &error);

      g_assert_no_error (error);
      for (guint k = 0; k < 4; k++)
        g_assert_cmpuint (idx->labels[k], ==, values[k]);
      g_assert_cmpuint (idx->header_size, ==, 8);
      g_assert_cmpuint (idx->element_size, ==, dh_idx_type_get_size (types[i]));
    }
}

static void
test_bad_labels (IdxFiles *files, gconstpointer data)
{
  static const struct { DhIdxType type; double label; const char *expected; } rows[] = {
    { DH_IDX_SIGNED_BYTE, -1, "byte 9: a label of -1" },
    { DH_IDX_SHORT, 1001, "byte 10: a label of 1001" },
    { DH_IDX_SHORT, -32768, "byte 10: a label of -32768" },
    { DH_IDX_INT, 2147483647, "byte 12: a label of 2.14748e+09" },
    { DH_IDX_FLOAT, 0.5, "byte 12: a label of 0.5" },
    { DH_IDX_FLOAT, NAN, "byte 12: a label of nan" },
    { DH_IDX_DOUBLE, 1e300, "byte 16: a label of 1e+300" },
    { DH_IDX_DOUBLE, -1e-300, "byte 16: a label of -1e-300" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const double values[] = { 1, rows[i].label };
      g_autoptr (GError) error = NULL;

      g_assert_null (read_values (files, rows[i].type, DH_IDX_LABELS, values, 2, NULL, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      if (strstr (error->message, rows[i].expected) == NULL)
        g_error ("“%s” not in “%s”", rows[i].expected, error->message);
    }
}

/* [n, pixels]: a square where that can be, else a row. */
static void
test_flattened (IdxFiles *files, gconstpointer data)
{
  static const guint sizes[][3] = { { 1, 1, 1 }, { 784, 28, 28 }, { 560, 1, 560 },
                                    { 1024, 32, 32 }, { 1000, 1, 1000 }, { 1 << 20, 1024, 1024 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      const guint32 dimensions[] = { 1, sizes[i][0] };
      g_autoptr (GByteArray) bytes = idx_bytes (2, dimensions, 256);
      g_autofree char *path = idx_files_write (files, "flat", bytes->data, bytes->len);
      g_autoptr (GError) error = NULL;
      DhIdxScale scale = { 0 };
      g_autoptr (DhIdx) idx = dh_idx_read (path, DH_IDX_IMAGES, &scale, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (idx->height, ==, sizes[i][1]);
      g_assert_cmpuint (idx->width, ==, sizes[i][2]);
      g_assert_cmpmem (idx->pixels, sizes[i][0], bytes->data + 12, sizes[i][0]);
    }
}

/* Pieces of 64 KiB: more than one, the last a part. */
static void
test_many (IdxFiles *files, gconstpointer data)
{
  guint n = 100001;
  g_autofree double *values = g_new (double, n);
  g_autoptr (GError) error = NULL;
  DhIdxScale scale = { 0 };
  g_autoptr (DhIdx) idx = NULL;

  for (guint i = 0; i < n; i++)
    values[i] = i % 256;
  idx = read_values (files, DH_IDX_SHORT, DH_IDX_IMAGES, values, n, &scale, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < n; i++)
    g_assert_cmpuint (idx->pixels[i], ==, i % 256);
}

static void
add (const char *path, void (*test) (IdxFiles *, gconstpointer))
{
  g_test_add (path, IdxFiles, NULL, idx_files_set_up, test, idx_files_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/idx-types/images", test_images);
  add ("/idx-types/signed", test_signed);
  add ("/idx-types/one-scale", test_one_scale);
  add ("/idx-types/extreme-ranges", test_extreme_ranges);
  add ("/idx-types/not-finite", test_not_finite);
  add ("/idx-types/labels", test_labels);
  add ("/idx-types/bad-labels", test_bad_labels);
  add ("/idx-types/flattened", test_flattened);
  add ("/idx-types/many", test_many);
  return g_test_run ();
}
