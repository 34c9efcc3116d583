// The images of a subset as a list model: as long as it, and nothing in memory for each.
// SPDX-License-Identifier: MIT

#include "app/image-list.h"

struct _DhImageList
{
  GObject parent_instance;

  guint n;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DhImageList, dh_image_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static GType
get_item_type (GListModel *model)
{
  return G_TYPE_OBJECT;
}

static guint
get_n_items (GListModel *model)
{
  return DH_IMAGE_LIST (model)->n;
}

static gpointer
get_item (GListModel *model, guint position)
{
  return position < DH_IMAGE_LIST (model)->n ? g_object_new (G_TYPE_OBJECT, NULL) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
dh_image_list_class_init (DhImageListClass *klass)
{
}

static void
dh_image_list_init (DhImageList *self)
{
}

DhImageList *
dh_image_list_new (guint n)
{
  DhImageList *self = g_object_new (DH_TYPE_IMAGE_LIST, NULL);

  self->n = n;
  return self;
}
