// Experiments out of pictures, saved parameters and plain text, whole and damaged.
// SPDX-License-Identifier: MIT

#include <string.h>
#include <zlib.h>

#include "idx-files.h"
#include "pattern-dataset.h"
#include "training/experiment-file.h"
#include "training/run.h"
#include "training/safetensors.h"

#define TEXT "{\"downhill\":1,\"step\":12,\"settings\":{\"seed\":7}}"
#define KEYWORD "Downhill experiment"

static void
add_number (GByteArray *png, guint32 number)
{
  guint32 bytes = GUINT32_TO_BE (number);

  g_byte_array_append (png, (const guint8 *) &bytes, sizeof bytes);
}

static void
add_chunk (GByteArray *png, const char *type, gconstpointer data, guint n)
{
  uLong checksum = crc32 (crc32 (0, (const Bytef *) type, 4), data, n);

  add_number (png, n);
  g_byte_array_append (png, (const guint8 *) type, 4);
  if (n > 0)
    g_byte_array_append (png, data, n);
  add_number (png, (guint32) checksum);
}

static GByteArray *
start_png (void)
{
  GByteArray *png = g_byte_array_new ();

  g_byte_array_append (png, (const guint8 *) "\x89PNG\r\n\x1a\n", 8);
  add_chunk (png, "IHDR", "\0\0\0\1\0\0\0\1\10\2\0\0\0", 13);
  return png;
}

/* A keyword, what stands between, and the text, packed where asked. */
static void
add_text (GByteArray *png, const char *type, const char *between, guint n_between, gboolean packed)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();
  guint8 bytes[1000];
  uLongf n = sizeof bytes;

  g_byte_array_append (data, (const guint8 *) KEYWORD, sizeof KEYWORD);
  g_byte_array_append (data, (const guint8 *) between, n_between);
  if (packed)
    g_assert_cmpint (compress (bytes, &n, (const Bytef *) TEXT, strlen (TEXT)), ==, Z_OK);
  else
    memcpy (bytes, TEXT, n = strlen (TEXT));
  g_byte_array_append (data, bytes, (guint) n);
  add_chunk (png, type, data->data, data->len);
}

static DhExperiment *
load (IdxFiles *files, const char *name, gconstpointer bytes, gsize n, GError **error)
{
  g_autofree char *path = idx_files_write (files, name, bytes, n);

  g_assert_true (dh_experiment_file_is_one (path));
  return dh_experiment_file_load (path, error);
}

static void
test_chunks (IdxFiles *files, gconstpointer data)
{
  static const struct
  {
    const char *type;
    const char *between;
    guint n_between;
    gboolean packed;
  } cases[] = { { "tEXt", "", 0, FALSE },
                { "zTXt", "\0", 1, TRUE },
                { "iTXt", "\0\0\0\0", 4, FALSE },
                { "iTXt", "\0\0de\0Versuch\0", 13, FALSE },
                { "iTXt", "\1\0\0\0", 4, TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GByteArray) png = start_png ();
      g_autoptr (DhExperiment) experiment = NULL;
      g_autoptr (GError) error = NULL;

      add_chunk (png, "tEXt", "Title\0Loss", 10);
      add_text (png, cases[i].type, cases[i].between, cases[i].n_between, cases[i].packed);
      experiment = load (files, "a.png", png->data, png->len, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (experiment->step, ==, 12);
      g_assert_cmpuint (experiment->settings->seed, ==, 7);
    }
}

static void
assert_refused (IdxFiles *files, const char *name, gconstpointer bytes, gsize n, const char *says)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (load (files, name, bytes, n, &error));
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, name));
  g_assert_nonnull (strstr (error->message, says));
  g_assert_null (strchr (error->message, '\n'));
}

