// A small image of the data set, as wide as it looks crisp, and what it is below.
// SPDX-License-Identifier: MIT

#include "app/image-tile.h"

#include "app/current-theme.h"
#include "figures/color-map.h"

#define MOST_SIDE 60 /* pixels of the screen */
#define LEAST_SIDE 8 /* there are images that are a hair */
#define EDGE 1       /* a line around the image */
#define GAP 3        /* from there to the caption */

struct _DhImageTile
{
  GtkWidget parent_instance;

  const DhGallery *gallery;
  guint image;
  char *caption;
  cairo_surface_t *picture; /* as drawn last, or NULL where that no longer holds */
};

G_DEFINE_FINAL_TYPE (DhImageTile, dh_image_tile, GTK_TYPE_WIDGET)

static int
get_side (guint side, guint longest)
{
  if (longest <= MOST_SIDE)
    return MAX (LEAST_SIDE, (int) (MOST_SIDE / longest * side));
  return MAX (LEAST_SIDE, (int) (MOST_SIDE * side / longest));
}

static void
get_size (const DhImageTile *self, int *width, int *height)
{
  guint longest = MAX (self->gallery->width, self->gallery->height);

  *width = get_side (self->gallery->width, longest);
  *height = get_side (self->gallery->height, longest);
}

/* The first and the one after the last of the @n pixels that stand in place @i of @places. */
static void
find_span (int i, int places, guint n, guint *first, guint *end)
{
  *first = (guint) ((guint64) i * n / places);
  *end = MAX (*first + 1, (guint) ((guint64) (i + 1) * n / places));
}

/* The mean of the pixels that fall on one of the screen's: of a small image just one. */
static guint
get_value (const guint8 *pixels, guint width, guint left, guint right, guint top, guint bottom)
{
  guint64 sum = 0;

  for (guint y = top; y < bottom; y++)
    for (guint x = left; x < right; x++)
      sum += pixels[(gsize) y * width + x];
  return (guint) (sum / ((guint64) (right - left) * (bottom - top)));
}

static cairo_surface_t *
make_picture (const DhImageTile *self, int width, int height)
{
  const guint8 *pixels = dh_gallery_get_pixels (self->gallery, self->image);
  cairo_surface_t *picture = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  guint8 *data = cairo_image_surface_get_data (picture);
  int stride = cairo_image_surface_get_stride (picture);
  DhColorMap map;

  dh_color_map_init_ink (&map, dh_current_theme_get ());
  cairo_surface_flush (picture);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        guint32 *colors = (guint32 *) (void *) (data + stride * y);
        guint left, right, top, bottom;
        guint value;

        find_span (x, width, self->gallery->width, &left, &right);
        find_span (y, height, self->gallery->height, &top, &bottom);
        value = get_value (pixels, self->gallery->width, left, right, top, bottom);
        colors[x] = dh_color_map_get_ink (&map, value / 255.0);
      }
  cairo_surface_mark_dirty (picture);
  return picture;
}

static void
redraw (DhImageTile *self)
{
  g_clear_pointer (&self->picture, cairo_surface_destroy);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Of the grid, which all its tiles share: one for each would cost more than its image. */
static PangoContext *
get_context (DhImageTile *self)
{
  GtkWidget *grid = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_GRID_VIEW);

  return gtk_widget_get_pango_context (grid != NULL ? grid : GTK_WIDGET (self));
}

static int
get_line_height (DhImageTile *self)
{
  PangoFontMetrics *metrics = pango_context_get_metrics (get_context (self), NULL, NULL);
  int height = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics));

  pango_font_metrics_unref (metrics);
  return height;
}

static void
dh_image_tile_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  DhImageTile *self = DH_IMAGE_TILE (widget);
  int width = MOST_SIDE;
  int height = MOST_SIDE;

  if (self->gallery != NULL)
    get_size (self, &width, &height);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = width + 2 * EDGE;
  else
    *minimum = *natural = height + 2 * EDGE + GAP + get_line_height (self);
}

static GdkRGBA
make_color (const DhColor *color, double opacity)
{
  return (GdkRGBA) { color->red, color->green, color->blue, opacity };
}

