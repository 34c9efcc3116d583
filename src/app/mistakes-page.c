// The page of mistakes: what the network misreads in the test set.
// SPDX-License-Identifier: MIT

#include "app/mistakes-page.h"

#include "app/card-pair.h"
#include "app/figure-card.h"
#include "app/mistakes-actions.h"
#include "app/mistakes-keys.h"
#include "figures/mistakes-list.h"

/* While a run trains, images are put in order anew this often at most: they are to be looked at. */
#define SHOW_USEC 400000

struct _DhMistakesPage
{
  DhPage parent_instance;

  GtkStack *stack;
  DhFigureCard *confusion;
  DhFigureCard *misread;
  GtkWidget *show_all;
  GtkWidget *previous;
  GtkWidget *next;

  DhMistakesActions *actions; /* while it is in a window */
  gint64 shown_at;
};

G_DEFINE_FINAL_TYPE (DhMistakesPage, dh_mistakes_page, DH_TYPE_PAGE)

/* What both figures show, or NULL. */
static const DhSnapshot *
get_shown (DhMistakesPage *self)
{
  DhFigureModel model = dh_figure_view_get_model (dh_figure_card_get_view (self->confusion));

  return model.n_runs > 0 ? model.runs[0] : NULL;
}

/* A step changes nothing here; an evaluation does. */
static gboolean
looks_the_same (const DhSnapshot *a, const DhSnapshot *b)
{
  return a->run == b->run && a->reading == b->reading && a->shown_is_test == b->shown_is_test &&
         a->shown_position == b->shown_position;
}

static void
dh_mistakes_page_show (DhPage *page, const DhSnapshot *snapshot)
{
  DhMistakesPage *self = DH_MISTAKES_PAGE (page);
  const DhSnapshot *shown = get_shown (self);
  gint64 now = g_get_monotonic_time ();

  if (shown != NULL && shown->state == DH_RUN_RUNNING && snapshot->state == DH_RUN_RUNNING &&
      (looks_the_same (shown, snapshot) || now - self->shown_at < SHOW_USEC))
    return;
  self->shown_at = now;
  DH_PAGE_CLASS (dh_mistakes_page_parent_class)->show (page, snapshot);
}

/* How many there are stands on the tab of the page too, once anything has been learned. */
static void
show_badge (DhMistakesPage *self, const DhReading *reading)
{
  GtkWidget *stack = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_VIEW_STACK);
  gboolean trained = reading != NULL && reading->step > 0;
  guint n = trained ? reading->n - dh_reading_count_right (reading) : 0;

  if (stack != NULL)
    adw_view_stack_page_set_badge_number (
        adw_view_stack_get_page (ADW_VIEW_STACK (stack), GTK_WIDGET (self)), n);
}

static void
show_buttons (DhMistakesPage *self)
{
  const DhSnapshot *shown = get_shown (self);
  const DhReading *reading = shown != NULL ? shown->reading : NULL;
  const DhMistakesChoices *choices = dh_mistakes_actions_get_choices (self->actions);
  guint n_pages = reading != NULL ? dh_mistakes_count_pages (reading, choices) : 1;

  /* A button that can no longer be pressed loses the focus to the first one of the window. */
  if (!choices->has_cell && gtk_widget_has_focus (self->show_all))
    gtk_widget_grab_focus (GTK_WIDGET (dh_figure_card_get_view (self->misread)));
  gtk_widget_set_sensitive (self->show_all, choices->has_cell);
  gtk_widget_set_sensitive (self->previous, choices->page > 0);
  gtk_widget_set_sensitive (self->next, choices->page + 1 < n_pages);
}

static void
dh_mistakes_page_show_numbers (DhPage *page, const DhSnapshot *snapshot)
{
  DhMistakesPage *self = DH_MISTAKES_PAGE (page);
  const DhSnapshot *shown = get_shown (self);
  gboolean empty;

  if (shown == NULL || self->actions == NULL)
    return;
  empty = shown->data_title != NULL && shown->n_test == 0;
  gtk_stack_set_visible_child_name (self->stack, empty ? "empty" : "figures");
  dh_mistakes_actions_fit (self->actions);
  show_badge (self, shown->reading);
  show_buttons (self);
}

static void
pick (DhMistakesPage *self, const DhPick *pick, DhFigureView *view)
{
  if (pick->kind == DH_PICK_CELL)
    dh_mistakes_actions_pick_cell (self->actions, pick->a, pick->b);
  else if (pick->kind == DH_PICK_IMAGE)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-test-image", "t",
                                (guint64) pick->a);
}

