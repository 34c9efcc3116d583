// The names of classes, on pictures and in tables.
// SPDX-License-Identifier: MIT

#include "figures/class-name.h"

#include <string.h>

const char *
dh_class_name_get (const DhSnapshot *run, guint class, char buffer[DH_CLASS_NAME_SIZE])
{
  if (run != NULL && run->class_names != NULL && class < run->n_classes)
    return run->class_names[class];
  g_snprintf (buffer, DH_CLASS_NAME_SIZE, "%u", class);
  return buffer;
}

static gsize
count_shared (const char *a, const char *b, gsize most)
{
  gsize n = 0;

  while (n < most && a[n] == b[n])
    n++;
  return n;
}

const char *
dh_class_name_skip_shared (const DhSnapshot *run, const char *name)
{
  gsize shared = strlen (name);

  if (run == NULL || run->class_names == NULL || run->n_classes < 2)
    return name;
  for (guint i = 0; i < run->n_classes && shared > 0; i++)
    if (run->class_names[i] != name)
      shared = count_shared (name, run->class_names[i], shared);
  while (shared > 0 && name[shared - 1] != ' ')
    shared--;
  return name[shared] != '\0' ? name + shared : name;
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
