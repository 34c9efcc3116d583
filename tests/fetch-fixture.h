// Downloads of a small data set from a web server on this machine, for tests.
// SPDX-License-Identifier: MIT
#pragma once

#include "bad-server.h"
#include "dataset/catalog.h"
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

static inline GBytes *
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

static inline void
keep (GObject *source, GAsyncResult *result, gpointer data)
{
  ((Try *) data)->result = g_object_ref (result);
}

static inline void
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

static inline gboolean
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

static inline char *
get_folder (void)
{
  return dh_published_get_folder (&tiny.sets[0]);
}

/* Every file in the folder is one of the set, and is whole; their number. */
static inline guint
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

static inline void
serve (Serve a, Serve b)
{
  WAIT_UNTIL (bad_server_is_idle (&server));
  g_atomic_int_set (&server.serve[0], a);
  g_atomic_int_set (&server.serve[1], b);
  g_atomic_int_set (&server.requests, 0);
}

static inline void
forget (void)
{
  g_autofree char *folder = get_folder ();

  tiny_sets_remove (folder);
}

/* Whatever happened before, it works now; what is here already is not fetched again. */
static inline void
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

/* Makes every wait look at its condition again. */
static inline gboolean
beat (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Must begin main(): what this user has, and how he reaches the network, must not decide. */
static inline void
fetch_tests_init (int *argc, char ***argv)
{
  home = g_dir_make_tmp ("downhill-XXXXXX", NULL);
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("HOME", home, TRUE);
  g_unsetenv ("DOWNHILL_MNIST");
  g_unsetenv ("DOWNHILL_MIRROR");
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  g_test_init (argc, argv, NULL);
  dh_fetch_set_timeout (TIMEOUT_MSEC);
  g_timeout_add (HEART_BEAT_MSEC, beat, NULL);
  bad_server_start (&server, find, NULL);
  tiny_sets_make (&tiny, server.address);
}

static inline int
fetch_tests_run (void)
{
  int status = g_test_run ();

  bad_server_stop (&server);
  tiny_sets_remove (home);
  tiny_sets_clear (&tiny);
  g_free (home);
  return status;
}
