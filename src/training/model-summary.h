// The network as PyTorch prints a module.
// SPDX-License-Identifier: MIT
#pragma once

#include "snapshot/snapshot.h"

G_BEGIN_DECLS

/* What print (model) shows for the lecture's class in PyTorch: "MLP(\n  (main): Sequential(\n …".
 * For a snapshot without a network, the class alone. Free with g_free(). */
char *dh_model_summary_make (const DhSnapshot *snapshot);

G_END_DECLS
