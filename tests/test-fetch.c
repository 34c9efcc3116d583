// Downloads from a web server on this machine that serves well and badly.
// SPDX-License-Identifier: MIT

#include "fetch-fixture.h"

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

int
main (int argc, char **argv)
{
  fetch_tests_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/fetch/serve/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_data_func ("/fetch/cancel/at-once", GINT_TO_POINTER (-1), test_cancel);
  g_test_add_data_func ("/fetch/cancel/slowly", GINT_TO_POINTER (SERVE_SLOWLY), test_cancel);
  g_test_add_data_func ("/fetch/cancel/stall", GINT_TO_POINTER (SERVE_STALL), test_cancel);
  g_test_add_data_func ("/fetch/cancel/nothing", GINT_TO_POINTER (SERVE_NOTHING), test_cancel);
  return fetch_tests_run ();
}
