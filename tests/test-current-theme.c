// The theme of the figures follows the desktop's: here in high contrast.
// SPDX-License-Identifier: MIT

#include "app/current-theme.h"
#include "app/figure-view.h"
#include "window-fixture.h"

static void
assert_theme (WindowFixture *window, gboolean dark)
{
  g_autoptr (GPtrArray) views = window_list (window->window, DH_TYPE_FIGURE_VIEW);
  const DhTheme *expected = dh_theme_get (dark, TRUE);

  g_assert_cmpuint (views->len, >=, 3);
  g_assert_true (dh_current_theme_get () == expected);
  for (guint i = 0; i < views->len; i++)
    {
      const DhTheme *theme = dh_figure_view_get_model (views->pdata[i]).theme;

      g_assert_cmpmem (&theme->background, sizeof (DhColor), &expected->background,
                       sizeof (DhColor));
      g_assert_cmpmem (&theme->grid, sizeof (DhColor), &expected->grid, sizeof (DhColor));
      g_assert_cmpfloat (theme->least_text, ==, expected->least_text);
    }
}

static void
test_views (WindowFixture *window, gconstpointer data)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  assert_theme (window, FALSE);
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_FORCE_DARK);
  assert_theme (window, TRUE);
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_DEFAULT);
  assert_theme (window, FALSE);
}

static void
count (GObject *counter)
{
  guint n = GPOINTER_TO_UINT (g_object_get_data (counter, "n"));

  g_object_set_data (counter, "n", GUINT_TO_POINTER (n + 1));
}

/* Of both things that make a theme another, and of nothing once the watcher is gone. */
static void
test_watch (WindowFixture *window, gconstpointer data)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  GObject *counter = g_object_new (G_TYPE_OBJECT, NULL);

  dh_current_theme_watch (counter, G_CALLBACK (count));
  g_object_notify (G_OBJECT (style), "dark");
  g_object_notify (G_OBJECT (style), "high-contrast");
  g_object_notify (G_OBJECT (style), "color-scheme");
  g_assert_cmpuint (GPOINTER_TO_UINT (g_object_get_data (counter, "n")), ==, 2);
  g_assert_finalize_object (counter);
  g_object_notify (G_OBJECT (style), "dark");
}

/* The application's style sheet for high contrast is where libadwaita looks for it. */
static void
test_style_sheet (WindowFixture *window, gconstpointer data)
{
  const char *base = g_application_get_resource_base_path (window->application);
  g_autofree char *path = g_strconcat (base, "/style-hc.css", NULL);

  g_assert_true (adw_style_manager_get_high_contrast (adw_style_manager_get_default ()));
  g_assert_true (g_resources_get_info (path, 0, NULL, NULL, NULL));
}

int
main (int argc, char **argv)
{
  g_setenv ("ADW_DEBUG_HIGH_CONTRAST", "1", TRUE);
  if (!window_tests_init (&argc, &argv))
    return 0;
  window_tests_add ("/current-theme/views", test_views);
  window_tests_add ("/current-theme/watch", test_watch);
  window_tests_add ("/current-theme/style-sheet", test_style_sheet);
  return g_test_run ();
}
