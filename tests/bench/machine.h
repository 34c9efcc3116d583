// What the machine can do at most, on one thread.
// SPDX-License-Identifier: MIT
#pragma once

/* Fused multiply-adds on registers, in 10⁹ floating-point operations a second (two a fused one),
 * with the widest vectors the engine uses here. */
double machine_measure_peak (void);

/* Reading a block far larger than the caches, in 10⁹ bytes a second. */
double machine_measure_bandwidth (void);
