// A data set from a folder with the four IDX files that MNIST is published as.
// SPDX-License-Identifier: MIT

#include "dataset/idx-folder.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "dataset/byte-source.h"
#include "dataset/class-names.h"
#include "dataset/idx-names.h"
#include "dataset/progress.h"

/* What is known while a set is read. */
typedef struct
{
  DhDataset *dataset;
  const DhIdxNames *names;
  DhIdxScale scale;
  gsize label_offsets[DH_IDX_N_PARTS]; /* where the labels begin in their file … */
  guint label_sizes[DH_IDX_N_PARTS];   /* … and what each takes */
  double total; /* bytes of all files … */
  double begun; /* … and of those begun to be read */
  GCancellable *cancellable;
} Loading;

/* @offset: of the byte that says so. */
G_GNUC_PRINTF (4, 5)
static gboolean
fail_at (const char *path, gsize offset, GError **error, const char *format, ...)
{
  g_autofree char *shown = dh_byte_source_display_path (path);
  g_autofree char *what = NULL;
  va_list arguments;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("%s, byte %zu: %s"), shown, offset,
               what);
  return FALSE;
}

static double
get_size (const char *path)
{
  GStatBuf status;

  return path != NULL && g_stat (path, &status) == 0 ? (double) status.st_size : 0;
}

static void
add_sizes (Loading *self)
{
  for (guint part = 0; part < DH_IDX_N_PARTS; part++)
    for (guint kind = 0; kind <= DH_IDX_IMAGES; kind++)
      self->total += get_size (self->names->paths[part][kind]);
}

/* A file takes as long to read as it is large. */
static void
begin_file (Loading *self, const char *path)
{
  double from = self->begun;

  self->begun = MIN (self->begun + get_size (path), self->total);
  if (self->total > 0)
    dh_progress_set_part (self->cancellable, from / self->total, self->begun / self->total);
}

static DhIdx *
read_file (Loading *self, DhIdxPart part, DhIdxKind kind, GError **error)
{
  const char *path = self->names->paths[part][kind];
  g_autofree char *listed = NULL;
  g_autofree char *shown = NULL;

  if (path != NULL)
    {
      begin_file (self, path);
      return dh_idx_read (path, kind, &self->scale, self->cancellable, error);
    }
  listed = dh_idx_names_list (self->names, part, kind);
  shown = dh_byte_source_display_path (self->names->folder);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
               _("The folder %s lacks a file of the data set. It was looked for as: %s. "
                 "Put it there."),
               shown, listed);
  return NULL;
}

/* Reads a part of the set. The first one sets the size of the images. */
static gboolean
read_part (Loading *self, DhIdxPart part, DhImages *images, GError **error)
{
  DhDataset *dataset = self->dataset;
  char *const *paths = self->names->paths[part];
  /* The small file first: what is wrong shows sooner. */
  g_autoptr (DhIdx) labels = read_file (self, part, DH_IDX_LABELS, error);
  g_autoptr (DhIdx) read = labels != NULL ? read_file (self, part, DH_IDX_IMAGES, error) : NULL;

  if (read == NULL)
    return FALSE;
  if (read->n != labels->n)
    return fail_at (paths[DH_IDX_LABELS], 4, error,
                    _("the file has %u labels for %u images. Fetch both files from the same "
                      "place."),
                    labels->n, read->n);
  if (part == DH_IDX_TRAIN)
    {
      dataset->width = read->width;
      dataset->height = read->height;
    }
  if (read->width != dataset->width || read->height != dataset->height)
    return fail_at (paths[DH_IDX_IMAGES], 8, error,
                    _("the images are of %u × %u pixels, those for training of %u × %u. "
                      "Fetch all files from the same place."),
                    read->width, read->height, dataset->width, dataset->height);
  self->label_offsets[part] = labels->header_size;
  self->label_sizes[part] = labels->element_size;
  images->n = read->n;
  images->pixels = g_steal_pointer (&read->pixels);
  images->labels = g_steal_pointer (&labels->labels);
  return TRUE;
}

/* NULL also where there are none; then @error is not set. */
static char **
find_names (const Loading *self, guint largest, GError **error)
{
  g_autofree char *own = g_strconcat (self->names->prefix, "classes.txt", NULL);
  const char *const files[] = { own, "classes.txt" };
  char **known = (char **) dh_class_names_get_known (self->dataset->name);

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (self->names->folder, files[i], NULL);
      gboolean is_missing = FALSE;
      char **names = dh_class_names_read (path, &is_missing, self->cancellable, error);

      if (!is_missing)
        return names;
    }
  return known != NULL && largest < g_strv_length (known) ? g_strdupv (known) : NULL;
}

