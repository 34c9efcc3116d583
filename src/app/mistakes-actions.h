// Which mistakes are looked at, as actions of the window.
// SPDX-License-Identifier: MIT
#pragma once

#include "app/figure-view.h"

G_BEGIN_DECLS

typedef struct _DhMistakesActions DhMistakesActions;

/* Adds to @map, all of them with a state:
 *   confusion(s)      "counts" or "percent" of the true class
 *   mistakes-cell(s)  the images of "4,9", true class 4 read as 9, by the classes' numbers;
 *                     "4,any" those of a class that are misread, "any,9" those misread as it, "all"
 *                     every misread image
 *   mistakes-page(i)  the page of images, from 1
 * What is asked for and does not exist is left alone. Both views are borrowed; they show what the
 * states say. Free before they go. */
DhMistakesActions *
dh_mistakes_actions_new (GActionMap *map, DhFigureView *confusion, DhFigureView *misread);

/* Takes the actions away again. */
void dh_mistakes_actions_free (DhMistakesActions *self);

/* What is looked at. */
const DhMistakesChoices *dh_mistakes_actions_get_choices (const DhMistakesActions *self);

/* Looks at what has been picked; once more, at all again. */
void dh_mistakes_actions_pick_cell (DhMistakesActions *self, int label, int predicted);

/* Shows what is under the pointer or the keyboard's cursor. */
void dh_mistakes_actions_point (DhMistakesActions *self, DhFigureView *view, const DhPick *pick);

/* Of another reading, lets go of the cell and the page that it does not have. */
void dh_mistakes_actions_fit (DhMistakesActions *self);

G_END_DECLS