static void
test_pictures_refused (IdxFiles *files, gconstpointer data)
{
  g_autoptr (GByteArray) plain = start_png ();
  g_autoptr (GByteArray) other = start_png ();
  g_autoptr (GByteArray) whole = start_png ();

  add_chunk (plain, "IEND", NULL, 0);
  assert_refused (files, "plain.png", plain->data, plain->len, "not exported by Downhill");
  add_chunk (other, "tEXt", KEYWORD "\0{}", sizeof KEYWORD + 2);
  assert_refused (files, "other.png", other->data, other->len, "no run of Downhill");
  add_text (whole, "tEXt", "", 0, FALSE);
  for (guint n = 9; n < whole->len; n++)
    assert_refused (files, "cut.png", whole->data, n, "damaged");
  whole->data[whole->len - 20] ^= 1;
  assert_refused (files, "flipped.png", whole->data, whole->len, "damaged");
  assert_refused (files, "word.PNG", "hello", 5, "neither");
  assert_refused (files, "empty.png", "", 0, "neither");
}

static void
test_parameters (IdxFiles *files, gconstpointer data)
{
  g_autoptr (DhDataset) dataset = pattern_dataset_new (30, 0);
  g_autoptr (DhSettings) settings = dh_settings_new ();
  g_autoptr (DhRun) run = NULL;
  g_autoptr (DhSnapshot) snapshot = NULL;
  g_autofree char *path = idx_files_write (files, "net.safetensors", "", 0);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (DhExperiment) experiment = NULL;
  g_autofree char *text = NULL;

  settings->seed = 77;
  run = dh_run_new (1, settings, dataset, NULL);
  for (guint i = 0; i < 3; i++)
    g_assert_true (dh_run_step (run));
  snapshot = dh_run_make_snapshot (run, DH_RUN_PAUSED);
  g_assert_true (dh_safetensors_save (snapshot, file, NULL));
  g_assert_true (dh_experiment_file_is_one (path));
  experiment = dh_experiment_file_load (path, NULL);
  g_assert_nonnull (experiment);
  text = dh_experiment_to_json (experiment);
  g_assert_cmpstr (text, ==, snapshot->experiment);
}

static void
test_others_refused (IdxFiles *files, gconstpointer data)
{
  static const char no_texts[] = "\2\0\0\0\0\0\0\0{}";
  static const char other_texts[] = "\37\0\0\0\0\0\0\0{\"__metadata__\":{\"downhill\":1}}";
  static const char cut[] = "\377\0\0\0\0\0\0\0{}";

  assert_refused (files, "a.safetensors", no_texts, sizeof no_texts - 1, "--init-from");
  assert_refused (files, "b.safetensors", other_texts, sizeof other_texts - 1, "--init-from");
  assert_refused (files, "c.safetensors", cut, sizeof cut - 1, "cut off");
  assert_refused (files, "d.json", "{", 1, "damaged");
  assert_refused (files, "e.json", "{\0}", 3, "not text");
}

static void
test_kinds (IdxFiles *files, gconstpointer data)
{
  g_autofree char *json = idx_files_write (files, "anything", TEXT, strlen (TEXT));
  g_autofree char *images = idx_files_write (files, "train-images-idx3-ubyte", "\0\0\10\3", 4);
  g_autoptr (DhExperiment) experiment = dh_experiment_file_load (json, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (experiment);
  g_assert_true (dh_experiment_file_is_one (json));
  g_assert_false (dh_experiment_file_is_one (images));
  g_assert_false (dh_experiment_file_is_one (files->folder));
  g_assert_true (dh_experiment_file_is_one ("/no/such/file.png"));
  g_assert_null (dh_experiment_file_load ("/no/such/file.png", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (dh_experiment_file_load (files->folder, &error));
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test)                                                                            \
  g_test_add (name, IdxFiles, NULL, idx_files_set_up, test, idx_files_tear_down)
  ADD ("/experiment-file/chunks", test_chunks);
  ADD ("/experiment-file/pictures-refused", test_pictures_refused);
  ADD ("/experiment-file/parameters", test_parameters);
  ADD ("/experiment-file/others-refused", test_others_refused);
  ADD ("/experiment-file/kinds", test_kinds);
  return g_test_run ();
}
