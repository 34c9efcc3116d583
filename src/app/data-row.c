// The row that chooses the data set: what is here, and what can be downloaded.
// SPDX-License-Identifier: MIT

#include "app/data-row.h"

#include "app/data-item.h"

struct _DhDataRow
{
  AdwComboRow parent_instance;

  DhDataFetch *fetch;
  GListStore *items;
  GPtrArray *opened; /* folders, in the order they were */
  char *current;     /* the setting */
  GCancellable *cancellable; /* of the search under way */
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (DhDataRow, dh_data_row, ADW_TYPE_COMBO_ROW)

static DhDataItem *
find_item (DhDataRow *self, const char *name, guint *position)
{
  GListModel *items = G_LIST_MODEL (self->items);

  for (*position = 0; *position < g_list_model_get_n_items (items); ++*position)
    {
      g_autoptr (DhDataItem) item = g_list_model_get_item (items, *position);

      if (g_str_equal (dh_data_item_get_name (item), name))
        return item;
    }
  return NULL;
}

static void
show_current (DhDataRow *self)
{
  guint position;

  if (self->current == NULL)
    return;
  if (find_item (self, self->current, &position) == NULL)
    {
      g_autoptr (DhDataItem) item = dh_data_item_new_for_folder (self->current);

      g_list_store_append (self->items, item);
    }
  self->showing = TRUE;
  adw_combo_row_set_selected (ADW_COMBO_ROW (self), position);
  self->showing = FALSE;
}

static void
choose (DhDataRow *self)
{
  DhDataItem *item = adw_combo_row_get_selected_item (ADW_COMBO_ROW (self));
  const DhPublished *missing;

  if (self->showing || item == NULL)
    return;
  missing = dh_data_item_get_missing (item);
  if (missing == NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.data", "s", dh_data_item_get_name (item));
      return;
    }
  /* The run goes on with what it has; during another download, "fetch" says why. */
  show_current (self);
  if (dh_data_fetch_get_state (self->fetch) == DH_DATA_FETCH_RUNNING)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.fetch", "s", missing->name);
  else
    dh_data_fetch_offer (self->fetch, missing);
}

static void
take_items (DhDataRow *self, GPtrArray *items)
{
  guint position;

  self->showing = TRUE;
  g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)),
                       items->pdata, items->len);
  for (guint i = 0; i < self->opened->len; i++)
    if (find_item (self, self->opened->pdata[i], &position) == NULL)
      {
        g_autoptr (DhDataItem) item = dh_data_item_new_for_folder (self->opened->pdata[i]);

        g_list_store_append (self->items, item);
      }
  self->showing = FALSE;
  show_current (self);
}

static void
finish_check (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DhDataRow) self = data;
  g_autoptr (GPtrArray) items = dh_data_item_list_finish (result, NULL);

  if (items != NULL)
    take_items (self, items);
}

/* What is here shows at once, whether it is as published when it has been read. */
static void
finish_search (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DhDataRow) self = data;
  g_autoptr (GPtrArray) items = dh_data_item_list_finish (result, NULL);

  if (items == NULL)
    return;
  take_items (self, items);
  dh_data_item_list_async (TRUE, self->cancellable, finish_check, g_object_ref (self));
}

static void
search (DhDataRow *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  dh_data_item_list_async (FALSE, self->cancellable, finish_search, g_object_ref (self));
}

static void
dh_data_row_activate (AdwActionRow *row)
{
  search (DH_DATA_ROW (row));
  ADW_ACTION_ROW_CLASS (dh_data_row_parent_class)->activate (row);
}

static void
dh_data_row_dispose (GObject *object)
{
  DhDataRow *self = DH_DATA_ROW (object);

  g_cancellable_cancel (self->cancellable);
  self->showing = TRUE;
  G_OBJECT_CLASS (dh_data_row_parent_class)->dispose (object);
}

static void
dh_data_row_finalize (GObject *object)
{
  DhDataRow *self = DH_DATA_ROW (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->fetch);
  g_clear_object (&self->items);
  g_ptr_array_unref (self->opened);
  g_free (self->current);
  G_OBJECT_CLASS (dh_data_row_parent_class)->finalize (object);
}

static void
dh_data_row_class_init (DhDataRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = dh_data_row_dispose;
  object_class->finalize = dh_data_row_finalize;
  ADW_ACTION_ROW_CLASS (klass)->activate = dh_data_row_activate;
}

static void
add_label (GtkWidget *box, const char **classes)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 30);
  gtk_widget_set_css_classes (label, classes);
  gtk_box_append (GTK_BOX (box), label);
}

/* Title and detail, one below the other, then the mark of what is chosen. */
static void
set_up_item (DhDataRow *self, GtkListItem *list_item)
{
  const char *title[] = { NULL };
  const char *detail[] = { "caption", "dim-label", NULL };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *text = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  add_label (text, title);
  add_label (text, detail);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("object-select-symbolic"));
  gtk_list_item_set_child (list_item, box);
}

static void
bind_item (DhDataRow *self, GtkListItem *list_item)
{
  DhDataItem *item = gtk_list_item_get_item (list_item);
  GtkWidget *box = gtk_list_item_get_child (list_item);
  GtkWidget *title = gtk_widget_get_first_child (gtk_widget_get_first_child (box));
  gboolean chosen = g_strcmp0 (dh_data_item_get_name (item), self->current) == 0;

  gtk_label_set_text (GTK_LABEL (title), dh_data_item_get_title (item));
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (title)),
                      dh_data_item_get_detail (item));
  gtk_widget_set_opacity (gtk_widget_get_last_child (box), chosen ? 1 : 0);
}

static void
dh_data_row_init (DhDataRow *self)
{
  g_autoptr (GtkExpression) title =
      gtk_property_expression_new (DH_TYPE_DATA_ITEM, NULL, "title");
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->opened = g_ptr_array_new_with_free_func (g_free);
  self->items = g_list_store_new (DH_TYPE_DATA_ITEM);
  g_signal_connect_swapped (factory, "setup", G_CALLBACK (set_up_item), self);
  g_signal_connect_swapped (factory, "bind", G_CALLBACK (bind_item), self);
  adw_combo_row_set_expression (ADW_COMBO_ROW (self), title);
  adw_combo_row_set_list_factory (ADW_COMBO_ROW (self), factory);
  self->showing = TRUE;
  adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (self->items));
  self->showing = FALSE;
  g_signal_connect (self, "notify::selected", G_CALLBACK (choose), NULL);
  search (self);
}

void
dh_data_row_set_fetch (DhDataRow *self, DhDataFetch *fetch)
{
  g_return_if_fail (DH_IS_DATA_ROW (self) && DH_IS_DATA_FETCH (fetch));

  g_set_object (&self->fetch, fetch);
  g_signal_connect_object (fetch, "done", G_CALLBACK (search), self, G_CONNECT_SWAPPED);
}

void
dh_data_row_show (DhDataRow *self, const char *name)
{
  g_return_if_fail (DH_IS_DATA_ROW (self) && name != NULL);

  if (g_path_is_absolute (name) &&
      !g_ptr_array_find_with_equal_func (self->opened, name, g_str_equal, NULL))
    g_ptr_array_add (self->opened, g_strdup (name));
  g_free (self->current);
  self->current = g_strdup (name);
  show_current (self);
}
