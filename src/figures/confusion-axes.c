// Round the confusion matrix: the names of its classes, its captions, the accuracy of each class.
// SPDX-License-Identifier: MIT

#include "figures/confusion-axes.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "figures/class-name.h"
#include "figures/mistakes-frame.h"
#include "figures/mistakes-list.h"
#include "figures/number.h"
#include "figures/scale.h"

#define LEAST_NAMED 13.0 /* of rows, from one name to the next */
#define LEAST_BOLD 20.0
#define NAME_GAP 7.0
#define BAR_HEIGHT 9.0
#define BAR_TEXT 52.0

static void
draw_row_names (const DhConfusionLayout *layout, DhText *text)
{
  guint stride = dh_scale_get_stride (layout->pitch, LEAST_NAMED);
  DhTextStyle style = { .size = DH_TEXT_CAPTION, .bold = layout->pitch >= LEAST_BOLD,
                        .align = 1, .opacity = 0.8 };

  /* The least that a text can be cut to. */
  style.max_width = MAX (layout->row_names - NAME_GAP, 3 * DH_TEXT_CAPTION);
  for (guint i = 0; i < layout->n; i += stride)
    {
      char buffer[DH_CLASS_NAME_SIZE];

      dh_text_draw (text, dh_class_name_get (layout->run, i, buffer),
                    layout->area.x - NAME_GAP, layout->area.y + (i + 0.5) * layout->pitch,
                    &style);
    }
}

static void
draw_slanted (const DhConfusionLayout *layout,
              DhText *text,
              const char *name,
              double x,
              double y,
              DhTextStyle *style)
{
  cairo_t *cr = text->cr;

  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_rotate (cr, -G_PI / 4);
  style->align = 1;
  style->max_width = layout->widest + 12;
  dh_text_draw (text, name, 0, 0, style);
  cairo_restore (cr);
}

static void
draw_column_names (const DhConfusionLayout *layout, DhText *text)
{
  double room = MIN (layout->widest + 6, layout->area.width);
  guint stride = layout->slanted ? 1 : dh_scale_get_stride (layout->pitch, room);
  DhTextStyle style = { .size = DH_TEXT_CAPTION, .bold = layout->pitch >= LEAST_BOLD,
                        .align = 0.5, .opacity = 0.8 };

  for (guint i = 0; i < layout->n; i += stride)
    {
      double x = layout->area.x + (i + 0.5) * layout->pitch;
      double y = layout->area.y + layout->area.height;
      char buffer[DH_CLASS_NAME_SIZE];
      const char *name = dh_class_name_get (layout->run, i, buffer);

      if (layout->slanted)
        draw_slanted (layout, text, name, x + 3, y + 9, &style);
      else
        dh_text_draw (text, name, x, y + 12, &style);
    }
}

/* Room for the numbers after the bars. */
static double
get_bar_text (const DhConfusionLayout *layout)
{
  return layout->pitch >= LEAST_NAMED ? BAR_TEXT : 0;
}

static void
draw_captions (const DhConfusionLayout *layout, DhText *text)
{
  const DhRect *area = &layout->area;
  double bars = layout->bars.x + (layout->bars.width - get_bar_text (layout)) / 2;
  double below = area->y + area->height + layout->column_names + layout->captions / 2;
  DhTextStyle style = { .size = DH_TEXT_CAPTION, .align = 0.5, .opacity = DH_TEXT_DIM };
  cairo_t *cr = text->cr;

  if (layout->captions <= 0)
    return;
  dh_text_draw (text, _("Predicted class"), area->x + area->width / 2, below, &style);
  if (layout->bars.width > 0)
    dh_text_draw (text, _("Accuracy"), bars, area->y + area->height + 12, &style);
  cairo_save (cr);
  cairo_translate (cr, area->x - layout->row_names - layout->captions / 2,
                   area->y + area->height / 2);
  cairo_rotate (cr, -G_PI / 2);
  dh_text_draw (text, _("True class"), 0, 0, &style);
  cairo_restore (cr);
}

/* How much of each class was read right, at the end of its row. */
static void
draw_bars (const DhConfusionLayout *layout, DhText *text)
{
  const DhTheme *theme = text->theme;
  double height = layout->pitch >= 3 ? MIN (BAR_HEIGHT, 0.6 * layout->pitch) : layout->pitch;
  double room = get_bar_text (layout);
  gboolean numbers = room > 0;
  DhTextStyle style = { .size = DH_TEXT_CAPTION, .align = 1, .opacity = 0.85 };

  for (guint i = 0; layout->bars.width > BAR_TEXT && i < layout->n; i++)
    {
      double middle = layout->bars.y + (i + 0.5) * layout->pitch;
      DhRect bar = { layout->bars.x, middle - height / 2, layout->bars.width - room, height };
      guint n = dh_mistakes_count_cell (layout->reading, (int) i, -1);
      guint right = dh_mistakes_count_cell (layout->reading, (int) i, (int) i);
      double share = n > 0 ? (double) right / n : 0;
      g_autofree char *percent = NULL;
      g_autofree char *words = NULL;

      dh_shape_set_source (text->cr, &theme->foreground, 0.08);
      dh_shape_add_rounded (text->cr, &bar, numbers ? height / 2 : 0);
      cairo_fill (text->cr);
      bar.width *= share;
      dh_shape_set_source (text->cr, &theme->train, 1);
      dh_shape_add_rounded (text->cr, &bar, numbers ? height / 2 : 0);
      cairo_fill (text->cr);
      if (!numbers)
        continue;
      percent = dh_number_format_percent (share);
      words = n > 0 ? g_strdup_printf (_("%s %%"), percent) : g_strdup ("–");
      dh_text_draw (text, words, layout->bars.x + layout->bars.width, middle, &style);
    }
}

void
dh_confusion_axes_draw (const DhConfusionLayout *layout, DhText *text)
{
  g_return_if_fail (layout != NULL && layout->reading != NULL && text != NULL);

  draw_row_names (layout, text);
  draw_column_names (layout, text);
  draw_captions (layout, text);
  draw_bars (layout, text);
}
