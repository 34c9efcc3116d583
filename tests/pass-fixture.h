// A network with all that a pass through it takes: layout, images, parameters as both know them.
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/pass.h"

typedef struct
{
  DhNetwork network;
  DhLayout layout;
  DhInputs *inputs;
  DhPass *pass;
  float *stored;          /* [n_stored] */
  float *stored_gradient; /* [n_stored] */
  float *gradient;        /* [n_parameters] as PyTorch orders them */
} PassFixture;

/* Images of @width pixels a row, of which @share is said to be background; @values [256] is what
 * the bytes mean. Where @share is 0 these may be anything. */
static inline void
pass_fixture_init (PassFixture *self,
                   const DhNetwork *network,
                   guint width,
                   double share,
                   const float *values,
                   guint max_rows)
{
  g_autoptr (GError) error = NULL;
  DhInputsScale scale = { .share = share };

  memcpy (scale.values, values, sizeof scale.values);
  self->network = *network;
  dh_layout_init (&self->layout, network, width, share);
  self->inputs = dh_inputs_new (&self->layout.first_layer, &scale, max_rows, &error);
  g_assert_no_error (error);
  self->pass = dh_pass_new (&self->layout, max_rows, &error);
  g_assert_no_error (error);
  self->stored = g_new0 (float, self->layout.n_stored);
  self->stored_gradient = g_new0 (float, self->layout.n_stored);
  self->gradient = g_new0 (float, network->n_parameters);
}

static inline void
pass_fixture_clear (PassFixture *self)
{
  dh_inputs_free (self->inputs);
  dh_pass_free (self->pass);
  g_free (self->stored);
  g_free (self->stored_gradient);
  g_free (self->gradient);
}

/* Takes the @rows images at @bytes. */
static inline void
pass_fixture_load (PassFixture *self, const guint8 *bytes, guint rows)
{
  dh_inputs_load (self->inputs, 0, bytes, NULL, rows);
  dh_inputs_index (self->inputs, 0, rows);
}

static inline void
pass_fixture_set_parameters (PassFixture *self, const float *parameters)
{
  dh_layout_pack (&self->layout, parameters, self->stored);
}

/* The loss of the @rows images from @first on. */
static inline double
pass_fixture_run (PassFixture *self, guint first, guint rows, const guint16 *labels)
{
  DhPassBatch batch = { self->inputs, first, rows, 0, labels };

  dh_pass_run (self->pass, self->stored, &batch, NULL);
  return dh_pass_get_loss (self->pass);
}

/* Also the gradient, added to what is there unless @fresh. */
static inline double
pass_fixture_run_gradient (PassFixture *self,
                           guint first,
                           guint rows,
                           const guint16 *labels,
                           float scale,
                           gboolean fresh)
{
  DhPassBatch batch = { self->inputs, first, rows, 0, labels };
  DhPassGradient gradient = { self->stored_gradient, scale, fresh };

  dh_pass_run (self->pass, self->stored, &batch, &gradient);
  dh_layout_unpack (&self->layout, self->stored_gradient, self->gradient);
  return dh_pass_get_loss (self->pass);
}
