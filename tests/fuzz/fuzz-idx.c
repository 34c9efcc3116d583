// Any bytes as an IDX file of images and of labels, plain or gzip.
// SPDX-License-Identifier: MIT

#include "dataset/idx.h"
#include "target.h"

/* Of memory: gzip expands by 1032 at most. */
#define LARGEST_EXPANSION 1032

static void
read_as (const char *path, gsize size, DhIdxKind kind, DhIdxScale *scale)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DhIdx) idx = dh_idx_read (path, kind, scale, NULL, &error);

  dh_fuzz_check (idx != NULL, error);
  if (idx == NULL)
    return;
  g_assert ((guint64) idx->n * idx->height * idx->width <= size * LARGEST_EXPANSION);
  g_assert (idx->n > 0 && idx->width > 0 && idx->height > 0);
  g_assert (idx->width <= DH_IDX_LARGEST_SIDE && idx->height <= DH_IDX_LARGEST_SIDE);
  for (guint i = 0; kind == DH_IDX_LABELS && i < idx->n; i++)
    g_assert (idx->labels[i] <= DH_IDX_LARGEST_LABEL);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  const char *path = dh_fuzz_make_file (data, size);
  DhIdxScale scale = { 0 };

  read_as (path, size, DH_IDX_LABELS, NULL);
  read_as (path, size, DH_IDX_IMAGES, &scale);
  /* Once more as a test set whose training set had another range. */
  scale.range = (DhIdxRange) { -1, 1 };
  read_as (path, size, DH_IDX_IMAGES, &scale);
  return 0;
}
