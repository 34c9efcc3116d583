// Gives the files of a corpus to a fuzz target, where there is no libFuzzer to do it.
// SPDX-License-Identifier: MIT

#include "target.h"

/* argv: the folder of the corpus. */
int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) folder = NULL;
  const char *name;
  guint n = 0;

  g_assert (argc == 2);
  folder = g_dir_open (argv[1], 0, &error);
  if (folder == NULL)
    g_error ("%s", error->message);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (argv[1], name, NULL);
      g_autofree char *content = NULL;
      gsize size = 0;

      if (!g_file_get_contents (path, &content, &size, &error))
        g_error ("%s", error->message);
      g_print ("%s\n", name);
      LLVMFuzzerTestOneInput ((const guint8 *) content, size);
      n++;
    }
  g_assert (n > 0);
  return 0;
}
