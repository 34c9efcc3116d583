// The numbers of a run, each with its name and what it teaches.
// SPDX-License-Identifier: MIT

#include "app/run-numbers.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/footer-text.h"
#include "figures/layer-numbers.h"
#include "figures/number.h"

static char *
make_real (double value)
{
  return isnan (value) ? g_strdup ("–") : dh_number_format_loss (value);
}

static char *
make_percent (double share)
{
  g_autofree char *percent = dh_number_format_decimals (100 * share, 2);

  return isnan (share) ? g_strdup ("–") : g_strdup_printf (_("%s %%"), percent);
}

static char *
make_train_loss (const DhSnapshot *snapshot)
{
  return make_real (snapshot->train_loss);
}

static char *
make_train_accuracy (const DhSnapshot *snapshot)
{
  return make_percent (snapshot->train_accuracy);
}

static char *
make_test_loss (const DhSnapshot *snapshot)
{
  return make_real (snapshot->test_loss);
}

static char *
make_test_accuracy (const DhSnapshot *snapshot)
{
  return make_percent (snapshot->test_accuracy);
}

static char *
make_step (const DhSnapshot *snapshot)
{
  return dh_number_format_count (snapshot->step);
}

static char *
make_test_step (const DhSnapshot *snapshot)
{
  return isnan (snapshot->test_loss) ? g_strdup ("–")
                                     : dh_number_format_count (snapshot->test_step);
}

static char *
make_epoch (const DhSnapshot *snapshot)
{
  return dh_number_format_count (snapshot->epoch);
}

static char *
make_seconds (const DhSnapshot *snapshot)
{
  guint n = 0;
  const DhBucket *buckets =
      snapshot->history != NULL
          ? dh_history_get_buckets (snapshot->history, DH_SERIES_SECONDS, &n)
          : NULL;
  g_autofree char *seconds = n > 0 ? dh_number_format_decimals (buckets[n - 1].max, 1) : NULL;

  return n > 0 ? g_strdup_printf (_("%s s"), seconds) : g_strdup ("–");
}

static char *
make_learning_rate (const DhSnapshot *snapshot)
{
  return snapshot->data_title != NULL
             ? dh_number_format_significant (snapshot->learning_rate, 4)
             : g_strdup ("–");
}

static char *
make_gradient_norm (const DhSnapshot *snapshot)
{
  return make_real (snapshot->gradient_norm);
}

static char *
make_update_ratio (const DhSnapshot *snapshot)
{
  return make_real (dh_layer_numbers_get_update_ratio (snapshot));
}

static char *
make_dead (const DhSnapshot *snapshot)
{
  guint n_dead, n_units;

  if (!dh_layer_numbers_count_dead (snapshot, &n_dead, &n_units))
    return g_strdup ("–");
  return g_strdup_printf (_("%u of %u"), n_dead, n_units);
}

static char *
make_parameters (const DhSnapshot *snapshot)
{
  return snapshot->n_parameters > 0 ? dh_number_format_count (snapshot->n_parameters)
                                    : g_strdup ("–");
}

static const DhRunNumber numbers[] = {
  { "train-loss", N_("Training loss"),
    N_("How unlikely the network finds the right labels of the step’s batch: the mean negative "
       "log-likelihood. Guessing among ten classes gives 2.3; near 0 is learned by heart."),
    make_train_loss },
  { "train-accuracy", N_("Training accuracy"),
    N_("Share of the step’s batch whose most likely class is its label. Guessing among ten classes "
       "gives 10 %."),
    make_train_accuracy },
  { "test-loss", N_("Test loss"),
    N_("The loss on images it never learns from. Where it rises while the training loss falls, the "
       "network learns the images by heart instead of the digits."),
    make_test_loss },
  { "test-accuracy", N_("Test accuracy"),
    N_("Share of the test images read right: what all the training is for. On MNIST about 92 % is "
       "usual for the linear model and 98 % with hidden layers."),
    make_test_accuracy },
  { "test-step", N_("Tested at step"),
    N_("The step that test loss and test accuracy are of: while it trains, the test set is read "
       "now and then, at a pause always."),
    make_test_step },
  { "step", N_("Step"), N_("Updates of the parameters so far, one for each batch."), make_step },
  { "epoch", N_("Epoch"),
    N_("Whole passes over the training images so far. With the full batch every step is one."),
    make_epoch },
  { "steps-per-second", N_("Steps per second"),
    N_("How fast it trains on this computer: smaller batches and networks make more steps."),
    dh_footer_text_make_speed },
  { "seconds", N_("Training time"),
    N_("Time spent in training steps alone, without pauses and evaluations."), make_seconds },
  { "learning-rate", N_("Learning rate"),
    N_("How far the next step goes along the negative gradient. 0.1 is usual for plain gradient "
       "descent, 0.001 for Adam."),
    make_learning_rate },
  { "gradient-norm", N_("Gradient norm"),
    N_("How steep the loss is here: the length of the whole gradient. It shrinks towards a "
       "minimum; where it grows from step to step, the run is about to diverge."),
    make_gradient_norm },
  { "update-ratio", N_("Update-to-weight ratio"),
    N_("Length of the last update divided by the length of all parameters. About 0.001 is usual; "
       "much more: the learning rate is too high; much less: too low. Known after the next step."),
    make_update_ratio },
  { "dead-relus", N_("Dead ReLUs"),
    N_("Hidden units that give 0 for every image looked at (up to 256 of the training subset): no "
       "gradient reaches their weights, so they hardly ever come back. A few are usual; many: the "
       "learning rate is too high."),
    make_dead },
  { "parameters", N_("Parameters"),
    N_("All weights and biases: the numbers that training changes. The linear model of MNIST has "
       "784 · 10 + 10 = 7850."),
    make_parameters },
};

const DhRunNumber *
dh_run_numbers_get_all (guint *n)
{
  g_return_val_if_fail (n != NULL, NULL);

  *n = G_N_ELEMENTS (numbers);
  return numbers;
}
