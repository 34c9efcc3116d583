// The numbers of the parameters figure: before and after a step, and what lies between.
// SPDX-License-Identifier: MIT
#pragma once

#include "figures/parameters-layout.h"

G_BEGIN_DECLS

/* Where the @row-th and @column-th number shown lies in the parameter block; column n_columns is
 * the bias. */
gsize dh_parameters_value_find (const DhParametersLayout *layout, guint row, guint column);

/* FALSE where only the step itself would tell: what a step other than plain gradient descent's
 * makes, while the run trains. */
gboolean dh_parameters_value_is_known (const DhSnapshot *run, DhParametersBlock block);

/* In float32 as the trainer computes, to the last digit; only where it is known. */
float dh_parameters_value_get (const DhSnapshot *run, DhParametersBlock block, gsize index);

/* What the block is called, translated. */
const char *dh_parameters_value_get_title (const DhSnapshot *run, DhParametersBlock block);

/* The power of ten that the numbers shown of @block are to be divided by, so that they have digits
 * to see and fit their columns; 0 where none is needed. */
int dh_parameters_value_get_exponent (const DhParametersLayout *layout,
                                      const DhSnapshot *run,
                                      DhParametersBlock block);

/* With the four decimals that PyTorch prints. Free with g_free(). */
char *dh_parameters_value_format (double value);

/* Every number of the layer as CSV; what is not known stays empty. Free with g_free(). */
char *dh_parameters_value_make_csv (const DhParametersLayout *layout, const DhSnapshot *run);

G_END_DECLS
