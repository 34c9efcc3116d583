// The pane of one image: its pixels, and what the network makes of it.
// SPDX-License-Identifier: MIT

#include "app/sample-pane.h"

#include "app/figure-card.h"

struct _DhSamplePane
{
  DhPage parent_instance;
};

G_DEFINE_FINAL_TYPE (DhSamplePane, dh_sample_pane, DH_TYPE_PAGE)

static void
dh_sample_pane_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DH_TYPE_SAMPLE_PANE);
  G_OBJECT_CLASS (dh_sample_pane_parent_class)->dispose (object);
}

static void
dh_sample_pane_class_init (DhSamplePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (DH_TYPE_FIGURE_CARD);
  G_OBJECT_CLASS (klass)->dispose = dh_sample_pane_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/downhill_app/Downhill/sample-pane.ui");
}

static void
dh_sample_pane_init (DhSamplePane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
