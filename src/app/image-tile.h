// A small image of the data set, as wide as it looks crisp, and what it is below.
// SPDX-License-Identifier: MIT
#pragma once

#include <gtk/gtk.h>

#include "snapshot/gallery.h"

G_BEGIN_DECLS

#define DH_TYPE_IMAGE_TILE (dh_image_tile_get_type ())
G_DECLARE_FINAL_TYPE (DhImageTile, dh_image_tile, DH, IMAGE_TILE, GtkWidget)

GtkWidget *dh_image_tile_new (void);

/* Shows the @i-th image of @gallery (one more reference), in ink on paper, above one line of
 * @caption; nothing for NULL. Small images are enlarged a whole number of times, large ones made
 * smaller. */
void dh_image_tile_set_image (DhImageTile *self,
                              const DhGallery *gallery,
                              guint i,
                              const char *caption);

/* Whether that is the image it shows. */
gboolean dh_image_tile_shows (DhImageTile *self, guint i);

G_END_DECLS
