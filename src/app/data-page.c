// The page of the data set: what it is, how its classes are spread, and every image of the subset.
// SPDX-License-Identifier: MIT

#include "app/data-page.h"

#include <glib/gi18n-lib.h>

#include "app/card-pair.h"
#include "app/data-facts.h"
#include "app/figure-card.h"
#include "app/figure-loupe.h"
#include "app/image-list.h"
#include "app/image-tile.h"
#include "app/tab-stop.h"

struct _DhDataPage
{
  DhPage parent_instance;

  const DhSnapshot *latest; /* of the data set to show */
  const DhSnapshot *shown;  /* whose data set is shown */
  guint image;              /* shown large, from 0 */

  GtkStack *stack;
  GtkLabel *title;
  GtkLabel *origin;
  GtkLabel *counts;
  GtkLabel *test_counts;
  GtkLabel *shape;
  GtkLabel *numbers;
  DhFigureCard *classes;
  GtkLabel *grid_title;
  GtkGridView *grid;
  DhFigureCard *figure;
  GtkLabel *caption;
  GtkWidget *previous;
  GtkWidget *next;
};

G_DEFINE_FINAL_TYPE (DhDataPage, dh_data_page, DH_TYPE_PAGE)

static const DhGallery *
get_gallery (const DhDataPage *self)
{
  return self->shown != NULL ? self->shown->gallery : NULL;
}

static guint
get_n_images (const DhDataPage *self)
{
  return get_gallery (self) != NULL ? get_gallery (self)->n : 0;
}

static void
set_up_item (DhDataPage *self, GtkListItem *item)
{
  gtk_list_item_set_child (item, dh_image_tile_new ());
}

static void
bind_item (DhDataPage *self, GtkListItem *item)
{
  GtkWidget *tile = gtk_list_item_get_child (item);
  guint i = gtk_list_item_get_position (item);
  const DhGallery *gallery = get_gallery (self);
  g_autofree char *label = NULL;
  g_autofree char *words = NULL;

  if (gallery == NULL || i >= gallery->n)
    return;
  label = dh_data_facts_get_label (self->shown, i);
  words = dh_data_facts_describe_image (self->shown, i);
  dh_image_tile_set_image (DH_IMAGE_TILE (tile), gallery, i, label);
  gtk_widget_set_tooltip_text (tile, words);
  /* The cell of the grid is what gets the keyboard's focus. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (tile)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
unbind_item (DhDataPage *self, GtkListItem *item)
{
  dh_image_tile_set_image (DH_IMAGE_TILE (gtk_list_item_get_child (item)), NULL, 0, NULL);
}

/* The Digits page's figure shows an image with its numbers: given a moment with this one alone. */
static DhSnapshot *
make_moment (const DhSnapshot *data, guint i)
{
  const DhGallery *gallery = data->gallery;
  DhSnapshot *moment = dh_snapshot_new ();

  moment->width = gallery->width;
  moment->height = gallery->height;
  moment->n_classes = data->n_classes;
  moment->class_names = g_strdupv (data->class_names);
  moment->mean = data->mean;
  moment->deviation = data->deviation;
  moment->n_samples = 1;
  moment->samples = g_new (DhSample, 1);
  *moment->samples = (DhSample) {
    .pixels = g_memdup2 (dh_gallery_get_pixels (gallery, i),
                         (gsize) gallery->width * gallery->height),
    .label = dh_gallery_get_label (gallery, i),
    .index = gallery->indices[i],
  };
  return moment;
}

static gboolean
is_large (const DhDataPage *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "image") == 0;
}

static void
show_large (DhDataPage *self, guint i)
{
  g_autoptr (DhSnapshot) moment = make_moment (self->shown, i);
  g_autofree char *words = dh_data_facts_describe_image (self->shown, i);

  self->image = i;
  dh_figure_view_set_snapshot (dh_figure_card_get_view (self->figure), moment);
  gtk_label_set_text (self->caption, words);
  gtk_widget_set_sensitive (self->previous, i > 0);
  gtk_widget_set_sensitive (self->next, i + 1 < get_n_images (self));
  gtk_stack_set_visible_child_name (self->stack, "image");
}

static void
open_image (DhDataPage *self, guint i)
{
  show_large (self, i);
  gtk_widget_grab_focus (i + 1 < get_n_images (self) ? self->next : self->previous);
}

static void
show_previous (DhDataPage *self)
{
  if (self->image > 0)
    show_large (self, self->image - 1);
}

static void
show_next (DhDataPage *self)
{
  if (self->image + 1 < get_n_images (self))
    show_large (self, self->image + 1);
}

/* The grid scrolls to an item, and makes its cell for that, but the focus stays where it was. */
static void
focus_image (DhDataPage *self, guint i)
{
  GtkWidget *cell;

  gtk_widget_activate_action (GTK_WIDGET (self->grid), "list.scroll-to-item", "u", i);
  for (cell = gtk_widget_get_first_child (GTK_WIDGET (self->grid)); cell != NULL;
       cell = gtk_widget_get_next_sibling (cell))
    if (dh_image_tile_shows (DH_IMAGE_TILE (gtk_widget_get_first_child (cell)), i))
      break;
  gtk_widget_grab_focus (cell != NULL ? cell : GTK_WIDGET (self->grid));
}

/* Back in the grid, the image seen last has the focus. */
static void
show_all (DhDataPage *self)
{
  gtk_stack_set_visible_child_name (self->stack, "all");
  focus_image (self, self->image);
}

