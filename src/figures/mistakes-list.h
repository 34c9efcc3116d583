// Which images of the test set are looked at, in which order, a page of them at a time.
// SPDX-License-Identifier: MIT
#pragma once

#include "figures/mistakes-choices.h"
#include "snapshot/reading.h"

G_BEGIN_DECLS

/* Images of a page: whole rows of 1, 2, 3, 4, 6, 8, 12, 16, 24 or 48. */
#define DH_MISTAKES_PER_PAGE 48

/* TRUE where @choices have a cell, row or column and the reading has it too. */
gboolean dh_mistakes_has_cell (const DhReading *reading, const DhMistakesChoices *choices);

/* The number of test images of class @label that were read as @predicted; −1 = of any class, and
 * read as any. */
guint dh_mistakes_count_cell (const DhReading *reading, int label, int predicted);

/* The number of images looked at, from the counts alone: misread images, all of them or of one row
 * or column; of a cell of the diagonal, images read right. */
guint dh_mistakes_count (const DhReading *reading, const DhMistakesChoices *choices);

/* The pages they fill, at least one, and the one looked at: the last where @choices are past it. */
guint dh_mistakes_count_pages (const DhReading *reading, const DhMistakesChoices *choices);
guint dh_mistakes_get_page (const DhReading *reading, const DhMistakesChoices *choices);

/* Their places in the test set, from 0: those first of which the network was most sure; of images
 * read right, least sure. dh_mistakes_count() of them, NULL where there is none or not enough
 * memory; free with g_free(). */
guint32 *dh_mistakes_list (const DhReading *reading, const DhMistakesChoices *choices);

G_END_DECLS
