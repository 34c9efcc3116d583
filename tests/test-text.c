// Words and numbers on a picture: the short ways lead to the same picture as the long one.
// SPDX-License-Identifier: MIT

#include <cairo-svg.h>
#include <math.h>
#include <string.h>

#include "figures/text-memo.h"
#include "figures/text.h"

#define WIDTH 300
#define HEIGHT 40

static const char *const numbers[] = {
  "0", "1234567890", "\u22120.0287", "\u00b10.0354", "85.83 %", "9.1\u202f%", "1\u2009630",
  "0.1\u20132", "+7",
};

static cairo_surface_t *
new_image (int scale)
{
  cairo_surface_t *image =
      cairo_image_surface_create (CAIRO_FORMAT_RGB24, scale * WIDTH, scale * HEIGHT);

  cairo_surface_set_device_scale (image, scale, scale);
  return image;
}

/* What can be drawn with the glyphs of numbers is; @scale 0 draws in the long way. */
static cairo_surface_t *
draw (const char *words, const DhTextStyle *style, int scale, gboolean shortly, double *width)
{
  cairo_surface_t *image = new_image (scale);
  cairo_t *cr = cairo_create (image);
  g_auto (DhText) text = { 0 };

  dh_text_init (&text, cr, dh_theme_get_light ());
  g_assert_cmpfloat (text.scale, ==, scale);
  if (!shortly)
    text.scale = 0;
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  *width = dh_text_measure (&text, words, style);
  g_assert_cmpfloat (dh_text_draw (&text, words, 5, HEIGHT / 2, style), ==, *width);
  cairo_destroy (cr);
  cairo_surface_flush (image);
  return image;
}

static gboolean
is_same (cairo_surface_t *a, cairo_surface_t *b)
{
  gsize size = (gsize) cairo_image_surface_get_stride (a) *
               (gsize) cairo_image_surface_get_height (a);

  return memcmp (cairo_image_surface_get_data (a), cairo_image_surface_get_data (b), size) == 0;
}

static void
check_same (const char *words, const DhTextStyle *style, int scale)
{
  double long_width, width, again;
  cairo_surface_t *expected = draw (words, style, scale, FALSE, &long_width);
  cairo_surface_t *image = draw (words, style, scale, TRUE, &width);
  cairo_surface_t *repeated = draw (words, style, scale, TRUE, &again);

  g_test_message ("%s, %g pixels", words, style->size);
  g_assert_cmpfloat (width, ==, long_width);
  g_assert_cmpfloat (again, ==, width);
  g_assert_true (is_same (image, expected));
  g_assert_true (is_same (repeated, expected));
  cairo_surface_destroy (expected);
  cairo_surface_destroy (image);
  cairo_surface_destroy (repeated);
}

static void
test_same (void)
{
  static const char *const words[] = { "Training", "Step 1\u2009630", "×10⁻⁷", "✓ 3", "", "٣" };
  static const DhTextStyle styles[] = { { .size = 12, .opacity = 1 },
                                        { .size = 9, .opacity = 0.7, .bold = TRUE },
                                        { .size = 15, .opacity = 1, .max_width = 40 } };

  for (gsize s = 0; s < G_N_ELEMENTS (styles); s++)
    for (int scale = 1; scale <= 2; scale++)
      {
        for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
          check_same (words[i], &styles[s], scale);
        for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
          check_same (numbers[i], &styles[s], scale);
      }
}

/* Numbers have glyphs at hand; whatever else a text has in it is laid out. */
static void
test_numerals (void)
{
  cairo_surface_t *image = new_image (1);
  cairo_t *cr = cairo_create (image);
  g_auto (DhText) text = { 0 };
  PangoLayout *letters;
  DhNumerals numerals;

  dh_text_init (&text, cr, dh_theme_get_light ());
  letters = dh_numerals_lay_out (text.layout);
  dh_numerals_init (&numerals, letters);
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    g_assert_true (dh_numerals_can_write (&numerals, numbers[i]));
  g_assert_cmpfloat (dh_numerals_measure (&numerals, "11"), ==,
                     2 * dh_numerals_measure (&numerals, "7"));
  g_assert_false (dh_numerals_can_write (&numerals, ""));
  g_assert_false (dh_numerals_can_write (&numerals, "12a"));
  g_assert_false (dh_numerals_can_write (&numerals, "×"));
  g_assert_false (dh_numerals_can_write (&numerals, "00000000000000000000000000000000000000000"));
  dh_numerals_clear (&numerals);
  g_object_unref (letters);
  cairo_destroy (cr);
  cairo_surface_destroy (image);
}

/* A number in a file can be searched for. */
static void
test_file (void)
{
  cairo_surface_t *file = cairo_svg_surface_create (NULL, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (file);
  g_auto (DhText) text = { 0 };

  dh_text_init (&text, cr, dh_theme_get_light ());
  g_assert_cmpfloat (text.scale, ==, 0);
  dh_text_draw (&text, "0.5", 5, 5, &(DhTextStyle) { .size = 12 });
  g_assert_cmpuint (text.n_numerals, ==, 0);
  cairo_destroy (cr);
  cairo_surface_destroy (file);
}

static void
count (gpointer data, GObject *where_it_was)
{
  (*(guint *) data)++;
}

static void
test_memo (void)
{
  cairo_surface_t *image = new_image (1);
  cairo_t *cr = cairo_create (image);
  guint forgotten = 0;

  for (guint i = 0; i < 5000; i++)
    {
      g_autofree char *key = g_strdup_printf ("key %u", i);
      PangoLayout *layout = pango_cairo_create_layout (cr);

      g_assert_null (dh_text_memo_find (key));
      g_object_weak_ref (G_OBJECT (layout), count, &forgotten);
      dh_text_memo_add (key, layout);
      g_assert_true (dh_text_memo_find (key) == layout);
      g_assert_cmpuint (i - forgotten, <=, 400);
    }
  cairo_destroy (cr);
  cairo_surface_destroy (image);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/same", test_same);
  g_test_add_func ("/text/numerals", test_numerals);
  g_test_add_func ("/text/file", test_file);
  g_test_add_func ("/text/memo", test_memo);
  return g_test_run ();
}
