// The built-in data set: digits written by a simulated hand, no file and no network needed.
// SPDX-License-Identifier: MIT

#include "dataset/handwriting.h"

#include <glib/gi18n-lib.h>

#include "dataset/progress.h"
#include "dataset/scan.h"
#include "engine/random.h"

#define SIDE 28u

/* Images between two looks at the cancellable: a millisecond. */
#define CHECK_EVERY 64u

static void
draw_digit (guint digit, DhRandom *random, guint8 *pixels)
{
  const DhDigitStyle *style = dh_digit_strokes_choose (digit, dh_random_numpy_below (random, 99));
  DhTrace trace;
  DhScan scan;

  dh_trace_write (&trace, style, random);
  dh_scan_clear (&scan);
  dh_scan_draw (&scan, &trace);
  dh_scan_reduce (&scan, pixels);
}

static gboolean
draw_images (DhImages *images, guint32 seed, GCancellable *cancellable, GError **error)
{
  g_autofree guint32 *order = g_try_new (guint32, MAX (images->n, 1));
  gboolean cancelled = FALSE;
  DhRandom random;

  if (order == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                           _("Not enough memory to write the built-in digits"));
      return FALSE;
    }
  dh_random_init (&random, seed);
  dh_random_torch_permutation (&random, order, images->n);
  for (guint i = 0; i < images->n && !cancelled; i++)
    {
      if (i % CHECK_EVERY == 0)
        {
          cancelled = g_cancellable_set_error_if_cancelled (cancellable, error);
          dh_progress_tell (cancellable, i, images->n);
        }
      images->labels[i] = (guint16) (order[i] % 10);
      draw_digit (images->labels[i], &random, images->pixels + (gsize) i * SIDE * SIDE);
    }
  return !cancelled;
}

DhDataset *
dh_handwriting_make (guint n_train, guint n_test, guint32 seed, GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (DhDataset) set = NULL;
  double share;

  g_return_val_if_fail (n_train >= 1, NULL);

  share = n_train / ((double) n_train + n_test);

  set = dh_dataset_new ("handwriting", _("Handwriting"), SIDE, SIDE);
  if (!dh_dataset_allocate (set, &set->train, n_train, error) ||
      !dh_dataset_allocate (set, &set->test, n_test, error))
    return NULL;
  dh_progress_set_part (cancellable, 0, share);
  if (!draw_images (&set->train, seed, cancellable, error))
    return NULL;
  dh_progress_set_part (cancellable, share, 1);
  if (!draw_images (&set->test, seed ^ 0x9e3779b9u, cancellable, error))
    return NULL;
  dh_dataset_complete (set);
  return g_steal_pointer (&set);
}
