// The same run as a Python script.
// SPDX-License-Identifier: MIT
#pragma once

#include "training/settings.h"

G_BEGIN_DECLS

/* A PyTorch script that loads the data of @settings, draws the same subset, starts from the same
 * parameters, takes @n_steps steps of the same descent and prints a line "step,loss" for each
 * k = 0 … n: the loss of step k's batch at the parameters after k updates. Its last line is the
 * loss and the accuracy on the test set. With @n_steps 0 it takes as many steps as @settings say,
 * none where they say nothing.
 *
 * It needs torch and numpy; for MNIST and its kin torchvision, or a folder with the IDX files in
 * --data (MNIST: or in the variable DOWNHILL_MNIST). Started by torchrun it shares every batch
 * among the processes and prints the same losses. Depends on @settings alone; paths in them are
 * written as they are. (transfer full) */
char *dh_pytorch_twin_make (const DhSettings *settings, guint64 n_steps);

G_END_DECLS
