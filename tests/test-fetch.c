// Downloads from a web server on this machine that serves well and badly.
// SPDX-License-Identifier: MIT

#include <signal.h>
#include <sys/resource.h>
#include <utime.h>

#include "bad-server.h"
#include "dataset/catalog.h"
#include "dataset/fetch-file.h"
#include "dataset/fetch.h"
#include "tiny-sets.h"
#include "wait.h"

#define TIMEOUT_MSEC 300
#define HEART_BEAT_MSEC 10
/* No try may take longer: a time-out at each mirror, and the rest. */
#define LONGEST_USEC (4 * 1000 * TIMEOUT_MSEC + 10 * G_USEC_PER_SEC)

static char *home;
static TinySets tiny;
static BadServer server;

typedef struct
{
  GAsyncResult *result;
  guint n_told;
  guint64 received;
  guint64 total;
  GCancellable *cancel_when_told;
} Try;

static GBytes *
find (const char *path, gpointer data)
{
  for (guint s = 0; s < TINY_SETS_N; s++)
    for (guint i = 0; i < DH_PUBLISHED_N_FILES; i++)
      {
        g_autofree char *name =
            g_strconcat (tiny.sets[s].name, "/", tiny.sets[s].files[i].name, NULL);

        if (g_str_equal (name, path))
          return tiny.packed[s][i];
      }
  return NULL;
}

static void
keep (GObject *source, GAsyncResult *result, gpointer data)
{
  ((Try *) data)->result = g_object_ref (result);
}

static void
count (const DhFetchProgress *progress, gpointer data)
{
  Try *try = data;

  g_assert_null (try->result); /* never after the end */
  g_assert_cmpuint (progress->received, <=, progress->total);
  g_assert_cmpstr (progress->host, ==, "127.0.0.1");
  try->n_told++;
  try->received = progress->received;
  try->total = progress->total;
  if (try->cancel_when_told != NULL)
    g_cancellable_cancel (try->cancel_when_told);
}

static gboolean
fetch (Try *try, const char *from, GCancellable *cancellable, GError **error)
{
  gint64 begun_at = g_get_monotonic_time ();
  gboolean done;

  dh_fetch_async (&tiny.sets[0], from, cancellable, count, try, keep, try);
  WAIT_UNTIL (try->result != NULL);
  g_assert_cmpint (g_get_monotonic_time () - begun_at, <, LONGEST_USEC);
  done = dh_fetch_finish (try->result, error);
  g_clear_object (&try->result);
  return done;
}

static char *
get_folder (void)
{
  return dh_published_get_folder (&tiny.sets[0]);
}

/* Every file in the folder is one of the set, and is whole; their number. */
static guint
count_files (void)
{
  g_autofree char *path = get_folder ();
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;
  guint n = 0;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      g_autofree char *key = g_strconcat ("mnist/", name, NULL);
      g_autofree char *contents = NULL;
      GBytes *expected = find (key, NULL);
      gsize size = 0;

      g_assert_nonnull (expected);
      g_assert_true (g_file_get_contents (file, &contents, &size, NULL));
      g_assert_cmpmem (contents, size, g_bytes_get_data (expected, NULL),
                       g_bytes_get_size (expected));
      n++;
    }
  return n;
}

static void
serve (Serve a, Serve b)
{
  WAIT_UNTIL (bad_server_is_idle (&server));
  g_atomic_int_set (&server.serve[0], a);
  g_atomic_int_set (&server.serve[1], b);
  g_atomic_int_set (&server.requests, 0);
}

static void
forget (void)
{
  g_autofree char *folder = get_folder ();

  tiny_sets_remove (folder);
}

