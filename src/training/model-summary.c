// The network as PyTorch prints a module.
// SPDX-License-Identifier: MIT

#include "training/model-summary.h"

char *
dh_model_summary_make (const DhSnapshot *snapshot)
{
  GString *text = g_string_new ("MLP(\n  (main): Sequential(\n");
  gboolean has_bias;
  guint a_layer;

  g_return_val_if_fail (snapshot != NULL, NULL);

  has_bias = snapshot->n_tensors > 1 && snapshot->tensors[1].columns == 0;
  a_layer = has_bias ? 2 : 1;
  for (guint i = 0; i < snapshot->n_tensors; i += a_layer)
    {
      const DhTensor *weight = &snapshot->tensors[i];
      guint position = 2 * (i / a_layer);

      g_string_append_printf (text, "    (%u): Linear(in_features=%u, out_features=%u, bias=%s)\n",
                              position, weight->columns, weight->rows, has_bias ? "True" : "False");
      if (i + a_layer < snapshot->n_tensors)
        g_string_append_printf (text, "    (%u): %s\n", position + 1,
                                snapshot->activation_module);
    }
  g_string_append (text, "  )\n)");
  return g_string_free (text, FALSE);
}
