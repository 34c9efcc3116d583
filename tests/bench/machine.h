// What the machine can do at most.
// SPDX-License-Identifier: MIT
#pragma once

/* Fused multiply-adds on registers, in 10⁹ floating-point operations a second (two a fused one),
 * with the widest vectors the engine uses here; on one thread, as the next. */
double machine_measure_peak (void);

/* Reading a block far larger than the caches, in 10⁹ bytes a second. */
double machine_measure_bandwidth (void);

/* Nanoseconds from what one thread writes to when another reads it, on whatever processors the two
 * happen to run: 30 where these share a cache, several hundred where they do not. */
double machine_measure_distance (void);
