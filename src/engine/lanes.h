// As many floats as a processor's widest vector.
// SPDX-License-Identifier: MIT
#pragma once

/* On processors with narrower ones it is several vectors: a sum over it is the same on all. */
#define DH_LANES 16
typedef float DhLanes __attribute__ ((vector_size (4 * DH_LANES), aligned (4), may_alias));
