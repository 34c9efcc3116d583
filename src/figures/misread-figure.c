// The misread figure: the images that were read wrong, and as what.
// SPDX-License-Identifier: MIT

#include <glib/gi18n-lib.h>
#include <math.h>

#include "figures/class-name.h"
#include "figures/color-map.h"
#include "figures/figure-table.h"
#include "figures/misread-layout.h"
#include "figures/mistakes-frame.h"
#include "figures/mistakes-list.h"
#include "figures/number.h"

#define RADIUS 9.0
#define LINE 16.0

/* An image with more pixels than this is shrunk before it is coloured. */
#define MOST_SIDE 256

static void
draw_ring (cairo_t *cr, const DhColor *color, const DhRect *card, double line, double opacity)
{
  DhRect ring = { card->x - line / 2, card->y - line / 2, card->width + line,
                  card->height + line };

  dh_shape_set_source (cr, color, opacity);
  cairo_set_line_width (cr, line);
  dh_shape_add_rounded (cr, &ring, RADIUS + line / 2);
  cairo_stroke (cr);
}

/* Every @times-th pixel along each side. */
static void
draw_pixels (
    cairo_t *cr, const DhColorMap *ink, const DhReading *reading, guint i, const DhRect *at)
{
  const guint8 *raw = dh_reading_get_pixels (reading, i);
  guint times = MAX (MAX (reading->width, reading->height) / MOST_SIDE, 1);
  guint width = MAX (reading->width / times, 1);
  guint height = MAX (reading->height / times, 1);
  g_autofree guint32 *pixels = g_try_new (guint32, (gsize) width * height);

  if (pixels == NULL)
    return;
  for (guint y = 0; y < height; y++)
    for (guint x = 0; x < width; x++)
      {
        gsize from = (gsize) MIN (y * times, reading->height - 1) * reading->width +
                     MIN (x * times, reading->width - 1);

        pixels[(gsize) y * width + x] = dh_color_map_get_ink (ink, raw[from] / 255.0);
      }
  dh_shape_fill_pixels (cr, pixels, width, height, at, 0);
}

static void
draw_card (const DhMisreadLayout *layout,
           cairo_t *cr,
           const DhTheme *theme,
           const DhColorMap *ink,
           const DhRect *card,
           guint image)
{
  DhRect at = { card->x + floor ((card->width - layout->image_width) / 2),
                card->y + floor ((card->height - layout->image_height) / 2), layout->image_width,
                layout->image_height };
  guint32 paper = dh_color_map_get_ink (ink, 0);
  gboolean shown = layout->run->shown_is_test && layout->run->shown.pixels != NULL &&
                   layout->run->shown_position == image;

  cairo_set_source_rgb (cr, (paper >> 16 & 255) / 255.0, (paper >> 8 & 255) / 255.0,
                        (paper & 255) / 255.0);
  dh_shape_add_rounded (cr, card, RADIUS);
  cairo_fill (cr);
  draw_pixels (cr, ink, layout->reading, image, &at);
  if (shown)
    draw_ring (cr, &theme->train, card, 2.5, 1);
  else
    draw_ring (cr, &theme->foreground, card, 1, MAX (0.16, theme->least_line));
}

/* "98.2" of 1, of a hundred. */
static char *
format_sureness (float probability)
{
  return isnan (probability) ? g_strdup ("–") : dh_number_format_percent (probability);
}

/* Centred below a card, the classes in bold; a name too long for its line is cut off. */
static void
draw_words (const DhMisreadLayout *layout,
            DhText *text,
            PangoLayout *words,
            const DhRect *card,
            guint image)
{
  const DhReading *reading = layout->reading;
  char label[DH_CLASS_NAME_SIZE], predicted[DH_CLASS_NAME_SIZE];
  double width = layout->pitch_x - 6;
  double y = card->y + card->height + 5;
  DhTextStyle style = { .size = 11.5, .align = 0.5, .opacity = DH_TEXT_DIM };
  g_autofree char *percent = format_sureness (reading->probability[image]);
  g_autofree char *sure = g_strdup_printf (_("%s %%"), percent);
  g_autofree char *markup = g_markup_printf_escaped (
      layout->lines > 1 ? _("<b>%s</b> read as\n<b>%s</b>") : _("<b>%s</b> read as <b>%s</b>"),
      dh_class_name_get (layout->run, reading->labels[image], label),
      dh_class_name_get (layout->run, reading->predicted[image], predicted));

  pango_layout_set_markup (words, markup, -1);
  pango_layout_set_width (words, (int) (MAX (width, 1) * PANGO_SCALE));
  dh_shape_set_source (text->cr, &text->theme->foreground, 1);
  cairo_move_to (text->cr, card->x + card->width / 2 - width / 2, y - 1);
  pango_cairo_show_layout (text->cr, words);
  cairo_new_path (text->cr);
  dh_text_draw (text, sure, card->x + card->width / 2, y + layout->lines * LINE + LINE / 2,
                &style);
}

