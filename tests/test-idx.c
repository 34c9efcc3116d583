// The IDX reader: good files, and every way a file can be bad.
// SPDX-License-Identifier: MIT

#include "dataset/idx.h"
#include "idx-files.h"

static const guint32 tiny[] = { 2, 2, 3 };
#define TINY_SIZE (16 + 2 * 2 * 3)

static DhIdx *
read_file (const char *path, DhIdxKind kind, GError **error)
{
  DhIdxScale scale = { 0 };

  return dh_idx_read (path, kind, &scale, NULL, error);
}

static void
assert_is_tiny (const DhIdx *idx)
{
  g_assert_cmpuint (idx->n, ==, 2);
  g_assert_cmpuint (idx->height, ==, 2);
  g_assert_cmpuint (idx->width, ==, 3);
  for (guint i = 0; i < 12; i++)
    g_assert_cmpuint (idx->pixels[i], ==, i);
}

static void
assert_names_the_file (const GError *error, const char *path)
{
  g_assert_true (g_str_has_prefix (error->message, path));
  g_assert_null (strchr (error->message, '\n'));
}

/* Writes @bytes, and expects that they cannot be read and that the message has @expected. */
static void
assert_refused (IdxFiles *files, const guint8 *bytes, gsize n, DhIdxKind kind, const char *expected)
{
  g_autofree char *path = idx_files_write (files, "bad", bytes, n);
  g_autoptr (GError) error = NULL;
  g_autoptr (DhIdx) idx = read_file (path, kind, &error);

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_null (idx);
  assert_names_the_file (error, path);
  if (strstr (error->message, expected) == NULL)
    g_error ("“%s” not in “%s”", expected, error->message);
}

static void
test_images (IdxFiles *files, gconstpointer data)
{
  g_autoptr (GByteArray) bytes = idx_bytes (3, tiny, 256);
  g_autoptr (GByteArray) packed = gzip_bytes (bytes->data, bytes->len);
  g_autofree char *plain_path = idx_files_write (files, "named.gz", bytes->data, bytes->len);
  g_autofree char *packed_path = idx_files_write (files, "plain", packed->data, packed->len);
  g_autoptr (GError) error = NULL;
  g_autoptr (DhIdx) plain = read_file (plain_path, DH_IDX_IMAGES, &error);
  g_autoptr (DhIdx) unpacked = read_file (packed_path, DH_IDX_IMAGES, &error);

  g_assert_no_error (error);
  assert_is_tiny (plain);
  assert_is_tiny (unpacked);
}

