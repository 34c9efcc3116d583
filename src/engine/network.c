// The shape of an MLP and where its parameters lie in one flat block.
// SPDX-License-Identifier: MIT

#include "engine/network.h"

#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (dh-network-error-quark, dh_network_error)

static gboolean
append_layer (DhNetwork *self, guint inputs, guint outputs, GError **error)
{
  DhLayer *layer = &self->layers[self->n_layers++];
  guint64 n = (guint64) inputs * outputs + (self->has_bias ? outputs : 0);

  if (outputs < 1 || outputs > DH_NETWORK_MAX_WIDTH)
    {
      g_set_error (error, DH_NETWORK_ERROR, DH_NETWORK_ERROR_WIDTH,
                   _("A layer of %u units cannot be: give each from 1 to %u"), outputs,
                   DH_NETWORK_MAX_WIDTH);
      return FALSE;
    }
  if (self->n_parameters + n > DH_NETWORK_MAX_PARAMETERS)
    {
      g_set_error (error, DH_NETWORK_ERROR, DH_NETWORK_ERROR_PARAMETERS,
                   _("The network would have over %u parameters: make its layers smaller"),
                   DH_NETWORK_MAX_PARAMETERS);
      return FALSE;
    }
  *layer = (DhLayer) { inputs, outputs, self->n_parameters,
                       self->n_parameters + (gsize) inputs * outputs };
  self->n_parameters += n;
  return TRUE;
}

gboolean
dh_network_init (DhNetwork *self,
                 guint inputs,
                 const guint *hidden,
                 guint n_hidden,
                 guint outputs,
                 gboolean has_bias,
                 GError **error)
{
  g_return_val_if_fail (self != NULL && inputs > 0, FALSE);

  *self = (DhNetwork) { .has_bias = has_bias };
  if (n_hidden >= DH_NETWORK_MAX_LAYERS)
    {
      g_set_error (error, DH_NETWORK_ERROR, DH_NETWORK_ERROR_LAYERS,
                   _("%u hidden layers are too many: give at most %u"), n_hidden,
                   DH_NETWORK_MAX_LAYERS - 1);
      return FALSE;
    }
  for (guint i = 0; i < n_hidden; i++)
    {
      if (!append_layer (self, inputs, hidden[i], error))
        return FALSE;
      inputs = hidden[i];
    }
  return append_layer (self, inputs, outputs, error);
}
