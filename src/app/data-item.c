// What the list of data sets shows of one: its name, where it is, and whether it is the published.
// SPDX-License-Identifier: MIT

#include "app/data-item.h"

#include <glib/gi18n-lib.h>

#include "dataset/catalog.h"
#include "dataset/idx-names.h"
#include "dataset/survey.h"
#include "figures/number.h"

struct _DhDataItem
{
  GObject parent_instance;

  char *name;
  char *title;
  char *detail;
  const DhPublished *missing;
};

enum
{
  PROP_TITLE = 1
};

G_DEFINE_FINAL_TYPE (DhDataItem, dh_data_item, G_TYPE_OBJECT)

static void
dh_data_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_TITLE)
    g_value_set_string (value, DH_DATA_ITEM (object)->title);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dh_data_item_finalize (GObject *object)
{
  DhDataItem *self = DH_DATA_ITEM (object);

  g_free (self->name);
  g_free (self->title);
  g_free (self->detail);
  G_OBJECT_CLASS (dh_data_item_parent_class)->finalize (object);
}

static void
dh_data_item_class_init (DhDataItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = dh_data_item_get_property;
  object_class->finalize = dh_data_item_finalize;
  g_object_class_install_property (
      object_class, PROP_TITLE,
      g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
}

static void
dh_data_item_init (DhDataItem *self)
{
}

/* Takes @detail. */
static DhDataItem *
make_item (const char *name, const char *title, char *detail)
{
  DhDataItem *self = g_object_new (DH_TYPE_DATA_ITEM, NULL);

  self->name = g_strdup (name);
  self->title = g_strdup (title);
  self->detail = detail;
  return self;
}

DhDataItem *
dh_data_item_new_for_folder (const char *folder)
{
  g_autofree char *title = dh_idx_names_make_title (folder);

  return make_item (folder, title, g_filename_display_name (folder));
}

const char *
dh_data_item_get_name (DhDataItem *self)
{
  return self->name;
}

const char *
dh_data_item_get_title (DhDataItem *self)
{
  return self->title;
}

const char *
dh_data_item_get_detail (DhDataItem *self)
{
  return self->detail;
}

const DhPublished *
dh_data_item_get_missing (DhDataItem *self)
{
  return self->missing;
}

static char *
describe_contents (const DhPlace *place)
{
  g_autofree char *train = dh_number_format_count (place->n_train);
  g_autofree char *test = dh_number_format_count (place->n_test);
  g_autoptr (GString) text = g_string_new (NULL);

  if (place->problem != NULL)
    return g_strdup (place->problem);
  /* Translators: how many images for training and for testing, and their size in pixels */
  g_string_append_printf (text, _("%s + %s images of %u × %u"), train, test, place->width,
                          place->height);
  if (place->n_classes > 0)
    {
      g_string_append (text, ", ");
      g_string_append_printf (text, ngettext ("%u class", "%u classes", place->n_classes),
                              place->n_classes);
    }
  return g_strdup (text->str);
}

static char *
describe (const DhPlace *place)
{
  g_autofree char *contents = describe_contents (place);
  g_autofree char *check = dh_place_describe_check (place);
  g_autofree char *folder = g_filename_display_name (place->folder);
  g_autoptr (GString) detail = g_string_new (contents);

  if (check != NULL)
    g_string_append_printf (detail, "\n%s", check);
  g_string_append_printf (detail, "\n%s", folder);
  return g_strdup (detail->str);
}

static DhDataItem *
make_missing (const DhPublished *set)
{
  g_autofree char *size = g_format_size (dh_published_get_size (set));
  /* Translators: %s is a size: 11.6 MB */
  DhDataItem *self = make_item (
      set->name, set->title, g_strdup_printf (_("Not on this computer yet: download %s"), size));

  self->missing = set;
  return self;
}

static void
list_set (GPtrArray *items, const GPtrArray *places, const DhPublished *set,
          GCancellable *cancellable)
{
  const DhPlace *named = dh_survey_find (places, set, cancellable);
  g_autofree char *detail = named != NULL ? describe (named) : NULL;

  g_ptr_array_add (items, named == NULL
                              ? make_missing (set)
                              : make_item (set->name, set->title, g_steal_pointer (&detail)));
  for (guint i = 0; i < places->len; i++)
    {
      const DhPlace *place = places->pdata[i];

      if (place->set == set && place != named)
        g_ptr_array_add (items, make_item (place->folder, set->title, describe (place)));
    }
}

static void
list (GTask *task, gpointer source, gpointer check, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) places = dh_survey_make ();
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_entries;
  const DhCatalogEntry *entries = dh_catalog_get_all (&n_entries);
  guint n;
  const DhPublished *sets = dh_published_get_all (&n);

  for (guint i = 0; check != NULL && i < places->len; i++)
    dh_place_check (places->pdata[i], cancellable);
  g_ptr_array_add (items,
                   make_item (entries[0].name, _(entries[0].title), g_strdup (_("Built in"))));
  for (guint i = 0; i < n; i++)
    list_set (items, places, &sets[i], cancellable);
  g_task_return_pointer (task, items, (GDestroyNotify) g_ptr_array_unref);
}

void
dh_data_item_list_async (gboolean check,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);

  g_task_set_source_tag (task, dh_data_item_list_async);
  g_task_set_task_data (task, GINT_TO_POINTER (check), NULL);
  g_task_run_in_thread (task, list);
}

GPtrArray *
dh_data_item_list_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
