// Tests of files that are replaced as a whole or left as they were.
// SPDX-License-Identifier: MIT

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "files/whole-file.h"

typedef struct
{
  char *folder;
  char *path;
  GFile *file;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = g_dir_make_tmp ("downhill-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "file", NULL);
  f->file = g_file_new_for_path (f->path);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_unlink (f->path);
  g_assert_cmpint (g_rmdir (f->folder), ==, 0); /* nothing else was left behind */
  g_object_unref (f->file);
  g_free (f->path);
  g_free (f->folder);
}

static void
assert_contents (Fixture *f, const char *expected)
{
  g_autofree char *contents = NULL;

  g_assert_true (g_file_get_contents (f->path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, expected);
}

static void
test_write (Fixture *f, gconstpointer data)
{
  g_assert_true (dh_whole_file_write (f->file, "one", 3, NULL));
  assert_contents (f, "one");
  g_assert_true (dh_whole_file_write (f->file, "two!", 4, NULL));
  assert_contents (f, "two!");
}

static void
test_abandon (Fixture *f, gconstpointer data)
{
  for (guint existed = 0; existed < 2; existed++)
    {
      DhWholeFile *whole = dh_whole_file_new (f->file, NULL);

      g_assert_true (g_output_stream_write_all (dh_whole_file_get_stream (whole), "half", 4, NULL,
                                                NULL, NULL));
      dh_whole_file_free (whole);
      if (existed)
        assert_contents (f, "before");
      else
        g_assert_false (g_file_test (f->path, G_FILE_TEST_EXISTS));
      g_assert_true (g_file_set_contents (f->path, "before", -1, NULL));
    }
}

static void
test_full_disk (Fixture *f, gconstpointer data)
{
  struct rlimit before;
  struct rlimit small;
  g_autofree char *large = g_strnfill (1 << 20, 'x');
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (f->path, "before", -1, NULL));
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  small = before;
  small.rlim_cur = 1000;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  g_assert_false (dh_whole_file_write (f->file, large, strlen (large), &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_true (g_str_has_prefix (error->message, "Cannot write"));
  assert_contents (f, "before");
}

static void
test_no_folder (Fixture *f, gconstpointer data)
{
  g_autoptr (GFile) nowhere = g_file_new_for_path ("/nonexistent/folder/file");
  g_autoptr (GError) error = NULL;

  g_assert_false (dh_whole_file_write (nowhere, "x", 1, &error));
  g_assert_nonnull (strstr (error->message, "/nonexistent/folder/file"));
}

#define ADD(name, function)                                                                        \
  g_test_add ("/whole-file/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("write", test_write);
  ADD ("abandon", test_abandon);
  ADD ("full-disk", test_full_disk);
  ADD ("no-folder", test_no_folder);
  return g_test_run ();
}
