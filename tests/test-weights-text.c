// Tests of what the weights figure says of itself.
// SPDX-License-Identifier: MIT

#include <math.h>

#include "figures/weights-text.h"

#define N 4

/* Ten empty pictures need a reason; what is not a number is not 0. */
static void
test_zero (void)
{
  static const struct
  {
    DhWeightsKind kind;
    float last;
    const char *begin;
  } cases[] = {
    { DH_WEIGHTS_KIND_INPUT_GRADIENT, 0, "All 0: no ink changes a score" },
    { DH_WEIGHTS_KIND_INPUT_GRADIENT, 1e-20f, "Ink raises (+)" },
    { DH_WEIGHTS_KIND_INPUT_GRADIENT, NAN, "Ink raises (+)" },
    { DH_WEIGHTS_KIND_GRADIENT, 0, "Ink raises (+)" },
  };
  DhSnapshot *run = dh_snapshot_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      float values[N] = { 0, -0.0f, 0, cases[i].last };
      DhWeightsLayout layout = {
        .source = { .run = run,
                    .view = DH_WEIGHTS_CLASSES,
                    .kind = cases[i].kind,
                    .rows = 1,
                    .columns = N,
                    .values = values },
        .limit = dh_weights_get_limit (values, N),
      };
      g_autofree char *caption = dh_weights_text_make_caption (&layout);

      g_assert_true (g_str_has_prefix (caption, cases[i].begin));
    }
  dh_snapshot_unref (run);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/weights-text/zero", test_zero);
  return g_test_run ();
}
