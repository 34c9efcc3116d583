// How a gradient becomes an update: the table of optimizers, each as PyTorch 1.13 defines it.
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/choice.h"

G_BEGIN_DECLS

typedef enum
{
  DH_OPTIMIZER_GD,
  DH_OPTIMIZER_MOMENTUM,
  DH_OPTIMIZER_NESTEROV,
  DH_OPTIMIZER_ADAGRAD,
  DH_OPTIMIZER_RMSPROP,
  DH_OPTIMIZER_ADAM,
  DH_OPTIMIZER_ADAMW,
  DH_N_OPTIMIZERS
} DhOptimizerKind;

#define DH_OPTIMIZER_MAX_STATES 2

/* What an update depends on beside the arrays. PyTorch computes with Python's doubles and rounds
 * where a tensor comes in; so does every update. */
typedef struct
{
  double  learning_rate;  /* of this step, after the schedule */
  double  momentum;
  double  rho;            /* RMSprop's smoothing constant, PyTorch's alpha */
  double  beta1;
  double  beta2;
  double  epsilon;
  double  weight_decay;
  double  gradient_scale; /* what clipping multiplies the gradient by; 1 = not clipped */
  guint64 step;           /* updates made before this one */
} DhOptimizerNumbers;

/* Arrays of n floats. The state of step 0 is all zeros. What is read and what is written may be the
 * same array, but must not overlap otherwise. */
typedef struct
{
  const float *parameters;
  const float *gradient;
  const float *state[DH_OPTIMIZER_MAX_STATES]; /* those of n_states; the others are not looked at */
  float       *updated;
  float       *updated_state[DH_OPTIMIZER_MAX_STATES];
} DhOptimizerArrays;

typedef struct
{
  DhChoice    choice;
  guint       n_states;
  const char *numbers[6];    /* the settings that play a part beside learning-rate and
                                weight-decay; NULL-terminated */
  double      learning_rate; /* the usual ones */
  double      epsilon;
  double      weight_decay;
  const char *torch;         /* its making in Python, with @names@ of settings */

  void (*update) (const DhOptimizerNumbers *numbers, const DhOptimizerArrays *arrays, gsize n);
} DhOptimizer;

/* The entry of @kind, or NULL where @kind is past the last. */
const DhOptimizer *dh_optimizer_get (guint kind);

/* What torch.nn.utils.clip_grad_norm_ multiplies a gradient of @norm by, so that its norm is at
 * most @limit; 1 where @limit is 0, which is no clipping. */
double dh_optimizer_clip (double norm, double limit);

/* The Euclidean norm of @values [n], summed in double. */
double dh_optimizer_norm (const float *values, gsize n);

G_END_DECLS