static PangoLayout *
make_words (const DhMisreadLayout *layout, DhText *text)
{
  PangoLayout *words = dh_text_new_layout (text, "", DH_TEXT_CAPTION);

  pango_layout_set_alignment (words, PANGO_ALIGN_CENTER);
  pango_layout_set_single_paragraph_mode (words, FALSE);
  return words;
}

static void
draw_images (const DhMisreadLayout *layout, const DhFigureModel *model, DhText *text)
{
  g_autofree guint32 *list = dh_mistakes_list (layout->reading, &model->mistakes);
  g_autoptr (PangoLayout) words = make_words (layout, text);
  gboolean named = layout->frame.header > 0;
  DhColorMap ink;

  dh_color_map_init_ink (&ink, model->theme);
  for (guint i = 0; list != NULL && i < layout->n; i++)
    {
      DhRect card = dh_misread_layout_get_card (layout, i);
      guint image = list[layout->first + i];

      if (card.y > layout->frame.content.y + layout->frame.content.height)
        break;
      draw_card (layout, text->cr, model->theme, &ink, &card, image);
      if (named)
        draw_words (layout, text, words, &card, image);
      if (image + 1 == model->mistakes.image)
        draw_ring (text->cr, &model->theme->foreground, &card, 2.5, 0.75);
    }
}

static char *
make_title (const DhMisreadLayout *layout, const DhMistakesChoices *choices)
{
  char label[DH_CLASS_NAME_SIZE], predicted[DH_CLASS_NAME_SIZE];
  const char *label_name = dh_class_name_get (layout->run, (guint) choices->label, label);
  const char *predicted_name =
      dh_class_name_get (layout->run, (guint) choices->predicted, predicted);

  if (layout->reading == NULL || !dh_mistakes_has_cell (layout->reading, choices))
    return g_strdup (_("Misread images"));
  if (choices->label < 0)
    return g_strdup_printf (_("Wrongly read as %s"), predicted_name);
  if (choices->predicted < 0)
    return g_strdup_printf (_("%s read wrongly"), label_name);
  if (choices->label == choices->predicted)
    return g_strdup_printf (_("%s read rightly"), label_name);
  return g_strdup_printf (_("%s read as %s"), label_name, predicted_name);
}

static gboolean
is_right (const DhMisreadLayout *layout, const DhMistakesChoices *choices)
{
  return dh_mistakes_has_cell (layout->reading, choices) && choices->label == choices->predicted;
}

/* "34 of 400 test images at step 312" */
static char *
make_count (const DhMisreadLayout *layout)
{
  g_autofree char *count = dh_number_format_count (layout->count);
  g_autofree char *n = dh_number_format_count (layout->reading->n);
  g_autofree char *step = dh_number_format_count (layout->reading->step);

  return g_strdup_printf (ngettext ("%s of %s test image at step %s",
                                    "%s of %s test images at step %s", layout->reading->n),
                          count, n, step);
}

/* "49–96 of 812", where there is more than a page. */
static char *
make_range (const DhMisreadLayout *layout)
{
  g_autofree char *first = dh_number_format_count (layout->first + 1);
  g_autofree char *last = dh_number_format_count (layout->first + layout->n);
  g_autofree char *count = dh_number_format_count (layout->count);

  if (layout->n == layout->count)
    return NULL;
  return g_strdup_printf (_("%s–%s of %s"), first, last, count);
}

/* The range goes to the end of the row, beside the buttons that turn the page. */
static void
draw_header (const DhMisreadLayout *layout, const DhFigureModel *model, DhText *text)
{
  double end = dh_frame_get_header_end (&layout->frame, model->header_inset);
  DhTextStyle style = { .size = DH_TEXT_CAPTION, .align = 1, .opacity = DH_TEXT_DIM };
  g_autofree char *title = make_title (layout, &model->mistakes);
  const char *captions[4] = { NULL };
  g_autofree char *count = NULL, *all = NULL, *range = NULL, *short_count = NULL;
  double width = 0;

  if (layout->reading != NULL)
    {
      count = make_count (layout);
      range = make_range (layout);
      short_count = dh_number_format_count (layout->count);
      all = g_strdup_printf (is_right (layout, &model->mistakes) ? _("%s, least sure first")
                                                                 : _("%s, most sure first"),
                             count);
      captions[0] = all;
      captions[1] = count;
      captions[2] = range == NULL ? short_count : NULL;
    }
  if (range != NULL)
    width = dh_text_measure (text, range, &style) + 16;
  if (dh_mistakes_draw_header (&layout->frame, text, title, captions, end - width) + width <= end &&
      range != NULL && layout->frame.header > 0)
    dh_text_draw (text, range, end, layout->frame.middle, &style);
}

