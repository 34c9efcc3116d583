// What a download finds and leaves on this machine, and where it goes for it.
// SPDX-License-Identifier: MIT

#include <signal.h>
#include <sys/resource.h>
#include <utime.h>

#include "dataset/fetch-file.h"
#include "fetch-fixture.h"

/* Nobody listens there any more. */
static void
test_unreachable (void)
{
  Try try = { NULL };
  g_autoptr (GError) error = NULL;
  BadServer other = { NULL };
  g_autofree char *address = NULL;

  forget ();
  bad_server_start (&other, find, NULL);
  address = g_strdup (other.address);
  bad_server_stop (&other);
  g_assert_false (fetch (&try, address, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, "Connect to the network"));
  g_assert_nonnull (strstr (error->message, "--from=URL or DOWNHILL_MIRROR"));
  assert_next_try_works ();
}

static void
test_addresses (void)
{
  static const char *const bad[] = { "", "/a/folder", "ftp://x.org/", "http://", "mnist", "http:" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      Try try = { NULL };
      g_autoptr (GError) error = NULL;

      g_assert_false (fetch (&try, bad[i], NULL, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
      g_assert_nonnull (strstr (error->message, "http://"));
    }
  g_assert_true (dh_fetch_check_address ("https://x.org:8080/a b/", NULL));
}

/* Chosen mirrors, with a slash at the end and without, are the only ones. */
static void
test_other_mirror (void)
{
  g_autofree char *from = g_strconcat (server.address, "b/mnist", NULL);
  g_autofree char *all = g_strconcat (server.address, "b/", NULL);
  g_autofree char *host = NULL;

  for (guint variable = 0; variable < 2; variable++)
    {
      Try try = { NULL };
      g_autoptr (GError) error = NULL;

      forget ();
      serve (SERVE_500, SERVE_WHOLE);
      if (variable)
        g_setenv ("DOWNHILL_MIRROR", all, TRUE);
      g_assert_true (fetch (&try, variable ? NULL : from, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpint (g_atomic_int_get (&server.requests), ==, DH_PUBLISHED_N_FILES);
      forget ();
      serve (SERVE_WHOLE, SERVE_500);
      g_assert_false (fetch (&try, variable ? NULL : from, NULL, &error));
      g_assert_cmpint (g_atomic_int_get (&server.requests), ==, 1);
      g_unsetenv ("DOWNHILL_MIRROR");
    }
  host = dh_fetch_get_host (&tiny.sets[0]);
  g_assert_cmpstr (host, ==, "127.0.0.1");
}

/* What is here and right stays, also unpacked; what is wrong is replaced, or in the way. */
static void
test_resume (void)
{
  g_autofree char *folder = get_folder ();
  g_autofree char *wrong = g_build_filename (folder, "train-labels-idx1-ubyte.gz", NULL);
  g_autofree char *in_the_way = g_build_filename (folder, "t10k-labels-idx1-ubyte", NULL);
  g_autofree char *unpacked = g_build_filename (folder, "t10k-images-idx3-ubyte", NULL);
  Try try = { NULL };
  g_autoptr (GError) error = NULL;

  forget ();
  tiny_sets_write (&tiny, 0, 0, TRUE, folder);
  tiny_sets_write (&tiny, 0, 2, FALSE, folder);
  g_assert_true (g_file_set_contents (wrong, "half", -1, NULL));
  g_assert_true (g_file_set_contents (in_the_way, "other", -1, NULL));
  serve (SERVE_WHOLE, SERVE_WHOLE);
  g_assert_false (fetch (&try, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  g_assert_nonnull (strstr (error->message, in_the_way));
  g_assert_cmpint (g_atomic_int_get (&server.requests), ==, 0);
  g_clear_error (&error);
  g_remove (in_the_way);
  g_assert_true (fetch (&try, NULL, NULL, &error));
  g_assert_cmpint (g_atomic_int_get (&server.requests), ==, 2);
  g_remove (unpacked);
  g_assert_cmpuint (count_files (), ==, 3);
  assert_next_try_works ();
}

/* What a killed download left is cleared away, unless somebody may be writing it. */
static void
test_stale (void)
{
  g_autofree char *folder = get_folder ();
  g_autofree char *old = g_build_filename (folder, "train-images-idx3-ubyte.gz.1.part", NULL);
  g_autofree char *new = g_build_filename (folder, "train-images-idx3-ubyte.gz.2.part", NULL);
  struct utimbuf times = { 1000000000, 1000000000 };

  forget ();
  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  g_assert_true (g_file_set_contents (old, "old", -1, NULL));
  g_assert_true (g_file_set_contents (new, "new", -1, NULL));
  g_assert_cmpint (g_utime (old, &times), ==, 0);
  g_assert_true (dh_fetch_file_prepare (folder, NULL));
  g_assert_false (g_file_test (old, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (new, G_FILE_TEST_EXISTS));
  g_remove (new);
}

static void
test_full_disk (void)
{
  struct rlimit before;
  struct rlimit small;
  Try try = { NULL };
  g_autoptr (GError) error = NULL;

  forget ();
  serve (SERVE_WHOLE, SERVE_WHOLE);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  small = before;
  small.rlim_cur = 100000;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  g_assert_false (fetch (&try, NULL, NULL, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_test_message ("%s", error->message);
  g_assert_true (g_str_has_prefix (error->message, "Cannot write “"));
  g_assert_nonnull (strstr (error->message, "Make room there"));
  g_assert_cmpint (g_atomic_int_get (&server.requests), ==, 1); /* no other mirror can help */
  g_assert_cmpuint (count_files (), ==, 0);
  assert_next_try_works ();
}

/* A file stands where the folder should be. */
static void
test_no_folder (void)
{
  g_autofree char *folder = get_folder ();
  Try try = { NULL };
  g_autoptr (GError) error = NULL;

  forget ();
  g_assert_true (g_file_set_contents (folder, "x", -1, NULL));
  g_assert_false (fetch (&try, NULL, NULL, &error));
  g_assert_nonnull (strstr (error->message, folder));
  g_remove (folder);
  assert_next_try_works ();
}

int
main (int argc, char **argv)
{
  fetch_tests_init (&argc, &argv);
  g_test_add_func ("/fetch-file/unreachable", test_unreachable);
  g_test_add_func ("/fetch-file/addresses", test_addresses);
  g_test_add_func ("/fetch-file/other-mirror", test_other_mirror);
  g_test_add_func ("/fetch-file/resume", test_resume);
  g_test_add_func ("/fetch-file/stale", test_stale);
  g_test_add_func ("/fetch-file/full-disk", test_full_disk);
  g_test_add_func ("/fetch-file/no-folder", test_no_folder);
  return fetch_tests_run ();
}
