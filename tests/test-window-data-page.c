// The page of the data: what the set is, all images of the subset, one of them large.
// SPDX-License-Identifier: MIT

#include <string.h>

#include "app/figure-card.h"
#include "app/image-tile.h"
#include "window-fixture.h"

static GtkWidget *
find (WindowFixture *window, const char *id)
{
  return window_find_in (window_find (window, "data"), id);
}

static const char *
get_text (WindowFixture *window, const char *id)
{
  return gtk_label_get_text (GTK_LABEL (find (window, id)));
}

static void
show_page (WindowFixture *window)
{
  window_activate (window, "page", "s", "data");
  WAIT_UNTIL (gtk_widget_get_mapped (find (window, "grid")));
}

static guint
count_images (WindowFixture *window)
{
  GtkSelectionModel *model = gtk_grid_view_get_model (GTK_GRID_VIEW (find (window, "grid")));

  return model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (model)) : 0;
}

static const char *
get_view (WindowFixture *window)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (find (window, "stack")));
}

static char *
describe (WindowFixture *window, const char *id)
{
  DhFigureView *view = dh_figure_card_get_view (DH_FIGURE_CARD (find (window, id)));
  DhFigureModel model = dh_figure_view_get_model (view);

  return dh_figure_view_get_figure (view)->describe (&model, 900, 400, -1, -1);
}

static void
test_facts (WindowFixture *window, gconstpointer data)
{
  g_autofree char *classes = NULL;

  show_page (window);
  g_assert_cmpstr (get_text (window, "title"), ==, "Handwriting");
  g_assert_cmpstr (get_text (window, "origin"), ==,
                   "Written by a simulated hand in this program");
  g_assert_cmpstr (get_text (window, "counts"), ==,
                   "500 drawn from 10\u2009000 training images, 490 of them different");
  g_assert_cmpstr (get_text (window, "test_counts"), ==, "2\u2009000 test images");
  g_assert_cmpstr (get_text (window, "shape"), ==, "28 × 28 pixels, 10 classes");
  g_assert_nonnull (strstr (get_text (window, "numbers"), "Standardised: mean 33."));
  g_assert_cmpuint (count_images (window), ==, 500);
  classes = describe (window, "classes");
  g_assert_true (g_str_has_prefix (classes, "500 images for training of 10 classes: 0: "));
}

/* Another subset is another page; the same one is not made again. */
static void
test_follows (WindowFixture *window, gconstpointer data)
{
  GtkSelectionModel *model;

  show_page (window);
  model = gtk_grid_view_get_model (GTK_GRID_VIEW (find (window, "grid")));
  window_run_to (window, 20);
  g_assert_true (gtk_grid_view_get_model (GTK_GRID_VIEW (find (window, "grid"))) == model);
  window_activate (window, "subset", "t", G_GUINT64_CONSTANT (0));
  WAIT_UNTIL (window_is (window, "ready") && count_images (window) == 10000);
  g_assert_cmpstr (get_text (window, "counts"), ==, "All 10\u2009000 training images");
}

/* Hidden, it waits until it is shown. */
static void
test_hidden (WindowFixture *window, gconstpointer data)
{
  g_assert_cmpuint (count_images (window), ==, 0);
  window_run_to (window, 20);
  g_assert_cmpuint (count_images (window), ==, 0);
  show_page (window);
  g_assert_cmpuint (count_images (window), ==, 500);
}

static void
test_large (WindowFixture *window, gconstpointer data)
{
  g_autofree char *first = NULL;

  window_activate (window, "show-image", "t", G_GUINT64_CONSTANT (1));
  g_assert_cmpstr (get_view (window), ==, "image");
  g_assert_true (g_str_has_prefix (get_text (window, "caption"), "Image 1 of 500: label "));
  g_assert_false (gtk_widget_get_sensitive (find (window, "previous")));
  first = describe (window, "figure");
  g_assert_true (g_str_has_prefix (first, "1 sample image of 28×28 pixels, label "));
  g_signal_emit_by_name (find (window, "next"), "clicked");
  g_assert_true (g_str_has_prefix (get_text (window, "caption"), "Image 2 of 500: label "));
  g_assert_true (gtk_widget_get_sensitive (find (window, "previous")));

  window_activate (window, "show-image", "t", G_GUINT64_CONSTANT (500));
  g_assert_false (gtk_widget_get_sensitive (find (window, "next")));
  window_activate (window, "show-image", "t", G_GUINT64_CONSTANT (501));
  g_assert_true (g_str_has_prefix (get_text (window, "caption"), "Image 500 of 500: "));
  g_signal_emit_by_name (window_find_button (find (window, "stack"), "All Images"), "clicked");
  g_assert_cmpstr (get_view (window), ==, "all");

  /* A run of other data has no such image. */
  window_activate (window, "show-image", "t", G_GUINT64_CONSTANT (400));
  window_activate (window, "subset", "t", G_GUINT64_CONSTANT (100));
  WAIT_UNTIL (window_is (window, "ready") && count_images (window) == 100);
  g_assert_cmpstr (get_view (window), ==, "all");
}

/* The keys of the large image, as the page's controller gets them. */
static gboolean
press (WindowFixture *window, guint key)
{
  g_autoptr (GListModel) controllers =
      gtk_widget_observe_controllers (window_find (window, "data"));
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, 0, &handled);
    }
  return handled;
}

