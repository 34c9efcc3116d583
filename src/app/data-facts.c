// A data set in words: what the page of the data says about it.
// SPDX-License-Identifier: MIT

#include "app/data-facts.h"

#include <glib/gi18n-lib.h>

#include "figures/number.h"

char *
dh_data_facts_make_origin (const DhSnapshot *snapshot)
{
  if (snapshot->gallery == NULL)
    return NULL;
  if (snapshot->gallery->origin == NULL)
    return g_strdup (_("Written by a simulated hand in this program"));
  return g_strdup_printf (_("From %s"), snapshot->gallery->origin);
}

char *
dh_data_facts_make_counts (const DhSnapshot *snapshot)
{
  const DhGallery *gallery = snapshot->gallery;
  g_autofree char *n = NULL;
  g_autofree char *all = NULL;
  g_autofree char *different = NULL;

  if (gallery == NULL)
    return NULL;
  n = dh_number_format_count (gallery->n);
  all = dh_number_format_count (gallery->n_train);
  different = dh_number_format_count (gallery->n_different);
  if (gallery->n_different < gallery->n)
    return g_strdup_printf (_("%s drawn from %s training images, %s of them different"), n, all,
                            different);
  if (gallery->n < gallery->n_train)
    return g_strdup_printf (_("%s of %s training images"), n, all);
  return g_strdup_printf (_("All %s training images"), all);
}

char *
dh_data_facts_make_test_counts (const DhSnapshot *snapshot)
{
  g_autofree char *n = dh_number_format_count (snapshot->n_test);

  if (snapshot->data_title == NULL)
    return NULL;
  if (snapshot->n_test == 0)
    return g_strdup (_("No test images"));
  return g_strdup_printf (ngettext ("%s test image", "%s test images", snapshot->n_test), n);
}

char *
dh_data_facts_make_shape (const DhSnapshot *snapshot)
{
  if (snapshot->data_title == NULL)
    return NULL;
  return g_strdup_printf (_("%u × %u pixels, %u classes"), snapshot->width, snapshot->height,
                          snapshot->n_classes);
}

char *
dh_data_facts_make_numbers (const DhSnapshot *snapshot)
{
  g_autofree char *mean = dh_number_format_decimals (snapshot->mean, 4);
  g_autofree char *deviation = dh_number_format_decimals (snapshot->deviation, 4);

  if (snapshot->data_title == NULL)
    return NULL;
  return g_strdup_printf (_("Standardised: mean %s, deviation %s"),
                          mean, deviation);
}

char *
dh_data_facts_make_grid_title (const DhSnapshot *snapshot)
{
  g_autofree char *n = NULL;

  if (snapshot->gallery == NULL)
    return g_strdup (_("No images to show yet"));
  n = dh_number_format_count (snapshot->gallery->n);
  return g_strdup_printf (
      ngettext ("The %s image to learn from", "The %s images to learn from", snapshot->gallery->n),
      n);
}

char *
dh_data_facts_get_label (const DhSnapshot *snapshot, guint i)
{
  guint label = dh_gallery_get_label (snapshot->gallery, i);

  if (snapshot->class_names != NULL && label < snapshot->n_classes)
    return g_strdup (snapshot->class_names[label]);
  return g_strdup_printf ("%u", label);
}

char *
dh_data_facts_describe_image (const DhSnapshot *snapshot, guint i)
{
  g_autofree char *label = dh_data_facts_get_label (snapshot, i);
  g_autofree char *number = dh_number_format_count (i + 1);
  g_autofree char *n = dh_number_format_count (snapshot->gallery->n);
  g_autofree char *index = dh_number_format_count (snapshot->gallery->indices[i]);

  return g_strdup_printf (_("Image %s of %s: label %s, number %s of the training set"), number, n,
                          label, index);
}
