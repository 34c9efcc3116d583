// Colours and type of a figure: light and dark, each also in high contrast.
// SPDX-License-Identifier: MIT

#include "figures/theme.h"

#define RGB(hex)                                                                                   \
  {                                                                                                \
    ((hex) >> 16 & 255) / 255.0, ((hex) >> 8 & 255) / 255.0, ((hex) &255) / 255.0                  \
  }

/* The backgrounds are the card colours of libadwaita 1.2 on its window colours. */
static const DhTheme light = {
  .font = "Cantarell, Sans",
  .background = RGB (0xffffff),
  .foreground = RGB (0x2e2e33),
  .grid = RGB (0xe6e6e8),
  .train = RGB (0x1c71d8),
  .test = RGB (0xe66100),
  .negative = RGB (0x1a5fb4),
  .positive = RGB (0xc64600),
};

static const DhTheme dark = {
  .font = "Cantarell, Sans",
  .background = RGB (0x353535),
  .foreground = RGB (0xffffff),
  .grid = RGB (0x484848),
  .train = RGB (0x78aeed),
  .test = RGB (0xffa348),
  .negative = RGB (0x78aeed),
  .positive = RGB (0xffa348),
};

/* The same blue and orange, which no kind of colour blindness takes for each other, further from
 * the background; grid lines that can be seen from the last row. */
static const DhTheme light_high_contrast = {
  .font = "Cantarell, Sans",
  .background = RGB (0xffffff),
  .foreground = RGB (0x000000),
  .grid = RGB (0x85858a),
  .train = RGB (0x0b479e),
  .test = RGB (0x8f3200),
  .negative = RGB (0x083a82),
  .positive = RGB (0x7a2b00),
  .least_text = 1,
  .least_line = 0.75,
};

static const DhTheme dark_high_contrast = {
  .font = "Cantarell, Sans",
  .background = RGB (0x353535),
  .foreground = RGB (0xffffff),
  .grid = RGB (0x999999),
  .train = RGB (0xa8cdfb),
  .test = RGB (0xffbe7d),
  .negative = RGB (0xa8cdfb),
  .positive = RGB (0xffbe7d),
  .least_text = 1,
  .least_line = 0.75,
};

const DhTheme *
dh_theme_get (gboolean dark_wanted, gboolean high_contrast)
{
  if (high_contrast)
    return dark_wanted ? &dark_high_contrast : &light_high_contrast;
  return dark_wanted ? &dark : &light;
}

const DhTheme *
dh_theme_get_light (void)
{
  return &light;
}

const DhTheme *
dh_theme_get_dark (void)
{
  return &dark;
}
