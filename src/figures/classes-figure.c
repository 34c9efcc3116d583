// The classes figure: how many images of each class are in the subset.
// SPDX-License-Identifier: MIT

#include <glib/gi18n-lib.h>
#include <math.h>

#include "figures/class-name.h"
#include "figures/figure-table.h"
#include "figures/frame.h"
#include "figures/number.h"
#include "figures/scale.h"

/* Of the room of a class; the rest stands between the bars. */
#define BAR_SHARE 0.72
#define MOST_BAR 72.0

#define NAME_HEIGHT 22.0  /* below the bars */
#define COUNT_HEIGHT 17.0 /* below the names */
#define NAME_GAP 8.0

/* Words for each class up to here, then only for the extremes. */
#define MOST_TOLD 26

typedef struct
{
  DhFrame frame;
  DhRect area; /* of the bars: the highest is as high */
  const DhSnapshot *run;
  const DhGallery *gallery; /* NULL: nothing to draw */
  guint most;
  guint least;
  double slot; /* width of a class's place */
} Layout;

static void
layout_init (Layout *self, const DhFigureModel *model, double width, double height)
{
  const DhSnapshot *run = dh_frame_get_run (model, 0);
  const DhGallery *gallery = run != NULL ? run->gallery : NULL;

  *self = (Layout){ .run = run, .least = G_MAXUINT };
  dh_frame_init (&self->frame, width, height);
  self->area = self->frame.content;
  if (self->frame.header > 0)
    self->area.height -= NAME_HEIGHT + COUNT_HEIGHT - self->frame.padding / 2;
  if (gallery == NULL || gallery->n == 0)
    return;
  for (guint i = 0; i < gallery->n_classes; i++)
    {
      self->most = MAX (self->most, gallery->counts[i]);
      self->least = MIN (self->least, gallery->counts[i]);
    }
  self->gallery = gallery;
  self->slot = self->area.width / gallery->n_classes;
}

static DhRect
get_bar (const Layout *self, guint class)
{
  double width = MIN (BAR_SHARE * self->slot, MOST_BAR);
  double height = self->area.height * self->gallery->counts[class] / self->most;
  double middle = self->area.x + (class + 0.5) * self->slot;

  return (DhRect){ middle - width / 2, self->area.y + self->area.height - height, width, height };
}

/* Where all classes are equally common. */
static double
get_share (const Layout *self)
{
  return (double) self->gallery->n / self->gallery->n_classes;
}

static void
draw_bars (const Layout *self, cairo_t *cr, const DhTheme *theme)
{
  for (guint i = 0; i < self->gallery->n_classes; i++)
    {
      DhRect bar = get_bar (self, i);

      cairo_rectangle (cr, bar.x, bar.y, bar.width, bar.height);
    }
  dh_shape_set_source (cr, &theme->train, 0.85);
  cairo_fill (cr);
  dh_shape_set_line_source (cr, theme, 0.25);
  cairo_set_line_width (cr, 1);
  dh_shape_stroke_horizontal (cr, self->area.x, self->area.x + self->area.width,
                              self->area.y + self->area.height);
}

static void
draw_share (const Layout *self, cairo_t *cr, const DhTheme *theme)
{
  static const double dashes[] = { 4, 3 };
  double y = self->area.y + self->area.height * (1 - get_share (self) / self->most);

  cairo_save (cr);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  dh_shape_set_line_source (cr, theme, 0.55);
  cairo_set_line_width (cr, 1);
  dh_shape_stroke_horizontal (cr, self->area.x, self->area.x + self->area.width, y);
  cairo_restore (cr);
}

/* Every how many-th name there is room for. */
static guint
get_stride (const Layout *self, DhText *text, const DhTextStyle *style)
{
  double widest = 0;

  for (guint i = 0; i < self->gallery->n_classes; i++)
    {
      char buffer[DH_CLASS_NAME_SIZE];
      double width = dh_text_measure (text, dh_class_name_get (self->run, i, buffer), style);

      widest = MAX (widest, width);
    }
  /* A few long names are cut off rather than left out. */
  return self->slot >= 4 * style->size ? 1 : dh_scale_get_stride (self->slot, widest + NAME_GAP);
}

/* Centred below its bar, but not past the ends of the axis: there it has two thirds of the room to
 * the next name, which may be as long. */
static void
draw_name (const Layout *self, DhText *text, guint class, double room, DhTextStyle *style)
{
  char buffer[DH_CLASS_NAME_SIZE];
  const char *name = dh_class_name_get (self->run, class, buffer);
  double middle = (class + 0.5) * self->slot;
  double to_end = MIN (middle, self->area.width - middle);
  double most = MIN (MAX (2 * to_end, room * 2 / 3), MIN (room, self->area.width));
  double width = dh_text_measure (text, name, style);

  if (width > most)
    {
      name = dh_class_name_skip_shared (self->run, name);
      width = dh_text_measure (text, name, style);
    }
  style->max_width = width > most ? most : 0;
  width = MIN (width, most);
  middle = CLAMP (middle, width / 2, self->area.width - width / 2);
  dh_text_draw (text, name, self->area.x + middle,
                self->area.y + self->area.height + NAME_HEIGHT / 2 + 1, style);
  style->max_width = 0;
}

static void
draw_names (const Layout *self, DhText *text)
{
  DhTextStyle style = { .size = DH_TEXT_CAPTION, .align = 0.5, .opacity = 0.85 };
  guint stride = get_stride (self, text, &style);

  for (guint i = 0; i < self->gallery->n_classes; i += stride)
    draw_name (self, text, i, stride * self->slot - 2, &style);
}