static void
find_ends (const DhImages *images, guint *smallest, guint *largest)
{
  for (guint i = 0; i < images->n; i++)
    {
      *smallest = MIN (*smallest, images->labels[i]);
      *largest = MAX (*largest, images->labels[i]);
    }
}

static void
count_from_zero (DhImages *images)
{
  for (guint i = 0; i < images->n; i++)
    images->labels[i]--;
}

/* Names the first label that is over @largest; FALSE. */
static gboolean
fail_label (const Loading *self, guint largest, GError **error)
{
  const DhImages *const parts[] = { &self->dataset->train, &self->dataset->test };

  for (guint part = 0; part < G_N_ELEMENTS (parts); part++)
    for (guint i = 0; i < parts[part]->n; i++)
      if (parts[part]->labels[i] > largest)
        return fail_at (self->names->paths[part][DH_IDX_LABELS],
                        self->label_offsets[part] + (gsize) i * self->label_sizes[part], error,
                        _("a label of %u, but there are %u classes, 0 to %u. Correct the file, or "
                          "classes.txt beside it."),
                        parts[part]->labels[i], largest + 1, largest);
  g_return_val_if_reached (FALSE);
}

static char **
make_names (guint first, guint n)
{
  char **names = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    names[i] = g_strdup_printf ("%u", first + i);
  return names;
}

/* TRUE where every class has a place and every image a class. */
static gboolean
check_classes (const Loading *self, guint n, guint last, GError **error)
{
  guint most = MIN (n, DH_DATASET_MAX_CLASSES);

  if (n < DH_DATASET_MIN_CLASSES)
    return fail_at (self->names->paths[DH_IDX_TRAIN][DH_IDX_LABELS],
                    self->label_offsets[DH_IDX_TRAIN], error,
                    _("all labels are the same. Choose a data set with at least two classes."));
  return last < most || fail_label (self, most - 1, error);
}

static gboolean
settle_classes (Loading *self, GError **error)
{
  DhDataset *dataset = self->dataset;
  GError *read_error = NULL;
  g_auto (GStrv) names = NULL;
  guint smallest = G_MAXUINT;
  guint largest = 0;
  guint first, n;

  find_ends (&dataset->train, &smallest, &largest);
  find_ends (&dataset->test, &smallest, &largest);
  names = find_names (self, largest, &read_error);
  if (read_error != NULL)
    {
      g_propagate_error (error, read_error);
      return FALSE;
    }
  first = names != NULL ? smallest >= 1 && largest == g_strv_length (names) : smallest == 1;
  n = names != NULL ? g_strv_length (names) : largest - first + 1;
  if (!check_classes (self, n, largest - first, error))
    return FALSE;
  if (first > 0)
    {
      count_from_zero (&dataset->train);
      count_from_zero (&dataset->test);
    }
  dataset->n_classes = n;
  dataset->class_names = names != NULL ? g_steal_pointer (&names) : make_names (first, n);
  return TRUE;
}

DhDataset *
dh_idx_folder_load (const char *path,
                    const char *name,
                    const char *title,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (DhIdxNames) names = NULL;
  g_autoptr (DhDataset) dataset = NULL;
  Loading self = { .cancellable = cancellable };

  g_return_val_if_fail (path != NULL && name != NULL && title != NULL, NULL);

  names = dh_idx_names_find (path, error);
  if (names == NULL)
    return NULL;
  dataset = dh_dataset_new (name, title, 0, 0);
  dataset->folder = g_strdup (names->folder);
  self.dataset = dataset;
  self.names = names;
  add_sizes (&self);
  if (!read_part (&self, DH_IDX_TRAIN, &dataset->train, error))
    return NULL;
  if ((names->paths[DH_IDX_TEST][DH_IDX_LABELS] != NULL ||
       names->paths[DH_IDX_TEST][DH_IDX_IMAGES] != NULL) &&
      !read_part (&self, DH_IDX_TEST, &dataset->test, error))
    return NULL;
  if (!settle_classes (&self, error))
    return NULL;
  dh_dataset_complete (dataset);
  return g_steal_pointer (&dataset);
}

gboolean
dh_idx_folder_is_complete (const char *folder)
{
  g_autoptr (DhIdxNames) names = dh_idx_names_find (folder, NULL);

  if (names == NULL)
    return FALSE;
  for (guint kind = 0; kind <= DH_IDX_IMAGES; kind++)
    if (names->paths[DH_IDX_TRAIN][kind] == NULL ||
        !g_file_test (names->paths[DH_IDX_TRAIN][kind], G_FILE_TEST_IS_REGULAR))
      return FALSE;
  return TRUE;
}
