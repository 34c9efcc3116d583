// Tests of the themes: contrast as WCAG 2.1 measures it, and colours for the colour-blind.
// SPDX-License-Identifier: MIT

#include <math.h>

#include "figures/text.h"
#include "figures/theme.h"

typedef struct
{
  const char *name;
  gboolean dark;
  gboolean high_contrast;
} Case;

static const Case cases[] = {
  { "light", FALSE, FALSE },
  { "dark", TRUE, FALSE },
  { "light, high contrast", FALSE, TRUE },
  { "dark, high contrast", TRUE, TRUE },
};

static double
to_linear (double value)
{
  return value <= 0.04045 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
}

/* Relative luminance. */
static double
get_luminance (const DhColor *color)
{
  return 0.2126 * to_linear (color->red) + 0.7152 * to_linear (color->green) +
         0.0722 * to_linear (color->blue);
}

static double
get_contrast (const DhColor *a, const DhColor *b)
{
  double lighter = MAX (get_luminance (a), get_luminance (b));
  double darker = MIN (get_luminance (a), get_luminance (b));

  return (lighter + 0.05) / (darker + 0.05);
}

/* @color at @opacity over @below. */
static DhColor
blend (const DhColor *color, const DhColor *below, double opacity)
{
  return (DhColor) { below->red + opacity * (color->red - below->red),
                     below->green + opacity * (color->green - below->green),
                     below->blue + opacity * (color->blue - below->blue) };
}

/* The measure itself, against figures of the standard. */
static void
test_measure (void)
{
  static const DhColor black = { 0, 0, 0 };
  static const DhColor white = { 1, 1, 1 };
  static const DhColor grey = { 118 / 255.0, 118 / 255.0, 118 / 255.0 };

  g_assert_cmpfloat_with_epsilon (get_contrast (&black, &white), 21, 1e-9);
  g_assert_cmpfloat_with_epsilon (get_contrast (&white, &grey), 4.54, 0.01);
}

static void
test_text (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const DhTheme *theme = dh_theme_get (cases[i].dark, cases[i].high_contrast);
      double opacity = MAX (DH_TEXT_DIM, theme->least_text);
      DhColor caption = blend (&theme->foreground, &theme->background, opacity);
      double least = cases[i].high_contrast ? 7 : 4.5;

      g_test_message ("%s: %.2f, captions %.2f", cases[i].name,
                      get_contrast (&theme->foreground, &theme->background),
                      get_contrast (&caption, &theme->background));
      g_assert_cmpfloat (get_contrast (&theme->foreground, &theme->background), >=, 7);
      g_assert_cmpfloat (get_contrast (&caption, &theme->background), >=, least);
    }
}

static void
test_graphics (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const DhTheme *theme = dh_theme_get (cases[i].dark, cases[i].high_contrast);
      const DhColor *colors[] = { &theme->train, &theme->test, &theme->negative,
                                  &theme->positive };
      double least = cases[i].high_contrast ? 7 : 3;

      for (gsize c = 0; c < G_N_ELEMENTS (colors); c++)
        g_assert_cmpfloat (get_contrast (colors[c], &theme->background), >=, least);
      if (cases[i].high_contrast)
        {
          DhColor line = blend (&theme->foreground, &theme->background, theme->least_line);

          g_assert_cmpfloat (get_contrast (&theme->grid, &theme->background), >=, 3);
          g_assert_cmpfloat (get_contrast (&line, &theme->background), >=, 7);
        }
    }
}

/* How different two colours look, on a scale where black and white are 1 apart: distance in Oklab
 * (Björn Ottosson, 2020). */
static double
get_distance (const double *a, const double *b)
{
  static const double cones[3][3] = { { 0.4122214708, 0.5363325363, 0.0514459929 },
                                      { 0.2119034982, 0.6806995451, 0.1073969566 },
                                      { 0.0883024619, 0.2817188376, 0.6299787005 } };
  static const double lab[3][3] = { { 0.2104542553, 0.7936177850, -0.0040720468 },
                                    { 1.9779984951, -2.4285922050, 0.4505937099 },
                                    { 0.0259040371, 0.7827717662, -0.8086757660 } };
  double sum = 0;

  for (guint k = 0; k < 3; k++)
    {
      double difference = 0;

      for (guint i = 0; i < 3; i++)
        {
          double of_a = 0, of_b = 0;

          for (guint j = 0; j < 3; j++)
            {
              of_a += cones[i][j] * a[j];
              of_b += cones[i][j] * b[j];
            }
          difference += lab[k][i] * (cbrt (MAX (of_a, 0)) - cbrt (MAX (of_b, 0)));
        }
      sum += difference * difference;
    }
  return sqrt (sum);
}

/* As somebody sees it who lacks a kind of cones: Machado, Oliveira and Fernandes 2009, severity 1,
 * on linear RGB. */
static void
see (const double kind[3][3], const DhColor *color, double *seen)
{
  double rgb[] = { to_linear (color->red), to_linear (color->green), to_linear (color->blue) };

  for (guint i = 0; i < 3; i++)
    seen[i] = kind[i][0] * rgb[0] + kind[i][1] * rgb[1] + kind[i][2] * rgb[2];
}

static void
test_color_blind (void)
{
  static const double kinds[][3][3] = {
    { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } },
    { { 0.152286, 1.052583, -0.204868 },
      { 0.114503, 0.786281, 0.099216 },
      { -0.003882, -0.048116, 1.051998 } }, /* protanopia */
    { { 0.367322, 0.860646, -0.227968 },
      { 0.280085, 0.672501, 0.047413 },
      { -0.011820, 0.042940, 0.968881 } }, /* deuteranopia */
    { { 1.255528, -0.076749, -0.178779 },
      { -0.078411, 0.930809, 0.147602 },
      { 0.004733, 0.691367, 0.303900 } }, /* tritanopia */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++)
      {
        const DhTheme *theme = dh_theme_get (cases[i].dark, cases[i].high_contrast);
        double train[3], test[3], negative[3], positive[3];

        see (kinds[k], &theme->train, train);
        see (kinds[k], &theme->test, test);
        see (kinds[k], &theme->negative, negative);
        see (kinds[k], &theme->positive, positive);
        g_test_message ("%s, kind %u: %.3f, %.3f", cases[i].name, (guint) k,
                        get_distance (train, test), get_distance (negative, positive));
        g_assert_cmpfloat (get_distance (train, test), >, 0.12);
        g_assert_cmpfloat (get_distance (negative, positive), >, 0.12);
      }
}

static void
test_get (void)
{
  g_assert_true (dh_theme_get (FALSE, FALSE) == dh_theme_get_light ());
  g_assert_true (dh_theme_get (TRUE, FALSE) == dh_theme_get_dark ());
  g_assert_cmpfloat (dh_theme_get_light ()->least_text, ==, 0);
  g_assert_cmpfloat (dh_theme_get (TRUE, TRUE)->least_text, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/theme/measure", test_measure);
  g_test_add_func ("/theme/text", test_text);
  g_test_add_func ("/theme/graphics", test_graphics);
  g_test_add_func ("/theme/color-blind", test_color_blind);
  g_test_add_func ("/theme/get", test_get);
  return g_test_run ();
}