static void
test_keys (WindowFixture *window, gconstpointer data)
{
  show_page (window);
  g_assert_false (press (window, GDK_KEY_Escape));
  g_assert_false (press (window, GDK_KEY_Right));
  g_signal_emit_by_name (find (window, "grid"), "activate", 7);
  g_assert_true (g_str_has_prefix (get_text (window, "caption"), "Image 8 of 500: "));
  g_assert_true (press (window, GDK_KEY_Right));
  g_assert_true (g_str_has_prefix (get_text (window, "caption"), "Image 9 of 500: "));
  g_assert_true (press (window, GDK_KEY_Left));
  g_assert_true (press (window, GDK_KEY_Left));
  g_assert_true (g_str_has_prefix (get_text (window, "caption"), "Image 7 of 500: "));
  g_assert_true (press (window, GDK_KEY_Escape));
  g_assert_cmpstr (get_view (window), ==, "all");
}

/* Back in the grid the image seen last has the focus, also where it was far away. */
static void
test_focus (WindowFixture *window, gconstpointer data)
{
  static const guint images[] = { 6, 450, 0, 499 };

  show_page (window);
  for (guint i = 0; i < G_N_ELEMENTS (images); i++)
    {
      g_autofree char *words = g_strdup_printf ("Image %u of 500: ", images[i] + 1);
      GtkWidget *focus;

      g_signal_emit_by_name (find (window, "grid"), "activate", images[i]);
      g_assert_true (press (window, GDK_KEY_Escape));
      focus = gtk_window_get_focus (GTK_WINDOW (window->window));
      g_assert_true (gtk_widget_is_ancestor (focus, find (window, "grid")));
      g_assert_true (gtk_widget_activate (focus));
      g_assert_cmpstr (get_view (window), ==, "image");
      g_assert_true (g_str_has_prefix (get_text (window, "caption"), words));
      g_assert_true (press (window, GDK_KEY_Escape));
    }
}

/* Few of 10 000 images have widgets, and each that has one is named for those who cannot see it. */
static void
test_tiles (WindowFixture *window, gconstpointer data)
{
  g_autoptr (GPtrArray) tiles = NULL;
  GtkWidget *cell;

  show_page (window);
  window_activate (window, "subset", "t", G_GUINT64_CONSTANT (0));
  WAIT_UNTIL (window_is (window, "ready") && count_images (window) == 10000);
  tiles = window_list (find (window, "grid"), DH_TYPE_IMAGE_TILE);
  g_assert_cmpuint (tiles->len, >, 20);
  g_assert_cmpuint (tiles->len, <, 2000);
  cell = gtk_widget_get_parent (tiles->pdata[0]);
  gtk_test_accessible_assert_role (cell, GTK_ACCESSIBLE_ROLE_GRID_CELL);
  if (g_strcmp0 (g_getenv ("GTK_A11Y"), "none") != 0)
    g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (cell),
                                                     GTK_ACCESSIBLE_PROPERTY_LABEL));
}

static GtkWidget *
get_focus (WindowFixture *window)
{
  return gtk_window_get_focus (GTK_WINDOW (window->window));
}

/* How many stops the Tab key makes in the grid, on its way through the window. */
static guint
count_stops (WindowFixture *window, GtkDirectionType direction)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  guint n = 0;

  gtk_window_set_focus (GTK_WINDOW (window->window), NULL);
  while (gtk_widget_child_focus (window->window, direction) &&
         g_hash_table_add (seen, get_focus (window)))
    n += gtk_widget_is_ancestor (get_focus (window), find (window, "grid"));
  g_assert_cmpuint (g_hash_table_size (seen), >, 10);
  return n;
}

/* Tab stops in the grid once, there and back; arrow keys move inside, where Tab comes back to. */
static void
test_tab (WindowFixture *window, gconstpointer data)
{
  GtkWidget *first;
  GtkWidget *second;

  show_page (window);
  WAIT_UNTIL (gtk_widget_get_height (find (window, "grid")) > 0);
  g_assert_cmpuint (count_stops (window, GTK_DIR_TAB_FORWARD), ==, 1);
  g_assert_cmpuint (count_stops (window, GTK_DIR_TAB_BACKWARD), ==, 1);

  gtk_widget_grab_focus (find (window, "grid"));
  first = get_focus (window);
  g_assert_true (gtk_widget_child_focus (window->window, GTK_DIR_RIGHT));
  second = get_focus (window);
  g_assert_true (second != first);
  g_assert_true (gtk_widget_is_ancestor (second, find (window, "grid")));
  g_assert_true (gtk_widget_child_focus (window->window, GTK_DIR_TAB_BACKWARD));
  g_assert_false (gtk_widget_is_ancestor (get_focus (window), find (window, "grid")));
  g_assert_true (gtk_widget_child_focus (window->window, GTK_DIR_TAB_FORWARD));
  g_assert_true (get_focus (window) == second);
}

int
main (int argc, char **argv)
{
  if (!window_tests_init (&argc, &argv))
    return 0;
  window_tests_add ("/window/data-page/facts", test_facts);
  window_tests_add ("/window/data-page/follows", test_follows);
  window_tests_add ("/window/data-page/hidden", test_hidden);
  window_tests_add ("/window/data-page/large", test_large);
  window_tests_add ("/window/data-page/keys", test_keys);
  window_tests_add ("/window/data-page/focus", test_focus);
  window_tests_add ("/window/data-page/tiles", test_tiles);
  window_tests_add ("/window/data-page/tab", test_tab);
  return g_test_run ();
}
