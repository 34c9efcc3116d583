// A small test set read with some mistakes, for the tests of the figures that show them.
// SPDX-License-Identifier: MIT
#pragma once

#include <math.h>
#include <string.h>

#include "figures/figure.h"

typedef struct
{
  guint label;
  guint predicted;
  float probability;
} MistakesRow;

/* Ten images of three classes; class 2 is never read right, image 9 was read by a network that is
 * sure of nothing. */
static const MistakesRow mistakes_rows[] = {
  { 0, 0, 0.9f }, { 0, 1, 0.6f },  { 1, 1, 0.5f }, { 0, 1, 0.8f }, { 2, 1, 0.99f },
  { 1, 1, 0.4f }, { 0, 0, 0.95f }, { 0, 2, 0.7f }, { 0, 1, 0.8f }, { 2, 0, NAN },
};

#define MISTAKES_N G_N_ELEMENTS (mistakes_rows)

/* A run whose reading has @n rows; 2 × 3 pixels, all of an image its place. */
static inline DhSnapshot *
mistakes_run_new (const MistakesRow *rows, guint n, guint n_classes)
{
  DhSnapshot *run = dh_snapshot_new ();
  DhReading *reading = dh_reading_new (n, n_classes);
  guint16 *block = g_malloc0 (n * (sizeof (guint16) + 6));

  run->run = 1;
  run->step = 20;
  run->data_title = g_strdup ("Test");
  run->width = reading->width = 2;
  run->height = reading->height = 3;
  run->n_test = n;
  run->n_classes = n_classes;
  reading->step = 12;
  reading->labels = block;
  reading->pixels = (guint8 *) (block + n);
  reading->owner = block;
  reading->release = g_free;
  for (guint i = 0; i < n; i++)
    {
      block[i] = (guint16) rows[i].label;
      memset (block + n + 3 * (gsize) i, (int) i, 6);
      dh_reading_set (reading, i, rows[i].predicted, rows[i].probability);
    }
  run->reading = reading;
  return run;
}

/* @n images of class 0, all but the first taken for 1, each surer than the one before. */
static inline DhSnapshot *
mistakes_run_new_many (guint n)
{
  g_autofree MistakesRow *rows = g_new0 (MistakesRow, n);

  for (guint i = 0; i < n; i++)
    rows[i] = (MistakesRow){ 0, i > 0, (float) i / n };
  return mistakes_run_new (rows, n, 2);
}
