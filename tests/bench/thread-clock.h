// The processor time of a thread, for what is measured beside others.
// SPDX-License-Identifier: MIT
#pragma once

#include <time.h>

/* Milliseconds that the calling thread has had so far. */
static inline double
thread_clock_msec (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}
