// downhill data and downhill data check: which data sets are here, and are they the published ones?
// SPDX-License-Identifier: MIT

#include "cli/data-list.h"

#include <glib/gi18n-lib.h>

#include "cli/cli.h"
#include "dataset/catalog.h"
#include "dataset/survey.h"

#define INDENT "               "

static void
print_place (DhPlace *place, const char *name)
{
  g_autofree char *shown = g_filename_display_name (place->folder);
  g_autofree char *contents = dh_place_describe (place);
  g_autofree char *check = NULL;

  dh_place_check (place, NULL);
  check = dh_place_describe_check (place);
  g_print ("%-14s %s\n" INDENT "%s; %s\n", name, shown, contents, check);
}

static void
print_not_here (const DhPublished *set)
{
  g_autofree char *size = g_format_size (dh_published_get_size (set));

  g_print ("%-14s ", set->name);
  /* Translators: the first %s is the name of a data set, the second a size: 11.6 MB */
  g_print (_("not here; “downhill data fetch %s” downloads %s"), set->name, size);
  g_print ("\n");
}

static void
print_set (const DhPublished *set, const GPtrArray *places)
{
  const DhPlace *named = dh_survey_find (places, set, NULL);

  if (named == NULL)
    print_not_here (set);
  else
    print_place ((DhPlace *) named, set->name);
  /* What its name does not load can be loaded as a folder. */
  for (guint i = 0; i < places->len; i++)
    {
      DhPlace *place = places->pdata[i];

      if (place->set == set && place != named)
        print_place (place, "");
    }
}

int
dh_data_list_print (void)
{
  g_autoptr (GPtrArray) places = dh_survey_make ();
  guint n;
  const DhPublished *sets = dh_published_get_all (&n);

  g_print ("%-14s %s\n", "handwriting", _("built in"));
  for (guint i = 0; i < n; i++)
    print_set (&sets[i], places);
  return DH_EXIT_DONE;
}

static guint
count_published (const DhPublished *set, const char *folder, GString *others)
{
  guint n = 0;

  for (guint i = 0; i < DH_PUBLISHED_N_FILES; i++)
    {
      g_autofree char *path = dh_place_find_file (&set->files[i], folder);
      g_autofree char *base = path != NULL ? g_path_get_basename (path) : NULL;

      if (path != NULL &&
          dh_place_check_file (&set->files[i], path, NULL) == DH_CHECK_PUBLISHED)
        n++;
      else
        g_string_append_printf (others, "%s%s", others->len > 0 ? ", " : "",
                                base != NULL ? base : set->files[i].name);
    }
  return n;
}

/* Says so where the folder holds a published set, with this result of the check. */
static gboolean
print_verdict (const char *folder, const DhPublished *sets, guint n, DhCheck verdict)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DhPlace) place = dh_place_new (&sets[i], folder);
      g_autofree char *check = NULL;

      dh_place_check (place, NULL);
      check = dh_place_describe_check (place);
      if (place->check != verdict)
        continue;
      g_print ("%s\n", check);
      return TRUE;
    }
  return FALSE;
}

static int
compare (const char *folder)
{
  guint n;
  const DhPublished *sets = dh_published_get_all (&n);

  if (print_verdict (folder, sets, n, DH_CHECK_PUBLISHED))
    return DH_EXIT_DONE;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GString) others = g_string_new (NULL);

      if (count_published (&sets[i], folder, others) > 0)
        return dh_cli_fail (DH_EXIT_FAILED,
                            _("%s: not what was published as %s: %s. Fetch it anew with “downhill "
                              "data fetch %s”."),
                            folder, sets[i].title, others->str, sets[i].name);
    }
  /* Which is no fault: any folder may be trained on. */
  if (!print_verdict (folder, sets, n, DH_CHECK_UNKNOWN))
    g_print ("%s\n", _("none of the published data sets"));
  return DH_EXIT_DONE;
}

int
dh_data_list_check (const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DhConstDataset) dataset = NULL;
  /* So that it is a folder even where it is called as a data set is. */
  g_autofree char *path = g_canonicalize_filename (folder, NULL);

  dataset = dh_catalog_load (path, NULL, &error);
  if (dataset == NULL)
    return dh_cli_fail (DH_EXIT_FAILED, "%s", error->message);
  g_print (_("%'u images for training, %'u for testing, %u × %u pixels"), dataset->train.n,
           dataset->test.n, dataset->width, dataset->height);
  g_print (", ");
  g_print (ngettext ("%u class", "%u classes", dataset->n_classes), dataset->n_classes);
  g_print ("\n");
  return compare (path);
}