static void
point (DhMistakesPage *self, const DhPick *pick, DhFigureView *view)
{
  dh_mistakes_actions_point (self->actions, view, pick);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (view),
                                   pick->kind == DH_PICK_NONE ? NULL : "pointer");
}

static void
show_all (DhMistakesPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.mistakes-cell", "s", "all");
}

static void
turn_page (DhMistakesPage *self, int by)
{
  int page = (int) dh_mistakes_actions_get_choices (self->actions)->page + 1;

  gtk_widget_activate_action (GTK_WIDGET (self), "win.mistakes-page", "i", page + by);
}

static void
show_previous (DhMistakesPage *self)
{
  turn_page (self, -1);
}

static void
show_next (DhMistakesPage *self)
{
  turn_page (self, 1);
}

/* Escape goes back to all images, where that is not what is shown. */
static gboolean
press_key (DhMistakesPage *self, guint key, guint code, GdkModifierType state)
{
  if (key != GDK_KEY_Escape || self->actions == NULL ||
      !dh_mistakes_actions_get_choices (self->actions)->has_cell)
    return FALSE;
  show_all (self);
  return TRUE;
}

static void
follow_action (DhMistakesPage *self, const char *name)
{
  if (g_str_has_prefix (name, "mistakes-"))
    show_buttons (self);
}

static void
dh_mistakes_page_root (GtkWidget *widget)
{
  DhMistakesPage *self = DH_MISTAKES_PAGE (widget);
  GtkRoot *root;

  GTK_WIDGET_CLASS (dh_mistakes_page_parent_class)->root (widget);
  root = gtk_widget_get_root (widget);
  if (!G_IS_ACTION_MAP (root))
    return;
  self->actions = dh_mistakes_actions_new (G_ACTION_MAP (root),
                                           dh_figure_card_get_view (self->confusion),
                                           dh_figure_card_get_view (self->misread));
  g_signal_connect_object (root, "action-state-changed", G_CALLBACK (follow_action), self,
                           G_CONNECT_SWAPPED);
}

static void
dh_mistakes_page_unroot (GtkWidget *widget)
{
  DhMistakesPage *self = DH_MISTAKES_PAGE (widget);

  g_signal_handlers_disconnect_by_func (gtk_widget_get_root (widget), follow_action, self);
  g_clear_pointer (&self->actions, dh_mistakes_actions_free);
  GTK_WIDGET_CLASS (dh_mistakes_page_parent_class)->unroot (widget);
}

static void
dh_mistakes_page_dispose (GObject *object)
{
  /* The template would unparent a child with a name, and the bin would not know. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), DH_TYPE_MISTAKES_PAGE);
  G_OBJECT_CLASS (dh_mistakes_page_parent_class)->dispose (object);
}

static void
dh_mistakes_page_class_init (DhMistakesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (DH_TYPE_CARD_PAIR);
  g_type_ensure (DH_TYPE_FIGURE_CARD);
  G_OBJECT_CLASS (klass)->dispose = dh_mistakes_page_dispose;
  widget_class->root = dh_mistakes_page_root;
  widget_class->unroot = dh_mistakes_page_unroot;
  DH_PAGE_CLASS (klass)->show = dh_mistakes_page_show;
  DH_PAGE_CLASS (klass)->show_numbers = dh_mistakes_page_show_numbers;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/downhill_app/Downhill/mistakes-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DhMistakesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, DhMistakesPage, confusion);
  gtk_widget_class_bind_template_child (widget_class, DhMistakesPage, misread);
  gtk_widget_class_bind_template_child (widget_class, DhMistakesPage, show_all);
  gtk_widget_class_bind_template_child (widget_class, DhMistakesPage, previous);
  gtk_widget_class_bind_template_child (widget_class, DhMistakesPage, next);
  gtk_widget_class_bind_template_callback (widget_class, show_all);
  gtk_widget_class_bind_template_callback (widget_class, show_previous);
  gtk_widget_class_bind_template_callback (widget_class, show_next);
  gtk_widget_class_bind_template_callback (widget_class, press_key);
}

static void
dh_mistakes_page_init (DhMistakesPage *self)
{
  DhFigureView *views[2];

  gtk_widget_init_template (GTK_WIDGET (self));
  views[0] = dh_figure_card_get_view (self->confusion);
  views[1] = dh_figure_card_get_view (self->misread);
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      g_signal_connect_object (views[i], "picked", G_CALLBACK (pick), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (views[i], "pointed", G_CALLBACK (point), self, G_CONNECT_SWAPPED);
      dh_mistakes_keys_install (views[i]);
    }
}
