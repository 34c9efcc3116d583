// Loops over as many floats as a processor's widest vector.
// SPDX-License-Identifier: MIT

#include "engine/lanes.h"

#include "engine/simd.h"

#define NAME(x) x##_loop_16
#define WIDTH 16
#define FORWARD_ROWS 8
#include "engine/lanes-loops.inc"

#define NAME(x) x##_loop_8
#define WIDTH 8
#define FORWARD_ROWS 4
#include "engine/lanes-loops.inc"

#define NAME(x) x##_loop_4
#define WIDTH 4
#define FORWARD_ROWS 2
#include "engine/lanes-loops.inc"

DH_SIMD_FUNCTION_BY_WIDTH (multiply, (const DhLanesProduct *product, guint n), (product, n))
DH_SIMD_FUNCTION_BY_WIDTH (forward_rows,
                           (DhMatrix a, const float *turned, guint depth, guint m, DhMatrixOut z),
                           (a, turned, depth, m, z))
DH_SIMD_FUNCTION_BY_WIDTH (add_rows, (DhMatrix a, DhMatrix b, guint m, DhMatrixOut z),
                           (a, b, m, z))
DH_SIMD_FUNCTION_BY_WIDTH (multiply_few,
                           (DhMatrix a, DhMatrix b, DhMatrixOut c, guint n, guint k),
                           (a, b, c, n, k))

void
dh_lanes_multiply (const DhLanesProduct *product, guint n)
{
  multiply (product, n);
}

void
dh_lanes_forward (DhMatrix a, const float *turned, guint depth, guint m, DhMatrixOut z)
{
  forward_rows (a, turned, depth, m, z);
}

void
dh_lanes_add (DhMatrix a, DhMatrix b, guint m, DhMatrixOut z)
{
  add_rows (a, b, m, z);
}

void
dh_lanes_multiply_few (DhMatrix a, DhMatrix b, DhMatrixOut c, guint n, guint k)
{
  multiply_few (a, b, c, n, k);
}
