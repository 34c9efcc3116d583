// The data sets known by name.
// SPDX-License-Identifier: MIT

#include "dataset/catalog.h"

#include <glib/gi18n-lib.h>

#include "dataset/byte-source.h"
#include "dataset/handwriting.h"
#include "dataset/idx-folder.h"
#include "dataset/idx-names.h"

#define HANDWRITING_TRAIN 10000
#define HANDWRITING_TEST 2000
#define HANDWRITING_SEED 1

typedef struct
{
  const char *variable; /* of the environment, naming the folder, or NULL */
  gboolean built_in;
} Place;

static const DhCatalogEntry entries[] = {
  { "handwriting", N_ ("Handwriting") },
  { "mnist", "MNIST" },
  { "fashion-mnist", "Fashion-MNIST" },
  { "kmnist", "KMNIST" },
};

/* Parallel to the entries. */
static const Place places[] = {
  { .built_in = TRUE },
  { .variable = "DOWNHILL_MNIST" },
  { NULL },
  { NULL },
};

G_STATIC_ASSERT (G_N_ELEMENTS (entries) == G_N_ELEMENTS (places));

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
dh_catalog_get_folder (const char *name)
{
  int entry = find_entry (name);
  const char *folder = NULL;

  if (entry < 0 || places[entry].built_in)
    return NULL;
  if (places[entry].variable != NULL)
    folder = g_getenv (places[entry].variable);
  if (folder != NULL && *folder != '\0')
    return g_strdup (folder);
  return g_build_filename (g_get_user_data_dir (), "downhill", name, NULL);
}

char *
dh_catalog_find (const char *name)
{
  g_autofree char *folder = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  folder = dh_catalog_get_folder (name);
  if (folder == NULL || !dh_idx_folder_is_complete (folder))
    return NULL;
  return g_steal_pointer (&folder);
}

static void
set_not_here (int entry, GError **error)
{
  g_autofree char *folder = dh_catalog_get_folder (entries[entry].name);
  g_autofree char *shown = dh_byte_source_display_path (folder);

  if (places[entry].variable != NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                 _("%s is not here. Put its four files in %s, or set %s to their folder."),
                 entries[entry].title, shown, places[entry].variable);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                 _("%s is not here. Put its four files in %s."), entries[entry].title, shown);
}

static DhDataset *
load_known (int entry, GCancellable *cancellable, GError **error)
{
  g_autofree char *folder = NULL;

  if (places[entry].built_in)
    return dh_handwriting_make (HANDWRITING_TRAIN, HANDWRITING_TEST, HANDWRITING_SEED,
                                cancellable, error);
  folder = dh_catalog_find (entries[entry].name);
  if (folder == NULL)
    {
      set_not_here (entry, error);
      return NULL;
    }
  return dh_idx_folder_load (folder, entries[entry].name, entries[entry].title, cancellable,
                             error);
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
    return load_known (entry, cancellable, error);
  return load_folder (name, cancellable, error);
}
