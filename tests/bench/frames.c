// Measures the window while it trains: frames, main-thread time, stalls and steps per second.
// SPDX-License-Identifier: MIT
//
// usage: frames [DATA [SECONDS [ACTION=VALUE …]]], on a display; for example
//   tests/headless.sh frames mnist 30 "hidden='128'" "batch=uint64 64"

#include <adwaita.h>
#include <stdlib.h>
#include <time.h>

#include "app/application.h"

#define WARM_UP_USEC (2 * G_USEC_PER_SEC)

typedef struct
{
  GtkWidget *window;
  GArray *cpu;     /* double, ms of main-thread time from before-paint to after-paint */
  GArray *between; /* double, ms from one frame's time to the next */
  gint64 cpu_start;
  gint64 last_frame;
  gint64 measure_from;
  gint64 first_frame;
} Bench;

/* How long the main thread was away from poll (), the only place where it may wait. */
static gint64 left_poll_at;
static gint64 longest_away;

static int
timed_poll (GPollFD *fds, guint n, int timeout)
{
  int result;

  if (left_poll_at != 0)
    longest_away = MAX (longest_away, g_get_monotonic_time () - left_poll_at);
  result = g_poll (fds, n, timeout);
  left_poll_at = g_get_monotonic_time ();
  return result;
}

static gint64
thread_usec (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * (gint64) G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static void
before_paint (GdkFrameClock *clock, Bench *bench)
{
  bench->cpu_start = thread_usec ();
}

static void
after_paint (GdkFrameClock *clock, Bench *bench)
{
  double cpu = (thread_usec () - bench->cpu_start) / 1000.0;
  double between = (gdk_frame_clock_get_frame_time (clock) - bench->last_frame) / 1000.0;

  if (bench->first_frame == 0)
    bench->first_frame = g_get_monotonic_time ();
  if (bench->measure_from != 0 && bench->last_frame >= bench->measure_from)
    {
      g_array_append_val (bench->cpu, cpu);
      g_array_append_val (bench->between, between);
    }
  bench->last_frame = gdk_frame_clock_get_frame_time (clock);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
quantile (GArray *values, double share)
{
  g_array_sort (values, compare);
  return values->len > 0 ? g_array_index (values, double, (guint) (share * (values->len - 1))) : 0;
}

static GVariant *
status (Bench *bench)
{
  return g_action_group_get_action_state (G_ACTION_GROUP (bench->window), "status");
}

static char *
state_of (Bench *bench)
{
  g_autoptr (GVariant) now = status (bench);
  char *state = NULL;

  g_variant_lookup (now, "state", "s", &state);
  return state;
}

static guint64
step_of (Bench *bench)
{
  g_autoptr (GVariant) now = status (bench);
  guint64 step = 0;

  g_variant_lookup (now, "step", "t", &step);
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
  for (;;)
    {
      g_autofree char *state = state_of (bench);

      if (g_str_equal (state, "ready"))
        return;
      iterate_for (20000);
    }
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

static void
report (Bench *bench, double seconds, guint64 steps)
{
  guint n = bench->between->len;
  guint dropped = 0;

  for (guint i = 0; i < n; i++)
    dropped += g_array_index (bench->between, double, i) > 25;
  g_print ("frames %.1f/s  late %u of %u  interval p95 %.1f ms\n", n / seconds, dropped, n,
           quantile (bench->between, 0.95));
  g_print ("main-thread CPU a frame: median %.2f  p95 %.2f  max %.2f ms\n",
           quantile (bench->cpu, 0.5), quantile (bench->cpu, 0.95), quantile (bench->cpu, 1));
  g_print ("longest time away from poll: %.1f ms\n", longest_away / 1000.0);
  g_print ("steps/s %.1f\n", steps / seconds);
}

static void
measure (Bench *bench, gint64 usec)
{
  gint64 start;
  guint64 steps;

  g_action_group_activate_action (G_ACTION_GROUP (bench->window), "train", NULL);
  iterate_for (WARM_UP_USEC);
  start = bench->measure_from = g_get_monotonic_time ();
  longest_away = 0;
  steps = step_of (bench);
  iterate_for (usec);
  report (bench, (g_get_monotonic_time () - start) / 1e6, step_of (bench) - steps);
}

static void
watch_frames (Bench *bench)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (bench->window);

  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint), bench);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint), bench);
}

int
main (int argc, char **argv)
{
  gint64 started = g_get_monotonic_time ();
  Bench bench = { .cpu = g_array_new (FALSE, FALSE, sizeof (double)),
                  .between = g_array_new (FALSE, FALSE, sizeof (double)) };
  g_autoptr (DhApplication) application = dh_application_new (G_APPLICATION_NON_UNIQUE);
  g_autofree char *data = g_strdup_printf ("data='%s'", argc > 1 ? argv[1] : "handwriting");

  g_application_register (G_APPLICATION (application), NULL, NULL);
  g_application_activate (G_APPLICATION (application));
  bench.window = GTK_WIDGET (gtk_application_get_active_window (GTK_APPLICATION (application)));
  gtk_window_set_default_size (GTK_WINDOW (bench.window), 1280, 800);
  watch_frames (&bench);
  g_main_context_set_poll_func (NULL, timed_poll);
  while (bench.first_frame == 0)
    g_main_context_iteration (NULL, TRUE);
  g_print ("first frame after %.0f ms\n", (bench.first_frame - started) / 1000.0);
  wait_ready (&bench);
  activate (&bench, data);
  for (int i = 3; i < argc; i++)
    activate (&bench, argv[i]);
  measure (&bench, (argc > 2 ? atoi (argv[2]) : 10) * G_USEC_PER_SEC);
  gtk_window_destroy (GTK_WINDOW (bench.window));
  g_array_unref (bench.cpu);
  g_array_unref (bench.between);
  return 0;
}
