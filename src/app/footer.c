// The last line of the window: where the run is, how far it has come, what it learns.
// SPDX-License-Identifier: MIT

#include "app/footer.h"

#include "app/footer-text.h"

struct _DhFooter
{
  DhPage parent_instance;

  GtkLabel *progress;
  GtkProgressBar *bar;
  GtkLabel *left;
  GtkWidget *all_facts;
  GtkLabel *facts;
  GtkLabel *short_facts; /* where there is no room for all */
};

G_DEFINE_FINAL_TYPE (DhFooter, dh_footer, DH_TYPE_PAGE)

/* The bar has the room of the facts: those do not change while it goes on. */
static void
show_bar (DhFooter *self, const DhSnapshot *snapshot)
{
  gboolean has_end = snapshot->n_steps > 0;
  g_autofree char *left = dh_footer_text_make_time_left (snapshot);
  double share = has_end ? (double) snapshot->step / snapshot->n_steps : 0;

  gtk_widget_set_visible (GTK_WIDGET (self->bar), has_end);
  gtk_widget_set_visible (self->all_facts, !has_end);
  gtk_progress_bar_set_fraction (self->bar, MIN (share, 1));
  gtk_widget_set_visible (GTK_WIDGET (self->left), left != NULL);
  if (left != NULL)
    dh_page_set_text (self->left, left);
}

void
dh_footer_show (DhFooter *self, const DhSnapshot *snapshot, const DhSettings *settings)
{
  g_autofree char *progress = dh_footer_text_make_progress (snapshot, settings);
  g_autofree char *facts = dh_footer_text_make_facts (snapshot);
  g_autofree char *short_facts = dh_footer_text_make_short_facts (snapshot);

  g_return_if_fail (DH_IS_FOOTER (self));

  dh_page_set_text (self->progress, progress);
  dh_page_set_text (self->facts, facts);
  dh_page_set_text (self->short_facts, short_facts);
  show_bar (self, snapshot);
}

static void
dh_footer_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DH_TYPE_FOOTER);
  G_OBJECT_CLASS (dh_footer_parent_class)->dispose (object);
}

static void
dh_footer_class_init (DhFooterClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dh_footer_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/downhill_app/Downhill/footer.ui");
  gtk_widget_class_bind_template_child (widget_class, DhFooter, progress);
  gtk_widget_class_bind_template_child (widget_class, DhFooter, bar);
  gtk_widget_class_bind_template_child (widget_class, DhFooter, left);
  gtk_widget_class_bind_template_child (widget_class, DhFooter, all_facts);
  gtk_widget_class_bind_template_child (widget_class, DhFooter, facts);
  gtk_widget_class_bind_template_child (widget_class, DhFooter, short_facts);
}

static void
dh_footer_init (DhFooter *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
