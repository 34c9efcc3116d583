// What the lecture's page prints, and the settings that print it again.
// SPDX-License-Identifier: MIT
#pragma once

#include "training/settings.h"

G_BEGIN_DECLS

#define DH_LECTURE_SIDE    6  /* rows, and columns, of the weight that the page prints */
#define DH_LECTURE_CLASSES 10 /* biases it prints */

typedef enum
{
  DH_LECTURE_BEFORE, /* the first update, step 0 */
  DH_LECTURE_AFTER   /* step 1 */
} DhLectureMoment;

/* Lecture 5, "Gradient Descent and Variants, Part 1": 36 weights and 10 biases of main.0 before and
 * after one update, 92 numbers in all, to four decimals. */
typedef struct
{
  guint rows[DH_LECTURE_SIDE];    /* classes */
  guint columns[DH_LECTURE_SIDE]; /* pixels */
  struct
  {
    double weight[DH_LECTURE_SIDE][DH_LECTURE_SIDE];
    double bias[DH_LECTURE_CLASSES];
  } prints[2]; /* by DhLectureMoment */
} DhLecturePage;

const DhLecturePage *dh_lecture_page_get (void);

/* The page's run: MNIST, a subset consistent with the page, torch seed 2060049297, one other model
 * initialised before this one, learning rate 0.1, full batch. The authors' own subset came from an
 * unseeded NumPy and cannot be known. (transfer full) */
DhSettings *dh_lecture_page_make_settings (void);

/* TRUE where @settings give the page's numbers: equal to those but for how long they run. */
gboolean dh_lecture_page_is_settings (const DhSettings *settings);

/* Gives up the page's subset, and the other model before this one, so that data, subset and seed
 * decide again. Does nothing where the subset is not the page's. */
void dh_lecture_page_leave (DhSettings *settings);

/* That subset: 500 image numbers from 0, in draw order, separated by blanks. Static. */
const char *dh_lecture_page_get_subset (void);

G_END_DECLS
