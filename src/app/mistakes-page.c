// The page of mistakes: what the network misreads in the test set.
// SPDX-License-Identifier: MIT

#include "app/mistakes-page.h"

#include "app/figure-card.h"

struct _DhMistakesPage
{
  DhPage parent_instance;
};

G_DEFINE_FINAL_TYPE (DhMistakesPage, dh_mistakes_page, DH_TYPE_PAGE)

static void
dh_mistakes_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DH_TYPE_MISTAKES_PAGE);
  G_OBJECT_CLASS (dh_mistakes_page_parent_class)->dispose (object);
}

static void
dh_mistakes_page_class_init (DhMistakesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (DH_TYPE_FIGURE_CARD);
  G_OBJECT_CLASS (klass)->dispose = dh_mistakes_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/downhill_app/Downhill/mistakes-page.ui");
}

static void
dh_mistakes_page_init (DhMistakesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
