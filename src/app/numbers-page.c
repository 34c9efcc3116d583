// The page of numbers: what a run has measured, and how its values are spread.
// SPDX-License-Identifier: MIT

#include "app/numbers-page.h"

#include "app/figure-card.h"

struct _DhNumbersPage
{
  DhPage parent_instance;
};

G_DEFINE_FINAL_TYPE (DhNumbersPage, dh_numbers_page, DH_TYPE_PAGE)

static void
dh_numbers_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DH_TYPE_NUMBERS_PAGE);
  G_OBJECT_CLASS (dh_numbers_page_parent_class)->dispose (object);
}

static void
dh_numbers_page_class_init (DhNumbersPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (DH_TYPE_FIGURE_CARD);
  G_OBJECT_CLASS (klass)->dispose = dh_numbers_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/downhill_app/Downhill/numbers-page.ui");
}

static void
dh_numbers_page_init (DhNumbersPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
