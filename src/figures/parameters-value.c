// The numbers of the parameters figure: before and after a step, and what lies between.
// SPDX-License-Identifier: MIT

#include "figures/parameters-value.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "figures/number.h"

/* Outside these, four decimals are too wide for a column or leave no digits to see. */
#define TOO_WIDE 1e3
#define TOO_SMALL 1e-3

gsize
dh_parameters_value_find (const DhParametersLayout *layout, guint row, guint column)
{
  if (column == layout->n_columns)
    return layout->bias->offset + layout->rows[row];
  return layout->weight->offset + (gsize) layout->rows[row] * layout->weight->columns +
         layout->columns[column];
}

gboolean
dh_parameters_value_is_known (const DhSnapshot *run, DhParametersBlock block)
{
  if (block == DH_PARAMETERS_BEFORE)
    return TRUE;
  if (run->gradient == NULL) /* spared, until the run has heard that somebody looks */
    return FALSE;
  return block == DH_PARAMETERS_GRADIENT || run->plain || run->after != NULL;
}

/* In the trainer's order: the product is rounded before the difference. */
static float
get_plain_update (const DhSnapshot *run, gsize index)
{
  float rate = (float) run->learning_rate;

  return -(rate * run->gradient[index]);
}

float
dh_parameters_value_get (const DhSnapshot *run, DhParametersBlock block, gsize index)
{
  float before = run->parameters[index];

  g_return_val_if_fail (dh_parameters_value_is_known (run, block), NAN);

  switch (block)
    {
    case DH_PARAMETERS_BEFORE:
      return before;
    case DH_PARAMETERS_GRADIENT:
      return run->gradient[index];
    case DH_PARAMETERS_UPDATE:
      return run->after != NULL ? run->after[index] - before : get_plain_update (run, index);
    case DH_PARAMETERS_AFTER:
    case DH_PARAMETERS_N_BLOCKS:
    default:
      return run->after != NULL ? run->after[index] : before + get_plain_update (run, index);
    }
}

const char *
dh_parameters_value_get_title (const DhSnapshot *run, DhParametersBlock block)
{
  static const char *const titles[] = { N_("Before"), N_("Gradient"), N_("Update"),
                                        N_("After the next step") };

  return block == DH_PARAMETERS_UPDATE && run->plain ? _("−η · gradient") : _(titles[block]);
}

static double
find_largest (const DhParametersLayout *layout, const DhSnapshot *run, DhParametersBlock block)
{
  guint n_columns = layout->n_columns + (layout->bias != NULL ? 1 : 0);
  double largest = 0;

  for (guint i = 0; i < layout->n_rows; i++)
    for (guint j = 0; j < n_columns; j++)
      {
        gsize index = dh_parameters_value_find (layout, i, j);
        double size = fabs (dh_parameters_value_get (run, block, index));

        largest = isfinite (size) ? MAX (largest, size) : largest;
      }
  return largest;
}

/* Gradients shrink as a run goes on, and everything grows where it diverges. Small parameters keep
 * the four decimals that PyTorch prints. */
int
dh_parameters_value_get_exponent (const DhParametersLayout *layout,
                                  const DhSnapshot *run,
                                  DhParametersBlock block)
{
  gboolean may_shrink = block == DH_PARAMETERS_GRADIENT || block == DH_PARAMETERS_UPDATE;
  double largest;

  if (!dh_parameters_value_is_known (run, block))
    return 0;
  largest = find_largest (layout, run, block);
  if (largest >= TOO_WIDE || (may_shrink && largest > 0 && largest < TOO_SMALL))
    return (int) floor (log10 (largest));
  return 0;
}

char *
dh_parameters_value_format (double value)
{
  return isnan (value) ? g_strdup ("nan") : dh_number_format_decimals (value, 4);
}

static void
append_values (GString *csv, const DhSnapshot *run, gsize index)
{
  for (guint block = 0; block < DH_PARAMETERS_N_BLOCKS; block++)
    {
      g_string_append_c (csv, ',');
      if (dh_parameters_value_is_known (run, block))
        dh_number_append_csv (csv, dh_parameters_value_get (run, block, index));
    }
  g_string_append_c (csv, '\n');
}

char *
dh_parameters_value_make_csv (const DhParametersLayout *layout, const DhSnapshot *run)
{
  GString *csv = g_string_new ("tensor,row,column,before,gradient,update,after\n");
  const DhTensor *weight = layout->weight;

  for (guint i = 0; weight != NULL && i < weight->rows; i++)
    for (guint j = 0; j < weight->columns; j++)
      {
        g_string_append_printf (csv, "%s,%u,%u", weight->name, i, j);
        append_values (csv, run, weight->offset + (gsize) i * weight->columns + j);
      }
  for (guint i = 0; layout->bias != NULL && i < layout->bias->rows; i++)
    {
      g_string_append_printf (csv, "%s,%u,", layout->bias->name, i);
      append_values (csv, run, layout->bias->offset + i);
    }
  return g_string_free (csv, FALSE);
}
