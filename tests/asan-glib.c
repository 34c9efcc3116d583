// Keeps for the leak checker what GLib lets go of on purpose.
// SPDX-License-Identifier: MIT

// When GLib has more than some thousand quarks it makes their table anew and leaves the old one to
// those who may be reading it, as nobody takes a lock. That is not a leak of ours: pointers to all
// that GLib had before main() are kept.

#if defined(__SANITIZE_ADDRESS__)

#define _GNU_SOURCE
#include <glib.h>
#include <link.h>
#include <string.h>

static GPtrArray *kept;

static int
keep (struct dl_phdr_info *library, size_t size, void *data)
{
  if (strstr (library->dlpi_name, "libglib-2.0") == NULL)
    return 0;
  for (int i = 0; i < library->dlpi_phnum; i++)
    {
      const ElfW (Phdr) *part = &library->dlpi_phdr[i];

      if (part->p_type == PT_LOAD && (part->p_flags & PF_W) != 0)
        g_ptr_array_add (kept, g_memdup2 ((gpointer) (library->dlpi_addr + part->p_vaddr),
                                          part->p_memsz));
    }
  return 1;
}

__attribute__ ((constructor)) static void
keep_all (void)
{
  kept = g_ptr_array_new ();
  dl_iterate_phdr (keep, NULL);
}

#endif
