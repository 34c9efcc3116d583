// Where on this machine data sets are: the places where people and programs keep them.
// SPDX-License-Identifier: MIT
#pragma once

#include "dataset/place.h"

G_BEGIN_DECLS

/* Looked at, in this order: the environment variable that names the set's folder (DOWNHILL_MNIST),
 * the user's data folder, and then below the current folder and the usual ones in it (data,
 * datasets, files, …), the folder above and its data, the home folder and the usual ones in it,
 * what torchvision (MNIST/raw), Keras (fashion-mnist) and MXNet (mnist) make there. */

/* Every place with a data set in it: an array of DhPlace, set by set in the order of the table,
 * each in the order above. Looks only at headers, so it takes milliseconds. */
GPtrArray *dh_survey_make (void);

/* The one of the @places that @set's name loads, or NULL: the first that is the published set. What
 * the variable names and what is in the user's data folder is taken as it is; what was merely found
 * is checked, so not on the main thread. */
const DhPlace *dh_survey_find (const GPtrArray *places, const DhPublished *set,
                               GCancellable *cancellable);

/* Its folder, looked for now. Free with g_free(). */
char *dh_survey_find_folder (const DhPublished *set, GCancellable *cancellable);

G_END_DECLS