static const char *
get_message (const DhMisreadLayout *layout, const DhFigureModel *model)
{
  if (layout->reading == NULL)
    {
      const char *obstacle = dh_mistakes_get_obstacle (layout->run);

      return obstacle != NULL ? obstacle : "";
    }
  if (dh_mistakes_has_cell (layout->reading, &model->mistakes))
    return _("No image was read like this");
  return _("Every test image is read right");
}

void
dh_misread_draw (cairo_t *cr, const DhFigureModel *model, double width, double height)
{
  g_auto (DhText) text = { 0 };
  DhMisreadLayout layout;

  g_return_if_fail (cr != NULL && model != NULL && model->theme != NULL);

  if (width < 1 || height < 1)
    return;
  dh_misread_layout_init (&layout, model, width, height);
  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  dh_text_init (&text, cr, model->theme);
  if (layout.n == 0)
    dh_frame_draw_message (&layout.frame, &text, get_message (&layout, model));
  else if (layout.columns > 0)
    draw_images (&layout, model, &text);
  draw_header (&layout, model, &text);
  cairo_restore (cr);
}

static char *
describe_image (const DhMisreadLayout *layout, guint image)
{
  const DhReading *reading = layout->reading;
  char label[DH_CLASS_NAME_SIZE], predicted[DH_CLASS_NAME_SIZE];
  g_autofree char *number = dh_number_format_count (image + 1);
  g_autofree char *percent = format_sureness (reading->probability[image]);

  return g_strdup_printf (_("Test image %s: true %s read as %s, %s %% sure"), number,
                          dh_class_name_get (layout->run, reading->labels[image], label),
                          dh_class_name_get (layout->run, reading->predicted[image], predicted),
                          percent);
}

static char *
describe_whole (const DhMisreadLayout *layout, const DhFigureModel *model)
{
  g_autofree char *title = make_title (layout, &model->mistakes);
  GString *words = g_string_new (NULL);
  g_autofree char *count = NULL, *range = NULL;

  if (layout->reading == NULL)
    return g_string_free (g_string_append (words, get_message (layout, model)), FALSE);
  if (model->mistakes.image > 0 && model->mistakes.image <= layout->reading->n)
    {
      g_autofree char *image = describe_image (layout, model->mistakes.image - 1);

      g_string_append_printf (words, "%s. ", image);
    }
  count = make_count (layout);
  range = make_range (layout);
  g_string_append_printf (words, "%s: %s", title, count);
  if (range != NULL)
    g_string_append_printf (words, ", %s", range);
  g_string_append_c (words, '.');
  return g_string_free (words, FALSE);
}

/* The place in the test set of the image at a point, or −1. */
static int
find_image (const DhMisreadLayout *layout, const DhFigureModel *model, double x, double y)
{
  int i = dh_misread_layout_find (layout, x, y);
  g_autofree guint32 *list = NULL;

  if (i < 0)
    return -1;
  list = dh_mistakes_list (layout->reading, &model->mistakes);
  return list != NULL ? (int) list[layout->first + (guint) i] : -1;
}

char *
dh_misread_describe (const DhFigureModel *model, double width, double height, double x, double y)
{
  DhMisreadLayout layout;
  int image;

  g_return_val_if_fail (model != NULL, NULL);

  dh_misread_layout_init (&layout, model, width, height);
  if (x < 0)
    return describe_whole (&layout, model);
  image = find_image (&layout, model, x, y);
  return image >= 0 ? describe_image (&layout, (guint) image) : NULL;
}

DhPick
dh_misread_pick (const DhFigureModel *model, double width, double height, double x, double y)
{
  DhMisreadLayout layout;
  int image;

  g_return_val_if_fail (model != NULL, (DhPick){ DH_PICK_NONE });

  dh_misread_layout_init (&layout, model, width, height);
  image = find_image (&layout, model, x, y);
  return image >= 0 ? (DhPick){ DH_PICK_IMAGE, image, 0, 0 } : (DhPick){ DH_PICK_NONE };
}

int
dh_misread_measure (const DhFigureModel *model, int width)
{
  g_return_val_if_fail (model != NULL, 0);

  return (int) ceil (dh_misread_layout_measure (model, width));
}

/* All pages: a table has room for them. */
char *
dh_misread_csv (const DhFigureModel *model)
{
  const DhSnapshot *run = dh_frame_get_run (model, 0);
  const DhReading *reading = dh_mistakes_get_obstacle (run) == NULL ? run->reading : NULL;
  g_autofree guint32 *list =
      reading != NULL ? dh_mistakes_list (reading, &model->mistakes) : NULL;
  guint n = list != NULL ? dh_mistakes_count (reading, &model->mistakes) : 0;
  GString *csv = g_string_new ("position,index,label,predicted,probability\n");

  for (guint i = 0; i < n; i++)
    {
      g_string_append_printf (csv, "%u,%u,%u,%u,", i, list[i], reading->labels[list[i]],
                              reading->predicted[list[i]]);
      dh_number_append_csv (csv, reading->probability[list[i]]);
      g_string_append_c (csv, '\n');
    }
  return g_string_free (csv, FALSE);
}