static gboolean
has_room_for_counts (const Layout *self, DhText *text)
{
  DhTextStyle style = { .size = DH_TEXT_CAPTION };
  g_autofree char *widest = dh_number_format_count (self->most);

  return dh_text_measure (text, widest, &style) + 2 <= self->slot;
}

static void
draw_counts (const Layout *self, DhText *text)
{
  DhTextStyle style = { .size = DH_TEXT_CAPTION, .align = 0.5, .opacity = DH_TEXT_DIM };

  if (!has_room_for_counts (self, text))
    return;
  for (guint i = 0; i < self->gallery->n_classes; i++)
    {
      g_autofree char *count = dh_number_format_count (self->gallery->counts[i]);

      dh_text_draw (text, count, self->area.x + (i + 0.5) * self->slot,
                    self->area.y + self->area.height + NAME_HEIGHT + COUNT_HEIGHT / 2 - 1, &style);
    }
}

/* Without counts below the bars, the highest bar's says what the heights mean. */
static char *
make_legend (const Layout *self, DhText *text)
{
  double equal = get_share (self);
  g_autofree char *share = equal == floor (equal) ? dh_number_format_count ((guint64) equal)
                                                  : dh_number_format_significant (equal, 4);
  g_autofree char *most = dh_number_format_count (self->most);

  if (has_room_for_counts (self, text))
    return g_strdup_printf (_("Equal share: %s"), share);
  return g_strdup_printf (_("Equal share: %s, most: %s"), share, most);
}

void
dh_classes_draw (cairo_t *cr, const DhFigureModel *model, double width, double height)
{
  DhLegendEntry legend = { .opacity = 0.55, .line = TRUE };
  g_auto (DhText) text = { 0 };
  g_autofree char *label = NULL;
  Layout layout;

  g_return_if_fail (cr != NULL && model != NULL && model->theme != NULL);

  if (width < 1 || height < 1)
    return;
  layout_init (&layout, model, width, height);
  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  dh_text_init (&text, cr, model->theme);
  if (layout.gallery == NULL)
    dh_frame_draw_message (&layout.frame, &text, _("No images to count yet"));
  else if (layout.area.width >= 1 && layout.area.height >= 1)
    {
      draw_bars (&layout, cr, model->theme);
      draw_share (&layout, cr, model->theme);
      if (layout.frame.header > 0)
        {
          draw_names (&layout, &text);
          draw_counts (&layout, &text);
        }
    }
  if (layout.gallery != NULL)
    {
      label = make_legend (&layout, &text);
      legend.label = label;
      legend.color = model->theme->foreground;
    }
  dh_frame_draw_header (&layout.frame, &text, _("Classes"), &legend,
                        layout.gallery != NULL ? 1 : 0,
                        dh_frame_get_header_end (&layout.frame, model->header_inset));
  cairo_restore (cr);
}

/* "0: 53, 1: 47 …", or the extremes of many. */
static char *
list_counts (const Layout *self)
{
  GString *list = g_string_new (NULL);

  if (self->gallery->n_classes > MOST_TOLD)
    g_string_append_printf (list, _("from %u to %u of a class"), self->least, self->most);
  else
    for (guint i = 0; i < self->gallery->n_classes; i++)
      {
        char buffer[DH_CLASS_NAME_SIZE];

        g_string_append_printf (list, "%s%s: %u", i > 0 ? ", " : "",
                                dh_class_name_get (self->run, i, buffer),
                                self->gallery->counts[i]);
      }
  return g_string_free (list, FALSE);
}

static char *
describe_whole (const Layout *self)
{
  g_autofree char *n = NULL;
  g_autofree char *list = NULL;

  if (self->gallery == NULL)
    return g_strdup (_("No images to count yet."));
  n = dh_number_format_count (self->gallery->n);
  list = list_counts (self);
  return g_strdup_printf (ngettext ("%s image for training of %u classes: %s.",
                                    "%s images for training of %u classes: %s.",
                                    self->gallery->n),
                          n, self->gallery->n_classes, list);
}

char *
dh_classes_describe (const DhFigureModel *model, double width, double height, double x, double y)
{
  Layout layout;
  guint class;
  char buffer[DH_CLASS_NAME_SIZE];
  g_autofree char *count = NULL;
  g_autofree char *percent = NULL;

  g_return_val_if_fail (model != NULL, NULL);

  layout_init (&layout, model, width, height);
  if (x < 0)
    return describe_whole (&layout);
  if (layout.gallery == NULL || layout.area.width < 1 || x < layout.area.x ||
      x >= layout.area.x + layout.area.width || y < layout.frame.header)
    return NULL;
  class = MIN ((guint) ((x - layout.area.x) / layout.slot), layout.gallery->n_classes - 1);
  count = dh_number_format_count (layout.gallery->counts[class]);
  percent = dh_number_format_decimals (100.0 * layout.gallery->counts[class] / layout.gallery->n,
                                       1);
  return g_strdup_printf (ngettext ("Class %s: %s image, %s %% of the subset",
                                    "Class %s: %s images, %s %% of the subset",
                                    layout.gallery->counts[class]),
                          dh_class_name_get (layout.run, class, buffer), count, percent);
}

char *
dh_classes_csv (const DhFigureModel *model)
{
  GString *csv = g_string_new ("class,name,images\n");
  Layout layout;

  layout_init (&layout, model, 0, 0);
  for (guint i = 0; layout.gallery != NULL && i < layout.gallery->n_classes; i++)
    {
      g_string_append_printf (csv, "%u,", i);
      dh_class_name_append_csv (csv, layout.run, i);
      g_string_append_printf (csv, ",%u\n", layout.gallery->counts[i]);
    }
  return g_string_free (csv, FALSE);
}
