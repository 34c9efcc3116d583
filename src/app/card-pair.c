// Two cards: side by side where there is room, else one above the other.
// SPDX-License-Identifier: MIT

#include "app/card-pair.h"

#define SPACING 12
#define MOST_TALL 0.82 /* of its width, of the first card beside a taller one */

struct _DhCardPair
{
  GtkWidget parent_instance;

  int wide_from;
};

enum
{
  PROP_WIDE_FROM = 1,
  N_PROPERTIES
};

G_DEFINE_FINAL_TYPE (DhCardPair, dh_card_pair, GTK_TYPE_WIDGET)

static GtkWidget *
get_first (DhCardPair *self)
{
  return gtk_widget_get_first_child (GTK_WIDGET (self));
}

static GtkWidget *
get_second (DhCardPair *self)
{
  GtkWidget *first = get_first (self);

  return first != NULL ? gtk_widget_get_next_sibling (first) : NULL;
}

static void
get_heights (GtkWidget *child, int width, int *minimum, int *natural)
{
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, minimum, natural, NULL, NULL);
}

static void
measure_width (DhCardPair *self, int *minimum, int *natural)
{
  int first_minimum, first_natural, second_minimum, second_natural;

  gtk_widget_measure (get_first (self), GTK_ORIENTATION_HORIZONTAL, -1, &first_minimum,
                      &first_natural, NULL, NULL);
  gtk_widget_measure (get_second (self), GTK_ORIENTATION_HORIZONTAL, -1, &second_minimum,
                      &second_natural, NULL, NULL);
  *minimum = MAX (first_minimum, second_minimum);
  *natural = MAX (first_natural, second_natural);
}

static void
measure_height (DhCardPair *self, int width, int *minimum, int *natural)
{
  gboolean wide = width >= self->wide_from;
  int first_minimum, first_natural, second_minimum, second_natural;

  if (wide)
    width = (width - SPACING) / 2;
  get_heights (get_first (self), width, &first_minimum, &first_natural);
  get_heights (get_second (self), width, &second_minimum, &second_natural);
  *minimum = wide ? MAX (first_minimum, second_minimum) : first_minimum + SPACING + second_minimum;
  *natural = wide ? MAX (first_natural, second_natural) : first_natural + SPACING + second_natural;
}

static GtkSizeRequestMode
dh_card_pair_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
dh_card_pair_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  DhCardPair *self = DH_CARD_PAIR (widget);

  *minimum = *natural = 0;
  if (get_second (self) == NULL)
    return;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (self, minimum, natural);
  else
    measure_height (self, for_size, minimum, natural);
}

static void
allocate (GtkWidget *child, int x, int y, int width, int height)
{
  gtk_widget_size_allocate (child, &(GtkAllocation) { x, y, MAX (width, 0), MAX (height, 0) }, -1);
}

static void
dh_card_pair_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  DhCardPair *self = DH_CARD_PAIR (widget);
  int first_height, second_height;

  if (get_second (self) == NULL)
    return;
  if (width >= self->wide_from)
    {
      int half = (width - SPACING) / 2;

      get_heights (get_first (self), half, &first_height, NULL);
      allocate (get_first (self), 0, 0, half, MIN (height, MAX (first_height, MOST_TALL * half)));
      allocate (get_second (self), width - half, 0, half, height);
      return;
    }
  get_heights (get_second (self), width, &second_height, NULL);
  first_height = height - SPACING - second_height;
  allocate (get_first (self), 0, 0, width, first_height);
  allocate (get_second (self), 0, first_height + SPACING, width, second_height);
}

static void
dh_card_pair_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_WIDE_FROM)
    g_value_set_int (value, DH_CARD_PAIR (object)->wide_from);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dh_card_pair_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id != PROP_WIDE_FROM)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  DH_CARD_PAIR (object)->wide_from = g_value_get_int (value);
  gtk_widget_queue_resize (GTK_WIDGET (object));
}

static void
dh_card_pair_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (dh_card_pair_parent_class)->dispose (object);
}

static void
dh_card_pair_class_init (DhCardPairClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = dh_card_pair_dispose;
  object_class->get_property = dh_card_pair_get_property;
  object_class->set_property = dh_card_pair_set_property;
  widget_class->get_request_mode = dh_card_pair_get_request_mode;
  widget_class->measure = dh_card_pair_measure;
  widget_class->size_allocate = dh_card_pair_size_allocate;
  g_object_class_install_property (
      object_class, PROP_WIDE_FROM,
      g_param_spec_int ("wide-from", NULL, NULL, 0, G_MAXINT, 1000,
                        G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
}

static void
dh_card_pair_init (DhCardPair *self)
{
  self->wide_from = 1000;
}
