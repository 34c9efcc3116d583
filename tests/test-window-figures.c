// Figures in the window: their pixels, and their words for those who cannot see them.
// SPDX-License-Identifier: MIT

#include <math.h>

#include "app/figure-card.h"
#include "window-fixture.h"

typedef struct
{
  int width;
  int height;
  guint32 *pixels; /* [height, width], 0xAARRGGBB */
} Picture;

static void
picture_free (Picture *self)
{
  g_free (self->pixels);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Picture, picture_free)

static DhFigureView *
find_view (WindowFixture *window, const char *id)
{
  return dh_figure_card_get_view (DH_FIGURE_CARD (window_find (window, id)));
}

/* @widget as it is on the screen. */
static Picture *
take_picture (GtkWidget *widget)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  Picture *picture = g_new0 (Picture, 1);
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  picture->width = gtk_widget_get_width (widget);
  picture->height = gtk_widget_get_height (widget);
  g_assert_cmpint (picture->width, >, 0);
  gdk_paintable_snapshot (paintable, snapshot, picture->width, picture->height);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (
      gtk_native_get_renderer (gtk_widget_get_native (widget)), node,
      &GRAPHENE_RECT_INIT (0, 0, (float) picture->width, (float) picture->height));
  picture->pixels = g_new (guint32, (gsize) picture->width * picture->height);
  gdk_texture_download (texture, (guchar *) picture->pixels, 4 * (gsize) picture->width);
  return picture;
}

static Picture *
take_picture_of (WindowFixture *window, const char *card)
{
  gtk_test_widget_wait_for_draw (window->window);
  return take_picture (GTK_WIDGET (find_view (window, card)));
}

static gboolean
is_near (guint32 pixel, const DhColor *color)
{
  return fabs ((pixel >> 16 & 255) - 255 * color->red) < 3 &&
         fabs ((pixel >> 8 & 255) - 255 * color->green) < 3 &&
         fabs ((pixel & 255) - 255 * color->blue) < 3;
}

static guint
count_pixels (const Picture *picture, const DhColor *color)
{
  guint n = 0;

  for (gsize i = 0; i < (gsize) picture->width * picture->height; i++)
    n += is_near (picture->pixels[i], color);
  return n;
}

static gboolean
is_same_picture (const Picture *a, const Picture *b)
{
  return a->width == b->width && a->height == b->height &&
         memcmp (a->pixels, b->pixels, 4 * (gsize) a->width * a->height) == 0;
}

static void
test_loss (WindowFixture *window, gconstpointer data)
{
  const DhTheme *theme = dh_theme_get_light ();
  g_autoptr (Picture) before = take_picture_of (window, "loss");
  g_autoptr (Picture) after = NULL;

  window_run_to (window, 200);
  after = take_picture_of (window, "loss");
  g_assert_cmpuint (count_pixels (before, &theme->train), ==, 0);
  g_assert_cmpuint (count_pixels (after, &theme->train), >, 200);
}

static void
test_log_scale (WindowFixture *window, gconstpointer data)
{
  g_autoptr (Picture) logarithmic = NULL;
  g_autoptr (Picture) linear = NULL;

  window_run_to (window, 200);
  logarithmic = take_picture_of (window, "loss");
  window_activate (window, "figure-scale", "s", "linear");
  linear = take_picture_of (window, "loss");
  g_assert_false (is_same_picture (logarithmic, linear));
}

static void
test_weights (WindowFixture *window, gconstpointer data)
{
  g_autoptr (Picture) before = take_picture_of (window, "weights");
  g_autoptr (Picture) after = NULL;

  window_run_to (window, 20);
  after = take_picture_of (window, "weights");
  g_assert_false (is_same_picture (before, after));
}

static void
test_shuffle (WindowFixture *window, gconstpointer data)
{
  g_autoptr (Picture) before = NULL;
  g_autoptr (Picture) trained = NULL;
  g_autoptr (Picture) after = NULL;
  DhFigureView *view = find_view (window, "samples");
  const DhSnapshot *snapshot = NULL;
  DhFigureModel model;

  window_activate (window, "page", "s", "digits");
  before = take_picture_of (window, "samples");
  window_run_to (window, 5);
  trained = take_picture_of (window, "samples");
  /* The digits are the same, what the network reads in them is not. */
  g_assert_false (is_same_picture (before, trained));

  model = dh_figure_view_get_model (view);
  snapshot = dh_snapshot_ref (model.runs[0]);
  window_activate (window, "shuffle", NULL);
  WAIT_UNTIL (!dh_snapshot_has_same_samples (snapshot, *dh_figure_view_get_model (view).runs));
  after = take_picture_of (window, "samples");
  g_assert_false (is_same_picture (before, after));
  g_assert_cmpuint (window_get_count (window, "step"), ==, 5);
  dh_snapshot_unref (snapshot);
}

