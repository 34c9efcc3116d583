// Parameters in the safetensors format, as PyTorch users exchange them.
// SPDX-License-Identifier: MIT
#pragma once

#include <gio/gio.h>

#include "snapshot/snapshot.h"

G_BEGIN_DECLS

/* Writes every parameter tensor of @snapshot to @file under its state_dict name, float32: eight
 * bytes header length (little-endian), a JSON header, the data. The file is replaced as a whole or
 * not at all. Format: https://github.com/huggingface/safetensors#format */
gboolean dh_safetensors_save (const DhSnapshot *snapshot, GFile *file, GError **error);

G_END_DECLS
