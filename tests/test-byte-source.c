// The bytes of a file one after the other, while others write to it or it cannot be read at all.
// SPDX-License-Identifier: MIT

#include "dataset/byte-source.h"

#include <stdio.h>
#include <unistd.h>
#include <utime.h>

#include "idx-files.h"

static void
append (const char *path, const char *text)
{
  FILE *file = fopen (path, "a");

  g_assert_nonnull (file);
  fputs (text, file);
  g_assert_cmpint (fclose (file), ==, 0);
}

static void
test_unchanged (IdxFiles *files, gconstpointer data)
{
  g_autofree char *path = idx_files_write (files, "file", "abc", 3);
  g_autoptr (GError) error = NULL;
  g_autoptr (DhByteSource) source = dh_byte_source_new (path, NULL, &error);
  guint8 bytes[8];
  gsize n;

  g_assert_no_error (error);
  g_assert_cmpuint (dh_byte_source_get_limit (source), ==, 3);
  g_assert_true (dh_byte_source_read (source, bytes, sizeof bytes, &n, NULL, &error));
  g_assert_cmpmem (bytes, n, "abc", 3);
  g_assert_true (dh_byte_source_check_unchanged (source, NULL, &error));
  g_assert_no_error (error);
}

/* Longer, or as long but written later. */
static void
test_changed (IdxFiles *files, gconstpointer data)
{
  for (guint longer = 0; longer < 2; longer++)
    {
      g_autofree char *path = idx_files_write (files, "file", "abc", 3);
      g_autoptr (GError) error = NULL;
      g_autoptr (DhByteSource) source = dh_byte_source_new (path, NULL, &error);
      guint8 bytes[2];
      gsize n;

      g_assert_no_error (error);
      g_assert_true (dh_byte_source_read (source, bytes, sizeof bytes, &n, NULL, &error));
      if (longer)
        append (path, "d");
      else
        g_assert_cmpint (utime (path, NULL), ==, 0);
      g_assert_false (dh_byte_source_check_unchanged (source, NULL, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      g_assert_true (g_str_has_prefix (error->message, path));
      g_assert_nonnull (strstr (error->message, "byte 3: the file changed"));
    }
}

/* Whoever replaces a file as a whole leaves its readers the old one. */
static void
test_replaced (IdxFiles *files, gconstpointer data)
{
  g_autofree char *path = idx_files_write (files, "file", "abc", 3);
  g_autoptr (GError) error = NULL;
  g_autoptr (DhByteSource) source = dh_byte_source_new (path, NULL, &error);
  guint8 bytes[8];
  gsize n;

  g_assert_no_error (error);
  g_free (idx_files_write (files, "file", "defg", 4));
  g_assert_true (dh_byte_source_read (source, bytes, sizeof bytes, &n, NULL, &error));
  g_assert_cmpmem (bytes, n, "abc", 3);
  g_assert_true (dh_byte_source_check_unchanged (source, NULL, &error));
}

static void
test_links (IdxFiles *files, gconstpointer data)
{
  g_autofree char *target = idx_files_write (files, "file", "abc", 3);
  const char *const cases[][2] = { { "loop", "loop" }, { "dangling", "nowhere" },
                                   { "good", target } };


  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_build_filename (files->folder, cases[i][0], NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (DhByteSource) source = NULL;

      g_assert_cmpint (symlink (cases[i][1], path), ==, 0);
      source = dh_byte_source_new (path, NULL, &error);
      g_assert_true ((source != NULL) == (i == 2));
      if (source != NULL)
        {
          g_assert_no_error (error);
          continue;
        }
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE);
      g_assert_true (g_str_has_prefix (error->message, path));
      g_assert_nonnull (strstr (error->message, "is a link that leads to no file"));
    }
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
  add ("/byte-source/unchanged", test_unchanged);
  add ("/byte-source/changed", test_changed);
  add ("/byte-source/replaced", test_replaced);
  add ("/byte-source/links", test_links);
  return g_test_run ();
}
