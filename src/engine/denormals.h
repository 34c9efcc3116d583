// Numbers so small that the processor needs help with them.
// SPDX-License-Identifier: MIT
#pragma once

#include <glib.h>

#ifdef __x86_64__
#include <immintrin.h>
#endif

G_BEGIN_DECLS

/* The momentum of a unit that has died shrinks by a factor a step and would, below 1.2e-38, stay a
 * denormal number for ever: every operation on it then takes a hundred times as long, a step of
 * Adam twice. From a flush to its restore, on the thread that calls, such results are 0. Where the
 * processor has no such mode it does nothing. */
static inline guint
dh_denormals_flush (void)
{
#ifdef __x86_64__
  guint mode = _mm_getcsr ();

  _mm_setcsr (mode | _MM_FLUSH_ZERO_ON | 0x40 /* denormals are zeros */);
  return mode;
#else
  return 0;
#endif
}

/* @mode is what the flush returned. */
static inline void
dh_denormals_restore (guint mode)
{
#ifdef __x86_64__
  _mm_setcsr (mode);
#endif
}

G_END_DECLS
