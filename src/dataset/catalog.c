// The data sets known by name.
// SPDX-License-Identifier: MIT

#include "dataset/catalog.h"

#include <glib/gi18n-lib.h>

#include "dataset/byte-source.h"
#include "dataset/handwriting.h"
#include "dataset/idx-folder.h"
#include "dataset/idx-names.h"
#include "dataset/published.h"
#include "dataset/survey.h"

#define HANDWRITING_TRAIN 10000
#define HANDWRITING_TEST 2000
#define HANDWRITING_SEED 1

static const DhCatalogEntry entries[] = {
  { "handwriting", N_ ("Handwriting") },
  { "mnist", "MNIST" },
  { "fashion-mnist", "Fashion-MNIST" },
  { "kmnist", "KMNIST" },
};

static int
find_entry (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    if (g_str_equal (name, entries[i].name))
      return i;
  return -1;
}

const DhCatalogEntry *
dh_catalog_get_all (guint *n)
{
  g_return_val_if_fail (n != NULL, NULL);

  *n = G_N_ELEMENTS (entries);
  return entries;
}

char *
dh_catalog_find (const char *name)
{
  const DhPublished *set;

  g_return_val_if_fail (name != NULL, NULL);

  set = find_entry (name) < 0 ? NULL : dh_published_find (name);
  return set != NULL ? dh_survey_find_folder (set, NULL) : NULL;
}

static void
set_not_here (const DhPublished *set, GError **error)
{
  g_autofree char *folder = dh_published_get_folder (set);
  g_autofree char *shown = dh_byte_source_display_path (folder);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
               _("%s is not here. Download it with “downhill data fetch %s”, or put its four files "
                 "in %s."),
               set->title, set->name, shown);
}

static DhDataset *
load_known (const DhCatalogEntry *entry, GCancellable *cancellable, GError **error)
{
  const DhPublished *set = dh_published_find (entry->name);
  g_autofree char *folder = NULL;

  if (set == NULL)
    return dh_handwriting_make (HANDWRITING_TRAIN, HANDWRITING_TEST, HANDWRITING_SEED,
                                cancellable, error);
  folder = dh_survey_find_folder (set, cancellable);
  if (folder == NULL)
    {
      if (!g_cancellable_set_error_if_cancelled (cancellable, error))
        set_not_here (set, error);
      return NULL;
    }
  return dh_idx_folder_load (folder, entry->name, entry->title, cancellable, error);
}

static void
set_unknown (const char *name, GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);
  g_autofree char *shown = dh_byte_source_display_path (name);

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", entries[i].name);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
               _("“%s” is neither a known data set (%s) nor a folder. "
                 "Choose one of them or a folder with IDX files."),
               shown, known->str);
}

static DhDataset *
load_folder (const char *path, GCancellable *cancellable, GError **error)
{
  g_autofree char *folder = NULL;
  g_autofree char *title = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      set_unknown (path, error);
      return NULL;
    }
  /* Absolute, so that the set's name loads it from another folder too. */
  folder = dh_idx_names_settle (path);
  title = dh_idx_names_make_title (folder);
  return dh_idx_folder_load (folder, folder, title, cancellable, error);
}

const DhDataset *
dh_catalog_load (const char *name, GCancellable *cancellable, GError **error)
{
  int entry;

  g_return_val_if_fail (name != NULL, NULL);

  entry = find_entry (name);
  if (entry >= 0)
    return load_known (&entries[entry], cancellable, error);
  return load_folder (name, cancellable, error);
}
