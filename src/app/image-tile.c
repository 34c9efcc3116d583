// A small image of the data set, as wide as it looks crisp.
// SPDX-License-Identifier: MIT

#include "app/image-tile.h"

#include "app/current-theme.h"
#include "figures/color-map.h"

#define MOST_SIDE 60 /* pixels of the screen */
#define LEAST_SIDE 8 /* there are images that are a hair */

struct _DhImageTile
{
  GtkWidget parent_instance;

  const DhGallery *gallery;
  guint image;
  GdkTexture *texture; /* as drawn last, or NULL where that no longer holds */
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

static GdkTexture *
make_texture (const DhImageTile *self, int width, int height)
{
  const guint8 *pixels = dh_gallery_get_pixels (self->gallery, self->image);
  gsize size = (gsize) width * height * 4;
  guint32 *colors = g_malloc (size);
  g_autoptr (GBytes) bytes = g_bytes_new_take (colors, size);
  DhColorMap map;

  dh_color_map_init_ink (&map, dh_current_theme_get ());
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        guint left, right, top, bottom;
        guint value;

        find_span (x, width, self->gallery->width, &left, &right);
        find_span (y, height, self->gallery->height, &top, &bottom);
        value = get_value (pixels, self->gallery->width, left, right, top, bottom);
        colors[(gsize) y * width + x] = 0xff000000u | dh_color_map_get_ink (&map, value / 255.0);
      }
  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, (gsize) width * 4);
}

static void
redraw (DhImageTile *self)
{
  g_clear_object (&self->texture);
  gtk_widget_queue_draw (GTK_WIDGET (self));
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
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? width : height;
}

static void
dh_image_tile_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DhImageTile *self = DH_IMAGE_TILE (widget);
  int scale = gtk_widget_get_scale_factor (widget);
  int width, height;
  int x, y;

  if (self->gallery == NULL)
    return;
  get_size (self, &width, &height);
  if (self->texture == NULL)
    self->texture = make_texture (self, width * scale, height * scale);
  x = (gtk_widget_get_width (widget) - width) / 2;
  y = (gtk_widget_get_height (widget) - height) / 2;
  gtk_snapshot_append_texture (snapshot, self->texture,
                               &GRAPHENE_RECT_INIT (x, y, width, height));
}

static void
dh_image_tile_finalize (GObject *object)
{
  DhImageTile *self = DH_IMAGE_TILE (object);

  g_clear_object (&self->texture);
  g_clear_pointer (&self->gallery, dh_gallery_unref);
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
dh_image_tile_set_image (DhImageTile *self, const DhGallery *gallery, guint i)
{
  g_return_if_fail (DH_IS_IMAGE_TILE (self));
  g_return_if_fail (gallery == NULL || i < gallery->n);

  if (gallery != NULL)
    dh_gallery_ref (gallery);
  g_clear_pointer (&self->gallery, dh_gallery_unref);
  self->gallery = gallery;
  self->image = i;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  redraw (self);
}
