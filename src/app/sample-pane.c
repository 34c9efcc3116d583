// The pane of one image: its pixels, and what the network makes of it.
// SPDX-License-Identifier: MIT

#include "app/sample-pane.h"

#include <glib/gi18n-lib.h>

#include "app/figure-card.h"
#include "app/figure-loupe.h"
#include "figures/class-name.h"
#include "figures/number.h"
#include "figures/sample-words.h"

/* Letters up to which the name of a class is written large beside the words. */
#define MOST_LARGE 3

struct _DhSamplePane
{
  DhPage parent_instance;

  const DhSnapshot *latest;

  GtkStack *stack;
  GtkLabel *place;
  GtkWidget *test_set;
  DhFigureView *image;
  GtkLabel *predicted;
  GtkLabel *prediction;
  GtkLabel *sureness;
  GtkLabel *verdict;
};

G_DEFINE_FINAL_TYPE (DhSamplePane, dh_sample_pane, DH_TYPE_PAGE)

static void
show_place (DhSamplePane *self, const DhSnapshot *snapshot)
{
  guint n = snapshot->shown_is_test ? snapshot->n_test : snapshot->n_train;
  g_autofree char *place = dh_number_format_count (snapshot->shown_position + 1);
  g_autofree char *all = dh_number_format_count (n);
  g_autofree char *text = g_strdup_printf (_("No. %s of %s"), place, all);
  g_autofree char *hint = NULL;

  /* The subset is drawn from the training set: there the image has another number. */
  if (!snapshot->shown_is_test)
    hint = g_strdup_printf (_("Image %u of the full training set, counted from 0"),
                            snapshot->shown.index);
  dh_page_set_text (self->place, text);
  dh_page_set_tooltip (GTK_WIDGET (self->place), hint);
}

/* There can be data without a test set. */
static void
show_sets (DhSamplePane *self, const DhSnapshot *snapshot)
{
  gboolean has_test = snapshot->n_test > 0;

  gtk_widget_set_sensitive (self->test_set, has_test);
  dh_page_set_tooltip (self->test_set, has_test
                                           ? _("Images that the network has never learned from")
                                           : _("These data have no test images"));
}

/* A short name is written large; a long one takes the place of the heading. */
static void
show_predicted (DhSamplePane *self, const char *name)
{
  gboolean large = g_utf8_strlen (name, -1) <= MOST_LARGE;

  gtk_widget_set_visible (GTK_WIDGET (self->predicted), large);
  dh_page_set_text (self->predicted, name);
  dh_page_set_text (self->prediction, large ? _("Prediction") : name);
}

static void
show_sureness (DhSamplePane *self, const DhSnapshot *snapshot, int predicted)
{
  char buffer[DH_CLASS_NAME_SIZE];
  const char *label = dh_class_name_get (snapshot, snapshot->shown.label, buffer);
  g_autofree char *percent = NULL;
  g_autofree char *text = NULL;

  if (predicted < 0)
    text = g_strdup_printf (_("label %s"), label);
  else
    {
      percent = dh_sample_words_make_percent (snapshot->shown.probabilities[predicted]);
      text = g_strdup_printf (_("label %s, %s sure"), label, percent);
    }
  dh_page_set_text (self->sureness, text);
}

static void
show_verdict (DhSamplePane *self, const DhSnapshot *snapshot, int predicted)
{
  const char *verdict = dh_sample_words_get_verdict (snapshot, &snapshot->shown);
  gboolean right = predicted == (int) snapshot->shown.label;
  const char *classes[] = { "pill-label", right ? "right" : "wrong", NULL };

  gtk_widget_set_visible (GTK_WIDGET (self->verdict), verdict != NULL);
  if (verdict == NULL || g_str_equal (verdict, gtk_label_get_text (self->verdict)))
    return;
  gtk_label_set_text (self->verdict, verdict);
  gtk_widget_set_css_classes (GTK_WIDGET (self->verdict), classes);
}

static void
show_texts (DhSamplePane *self, const DhSnapshot *snapshot)
{
  int predicted = dh_sample_get_predicted (&snapshot->shown, snapshot->n_classes);
  char buffer[DH_CLASS_NAME_SIZE];

  if (snapshot->shown.pixels == NULL)
    {
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }
  gtk_stack_set_visible_child_name (self->stack, "sample");
  show_place (self, snapshot);
  show_sets (self, snapshot);
  show_predicted (self, predicted < 0
                            ? "–"
                            : dh_class_name_get (snapshot, (guint) predicted, buffer));
  show_sureness (self, snapshot, predicted);
  show_verdict (self, snapshot, predicted);
}

static void
dh_sample_pane_show (DhPage *page, const DhSnapshot *snapshot)
{
  DhSamplePane *self = DH_SAMPLE_PANE (page);

  g_clear_pointer (&self->latest, dh_snapshot_unref);
  self->latest = dh_snapshot_ref (snapshot);
  DH_PAGE_CLASS (dh_sample_pane_parent_class)->show (page, snapshot);
}

static void
dh_sample_pane_show_numbers (DhPage *page, const DhSnapshot *snapshot)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (page)))
    show_texts (DH_SAMPLE_PANE (page), snapshot);
}

/* While it was closed, nobody kept its texts up to date. */
static void
dh_sample_pane_map (GtkWidget *widget)
{
  DhSamplePane *self = DH_SAMPLE_PANE (widget);

  if (self->latest != NULL)
    show_texts (self, self->latest);
  GTK_WIDGET_CLASS (dh_sample_pane_parent_class)->map (widget);
}

static void
dh_sample_pane_dispose (GObject *object)
{
  DhSamplePane *self = DH_SAMPLE_PANE (object);

  g_clear_pointer (&self->latest, dh_snapshot_unref);
  /* The template would unparent a child with a name, and the bin would not know. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), DH_TYPE_SAMPLE_PANE);
  G_OBJECT_CLASS (dh_sample_pane_parent_class)->dispose (object);
}

static void
dh_sample_pane_class_init (DhSamplePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (DH_TYPE_FIGURE_CARD);
  DH_PAGE_CLASS (klass)->show = dh_sample_pane_show;
  DH_PAGE_CLASS (klass)->show_numbers = dh_sample_pane_show_numbers;
  G_OBJECT_CLASS (klass)->dispose = dh_sample_pane_dispose;
  widget_class->map = dh_sample_pane_map;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/downhill_app/Downhill/sample-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, DhSamplePane, stack);
  gtk_widget_class_bind_template_child (widget_class, DhSamplePane, place);
  gtk_widget_class_bind_template_child (widget_class, DhSamplePane, test_set);
  gtk_widget_class_bind_template_child (widget_class, DhSamplePane, image);
  gtk_widget_class_bind_template_child (widget_class, DhSamplePane, predicted);
  gtk_widget_class_bind_template_child (widget_class, DhSamplePane, prediction);
  gtk_widget_class_bind_template_child (widget_class, DhSamplePane, sureness);
  gtk_widget_class_bind_template_child (widget_class, DhSamplePane, verdict);
}

static void
dh_sample_pane_init (DhSamplePane *self)
{
  DhFigureModel model;

  gtk_widget_init_template (GTK_WIDGET (self));
  model = dh_figure_view_get_model (self->image);
  model.pixels.bare = TRUE;
  dh_figure_view_set_choices (self->image, &model);
  dh_figure_loupe_install (self->image);
}
