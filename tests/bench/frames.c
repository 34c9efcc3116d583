// Measures the window while it trains: what a frame costs the main thread, on every page.
// SPDX-License-Identifier: MIT
//
// usage: bench-frames [DATA [SECONDS [ACTION=VALUE …]]], on a display; for example
//   tests/headless.sh bench-frames mnist 30
//   tests/headless.sh bench-frames mnist 10 "hidden='128'" "batch=uint64 64"
// SECONDS is the time of one model, shared out among the pages. Without actions three models are
// measured: the linear one on 500 images, 784-128-10 and 784-512-256-10 on all of them.

#include <adwaita.h>
#include <stdlib.h>

#include "app/application.h"
#include "engine/matrix-core.h"
#include "frame-meter.h"

#define WARM_UP_USEC (G_USEC_PER_SEC)

typedef struct
{
  const char *title;
  const char *const actions[6];
} Model;

static const Model models[] = {
  { "linear, 500 images, full batch",
    { "hidden='none'", "subset=uint64 500", "batch=uint64 0", "learning-rate=0.1" } },
  { "784-128-10, all images, batch 64",
    { "hidden='128'", "subset=uint64 0", "batch=uint64 64", "learning-rate=0.05" } },
  { "784-512-256-10, all images, batch 64",
    { "hidden='512,256'", "subset=uint64 0", "batch=uint64 64", "learning-rate=0.05" } },
};

typedef struct
{
  GtkWidget *window;
  FrameMeter *meter;
} Bench;

static GVariant *
get_state (Bench *bench, const char *action)
{
  return g_action_group_get_action_state (G_ACTION_GROUP (bench->window), action);
}

static gboolean
is_state (Bench *bench, const char *state)
{
  g_autoptr (GVariant) status = get_state (bench, "status");
  const char *now = "";

  g_variant_lookup (status, "state", "&s", &now);
  return g_str_equal (now, state);
}

static guint64
get_step (Bench *bench)
{
  g_autoptr (GVariant) status = get_state (bench, "status");
  guint64 step = 0;

  g_variant_lookup (status, "step", "t", &step);
  return step;
}

static gboolean
beat (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static void
iterate_for (gint64 usec)
{
  gint64 end = g_get_monotonic_time () + usec;
  guint heart = g_timeout_add (20, beat, NULL);

  while (g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (heart);
}

static void
wait_ready (Bench *bench)
{
  while (!is_state (bench, "ready"))
    iterate_for (20000);
}

static void
activate (Bench *bench, const char *assignment)
{
  g_auto (GStrv) parts = g_strsplit (assignment, "=", 2);
  g_autoptr (GVariant) value = NULL;

  if (parts[1] != NULL)
    value = g_variant_parse (NULL, parts[1], NULL, NULL, NULL);
  g_action_group_activate_action (G_ACTION_GROUP (bench->window), parts[0], value);
  iterate_for (50000);
  wait_ready (bench);
}

static AdwViewStack *
find_pages (GtkWidget *root)
{
  AdwViewStack *found = ADW_IS_VIEW_STACK (root) ? ADW_VIEW_STACK (root) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_pages (child);
  return found;
}

/* Going to a page is part of what is measured: nothing may stall then either. */
static void
measure_page (Bench *bench, const char *page, gint64 usec)
{
  guint64 step = get_step (bench);
  gint64 start = g_get_monotonic_time ();
  double seconds;

  frame_meter_start (bench->meter);
  g_action_group_change_action_state (G_ACTION_GROUP (bench->window), "page",
                                      g_variant_new_string (page));
  iterate_for (usec);
  seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  frame_meter_stop (bench->meter);
  g_print ("  %-12s", page);
  frame_meter_print (bench->meter, seconds);
  g_print ("  %8.0f\n", (double) (get_step (bench) - step) / seconds);
}

static void
measure_model (Bench *bench, const char *title, gint64 usec)
{
  GtkSelectionModel *pages = adw_view_stack_get_pages (find_pages (bench->window));
  guint n = g_list_model_get_n_items (G_LIST_MODEL (pages));

  g_print ("%s\n  page        " FRAME_METER_HEAD "   steps/s\n", title);
  g_action_group_activate_action (G_ACTION_GROUP (bench->window), "train", NULL);
  iterate_for (WARM_UP_USEC);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AdwViewStackPage) page = g_list_model_get_item (G_LIST_MODEL (pages), i);

      measure_page (bench, adw_view_stack_page_get_name (page), usec / n);
    }
  g_action_group_activate_action (G_ACTION_GROUP (bench->window), "reset", NULL);
  wait_ready (bench);
  g_object_unref (pages);
}

static void
open_window (Bench *bench, DhApplication *application)
{
  gint64 started = g_get_monotonic_time ();

  g_application_register (G_APPLICATION (application), NULL, NULL);
  g_application_activate (G_APPLICATION (application));
  bench->window = GTK_WIDGET (gtk_application_get_active_window (GTK_APPLICATION (application)));
  gtk_window_set_default_size (GTK_WINDOW (bench->window), 1440, 900);
  bench->meter = frame_meter_new (gtk_widget_get_frame_clock (bench->window));
  while (!frame_meter_has_seen_any (bench->meter))
    g_main_context_iteration (NULL, TRUE);
  g_print ("first frame after %.0f ms\n", (double) (g_get_monotonic_time () - started) / 1000);
  wait_ready (bench);
}

int
main (int argc, char **argv)
{
  Bench bench = { NULL, NULL };
  g_autoptr (DhApplication) application = NULL;
  g_autofree char *data = g_strdup_printf ("data='%s'", argc > 1 ? argv[1] : "handwriting");
  gint64 usec = (argc > 2 ? atoi (argv[2]) : 10) * G_USEC_PER_SEC;

  dh_matrix_core_improve (argv);
  application = dh_application_new (G_APPLICATION_NON_UNIQUE);
  open_window (&bench, application);
  activate (&bench, data);
  for (int i = 3; i < argc; i++)
    activate (&bench, argv[i]);
  if (argc > 3)
    measure_model (&bench, "as asked for", usec);
  for (gsize m = 0; argc <= 3 && m < G_N_ELEMENTS (models); m++)
    {
      for (gsize i = 0; models[m].actions[i] != NULL; i++)
        activate (&bench, models[m].actions[i]);
      measure_model (&bench, models[m].title, usec);
    }
  gtk_window_destroy (GTK_WINDOW (bench.window));
  frame_meter_free (bench.meter);
  return 0;
}
