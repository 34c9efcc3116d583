// The number in a pixel: how it is written, and whether there is room for it.
// SPDX-License-Identifier: MIT
#pragma once

#include "figures/text.h"
#include "snapshot/snapshot.h"

G_BEGIN_DECLS

typedef enum
{
  DH_PIXEL_NONE,      /* no number: it could not be read */
  DH_PIXEL_RAW,       /* 0 … 255 */
  DH_PIXEL_TENTHS,    /* standardised, one decimal */
  DH_PIXEL_HUNDREDTHS /* standardised, two decimals */
} DhPixelFormat;

/* The raw byte as the network sees it, (raw − mean) / deviation; NAN where that is not known. */
double dh_pixel_standardise (const DhSnapshot *run, guint8 raw);

/* The most exact way to write the values of @run legibly in pixels of @side. */
DhPixelFormat
dh_pixel_format_choose (const DhSnapshot *run, gboolean standardised, double side);

/* @format is one that writes something. Free with g_free(). */
char *dh_pixel_format_write (DhPixelFormat format, const DhSnapshot *run, guint8 raw);

/* What draws many numbers: a line of text is made once a byte. Made at the start of a draw, cleared
 * at its end. */
typedef struct
{
  const DhSnapshot *run;  /* borrowed */
  DhText           *text; /* borrowed */
  DhPixelFormat     format;
  double            size; /* of the numbers */
  PangoLayout      *layouts[256];
  double            widths[256];
} DhPixelValues;

/* As large as lets the widest value keep clear of its neighbours in pixels of @side. */
void dh_pixel_values_init (
    DhPixelValues *self, DhText *text, const DhSnapshot *run, DhPixelFormat format, double side);
void dh_pixel_values_clear (DhPixelValues *self);

/* The value of @raw round (@x, @y), on a pixel of @color. */
void dh_pixel_values_draw (DhPixelValues *self, guint8 raw, guint32 color, double x, double y);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DhPixelValues, dh_pixel_values_clear)

G_END_DECLS
