// What the frames of a window cost the main thread, and how long it was ever busy at a stretch.
// SPDX-License-Identifier: MIT
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Times are of the thread's processor, which other programs on the machine do not lengthen: those
 * that say how long somebody waits say so. */
typedef struct FrameMeter FrameMeter;

/* Watches @clock, and the main loop; one at a time. */
FrameMeter *frame_meter_new (GdkFrameClock *clock);
void        frame_meter_free (FrameMeter *self);

gboolean frame_meter_has_seen_any (const FrameMeter *self);

/* Forgets what was measured, and measures until it is stopped. */
void frame_meter_start (FrameMeter *self);
void frame_meter_stop (FrameMeter *self);

#define FRAME_METER_HEAD "frames/s   p50   p95   max  ms  busiest  >50 ms  longest wait"

/* One line, without its end: frames a second; of the time of a frame the median, the 95th of 100
 * and the most; the longest stretch of work between two waits, and how many took more than 50 ms;
 * how long the longest took by the clock. */
void frame_meter_print (const FrameMeter *self, double seconds);

G_END_DECLS
