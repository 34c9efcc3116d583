// The page of digits: some images of the subset with the value of every pixel.
// SPDX-License-Identifier: MIT

#include "app/digits-page.h"

#include "app/figure-card.h"

struct _DhDigitsPage
{
  DhPage parent_instance;

  DhFigureCard *samples;
};

G_DEFINE_FINAL_TYPE (DhDigitsPage, dh_digits_page, DH_TYPE_PAGE)

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
  gtk_widget_class_bind_template_child (widget_class, DhDigitsPage, samples);
}

static void
dh_digits_page_init (DhDigitsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
