// Any bytes as a file of parameters, of a network with a hidden layer and of one without.
// SPDX-License-Identifier: MIT

#include "target.h"
#include "training/safetensors.h"

static void
load (const char *path, guint n_hidden, gboolean bias)
{
  static const guint hidden[] = { 2 };
  DhNetwork network;
  g_autofree float *parameters = NULL;
  g_autoptr (GError) error = NULL;
  gboolean loaded;

  g_assert (dh_network_init (&network, 3, hidden, n_hidden, 2, bias, NULL));
  parameters = g_new (float, network.n_parameters);
  loaded = dh_safetensors_load (path, &network, parameters, &error);
  dh_fuzz_check (loaded, error);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  const char *path = dh_fuzz_make_file (data, size);

  load (path, 0, TRUE);
  load (path, 1, FALSE);
  return 0;
}