static void
test_labels (IdxFiles *files, gconstpointer data)
{
  static const guint32 n[] = { 300000 };
  g_autoptr (GByteArray) bytes = idx_bytes (1, n, 251);
  g_autoptr (GByteArray) packed = gzip_bytes (bytes->data, bytes->len);
  GByteArray *const both[] = { bytes, packed };

  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    {
      g_autofree char *path = idx_files_write (files, "labels", both[i]->data, both[i]->len);
      g_autoptr (GError) error = NULL;
      g_autoptr (DhIdx) idx = read_file (path, DH_IDX_LABELS, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (idx->height, ==, 1);
      g_assert_cmpuint (idx->width, ==, 1);
      g_assert_cmpuint (idx->n, ==, n[0]);
      for (guint k = 0; k < idx->n; k++)
        g_assert_cmpuint (idx->labels[k], ==, k % 251);
    }
}

static void
test_several_gzip_members (IdxFiles *files, gconstpointer data)
{
  g_autoptr (GByteArray) bytes = idx_bytes (3, tiny, 256);

  for (guint cut = 0; cut <= bytes->len; cut++)
    {
      g_autoptr (GByteArray) packed = gzip_bytes (bytes->data, cut);
      g_autoptr (GByteArray) rest = gzip_bytes (bytes->data + cut, bytes->len - cut);
      g_autofree char *path = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (DhIdx) idx = NULL;

      g_byte_array_append (packed, rest->data, rest->len);
      path = idx_files_write (files, "two.gz", packed->data, packed->len);
      idx = read_file (path, DH_IDX_IMAGES, &error);
      g_assert_no_error (error);
      assert_is_tiny (idx);
    }
}

/* The tiny file with @patch written at @offset, and then made @longer. */
static const struct
{
  const char *patch;
  guint n_patch, offset;
  int longer;
  DhIdxKind kind;
  const char *plain;
  const char *packed; /* NULL: as plain */
} damages[] = {
  { "\x89P", 2, 0, 0, DH_IDX_IMAGES, "byte 0: this is not an IDX file, it begins with 89 50" },
  { "\x01", 1, 1, 0, DH_IDX_IMAGES, "byte 0: this is not an IDX file, it begins with 00 01" },
  { "\x00", 1, 2, 0, DH_IDX_IMAGES, "byte 2: there is no element type 0x00" },
  { "\x0a", 1, 2, 0, DH_IDX_IMAGES, "byte 2: there is no element type 0x0a" },
  { "\x0f", 1, 2, 0, DH_IDX_LABELS, "byte 2: there is no element type 0x0f" },
  { "\x0e", 1, 2, 0, DH_IDX_IMAGES, "byte 28: the file ends here, its header declares 112" },
  { "\x01", 1, 3, 0, DH_IDX_IMAGES, "byte 3: the file has 1 dimensions, images have 2 or 3" },
  { "\x04", 1, 3, 0, DH_IDX_IMAGES, "byte 3: the file has 4 dimensions, images have 2 or 3" },
  { "\xff", 1, 3, 0, DH_IDX_IMAGES, "byte 3: the file has 255 dimensions, images have 2" },
  { "\x02\0\0\0\1\0\0\4\1", 9, 3, 0, DH_IDX_IMAGES,
    "byte 8: the images have a side of 1025" },
  { "", 0, 0, 0, DH_IDX_LABELS, "byte 3: the file has 3 dimensions, labels have 1" },
  { "\0\0\0\0", 4, 4, 0, DH_IDX_IMAGES, "byte 4: a dimension is 0" },
  { "\0\0\0\0", 4, 8, 0, DH_IDX_IMAGES, "byte 8: a dimension is 0" },
  { "\0\0\0\0", 4, 12, 0, DH_IDX_IMAGES, "byte 12: a dimension is 0" },
  { "\0\0\x04\x01", 4, 8, 0, DH_IDX_IMAGES, "byte 8: the images have a side of 1025" },
  { "\xff\xff\xff\xff", 4, 12, 0, DH_IDX_IMAGES, "byte 12: the images have a side of 4294967295" },
  { "\0\0\0\3", 4, 4, 0, DH_IDX_IMAGES, "byte 28: the file ends here, its header declares 34" },
  { "\0\0\0\1", 4, 4, 0, DH_IDX_IMAGES, "byte 22: the file goes on after its last element" },
  { "", 0, 0, 1, DH_IDX_IMAGES, "byte 28: the file goes on after its last element" },
  { "", 0, 0, -1, DH_IDX_IMAGES, "byte 27: the file ends here, its header declares 28" },
  { "", 0, 0, -24, DH_IDX_IMAGES, "byte 4: the file ends inside its header of 16" },
  { "", 0, 0, -TINY_SIZE, DH_IDX_IMAGES, "byte 0: the file ends inside its header of 4" },
  { "\xff\xff\xff\xff\0\0\4\0\0\0\4\0", 12, 4, 0, DH_IDX_IMAGES, "byte 28: the file ends here",
    "byte 4: the header declares 4503599626321936 bytes, the gzip file holds at most" },
  { "\0\1\0\0\0\0\4\0\0\0\4\0", 12, 4, 0, DH_IDX_IMAGES, "byte 28: the file ends here",
    "byte 4: the header declares 68719476752 bytes, the gzip file holds at most" },
};

static void
test_damages (IdxFiles *files, gconstpointer data)
{
  for (guint row = 0; row < G_N_ELEMENTS (damages); row++)
    {
      g_autoptr (GByteArray) bytes = idx_bytes (3, tiny, 256);
      g_autoptr (GByteArray) packed = NULL;
      const char *expected = damages[row].packed ? damages[row].packed : damages[row].plain;

      memcpy (bytes->data + damages[row].offset, damages[row].patch, damages[row].n_patch);
      g_byte_array_set_size (bytes, bytes->len + damages[row].longer);
      assert_refused (files, bytes->data, bytes->len, damages[row].kind, damages[row].plain);
      packed = gzip_bytes (bytes->data, bytes->len);
      assert_refused (files, packed->data, packed->len, damages[row].kind, expected);
    }
}

static void
test_cut_anywhere (IdxFiles *files, gconstpointer data)
{
  g_autoptr (GByteArray) bytes = idx_bytes (3, tiny, 256);
  g_autoptr (GByteArray) packed = gzip_bytes (bytes->data, bytes->len);

  for (guint n = 0; n < bytes->len; n++)
    assert_refused (files, bytes->data, n, DH_IDX_IMAGES, "the file ends");
  for (guint n = 0; n < packed->len; n++)
    assert_refused (files, packed->data, n, DH_IDX_IMAGES, n < 2 ? "ends inside" : "is cut short");
}

/* Gzip's header has bytes nobody checks (time, system), and the last byte before its check sum and
 * length may have bits that nobody reads; all other flips must be noticed. */
static void
test_flipped_anywhere (IdxFiles *files, gconstpointer data)
{
  g_autoptr (GByteArray) bytes = idx_bytes (3, tiny, 256);
  g_autoptr (GByteArray) packed = gzip_bytes (bytes->data, bytes->len);

  for (guint bit = 0; bit < 8 * packed->len; bit++)
    {
      g_autofree char *path = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (DhIdx) idx = NULL;

      packed->data[bit / 8] ^= 1 << bit % 8;
      path = idx_files_write (files, "flipped.gz", packed->data, packed->len);
      packed->data[bit / 8] ^= 1 << bit % 8;
      idx = read_file (path, DH_IDX_IMAGES, &error);
      if (idx != NULL)
        {
          g_assert_true ((bit / 8 >= 3 && bit / 8 < 10) || bit / 8 == packed->len - 9);
          assert_is_tiny (idx);
          continue;
        }
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      assert_names_the_file (error, path);
    }
}

static void
test_gzip_beyond_the_end (IdxFiles *files, gconstpointer data)
{
  static const struct { const char *bytes; gsize n; const char *expected; } tails[] = {
    { "x", 1, "is cut short" },
    { "\0\0", 2, "is damaged (incorrect header check)" },
    { "\x1f\x8b", 2, "is cut short" },
  };
  g_autoptr (GByteArray) bytes = idx_bytes (3, tiny, 256);

  for (guint row = 0; row < G_N_ELEMENTS (tails); row++)
    {
      g_autoptr (GByteArray) packed = gzip_bytes (bytes->data, bytes->len);

      g_byte_array_append (packed, (const guint8 *) tails[row].bytes, tails[row].n);
      assert_refused (files, packed->data, packed->len, DH_IDX_IMAGES, tails[row].expected);
    }
}

static void
test_gzip_bomb (IdxFiles *files, gconstpointer data)
{
  g_autoptr (GByteArray) bytes = idx_bytes (3, tiny, 256);
  g_autoptr (GByteArray) packed = NULL;
  gsize n = bytes->len;

  g_byte_array_set_size (bytes, 64 * 1024 * 1024);
  memset (bytes->data + n, 0, bytes->len - n);
  packed = gzip_bytes (bytes->data, bytes->len);
  assert_refused (files, packed->data, packed->len, DH_IDX_IMAGES, "byte 28: the file goes on");
}

static void
test_not_files (IdxFiles *files, gconstpointer data)
{
  g_autofree char *missing = g_build_filename (files->folder, "missing", NULL);
  const struct { const char *path; GIOErrorEnum code; } paths[] = {
    { missing, G_IO_ERROR_NOT_FOUND },
    { files->folder, G_IO_ERROR_NOT_REGULAR_FILE },
    { "/dev/zero", G_IO_ERROR_NOT_REGULAR_FILE },
  };

  for (guint row = 0; row < G_N_ELEMENTS (paths); row++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_file (paths[row].path, DH_IDX_LABELS, &error));
      g_assert_error (error, G_IO_ERROR, (int) paths[row].code);
      g_assert_nonnull (strstr (error->message, paths[row].path));
    }
}

