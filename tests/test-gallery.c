// The images of a subset: found by their place in it, counted, and freed with their owner.
// SPDX-License-Identifier: MIT

#include "snapshot/gallery.h"

static const guint8 pixels[] = { 0, 1, 10, 11, 20, 21, 30, 31 };
static const guint16 labels[] = { 2, 0, 2, 1 };

static void
note (gpointer owner)
{
  ++*(guint *) owner;
}

static DhGallery *
make_gallery (guint *n_released)
{
  static const guint32 indices[] = { 3, 0, 0, 2, 3 };
  DhGallery *gallery = dh_gallery_new ();

  gallery->width = 2;
  gallery->height = 1;
  gallery->n_train = 4;
  gallery->pixels = pixels;
  gallery->labels = labels;
  gallery->n_classes = 4;
  gallery->n = G_N_ELEMENTS (indices);
  gallery->indices = g_memdup2 (indices, sizeof indices);
  gallery->owner = n_released;
  gallery->release = note;
  return gallery;
}

static void
test_images (void)
{
  guint n_released = 0;
  g_autoptr (DhGallery) gallery = make_gallery (&n_released);

  g_assert_true (dh_gallery_complete (gallery));
  g_assert_cmpuint (dh_gallery_get_pixels (gallery, 0)[1], ==, 31);
  g_assert_cmpuint (dh_gallery_get_pixels (gallery, 3)[0], ==, 20);
  g_assert_cmpuint (dh_gallery_get_label (gallery, 0), ==, 1);
  g_assert_cmpuint (dh_gallery_get_label (gallery, 1), ==, 2);
}

static void
test_counts (void)
{
  static const guint expected[] = { 0, 2, 3, 0 };
  guint n_released = 0;
  g_autoptr (DhGallery) gallery = make_gallery (&n_released);

  g_assert_true (dh_gallery_complete (gallery));
  g_assert_cmpmem (gallery->counts, 4 * sizeof (guint), expected, sizeof expected);
  g_assert_cmpuint (gallery->n_different, ==, 3);
}

static void
test_references (void)
{
  guint n_released = 0;
  DhGallery *gallery = make_gallery (&n_released);

  g_assert_true (dh_gallery_ref (gallery) == gallery);
  dh_gallery_unref (gallery);
  g_assert_cmpuint (n_released, ==, 0);
  dh_gallery_unref (gallery);
  g_assert_cmpuint (n_released, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gallery/images", test_images);
  g_test_add_func ("/gallery/counts", test_counts);
  g_test_add_func ("/gallery/references", test_references);
  return g_test_run ();
}
