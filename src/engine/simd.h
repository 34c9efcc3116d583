// One source, several instruction sets: which one this processor runs is found at run time.
// SPDX-License-Identifier: MIT
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  DH_SIMD_NONE,  /* what the compiler takes for granted */
  DH_SIMD_AVX2,  /* 8 floats and fused multiply-add */
  DH_SIMD_AVX512 /* 16 floats */
} DhSimd;

/* The best this processor has. */
DhSimd dh_simd_detect (void);

/* That; DOWNHILL_SIMD=none, avx2 or avx512 in the environment asks for less
 * (what it does not have is never used). Looked up once. */
DhSimd dh_simd_get (void);

/* A loop that the compiler vectorises is written once, as a DH_SIMD_LOOP function name_loop (), and
 * DH_SIMD_FUNCTION (name, (parameters), (arguments)) makes static void name (parameters) of it,
 * compiled for every instruction set. All give the same bits: nothing in the engine is contracted
 * or reordered by the compiler, what is fused is written fmaf(). */
#define DH_SIMD_INLINE static inline __attribute__ ((always_inline))
#define DH_SIMD_LOOP DH_SIMD_INLINE void

/* Before the for of one: no element depends on another. What is read and what is written may be the
 * same array, or lie apart. */
#if defined(__clang__)
#define DH_SIMD_INDEPENDENT _Pragma ("clang loop vectorize(assume_safety)")
#elif defined(__GNUC__)
#define DH_SIMD_INDEPENDENT _Pragma ("GCC ivdep")
#else
#define DH_SIMD_INDEPENDENT
#endif

#ifdef __x86_64__

#define DH_SIMD_TARGET_AVX2 __attribute__ ((target ("avx2,fma,bmi,bmi2")))

/* Clang ignores an attribute it knows only a part of. */
#ifdef __clang__
#define DH_SIMD_WIDE ""
#else
#define DH_SIMD_WIDE ",prefer-vector-width=512"
#endif
#define DH_SIMD_TARGET_AVX512                                                                      \
  __attribute__ ((target ("avx512f,avx512bw,avx512vl,avx512dq,fma,bmi,bmi2" DH_SIMD_WIDE)))

#define DH_SIMD_FUNCTION_OF(name, parameters, arguments, wide, middle, narrow)                     \
  DH_SIMD_TARGET_AVX512 static void name##_avx512 parameters                                       \
  {                                                                                                \
    wide arguments;                                                                                \
  }                                                                                                \
  DH_SIMD_TARGET_AVX2 static void name##_avx2 parameters                                           \
  {                                                                                                \
    middle arguments;                                                                              \
  }                                                                                                \
  static void name parameters                                                                      \
  {                                                                                                \
    if (dh_simd_get () == DH_SIMD_AVX512)                                                          \
      name##_avx512 arguments;                                                                     \
    else if (dh_simd_get () == DH_SIMD_AVX2)                                                       \
      name##_avx2 arguments;                                                                       \
    else                                                                                           \
      narrow arguments;                                                                            \
  }

#else

#define DH_SIMD_FUNCTION_OF(name, parameters, arguments, wide, middle, narrow)                     \
  static void name parameters                                                                      \
  {                                                                                                \
    narrow arguments;                                                                              \
  }

#endif

#define DH_SIMD_FUNCTION(name, parameters, arguments)                                              \
  DH_SIMD_FUNCTION_OF (name, parameters, arguments, name##_loop, name##_loop, name##_loop)

/* The same of loops that say themselves how wide a vector is: name_loop_16 (), of 16 floats,
 * name_loop_8 () and name_loop_4 (). */
#define DH_SIMD_FUNCTION_BY_WIDTH(name, parameters, arguments)                                     \
  DH_SIMD_FUNCTION_OF (name, parameters, arguments, name##_loop_16, name##_loop_8, name##_loop_4)

G_END_DECLS