static void
test_line_break_in_name (IdxFiles *files, gconstpointer data)
{
  g_autofree char *path = idx_files_write (files, "a\nb", "", 0);
  g_autoptr (GError) error = NULL;

  g_assert_null (read_file (path, DH_IDX_LABELS, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_null (strchr (error->message, '\n'));
}

static void
test_cancelled (IdxFiles *files, gconstpointer data)
{
  g_autoptr (GByteArray) bytes = idx_bytes (3, tiny, 256);
  g_autofree char *path = idx_files_write (files, "images", bytes->data, bytes->len);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  DhIdxScale scale = { 0 };

  g_cancellable_cancel (cancellable);
  g_assert_null (dh_idx_read (path, DH_IDX_IMAGES, &scale, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
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
  add ("/idx/images", test_images);
  add ("/idx/labels", test_labels);
  add ("/idx/several-gzip-members", test_several_gzip_members);
  add ("/idx/damages", test_damages);
  add ("/idx/cut-anywhere", test_cut_anywhere);
  add ("/idx/flipped-anywhere", test_flipped_anywhere);
  add ("/idx/gzip-beyond-the-end", test_gzip_beyond_the_end);
  add ("/idx/gzip-bomb", test_gzip_bomb);
  add ("/idx/not-files", test_not_files);
  add ("/idx/line-break-in-name", test_line_break_in_name);
  add ("/idx/cancelled", test_cancelled);
  return g_test_run ();
}