/* Whatever happened before, it works now; what is here already is not fetched again. */
static void
assert_next_try_works (void)
{
  Try try = { NULL };
  g_autoptr (GError) error = NULL;
  guint n = count_files ();
  g_autoptr (DhConstDataset) dataset = NULL;

  serve (SERVE_WHOLE, SERVE_404);
  g_assert_true (fetch (&try, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_files (), ==, DH_PUBLISHED_N_FILES);
  g_assert_cmpint (g_atomic_int_get (&server.requests), ==, DH_PUBLISHED_N_FILES - n);
  dataset = dh_catalog_load ("mnist", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (dataset->train.n, ==, TINY_TRAIN);
}

typedef struct
{
  const char *name;
  Serve a;
  Serve b;
  guint requests;      /* what is asked of the server; 0 = any */
  const char *message; /* part of the error's; NULL = it works */
} Case;

/* Where only the first mirror is bad, the second one helps. */
static const Case cases[] = {
  { "whole", SERVE_WHOLE, SERVE_404, 4 },
  { "slowly", SERVE_SLOWLY, SERVE_404, 4 },
  { "encoded", SERVE_ENCODED, SERVE_404, 4 },
  { "redirect", SERVE_REDIRECT, SERVE_404, 8 },
  { "second-after-404", SERVE_404, SERVE_WHOLE, 8 },
  { "second-after-500", SERVE_500, SERVE_WHOLE, 8 },
  { "second-after-loop", SERVE_LOOP, SERVE_WHOLE, 0 },
  { "second-after-truncated", SERVE_TRUNCATED, SERVE_WHOLE, 8 },
  { "second-after-corrupted", SERVE_CORRUPTED, SERVE_WHOLE, 8 },
  { "second-after-long", SERVE_LONG, SERVE_WHOLE, 8 },
  { "second-after-cut", SERVE_CUT, SERVE_WHOLE, 8 },
  { "second-after-garbage", SERVE_GARBAGE, SERVE_WHOLE, 0 },
  { "second-after-stall", SERVE_STALL, SERVE_REDIRECT, 12 },
  { "404", SERVE_404, SERVE_404, 2, "(127.0.0.1: the server answers 404 Not Found)" },
  { "500", SERVE_500, SERVE_500, 2, "the server answers 500 Internal Server Error" },
  { "truncated", SERVE_TRUNCATED, SERVE_TRUNCATED, 2, " bytes came" },
  { "corrupted", SERVE_CORRUPTED, SERVE_CORRUPTED, 2, "differs from the published one" },
  { "long", SERVE_LONG, SERVE_LONG, 2, "longer than the published one" },
  { "cut", SERVE_CUT, SERVE_CUT, 2, " bytes came" },
  { "loop", SERVE_LOOP, SERVE_404, 0, "edirect" },
  { "garbage", SERVE_GARBAGE, SERVE_404, 0, "127.0.0.1: " },
  { "stall", SERVE_STALL, SERVE_404, 2, "the server sent nothing for 0.3 s" },
  { "drip", SERVE_DRIP, SERVE_404, 2, "the server sent nothing for 0.3 s" },
  { "nothing", SERVE_NOTHING, SERVE_404, 2, "the server sent nothing for 0.3 s" },
};

static void
test_case (gconstpointer data)
{
  const Case *this = data;
  g_autofree char *folder = get_folder ();
  Try try = { NULL };
  g_autoptr (GError) error = NULL;
  gboolean done;

  forget ();
  serve (this->a, this->b);
  done = fetch (&try, NULL, NULL, &error);
  if (this->requests > 0)
    g_assert_cmpint (g_atomic_int_get (&server.requests), ==, this->requests);
  if (this->message == NULL)
    {
      g_assert_no_error (error);
      g_assert_true (done);
      g_assert_cmpuint (count_files (), ==, DH_PUBLISHED_N_FILES);
      g_assert_cmpuint (try.n_told, >, 0);
      g_assert_cmpuint (try.total, ==, dh_published_get_size (&tiny.sets[0]));
    }
  else
    {
      g_assert_false (done);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, this->message));
      g_assert_nonnull (strstr (error->message, "train-images-idx3-ubyte.gz of MNIST"));
      g_assert_nonnull (strstr (error->message, folder));
      g_assert_null (strchr (error->message, '\n'));
      g_assert_cmpuint (count_files (), ==, 0);
    }
  assert_next_try_works ();
}

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

static void
test_cancel (gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gboolean at_once = GPOINTER_TO_INT (data) < 0;
  Try try = { .cancel_when_told = cancellable };
  g_autoptr (GError) error = NULL;

  forget ();
  serve (GPOINTER_TO_INT (data), SERVE_WHOLE);
  if (at_once)
    g_cancellable_cancel (cancellable);
  g_assert_false (fetch (&try, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_files (), <, DH_PUBLISHED_N_FILES);
  assert_next_try_works ();
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

static void
add_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/fetch/serve/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_data_func ("/fetch/cancel/at-once", GINT_TO_POINTER (-1), test_cancel);
  g_test_add_data_func ("/fetch/cancel/slowly", GINT_TO_POINTER (SERVE_SLOWLY), test_cancel);
  g_test_add_data_func ("/fetch/cancel/stall", GINT_TO_POINTER (SERVE_STALL), test_cancel);
  g_test_add_data_func ("/fetch/cancel/nothing", GINT_TO_POINTER (SERVE_NOTHING), test_cancel);
}

/* Makes every wait look at its condition again. */
static gboolean
beat (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

int
main (int argc, char **argv)
{
  int status;

  home = g_dir_make_tmp ("downhill-XXXXXX", NULL);
  /* What this user has, and how he reaches the network, must not decide the test. */
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("HOME", home, TRUE);
  g_unsetenv ("DOWNHILL_MNIST");
  g_unsetenv ("DOWNHILL_MIRROR");
  g_setenv ("no_proxy", "127.0.0.1", TRUE);
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  g_test_init (&argc, &argv, NULL);
  dh_fetch_set_timeout (TIMEOUT_MSEC);
  g_timeout_add (HEART_BEAT_MSEC, beat, NULL);
  bad_server_start (&server, find, NULL);
  tiny_sets_make (&tiny, server.address);
  add_cases ();
  g_test_add_func ("/fetch/unreachable", test_unreachable);
  g_test_add_func ("/fetch/addresses", test_addresses);
  g_test_add_func ("/fetch/other-mirror", test_other_mirror);
  g_test_add_func ("/fetch/resume", test_resume);
  g_test_add_func ("/fetch/stale", test_stale);
  g_test_add_func ("/fetch/full-disk", test_full_disk);
  g_test_add_func ("/fetch/no-folder", test_no_folder);
  status = g_test_run ();
  bad_server_stop (&server);
  tiny_sets_remove (home);
  tiny_sets_clear (&tiny);
  g_free (home);
  return status;
}
