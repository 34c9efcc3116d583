// The images of a subset as a list model: as long as it, and nothing in memory for each.
// SPDX-License-Identifier: MIT
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define DH_TYPE_IMAGE_LIST (dh_image_list_get_type ())
G_DECLARE_FINAL_TYPE (DhImageList, dh_image_list, DH, IMAGE_LIST, GObject)

/* A list of @n plain objects, made when they are asked for: all that tells them apart is the place
 * in the list, which a list item knows. */
DhImageList *dh_image_list_new (guint n);

G_END_DECLS
