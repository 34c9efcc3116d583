// What the frames of a window cost the main thread, and how long it was ever busy at a stretch.
// SPDX-License-Identifier: MIT

#include "frame-meter.h"

#include "thread-clock.h"

#define STALL_MSEC 50

struct FrameMeter
{
  GdkFrameClock *clock;
  gboolean seen;
  gboolean measures;
  double frame_start;
  GArray *frames;  /* double, ms from before-paint to after-paint */
  GArray *busy;    /* double, ms between two waits of the main loop */
  double longest;  /* ms by the clock */
  double away_since; /* ms of the thread, when it came back from waiting; < 0 = not yet */
  gint64 away_at;
};

/* The function that waits has no data of its own. */
static FrameMeter *the_meter;

/* Called where the main loop waits, the only place where it may. */
static int
timed_poll (GPollFD *fds, guint n, int timeout)
{
  FrameMeter *self = the_meter;
  int result;

  if (self != NULL && self->measures && self->away_since >= 0)
    {
      double busy = thread_clock_msec () - self->away_since;
      double waited = (double) (g_get_monotonic_time () - self->away_at) / 1000;

      g_array_append_val (self->busy, busy);
      self->longest = MAX (self->longest, waited);
    }
  result = g_poll (fds, n, timeout);
  if (self != NULL)
    {
      self->away_since = thread_clock_msec ();
      self->away_at = g_get_monotonic_time ();
    }
  return result;
}

static void
begin_frame (FrameMeter *self)
{
  self->frame_start = thread_clock_msec ();
}

static void
end_frame (FrameMeter *self)
{
  double msec = thread_clock_msec () - self->frame_start;

  self->seen = TRUE;
  if (self->measures)
    g_array_append_val (self->frames, msec);
}

FrameMeter *
frame_meter_new (GdkFrameClock *clock)
{
  FrameMeter *self = g_new0 (FrameMeter, 1);

  self->clock = g_object_ref (clock);
  self->frames = g_array_new (FALSE, FALSE, sizeof (double));
  self->busy = g_array_new (FALSE, FALSE, sizeof (double));
  self->away_since = -1;
  g_signal_connect_swapped (clock, "before-paint", G_CALLBACK (begin_frame), self);
  g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (end_frame), self);
  the_meter = self;
  g_main_context_set_poll_func (NULL, timed_poll);
  return self;
}

void
frame_meter_free (FrameMeter *self)
{
  g_main_context_set_poll_func (NULL, NULL);
  the_meter = NULL;
  g_signal_handlers_disconnect_by_data (self->clock, self);
  g_object_unref (self->clock);
  g_array_unref (self->frames);
  g_array_unref (self->busy);
  g_free (self);
}

gboolean
frame_meter_has_seen_any (const FrameMeter *self)
{
  return self->seen;
}

void
frame_meter_start (FrameMeter *self)
{
  g_array_set_size (self->frames, 0);
  g_array_set_size (self->busy, 0);
  self->longest = 0;
  self->away_since = -1;
  self->measures = TRUE;
}

void
frame_meter_stop (FrameMeter *self)
{
  self->measures = FALSE;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
get_quantile (GArray *values, double share)
{
  g_array_sort (values, compare);
  return values->len > 0 ? g_array_index (values, double, (guint) (share * (values->len - 1))) : 0;
}

void
frame_meter_print (const FrameMeter *self, double seconds)
{
  guint stalls = 0;

  for (guint i = 0; i < self->busy->len; i++)
    stalls += g_array_index (self->busy, double, i) > STALL_MSEC;
  g_print ("%8.1f  %4.1f  %4.1f  %4.1f      %7.1f  %6u  %9.1f ms", self->frames->len / seconds,
           get_quantile (self->frames, 0.5), get_quantile (self->frames, 0.95),
           get_quantile (self->frames, 1), get_quantile (self->busy, 1), stalls, self->longest);
}