static void
append_edge (GtkSnapshot *snapshot, const graphene_rect_t *image)
{
  static const float widths[] = { EDGE, EDGE, EDGE, EDGE };
  const DhTheme *theme = dh_current_theme_get ();
  GdkRGBA color = make_color (&theme->foreground, MAX (0.16, theme->least_line));
  GdkRGBA colors[] = { color, color, color, color };
  graphene_rect_t around = *image;
  GskRoundedRect edge;

  graphene_rect_inset (&around, -EDGE, -EDGE);
  gsk_rounded_rect_init_from_rect (&edge, &around, 4);
  gtk_snapshot_append_border (snapshot, &edge, widths, colors);
}

static void
append_caption (DhImageTile *self, GtkSnapshot *snapshot, double y)
{
  const DhTheme *theme = dh_current_theme_get ();
  GdkRGBA color = make_color (&theme->foreground, MAX (DH_THEME_DIM, theme->least_text));
  g_autoptr (PangoLayout) layout = pango_layout_new (get_context (self));

  pango_layout_set_text (layout, self->caption, -1);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, gtk_widget_get_width (GTK_WIDGET (self)) * PANGO_SCALE);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, (float) y));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

/* Of a texture GTK's software renderer makes a copy in every frame, drawn or not. */
static void
append_picture (DhImageTile *self, GtkSnapshot *snapshot, const graphene_rect_t *image)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, image);

  if (self->picture == NULL)
    {
      self->picture = make_picture (self, (int) image->size.width * scale,
                                    (int) image->size.height * scale);
      cairo_surface_set_device_scale (self->picture, scale, scale);
    }
  cairo_set_source_surface (cr, self->picture, image->origin.x, image->origin.y);
  cairo_paint (cr);
  cairo_destroy (cr);
}

static void
dh_image_tile_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DhImageTile *self = DH_IMAGE_TILE (widget);
  int width, height;
  graphene_rect_t image;

  if (self->gallery == NULL)
    return;
  get_size (self, &width, &height);
  image = GRAPHENE_RECT_INIT ((gtk_widget_get_width (widget) - width) / 2, EDGE, width, height);
  append_picture (self, snapshot, &image);
  append_edge (snapshot, &image);
  append_caption (self, snapshot, height + 2 * EDGE + GAP);
}

static void
dh_image_tile_finalize (GObject *object)
{
  DhImageTile *self = DH_IMAGE_TILE (object);

  g_clear_pointer (&self->picture, cairo_surface_destroy);
  g_clear_pointer (&self->gallery, dh_gallery_unref);
  g_free (self->caption);
  G_OBJECT_CLASS (dh_image_tile_parent_class)->finalize (object);
}

static void
dh_image_tile_class_init (DhImageTileClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = dh_image_tile_finalize;
  widget_class->measure = dh_image_tile_measure;
  widget_class->snapshot = dh_image_tile_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "tile");
}

static void
dh_image_tile_init (DhImageTile *self)
{
  dh_current_theme_watch (self, G_CALLBACK (redraw));
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (redraw), NULL);
}

GtkWidget *
dh_image_tile_new (void)
{
  return g_object_new (DH_TYPE_IMAGE_TILE, NULL);
}

void
dh_image_tile_set_image (DhImageTile *self,
                         const DhGallery *gallery,
                         guint i,
                         const char *caption)
{
  const DhGallery *before = self->gallery;

  g_return_if_fail (DH_IS_IMAGE_TILE (self));
  g_return_if_fail (gallery == NULL || i < gallery->n);

  if (gallery != NULL)
    dh_gallery_ref (gallery);
  self->gallery = gallery;
  self->image = i;
  g_free (self->caption);
  self->caption = g_strdup (caption);
  if (gallery != before)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  if (before != NULL)
    dh_gallery_unref (before);
  redraw (self);
}

gboolean
dh_image_tile_shows (DhImageTile *self, guint i)
{
  g_return_val_if_fail (DH_IS_IMAGE_TILE (self), FALSE);

  return self->gallery != NULL && self->image == i;
}
