// Parameters in the safetensors format, as PyTorch users exchange them.
// SPDX-License-Identifier: MIT
#pragma once

#include <gio/gio.h>

#include "engine/network.h"
#include "snapshot/snapshot.h"

G_BEGIN_DECLS

/* Writes every parameter tensor of @snapshot to @file under its state_dict name, float32: eight
 * bytes header length (little-endian), a JSON header, the data. The header's __metadata__ has how
 * they were made, for dh_experiment_file_load(). The file is replaced as a whole or not at all.
 * Format: https://github.com/huggingface/safetensors#format */
gboolean dh_safetensors_save (const DhSnapshot *snapshot, GFile *file, GError **error);

/* Reads @parameters [n_parameters] of @network from the file @path, which must hold exactly the
 * tensors of the network, float32, in their shapes. FALSE with an error that says what is wrong
 * where the file is damaged or of another network; then @parameters may hold anything. */
gboolean dh_safetensors_load (const char      *path,
                              const DhNetwork *network,
                              float           *parameters,
                              GError         **error);

G_END_DECLS