static void
test_digit (WindowFixture *window, gconstpointer data)
{
  g_autoptr (Picture) all = NULL;
  g_autoptr (Picture) one = NULL;

  window_activate (window, "page", "s", "digits");
  all = take_picture_of (window, "samples");
  window_activate (window, "digit", "s", "2");
  g_assert_cmpint (dh_figure_view_get_model (find_view (window, "samples")).focus, ==, 2);
  one = take_picture_of (window, "samples");
  g_assert_false (is_same_picture (all, one));
}

/* The colours of the figures go with those of the window. */
static void
test_dark (WindowFixture *window, gconstpointer data)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  const DhTheme *light = dh_theme_get_light ();
  const DhTheme *dark = dh_theme_get_dark ();
  g_autoptr (Picture) day = NULL;
  g_autoptr (Picture) night = NULL;

  window_run_to (window, 200);
  day = take_picture_of (window, "loss");
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_FORCE_DARK);
  night = take_picture_of (window, "loss");
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_DEFAULT);
  g_assert_cmpuint (count_pixels (day, &light->train), >, 200);
  g_assert_cmpuint (count_pixels (day, &dark->train), ==, 0);
  g_assert_cmpuint (count_pixels (night, &dark->train), >, 200);
  g_assert_cmpuint (count_pixels (night, &light->train), ==, 0);
}

/* A theme's background must be that of the card it is drawn on. */
static void
test_background (WindowFixture *window, gconstpointer data)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  for (int dark = 0; dark < 2; dark++)
    {
      const DhTheme *theme = dark ? dh_theme_get_dark () : dh_theme_get_light ();
      g_autoptr (Picture) picture = NULL;

      adw_style_manager_set_color_scheme (
          style, dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
      gtk_test_widget_wait_for_draw (window->window);
      picture = take_picture (window->window);
      g_assert_cmpuint (count_pixels (picture, &theme->background), >,
                        (guint) (picture->width * picture->height / 4));
    }
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_DEFAULT);
}

static void
test_accessible (WindowFixture *window, gconstpointer data)
{
  static const struct
  {
    const char *id;
    const char *label;
    const char *page; /* a figure on a hidden page keeps its old words */
  } cases[] = { { "loss", "Loss", "training" },
                { "weights", "Weights", "training" },
                { "samples", "Sample digits", "digits" } };

  if (g_strcmp0 (g_getenv ("GTK_A11Y"), "test") != 0)
    {
      g_test_skip ("GTK_A11Y is not “test”");
      return;
    }
  window_run_to (window, 20);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DhFigureView *view = find_view (window, cases[i].id);
      DhFigureModel model;
      g_autofree char *words = NULL;

      window_activate (window, "page", "s", cases[i].page);
      WAIT_UNTIL (gtk_widget_get_mapped (GTK_WIDGET (view)));
      gtk_test_widget_wait_for_draw (window->window);
      model = dh_figure_view_get_model (view);
      words = dh_figure_view_get_figure (view)->describe (
          &model, gtk_widget_get_width (GTK_WIDGET (view)),
          gtk_widget_get_height (GTK_WIDGET (view)), -1, -1);
      gtk_test_accessible_assert_role (view, GTK_ACCESSIBLE_ROLE_IMG);
      gtk_test_accessible_assert_property (view, GTK_ACCESSIBLE_PROPERTY_LABEL, cases[i].label);
      gtk_test_accessible_assert_property (view, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words);
    }
}

int
main (int argc, char **argv)
{
  if (!window_tests_init (&argc, &argv))
    return 0;
  window_tests_add ("/window/figures/loss", test_loss);
  window_tests_add ("/window/figures/log-scale", test_log_scale);
  window_tests_add ("/window/figures/weights", test_weights);
  window_tests_add ("/window/figures/shuffle", test_shuffle);
  window_tests_add ("/window/figures/digit", test_digit);
  window_tests_add ("/window/figures/dark", test_dark);
  window_tests_add ("/window/figures/background", test_background);
  window_tests_add ("/window/figures/accessible", test_accessible);
  return g_test_run ();
}
