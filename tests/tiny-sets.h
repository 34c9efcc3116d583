// Small data sets in place of the published ones, with checksums of their own, for tests.
// SPDX-License-Identifier: MIT
#pragma once

#include <string.h>

#include "dataset/published.h"
#include "idx-files.h"

#define TINY_SETS_N 3
#define TINY_SIDE 28
#define TINY_TRAIN 300
#define TINY_TEST 100

typedef struct
{
  DhPublished sets[TINY_SETS_N];
  GBytes *packed[TINY_SETS_N][DH_PUBLISHED_N_FILES];
  GBytes *plain[TINY_SETS_N][DH_PUBLISHED_N_FILES];
} TinySets;

static inline GBytes *
tiny_sets_make_plain (guint set, guint file)
{
  gboolean images = file % 2 == 0;
  const guint32 dimensions[] = { file < 2 ? TINY_TRAIN : TINY_TEST, TINY_SIDE, TINY_SIDE };
  GByteArray *bytes = idx_bytes (images ? 3 : 1, dimensions, 10);
  g_autoptr (GRand) noise = g_rand_new_with_seed (10 * set + file);

  /* Noise, so that the packed file is large enough to be cut anywhere. */
  for (guint i = 16; images && i < bytes->len; i++)
    bytes->data[i] = (guint8) g_rand_int_range (noise, 0, 256);
  for (guint i = 8; !images && i < bytes->len; i++)
    bytes->data[i] = (i + set) % 10;
  return g_byte_array_free_to_bytes (bytes);
}

static inline const char *
tiny_sets_hash (GBytes *bytes)
{
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

  return g_intern_string (hash);
}

/* @mirrors: an address that each set's name and a slash are put behind; twice, with a and b before
 * it ("http://127.0.0.1:80/" + "a/mnist/"). Of the last set the unpacked checksums are unknown. */
static inline void
tiny_sets_make (TinySets *self, const char *mirrors)
{
  static const char *const names[TINY_SETS_N] = { "mnist", "fashion-mnist", "kmnist" };
  static const char *const titles[TINY_SETS_N] = { "MNIST", "Fashion-MNIST", "KMNIST" };
  static const char *const torch_names[TINY_SETS_N] = { "MNIST", "FashionMNIST", "KMNIST" };
  static const char *const files[] = { "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz",
                                       "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz" };

  for (guint s = 0; s < TINY_SETS_N; s++)
    {
      DhPublished *set = &self->sets[s];

      set->name = names[s];
      set->title = titles[s];
      set->torch_name = torch_names[s];
      for (guint m = 0; m < DH_PUBLISHED_N_MIRRORS; m++)
        {
          g_autofree char *url = g_strdup_printf ("%s%c/%s/", mirrors, 'a' + m, names[s]);

          set->mirrors[m] = g_intern_string (url);
        }
      for (guint i = 0; i < DH_PUBLISHED_N_FILES; i++)
        {
          GBytes *plain = tiny_sets_make_plain (s, i);
          gsize size;
          gconstpointer bytes = g_bytes_get_data (plain, &size);
          GBytes *packed = g_byte_array_free_to_bytes (gzip_bytes (bytes, size));

          self->plain[s][i] = plain;
          self->packed[s][i] = packed;
          set->files[i] = (DhPublishedFile) {
            files[i], g_bytes_get_size (packed), tiny_sets_hash (packed), size,
            s + 1 < TINY_SETS_N ? tiny_sets_hash (plain) : NULL
          };
        }
    }
  dh_published_replace (self->sets, TINY_SETS_N);
}

static inline void
tiny_sets_clear (TinySets *self)
{
  dh_published_replace (NULL, 0);
  for (guint s = 0; s < TINY_SETS_N; s++)
    for (guint i = 0; i < DH_PUBLISHED_N_FILES; i++)
      {
        g_bytes_unref (self->plain[s][i]);
        g_bytes_unref (self->packed[s][i]);
      }
}

/* Writes file @i of set @s to @folder, which is made: packed, or plain and without .gz. */
static inline void
tiny_sets_write (const TinySets *self, guint s, guint i, gboolean packed, const char *folder)
{
  const char *name = self->sets[s].files[i].name;
  GBytes *bytes = packed ? self->packed[s][i] : self->plain[s][i];
  g_autofree char *base = g_strndup (name, strlen (name) - (packed ? 0 : 3));
  g_autofree char *path = g_build_filename (folder, base, NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                                      (gssize) g_bytes_get_size (bytes), NULL));
}

static inline void
tiny_sets_write_all (const TinySets *self, guint s, gboolean packed, const char *folder)
{
  for (guint i = 0; i < DH_PUBLISHED_N_FILES; i++)
    tiny_sets_write (self, s, i, packed, folder);
}

/* Removes @path and all that is in it. */
static inline void
tiny_sets_remove (const char *path)
{
  g_autoptr (GDir) folder =
      g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      tiny_sets_remove (child);
    }
  g_remove (path);
}
