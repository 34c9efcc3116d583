// Numbers to colours: weights round zero, ink on paper.
// SPDX-License-Identifier: MIT

#include "figures/color-map.h"

#include <math.h>

#define MIDDLE (DH_COLOR_MAP_SIZE / 2)

typedef struct
{
  double l, a, b;
} Lab;

static double
to_linear (double value)
{
  return value <= 0.04045 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
}

static double
from_linear (double value)
{
  return value <= 0.0031308 ? value * 12.92 : 1.055 * pow (value, 1 / 2.4) - 0.055;
}

static Lab
to_lab (const DhColor *color)
{
  double r = to_linear (color->red);
  double g = to_linear (color->green);
  double b = to_linear (color->blue);
  double l = cbrt (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  double m = cbrt (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  double s = cbrt (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);

  return (Lab){ 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
                1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
                0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s };
}

static guint32
pack (double red, double green, double blue)
{
  guint32 r = (guint32) lround (255 * CLAMP (red, 0, 1));
  guint32 g = (guint32) lround (255 * CLAMP (green, 0, 1));
  guint32 b = (guint32) lround (255 * CLAMP (blue, 0, 1));

  return r << 16 | g << 8 | b;
}

static guint32
pack_lab (const Lab *lab)
{
  double l = pow (lab->l + 0.3963377774 * lab->a + 0.2158037573 * lab->b, 3);
  double m = pow (lab->l - 0.1055613458 * lab->a - 0.0638541728 * lab->b, 3);
  double s = pow (lab->l - 0.0894841775 * lab->a - 1.2914855480 * lab->b, 3);

  return pack (from_linear (4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
               from_linear (-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
               from_linear (-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s));
}

static guint32
mix (const DhColor *from, const DhColor *to, double share)
{
  Lab a = to_lab (from);
  Lab b = to_lab (to);
  Lab lab = { a.l + share * (b.l - a.l), a.a + share * (b.a - a.a), a.b + share * (b.b - a.b) };

  return pack_lab (&lab);
}

void
dh_color_map_init_diverging (DhColorMap *self, const DhTheme *theme)
{
  for (int i = 0; i <= MIDDLE; i++)
    {
      double share = (double) i / MIDDLE;

      self->colors[MIDDLE - i] = mix (&theme->background, &theme->negative, share);
      self->colors[MIDDLE + i] = mix (&theme->background, &theme->positive, share);
    }
  self->colors[MIDDLE] =
      pack (theme->background.red, theme->background.green, theme->background.blue);
  self->unknown = mix (&theme->background, &theme->foreground, 0.25);
}

void
dh_color_map_init_ink (DhColorMap *self, const DhTheme *theme)
{
  DhColor paper = theme->background;

  /* On a dark card the paper goes darker still, so that faint ink shows. */
  if (to_lab (&paper).l < to_lab (&theme->foreground).l)
    paper = (DhColor){ 0.65 * paper.red, 0.65 * paper.green, 0.65 * paper.blue };
  for (int i = 0; i < DH_COLOR_MAP_SIZE; i++)
    {
      double share = (double) i / (DH_COLOR_MAP_SIZE - 1);

      self->colors[i] = pack (paper.red + share * (theme->foreground.red - paper.red),
                              paper.green + share * (theme->foreground.green - paper.green),
                              paper.blue + share * (theme->foreground.blue - paper.blue));
    }
  self->unknown = mix (&theme->background, &theme->foreground, 0.25);
}

guint32
dh_color_map_get_diverging (const DhColorMap *self, double share)
{
  return dh_color_map_get_ink (self, (share + 1) / 2);
}

guint32
dh_color_map_get_ink (const DhColorMap *self, double share)
{
  if (isnan (share))
    return self->unknown;
  share = CLAMP (share, 0, 1);
  return self->colors[(int) (share * (DH_COLOR_MAP_SIZE - 1) + 0.5)];
}

double
dh_color_get_lightness (guint32 color)
{
  DhColor rgb = { (color >> 16 & 255) / 255.0, (color >> 8 & 255) / 255.0, (color & 255) / 255.0 };

  return to_lab (&rgb).l;
}
