// The page of digits: images with the value of every pixel, and what the network makes of them.
// SPDX-License-Identifier: MIT

#include "app/digits-page.h"

#include <stdlib.h>

#include "app/figure-card.h"
#include "app/figure-loupe.h"
#include "figures/samples-layout.h"

struct _DhDigitsPage
{
  DhPage parent_instance;

  GtkStack *stack;
  DhFigureCard *samples;
  DhFigureCard *pixels;
};

G_DEFINE_FINAL_TYPE (DhDigitsPage, dh_digits_page, DH_TYPE_PAGE)

/* Where there is no room for the numbers of all, the one that is clicked is shown large. */
static void
choose (DhDigitsPage *self, const DhPick *pick, DhFigureView *view)
{
  DhFigureModel model = dh_figure_view_get_model (view);
  DhFigurePlace place = dh_figure_view_get_place (view);
  g_autofree char *digit = g_strdup_printf ("%.0f", pick->value + 1);
  DhSamplesLayout layout;

  dh_samples_layout_init (&layout, &model, place.width, place.height);
  if (layout.n > 1 && layout.format == DH_PIXEL_NONE && !model.pixels.hide_values)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.digit", "s", digit);
}

static void
dh_digits_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DH_TYPE_DIGITS_PAGE);
  G_OBJECT_CLASS (dh_digits_page_parent_class)->dispose (object);
}

static void
dh_digits_page_class_init (DhDigitsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (DH_TYPE_FIGURE_CARD);
  G_OBJECT_CLASS (klass)->dispose = dh_digits_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/downhill_app/Downhill/digits-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DhDigitsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, DhDigitsPage, samples);
  gtk_widget_class_bind_template_child (widget_class, DhDigitsPage, pixels);
}

static void
dh_digits_page_init (DhDigitsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  dh_figure_loupe_install (dh_figure_card_get_view (self->samples));
  g_signal_connect_swapped (dh_figure_card_get_view (self->samples), "picked",
                            G_CALLBACK (choose), self);
  dh_figure_loupe_install (dh_figure_card_get_view (self->pixels));
}

gboolean
dh_digits_page_show_digit (DhDigitsPage *self, const char *digit)
{
  static const char *const digits[] = { "all", "1", "2", "3", "sample", NULL };
  DhFigureView *view;
  DhFigureModel model;

  g_return_val_if_fail (DH_IS_DIGITS_PAGE (self) && digit != NULL, FALSE);

  if (!g_strv_contains (digits, digit))
    return FALSE;
  if (g_str_equal (digit, "sample"))
    {
      gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->pixels));
      return TRUE;
    }
  view = dh_figure_card_get_view (self->samples);
  model = dh_figure_view_get_model (view);
  /* "all" reads as 0, which is just what the figure calls it. */
  model.focus = atoi (digit);
  dh_figure_view_set_choices (view, &model);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->samples));
  return TRUE;
}
