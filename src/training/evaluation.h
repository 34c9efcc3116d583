// Loss, accuracy and the reading of every image over a whole test set, in slices.
// SPDX-License-Identifier: MIT
#pragma once

#include "dataset/dataset.h"
#include "engine/network.h"
#include "snapshot/reading.h"

G_BEGIN_DECLS

typedef struct
{
  guint64 step;     /* updates made when the evaluation began */
  double  loss;     /* mean negative log-likelihood */
  double  accuracy; /* 0 … 1 */
  const DhReading *reading; /* owned by the evaluation; NULL where there was not enough memory */
} DhTestResult;

/* Works on a copy of the parameters, so training may go on between its slices. */
typedef struct _DhEvaluation DhEvaluation;

/* NULL with an error where there is not enough memory. @dataset must have test images. */
DhEvaluation *
dh_evaluation_new (const DhNetwork *network, const DhDataset *dataset, GError **error);

void dh_evaluation_free (DhEvaluation *self);

/* Starts over with a copy of @parameters, which stand after @step updates. */
void dh_evaluation_begin (DhEvaluation *self, const float *parameters, guint64 step);

/* Evaluates the next slice. TRUE when that was the last one: then the result is complete. */
gboolean dh_evaluation_advance (DhEvaluation *self);

/* Gives up what is under way, if anything; the last complete result stays. */
void dh_evaluation_cancel (DhEvaluation *self);

/* TRUE between dh_evaluation_begin() and the last slice. */
gboolean dh_evaluation_is_under_way (const DhEvaluation *self);

/* The last complete result, or NULL before there is one. */
const DhTestResult *dh_evaluation_get_result (const DhEvaluation *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DhEvaluation, dh_evaluation_free)

G_END_DECLS
