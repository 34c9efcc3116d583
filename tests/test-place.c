// Folders with data sets, looked at from outside and compared with what was published.
// SPDX-License-Identifier: MIT

#include "dataset/place.h"

#include "dataset/checksum.h"
#include "tiny-sets.h"

static TinySets tiny;

typedef struct
{
  char *folder;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("downhill-XXXXXX", NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  tiny_sets_remove (self->folder);
  g_free (self->folder);
}

static void
assert_place (Fixture *self, guint set, DhCheck check, const char *text)
{
  g_autoptr (DhPlace) place = dh_place_new (&tiny.sets[set], self->folder);
  g_autofree char *described = NULL;

  g_assert_null (dh_place_describe_check (place));
  g_assert_true (dh_place_check (place, NULL));
  g_assert_cmpint (place->check, ==, check);
  described = dh_place_describe_check (place);
  g_assert_cmpstr (described, ==, text);
}

static void
write_file (Fixture *self, const char *name, gconstpointer bytes, gsize n)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);

  g_remove (path);
  g_assert_true (g_file_set_contents (path, bytes, (gssize) n, NULL));
}

static void
test_look (Fixture *self, gconstpointer data)
{
  for (guint packed = 0; packed < 2; packed++)
    {
      g_autoptr (DhPlace) place = NULL;
      g_autofree char *text = NULL;

      tiny_sets_write_all (&tiny, 0, packed, self->folder);
      place = dh_place_new (&tiny.sets[0], self->folder);
      text = dh_place_describe (place);
      g_assert_cmpstr (text, ==,
                       "300 images for training, 100 for testing, 28 × 28 pixels, 10 classes");
      g_assert_cmpint (place->check, ==, DH_CHECK_PENDING);
      g_assert_true (dh_place_has_sizes (&tiny.sets[0], self->folder));
    }
}

static void
test_problems (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *name;
    const char *bytes;
    gsize n;
  } cases[] = {
    { "train-images-idx3-ubyte", "\0\0\x08\3\0\0", 6 },
    { "train-images-idx3-ubyte", "<html>404 Not Found</html>", 26 },
    { "train-labels-idx1-ubyte", "", 0 },
    { "train-images-idx3-ubyte", "\x1f\x8b\x08 cut", 7 },
    { "t10k-images-idx3-ubyte", "\0\0\x08\1\0\0\0\1\0\0\0\0\0\0\0\0", 16 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DhPlace) place = NULL;
      g_autofree char *text = NULL;

      tiny_sets_write_all (&tiny, 0, FALSE, self->folder);
      write_file (self, cases[i].name, cases[i].bytes, cases[i].n);
      place = dh_place_new (&tiny.sets[0], self->folder);
      text = dh_place_describe (place);
      g_assert_nonnull (place->problem);
      g_assert_nonnull (strstr (text, cases[i].name));
      g_assert_cmpuint (place->n_train, ==, 0);
      g_assert_false (dh_place_has_sizes (&tiny.sets[0], self->folder));
    }
}

static void
test_check (Fixture *self, gconstpointer data)
{
  for (guint packed = 0; packed < 2; packed++)
    {
      tiny_sets_remove (self->folder);
      tiny_sets_write_all (&tiny, 0, packed, self->folder);
      assert_place (self, 0, DH_CHECK_PUBLISHED, "the published MNIST");
      assert_place (self, 1, DH_CHECK_DIFFERS, "differs from the published Fashion-MNIST");
      /* A file of another set, of the same size unpacked. */
      tiny_sets_write (&tiny, 1, 3, packed, self->folder);
      assert_place (self, 0, DH_CHECK_DIFFERS, "differs from the published MNIST");
    }
}

/* Packed again by another program, it is what was published all the same. */
static void
test_packed_again (Fixture *self, gconstpointer data)
{
  static const guint8 no_more[] = { 0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3,
                                    3,    0,    0, 0, 0, 0, 0, 0, 0, 0 };
  GBytes *packed = tiny.packed[0][1];
  g_autoptr (GByteArray) longer = g_byte_array_new ();

  tiny_sets_write_all (&tiny, 0, TRUE, self->folder);
  g_byte_array_append (longer, g_bytes_get_data (packed, NULL), (guint) g_bytes_get_size (packed));
  g_byte_array_append (longer, no_more, sizeof no_more);
  write_file (self, "train-labels-idx1-ubyte.gz", longer->data, longer->len);
  assert_place (self, 0, DH_CHECK_PUBLISHED, "the published MNIST");
}

/* Where nobody has published the unpacked file's checksum, the packed one beside it tells. */
static void
test_twin (Fixture *self, gconstpointer data)
{
  tiny_sets_write_all (&tiny, 2, FALSE, self->folder);
  assert_place (self, 2, DH_CHECK_UNKNOWN, "unpacked, so not comparable with the published KMNIST");
  tiny_sets_write_all (&tiny, 2, TRUE, self->folder);
  assert_place (self, 2, DH_CHECK_PUBLISHED, "the published KMNIST");
  tiny_sets_write (&tiny, 0, 1, FALSE, self->folder);
  assert_place (self, 2, DH_CHECK_DIFFERS, "differs from the published KMNIST");
}

static void
test_missing (Fixture *self, gconstpointer data)
{
  g_autoptr (DhPlace) place = NULL;

  for (guint i = 0; i < 2; i++)
    tiny_sets_write (&tiny, 0, i, TRUE, self->folder);
  place = dh_place_new (&tiny.sets[0], self->folder);
  g_assert_cmpuint (place->n_train, ==, TINY_TRAIN);
  g_assert_cmpuint (place->n_test, ==, 0);
  assert_place (self, 0, DH_CHECK_DIFFERS, "differs from the published MNIST");
}

static void
test_cancel (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (DhPlace) place = NULL;

  tiny_sets_write_all (&tiny, 0, TRUE, self->folder);
  place = dh_place_new (&tiny.sets[0], self->folder);
  g_cancellable_cancel (cancellable);
  g_assert_false (dh_place_check (place, cancellable));
  g_assert_cmpint (place->check, ==, DH_CHECK_PENDING);
  g_assert_true (dh_place_check (place, NULL));
  g_assert_cmpint (place->check, ==, DH_CHECK_PUBLISHED);
}

/* Remembered, but not beyond a change. */
static void
test_checksum (Fixture *self, gconstpointer data)
{
  static const char *const contents[] = { "abc", "abd", "abc", "" };
  g_autofree char *path = g_build_filename (self->folder, "file", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    for (guint again = 0; again < 2; again++)
      {
        g_autofree char *expected =
            g_compute_checksum_for_string (G_CHECKSUM_SHA256, contents[i], -1);
        g_autofree char *found = NULL;

        if (!again)
          write_file (self, "file", contents[i], strlen (contents[i]));
        found = dh_checksum_compute (path, again, NULL, NULL);
        g_assert_cmpstr (found, ==, expected);
      }
  g_remove (path);
  g_assert_null (dh_checksum_compute (path, FALSE, NULL, NULL));
}

#define ADD(name, function) g_test_add ("/place/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  tiny_sets_make (&tiny, "http://127.0.0.1:9/");
  ADD ("look", test_look);
  ADD ("problems", test_problems);
  ADD ("check", test_check);
  ADD ("packed-again", test_packed_again);
  ADD ("twin", test_twin);
  ADD ("missing", test_missing);
  ADD ("cancel", test_cancel);
  ADD ("checksum", test_checksum);
  status = g_test_run ();
  tiny_sets_clear (&tiny);
  return status;
}
