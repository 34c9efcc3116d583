// Where on this machine data sets are: the places where people and programs keep them.
// SPDX-License-Identifier: MIT

#include "dataset/survey.h"

#include <glib/gstdio.h>

#include "dataset/idx-folder.h"

/* Only of data sets that had one before there were downloads. */
static const struct
{
  const char *name;
  const char *variable;
} variables[] = { { "mnist", "DOWNHILL_MNIST" } };

/* From the current folder; what notebooks and course material call them. */
static const char *const near_roots[] = {
  ".", "data", "Data", "datasets", "dataset", "files", "MNIST_data", "mnist_data",
  "..", "../data", "../datasets",
};

/* From the home folder. */
static const char *const home_roots[] = {
  ".", "data", "Data", "datasets", "Datasets", "Downloads", "torch_datasets",
  ".torch/datasets", ".pytorch", ".pytorch/MNIST_data", ".pytorch/F_MNIST_data",
  ".cache", ".cache/torch", ".cache/torch/datasets", ".cache/torchvision", ".cache/mnist",
  ".fastai/data", ".keras/datasets", ".mxnet/datasets",
};

typedef struct
{
  const DhPublished *set;
  GPtrArray *places;
  GHashTable *seen; /* device and inode: the same folder has many names */
} Search;

static void
try_folder (Search *self, const char *folder, gboolean meant)
{
  GStatBuf status;
  DhPlace *place;
  char *key;

  if (g_stat (folder, &status) != 0 || !dh_idx_folder_is_complete (folder))
    return;
  key = g_strdup_printf ("%" G_GUINT64_FORMAT ":%" G_GUINT64_FORMAT, (guint64) status.st_dev,
                         (guint64) status.st_ino);
  if (!g_hash_table_add (self->seen, key))
    return;
  place = dh_place_new (self->set, folder);
  place->meant = meant;
  g_ptr_array_add (self->places, place);
}

static void
try_root (Search *self, const char *root)
{
  g_autofree char *torch = g_build_filename (root, self->set->torch_name, "raw", NULL);
  g_autofree char *torch_itself = g_build_filename (root, self->set->torch_name, NULL);
  g_autofree char *named = g_build_filename (root, self->set->name, NULL);

  if (!g_file_test (root, G_FILE_TEST_IS_DIR))
    return;
  try_folder (self, torch, FALSE);
  try_folder (self, torch_itself, FALSE);
  try_folder (self, named, FALSE);
}

static void
try_variable (Search *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      const char *folder = g_getenv (variables[i].variable);

      if (g_str_equal (variables[i].name, self->set->name) && folder != NULL && *folder != '\0')
        try_folder (self, folder, TRUE);
    }
}

static void
try_roots (Search *self, const char *base, const char *const *roots, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *root = g_canonicalize_filename (roots[i], base);

      try_root (self, root);
    }
}

static void
list_places (GPtrArray *places, const DhPublished *set)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Search self = { set, places, seen };
  g_autofree char *users = dh_published_get_folder (set);

  try_variable (&self);
  try_folder (&self, users, TRUE);
  try_roots (&self, NULL, near_roots, G_N_ELEMENTS (near_roots));
  try_roots (&self, g_get_home_dir (), home_roots, G_N_ELEMENTS (home_roots));
}

GPtrArray *
dh_survey_make (void)
{
  GPtrArray *places = g_ptr_array_new_with_free_func ((GDestroyNotify) dh_place_free);
  guint n;
  const DhPublished *sets = dh_published_get_all (&n);

  for (guint s = 0; s < n; s++)
    list_places (places, &sets[s]);
  return places;
}

static gboolean
may_bear_name (DhPlace *place, GCancellable *cancellable)
{
  if (place->meant)
    return TRUE;
  return place->problem == NULL && dh_place_has_sizes (place->set, place->folder) &&
         dh_place_check (place, cancellable) && place->check != DH_CHECK_DIFFERS;
}

const DhPlace *
dh_survey_find (const GPtrArray *places, const DhPublished *set, GCancellable *cancellable)
{
  for (guint i = 0; i < places->len; i++)
    {
      DhPlace *place = places->pdata[i];

      if (place->set == set && may_bear_name (place, cancellable))
        return place;
    }
  return NULL;
}

char *
dh_survey_find_folder (const DhPublished *set, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) places =
      g_ptr_array_new_with_free_func ((GDestroyNotify) dh_place_free);
  const DhPlace *place;

  list_places (places, set);
  place = dh_survey_find (places, set, cancellable);
  return place != NULL ? g_strdup (place->folder) : NULL;
}
