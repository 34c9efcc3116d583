// The page of training: the numbers of the moment, the loss and the weights.
// SPDX-License-Identifier: MIT

#include "app/training-page.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/chart-popover.h"
#include "app/figure-card.h"
#include "app/figure-rows.h"
#include "app/footer-text.h"
#include "app/sparkline.h"
#include "app/weights-actions.h"
#include "figures/number.h"

struct _DhTrainingPage
{
  DhPage parent_instance;

  GtkLabel *train_loss;
  GtkLabel *test_loss;
  GtkLabel *test_loss_caption;
  GtkLabel *test_accuracy;
  GtkLabel *test_accuracy_caption;
  GtkLabel *speed;
  DhSparkline *train_loss_line;
  DhSparkline *test_loss_line;
  DhSparkline *test_accuracy_line;
  DhSparkline *speed_line;
  DhFigureCard *loss;
  DhFigureCard *accuracy;
  DhFigureCard *weights;
  DhWeightsTools *weights_tools;
};

G_DEFINE_FINAL_TYPE (DhTrainingPage, dh_training_page, DH_TYPE_PAGE)

/* Of a data set that has been loaded. */
static gboolean
lacks_test_set (const DhSnapshot *snapshot)
{
  return snapshot->data_title != NULL && snapshot->n_test == 0;
}

/* @unknown: what stands where there is no number. */
static void
set_loss (GtkLabel *label, double loss, const char *unknown)
{
  g_autofree char *text = isnan (loss) ? g_strdup (unknown) : dh_number_format_loss (loss);

  dh_page_set_text (label, text);
}

/* While a run trains, the test set is evaluated now and then: of which step its numbers are. */
static void
show_test_step (DhTrainingPage *self, const DhSnapshot *snapshot)
{
  gboolean late = !isnan (snapshot->test_loss) && snapshot->test_step != snapshot->step;
  g_autofree char *step = dh_number_format_count (snapshot->test_step);
  g_autofree char *loss = late ? g_strdup_printf (_("Test loss · %s"), step) : NULL;
  g_autofree char *accuracy = late ? g_strdup_printf (_("Test accuracy · %s"), step) : NULL;

  dh_page_set_text (self->test_loss_caption, late ? loss : _("Test loss"));
  dh_page_set_text (self->test_accuracy_caption, late ? accuracy : _("Test accuracy"));
}

static void
show_lines (DhTrainingPage *self, const DhSnapshot *snapshot)
{
  DhSparkline *lines[] = { self->train_loss_line, self->test_loss_line, self->test_accuracy_line,
                           self->speed_line };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    dh_sparkline_show (lines[i], snapshot);
}

static void
dh_training_page_show_numbers (DhPage *page, const DhSnapshot *snapshot)
{
  DhTrainingPage *self = DH_TRAINING_PAGE (page);
  g_autofree char *percent = dh_number_format_decimals (100 * snapshot->test_accuracy, 2);
  g_autofree char *accuracy = NULL;
  g_autofree char *rate = dh_footer_text_make_speed (snapshot);
  const char *unknown = lacks_test_set (snapshot) ? _("No test set") : "–";

  set_loss (self->train_loss, snapshot->train_loss, "–");
  set_loss (self->test_loss, snapshot->test_loss, unknown);
  accuracy = isnan (snapshot->test_accuracy) ? g_strdup (unknown)
                                             : g_strdup_printf (_("%s %%"), percent);
  dh_page_set_text (self->test_accuracy, accuracy);
  dh_page_set_text (self->speed, rate);
  show_test_step (self, snapshot);
  show_lines (self, snapshot);
}

static void
dh_training_page_show (DhPage *page, const DhSnapshot *snapshot)
{
  DhTrainingPage *self = DH_TRAINING_PAGE (page);

  DH_PAGE_CLASS (dh_training_page_parent_class)->show (page, snapshot);
  dh_weights_tools_show (self->weights_tools, snapshot);
  dh_figure_rows_fit (self->loss, self->weights);
}

static void
dh_training_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DH_TYPE_TRAINING_PAGE);
  G_OBJECT_CLASS (dh_training_page_parent_class)->dispose (object);
}

static void
dh_training_page_class_init (DhTrainingPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (DH_TYPE_CHART_POPOVER);
  g_type_ensure (DH_TYPE_FIGURE_CARD);
  g_type_ensure (DH_TYPE_SPARKLINE);
  g_type_ensure (DH_TYPE_WEIGHTS_TOOLS);
  G_OBJECT_CLASS (klass)->dispose = dh_training_page_dispose;
  DH_PAGE_CLASS (klass)->show = dh_training_page_show;
  DH_PAGE_CLASS (klass)->show_numbers = dh_training_page_show_numbers;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/downhill_app/Downhill/training-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DhTrainingPage, train_loss);
  gtk_widget_class_bind_template_child (widget_class, DhTrainingPage, test_loss);
  gtk_widget_class_bind_template_child (widget_class, DhTrainingPage, test_loss_caption);
  gtk_widget_class_bind_template_child (widget_class, DhTrainingPage, test_accuracy);
  gtk_widget_class_bind_template_child (widget_class, DhTrainingPage, test_accuracy_caption);
  gtk_widget_class_bind_template_child (widget_class, DhTrainingPage, speed);
  gtk_widget_class_bind_template_child (widget_class, DhTrainingPage, train_loss_line);
  gtk_widget_class_bind_template_child (widget_class, DhTrainingPage, test_loss_line);
  gtk_widget_class_bind_template_child (widget_class, DhTrainingPage, test_accuracy_line);
  gtk_widget_class_bind_template_child (widget_class, DhTrainingPage, speed_line);
  gtk_widget_class_bind_template_child (widget_class, DhTrainingPage, loss);
  gtk_widget_class_bind_template_child (widget_class, DhTrainingPage, accuracy);
  gtk_widget_class_bind_template_child (widget_class, DhTrainingPage, weights);
  gtk_widget_class_bind_template_child (widget_class, DhTrainingPage, weights_tools);
}

static void
dh_training_page_init (DhTrainingPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  dh_weights_tools_set_view (self->weights_tools, dh_figure_card_get_view (self->weights));
}

void
dh_training_page_add_actions (DhTrainingPage *self, GActionMap *map)
{
  g_return_if_fail (DH_IS_TRAINING_PAGE (self));

  dh_weights_actions_install (map, self->weights_tools);
}
