// downhill page: the lecture's page, number by number.
// SPDX-License-Identifier: MIT

#include "cli/page-command.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "cli/cli.h"
#include "dataset/catalog.h"
#include "training/lecture-page.h"
#include "training/run.h"

#define NUMBER_SIZE 16
#define MNIST_IMAGES 60000

typedef struct
{
  guint n;
  guint n_equal;
} Count;

static void
format (double value, char text[NUMBER_SIZE])
{
  g_ascii_formatd (text, NUMBER_SIZE, "%.4f", value);
}

/* "0.0090 = 0.0090": the program's number, and the page's. */
static char *
compare (double own, double printed, Count *count)
{
  char own_text[NUMBER_SIZE];
  char printed_text[NUMBER_SIZE];
  gboolean equal;

  format (own, own_text);
  format (printed, printed_text);
  equal = g_str_equal (own_text, printed_text);
  count->n++;
  count->n_equal += equal;
  return g_strdup_printf ("%7s %s %7s", own_text, equal ? "=" : "≠", printed_text);
}

/* Where the tensor goes on but the page prints three dots. */
static gboolean
skips (const guint *shown, guint i)
{
  return i > 0 && shown[i] != shown[i - 1] + 1;
}

static void
print_weight (const DhSnapshot *snapshot, DhLectureMoment moment, Count *count)
{
  const DhLecturePage *page = dh_lecture_page_get ();
  const DhTensor *tensor = &snapshot->tensors[0];

  g_print ("%s\n", tensor->name);
  for (guint i = 0; i < DH_LECTURE_SIDE; i++)
    {
      if (skips (page->rows, i))
        g_print ("        ...,\n");
      g_print ("%s", i == 0 ? "tensor([[" : "        [");
      for (guint j = 0; j < DH_LECTURE_SIDE; j++)
        {
          gsize index = tensor->offset + (gsize) page->rows[i] * tensor->columns + page->columns[j];
          g_autofree char *both = compare (snapshot->parameters[index],
                                           page->prints[moment].weight[i][j], count);

          g_print ("%s%s%s", skips (page->columns, j) ? "..., " : "", both,
                   j + 1 < DH_LECTURE_SIDE ? ", " : "");
        }
      g_print ("%s\n", i + 1 < DH_LECTURE_SIDE ? "]," : "]])");
    }
}

static void
print_bias (const DhSnapshot *snapshot, DhLectureMoment moment, Count *count)
{
  const DhLecturePage *page = dh_lecture_page_get ();
  const DhTensor *tensor = &snapshot->tensors[1];

  g_print ("%s\n", tensor->name);
  for (guint i = 0; i < DH_LECTURE_CLASSES; i++)
    {
      g_autofree char *both = compare (snapshot->parameters[tensor->offset + i],
                                       page->prints[moment].bias[i], count);

      g_print ("%s%s%s", i == 0 ? "tensor([ " : i % 5 == 0 ? "         " : " ", both,
               i + 1 == DH_LECTURE_CLASSES ? "])\n"
               : i % 5 == 4                ? ",\n"
                                           : ",");
    }
}

static void
print_moment (const DhRun *run, DhLectureMoment moment, Count *count)
{
  g_autoptr (DhSnapshot) snapshot = dh_run_make_snapshot (run, DH_RUN_PAUSED);

  g_print ("%s\n\n",
           moment == DH_LECTURE_BEFORE ? _("Before the update") : _("After the update"));
  print_weight (snapshot, moment, count);
  g_print ("\n");
  print_bias (snapshot, moment, count);
  g_print ("\n");
}

static int
print_page (DhRun *run)
{
  Count count = { 0 };

  g_print (_("The lecture’s page: each number is the program’s = the page’s. The subset is one\n"
             "consistent with the page; the authors’ own came from an unseeded NumPy.\n\n"));
  print_moment (run, DH_LECTURE_BEFORE, &count);
  if (!dh_run_step (run))
    return dh_cli_fail (DH_EXIT_FAILED,
                        _("the first step diverged: these are not the page’s data"));
  print_moment (run, DH_LECTURE_AFTER, &count);
  g_print (_("%u of %u printed numbers equal\n"), count.n_equal, count.n);
  return count.n_equal == count.n ? DH_EXIT_DONE : DH_EXIT_FAILED;
}

/* The page's network has ten classes of 28 × 28 pixels, and its subset names images up to the last
 * of MNIST's; other data cannot be compared with it. */
static gboolean
fits_page (const DhDataset *dataset, GError **error)
{
  const DhLecturePage *page = dh_lecture_page_get ();

  if (dataset->n_classes == DH_LECTURE_CLASSES &&
      dataset->width * dataset->height > page->columns[DH_LECTURE_SIDE - 1] &&
      dataset->train.n >= MNIST_IMAGES)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               _("%s is not MNIST: the page needs its ten classes and %d images of 28×28 "
                 "pixels"),
               dataset->title, MNIST_IMAGES);
  return FALSE;
}

int
dh_page_command_run (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (DhSettings) settings = dh_lecture_page_make_settings ();
  g_autofree char *data = NULL;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &data, N_("a folder with the files of MNIST"),
      N_("FOLDER") },
    { NULL }
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (DhConstDataset) dataset = NULL;
  g_autoptr (DhRun) run = NULL;

  g_set_prgname ("downhill page");
  g_option_context_set_summary (context, _("Prints every number of the lecture’s page beside its "
                                           "own. Needs MNIST."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return dh_cli_fail (DH_EXIT_USAGE, "%s", error->message);
  if (argc > 1)
    return dh_cli_fail (DH_EXIT_USAGE, _("page takes no argument “%s”"), argv[1]);
  dataset = dh_catalog_load (data != NULL ? data : settings->data, NULL, &error);
  if (dataset != NULL && fits_page (dataset, &error))
    run = dh_run_new (1, settings, dataset, &error);
  if (run == NULL)
    return dh_cli_fail (DH_EXIT_FAILED, "%s", error->message);
  return print_page (run);
}
