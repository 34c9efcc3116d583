// Whole runs on every instruction set agree with the plain one, where CBLAS multiplies all.
// SPDX-License-Identifier: MIT

#include <math.h>
#include <string.h>

#include "every-simd.h"
#include "run-table.h"

#define LOSSES_ARGUMENT "--losses"
#define STEPS 50

/* A unit that is 0 but for rounding is on one side or the other of a ReLU's edge, and from there on
 * the runs are two: 1e-4 of the loss apart at once. */
#define SMOOTH "activation=tanh"

/* One line for each run: its losses. */
static void
print_losses (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (run_table); i++)
    {
      g_autoptr (DhTrainer) trainer = run_table_start (&run_table[i], SMOOTH);

      for (guint step = 0; step <= STEPS; step++)
        {
          char text[G_ASCII_DTOSTR_BUF_SIZE];

          g_print ("%s ", g_ascii_dtostr (text, sizeof text, dh_trainer_get_loss (trainer)));
          g_assert_true (dh_trainer_step (trainer));
        }
      g_print ("\n");
    }
}

static char **
ask (const char *simd)
{
  g_autofree char *output = every_simd_capture (simd, LOSSES_ARGUMENT);
  char **lines = g_strsplit (output, "\n", 0);

  g_assert_cmpuint (g_strv_length (lines), ==, G_N_ELEMENTS (run_table) + 1);
  return lines;
}

static void
compare (const char *name, const char *line, const char *expected)
{
  g_auto (GStrv) a = g_strsplit (line, " ", 0);
  g_auto (GStrv) b = g_strsplit (expected, " ", 0);
  double worst = 0;

  g_assert_cmpuint (g_strv_length (a), ==, STEPS + 2);
  g_assert_cmpuint (g_strv_length (b), ==, STEPS + 2);
  for (guint step = 0; step <= STEPS; step++)
    {
      double loss = g_ascii_strtod (b[step], NULL);

      g_assert_cmpfloat (loss, >, 0);
      worst = fmax (worst, fabs (g_ascii_strtod (a[step], NULL) / loss - 1));
    }
  g_test_message ("%s: at most %.2g off", name, worst);
  g_assert_cmpfloat (worst, <, 1e-5);
}

static void
test_as_plain (gconstpointer data)
{
  g_auto (GStrv) plain = ask ("none");
  g_auto (GStrv) other = ask (data);

  for (guint i = 0; i < G_N_ELEMENTS (run_table); i++)
    compare (run_table[i].name, other[i], plain[i]);
}

int
main (int argc, char **argv)
{
  if (argc == 2 && strcmp (argv[1], LOSSES_ARGUMENT) == 0)
    {
      print_losses ();
      return 0;
    }
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/whole-runs/avx2", "avx2", test_as_plain);
  g_test_add_data_func ("/whole-runs/avx512", "avx512", test_as_plain);
  return g_test_run ();
}
