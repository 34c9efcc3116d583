// A digest of a test's numbers that must be the same on every instruction set.
// SPDX-License-Identifier: MIT
#pragma once

#include <glib.h>
#include <string.h>

#define DIGEST_ARGUMENT "--digest"

/* What a test's main() does first: asked for its digest, it prints the one that @update fills. */
static inline gboolean
every_simd_prints (int argc, char **argv, void (*update) (GChecksum *digest))
{
  g_autoptr (GChecksum) digest = NULL;

  if (argc != 2 || strcmp (argv[1], DIGEST_ARGUMENT) != 0)
    return FALSE;
  digest = g_checksum_new (G_CHECKSUM_SHA256);
  update (digest);
  g_print ("%s", g_checksum_get_string (digest));
  return TRUE;
}

/* What this program prints when it is called with @argument alone, on the instruction set @simd. */
static inline char *
every_simd_capture (const char *simd, const char *argument)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  char *arguments[] = { self, (char *) argument, NULL };
  g_auto (GStrv) environment = g_environ_setenv (g_get_environ (), "DOWNHILL_SIMD", simd, TRUE);
  g_autoptr (GError) error = NULL;
  char *output = NULL;
  int status;

  g_spawn_sync (NULL, arguments, environment, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, &error));
  return output;
}

static inline char *
every_simd_ask (const char *simd)
{
  char *digest = every_simd_capture (simd, DIGEST_ARGUMENT);

  g_assert_cmpuint (strlen (digest), ==, 64);
  return digest;
}

/* Which of them run, the processor decides; the plain one always does. */
static inline void
every_simd_assert_same (void)
{
  g_autofree char *none = every_simd_ask ("none");
  g_autofree char *avx2 = every_simd_ask ("avx2");
  g_autofree char *avx512 = every_simd_ask ("avx512");

  g_assert_cmpstr (none, ==, avx2);
  g_assert_cmpstr (none, ==, avx512);
}
