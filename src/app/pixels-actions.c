// How the pixels of images are looked at, as window actions.
// SPDX-License-Identifier: MIT

#include "app/pixels-actions.h"

#include "app/page.h"

static gboolean
has_pixels (DhFigureView *view)
{
  static const char *const figures[] = { "samples", "pixels", NULL };

  return g_strv_contains (figures, dh_figure_view_get_figure (view)->id);
}

static void
set_standardised (DhFigureView *view, gpointer standardised)
{
  DhFigureModel model = dh_figure_view_get_model (view);

  if (!has_pixels (view))
    return;
  model.pixels.standardised = *(gboolean *) standardised;
  dh_figure_view_set_choices (view, &model);
}

static void
change_pixel_values (GSimpleAction *action, GVariant *value, gpointer window)
{
  const char *values = g_variant_get_string (value, NULL);
  gboolean standardised = g_str_equal (values, "standardised");

  if (!standardised && !g_str_equal (values, "raw"))
    return;
  g_simple_action_set_state (action, value);
  dh_page_foreach_figure (window, set_standardised, &standardised);
}

static void
set_hidden (DhFigureView *view, gpointer hidden)
{
  DhFigureModel model = dh_figure_view_get_model (view);

  if (!has_pixels (view))
    return;
  model.pixels.hide_values = *(gboolean *) hidden;
  dh_figure_view_set_choices (view, &model);
}

static void
change_show_values (GSimpleAction *action, GVariant *value, gpointer window)
{
  gboolean hidden = !g_variant_get_boolean (value);

  g_simple_action_set_state (action, value);
  dh_page_foreach_figure (window, set_hidden, &hidden);
}

static void
change_digit (GSimpleAction *action, GVariant *value, gpointer window)
{
  DhDigitsPage *page = g_object_get_data (G_OBJECT (action), "page");

  if (dh_digits_page_show_digit (page, g_variant_get_string (value, NULL)))
    g_simple_action_set_state (action, value);
}

static const GActionEntry actions[] = {
  { "pixel-values", NULL, "s", "'raw'", change_pixel_values },
  { "show-values", NULL, NULL, "true", change_show_values },
  { "digit", NULL, "s", "'all'", change_digit },
};

void
dh_pixels_actions_install (GtkApplicationWindow *window, DhDigitsPage *page)
{
  GAction *digit;

  g_return_if_fail (GTK_IS_APPLICATION_WINDOW (window) && DH_IS_DIGITS_PAGE (page));

  g_action_map_add_action_entries (G_ACTION_MAP (window), actions, G_N_ELEMENTS (actions), window);
  digit = g_action_map_lookup_action (G_ACTION_MAP (window), "digit");
  g_object_set_data (G_OBJECT (digit), "page", page);
}
