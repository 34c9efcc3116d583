// The names of classes, on pictures and in tables.
// SPDX-License-Identifier: MIT

#include "figures/class-name.h"

const char *
dh_class_name_get (const DhSnapshot *run, guint class, char buffer[DH_CLASS_NAME_SIZE])
{
  if (run != NULL && run->class_names != NULL && class < run->n_classes)
    return run->class_names[class];
  g_snprintf (buffer, DH_CLASS_NAME_SIZE, "%u", class);
  return buffer;
}

void
dh_class_name_append_csv (GString *csv, const DhSnapshot *run, guint class)
{
  char buffer[DH_CLASS_NAME_SIZE];

  g_string_append_c (csv, '"');
  for (const char *c = dh_class_name_get (run, class, buffer); *c != '\0'; c++)
    {
      if (*c == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *c);
    }
  g_string_append_c (csv, '"');
}
