// Colours and type of a figure, light and dark.
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
