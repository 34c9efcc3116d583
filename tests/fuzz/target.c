// What every fuzz target is made of.
// SPDX-License-Identifier: MIT

#include "target.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define LONGEST_MESSAGE 2000

const char *
dh_fuzz_make_file (const guint8 *data, gsize size)
{
  static char *path = NULL;
  static int file = -1;

  if (file < 0)
    {
      file = memfd_create ("fuzz", MFD_CLOEXEC);
      g_assert (file >= 0);
      path = g_strdup_printf ("/proc/self/fd/%d", file);
    }
  g_assert (ftruncate (file, 0) == 0);
  g_assert (pwrite (file, data, size, 0) == (gssize) size);
  return path;
}

void
dh_fuzz_check (gboolean success, const GError *error)
{
  g_assert (success == (error == NULL));
  if (error != NULL)
    {
      g_assert (g_utf8_validate (error->message, -1, NULL));
      g_assert (strpbrk (error->message, "\n\r") == NULL);
      g_assert (strlen (error->message) < LONGEST_MESSAGE);
    }
}