static gboolean
press_key (DhDataPage *self, guint key)
{
  if (!is_large (self))
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_Escape:
      show_all (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Left:
      show_previous (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Right:
      show_next (self);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
set_text (GtkLabel *label, char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
  g_free (text);
}

static void
show_facts (DhDataPage *self)
{
  const DhSnapshot *data = self->shown;

  set_text (self->title, g_strdup (data->data_title));
  set_text (self->origin, dh_data_facts_make_origin (data));
  set_text (self->counts, dh_data_facts_make_counts (data));
  set_text (self->test_counts, dh_data_facts_make_test_counts (data));
  set_text (self->shape, dh_data_facts_make_shape (data));
  set_text (self->numbers, dh_data_facts_make_numbers (data));
  set_text (self->grid_title, dh_data_facts_make_grid_title (data));
}

static void
show_images (DhDataPage *self)
{
  GListModel *list = G_LIST_MODEL (dh_image_list_new (get_n_images (self)));
  g_autoptr (GtkNoSelection) model = gtk_no_selection_new (list);

  gtk_grid_view_set_model (self->grid, GTK_SELECTION_MODEL (model));
  gtk_stack_set_visible_child_name (self->stack, "all");
}

static gboolean
shows_same (const DhSnapshot *a, const DhSnapshot *b)
{
  return a != NULL && a->gallery == b->gallery && g_strcmp0 (a->data_title, b->data_title) == 0;
}

static void
catch_up (DhDataPage *self)
{
  if (self->latest == NULL || shows_same (self->shown, self->latest))
    return;
  g_clear_pointer (&self->shown, dh_snapshot_unref);
  self->shown = dh_snapshot_ref (self->latest);
  show_facts (self);
  show_images (self);
  dh_figure_view_set_snapshot (dh_figure_card_get_view (self->classes), self->shown);
}

static void
dh_data_page_show (DhPage *page, const DhSnapshot *snapshot)
{
  DhDataPage *self = DH_DATA_PAGE (page);
  if (shows_same (self->latest, snapshot))
    return;
  g_clear_pointer (&self->latest, dh_snapshot_unref);
  self->latest = dh_snapshot_ref (snapshot);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    catch_up (self);
}

static void
dh_data_page_map (GtkWidget *widget)
{
  catch_up (DH_DATA_PAGE (widget));
  GTK_WIDGET_CLASS (dh_data_page_parent_class)->map (widget);
}

static void
dh_data_page_dispose (GObject *object)
{
  DhDataPage *self = DH_DATA_PAGE (object);

  g_clear_pointer (&self->latest, dh_snapshot_unref);
  /* The template would unparent a child with a name, and the bin would not know. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), DH_TYPE_DATA_PAGE);
  g_clear_pointer (&self->shown, dh_snapshot_unref);
  G_OBJECT_CLASS (dh_data_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_child (klass, DhDataPage, stack);
  gtk_widget_class_bind_template_child (klass, DhDataPage, title);
  gtk_widget_class_bind_template_child (klass, DhDataPage, origin);
  gtk_widget_class_bind_template_child (klass, DhDataPage, counts);
  gtk_widget_class_bind_template_child (klass, DhDataPage, test_counts);
  gtk_widget_class_bind_template_child (klass, DhDataPage, shape);
  gtk_widget_class_bind_template_child (klass, DhDataPage, numbers);
  gtk_widget_class_bind_template_child (klass, DhDataPage, classes);
  gtk_widget_class_bind_template_child (klass, DhDataPage, grid_title);
  gtk_widget_class_bind_template_child (klass, DhDataPage, grid);
  gtk_widget_class_bind_template_child (klass, DhDataPage, figure);
  gtk_widget_class_bind_template_child (klass, DhDataPage, caption);
  gtk_widget_class_bind_template_child (klass, DhDataPage, previous);
  gtk_widget_class_bind_template_child (klass, DhDataPage, next);
}

static void
dh_data_page_class_init (DhDataPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (DH_TYPE_CARD_PAIR);
  g_type_ensure (DH_TYPE_FIGURE_CARD);
  g_type_ensure (DH_TYPE_TAB_STOP);
  DH_PAGE_CLASS (klass)->show = dh_data_page_show;
  G_OBJECT_CLASS (klass)->dispose = dh_data_page_dispose;
  widget_class->map = dh_data_page_map;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/downhill_app/Downhill/data-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, set_up_item);
  gtk_widget_class_bind_template_callback (widget_class, bind_item);
  gtk_widget_class_bind_template_callback (widget_class, unbind_item);
  gtk_widget_class_bind_template_callback (widget_class, open_image);
  gtk_widget_class_bind_template_callback (widget_class, press_key);
  gtk_widget_class_bind_template_callback (widget_class, show_all);
  gtk_widget_class_bind_template_callback (widget_class, show_previous);
  gtk_widget_class_bind_template_callback (widget_class, show_next);
}

static void
dh_data_page_init (DhDataPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  dh_figure_loupe_install (dh_figure_card_get_view (self->figure));
}

void
dh_data_page_show_image (DhDataPage *self, guint64 number)
{
  g_return_if_fail (DH_IS_DATA_PAGE (self));

  catch_up (self);
  if (number == 0 && is_large (self))
    show_all (self);
  else if (number > 0 && number <= get_n_images (self))
    open_image (self, (guint) number - 1);
}
