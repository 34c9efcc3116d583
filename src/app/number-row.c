// A row with an entry for a setting that is a number.
// SPDX-License-Identifier: MIT

#include "app/number-row.h"

#include "app/number-entry.h"
#include "app/setting-row.h"

struct _DhNumberRow
{
  AdwActionRow parent_instance;

  char *setting;
  gboolean whole;
  DhNumberEntry *entry;
};

enum
{
  PROP_WHOLE = 1,
  PROP_SETTING
};

static void setting_row_init (DhSettingRowInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DhNumberRow, dh_number_row, ADW_TYPE_ACTION_ROW,
                               G_IMPLEMENT_INTERFACE (DH_TYPE_SETTING_ROW, setting_row_init))

static void
show (DhSettingRow *row, const DhSettings *settings, const char *key)
{
  dh_number_entry_show (DH_NUMBER_ROW (row)->entry, settings);
}

static void
setting_row_init (DhSettingRowInterface *iface)
{
  iface->show = show;
}

static void
show_error (DhNumberRow *self)
{
  g_autofree char *error = NULL;

  g_object_get (self->entry, "error", &error, NULL);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), error != NULL ? error : "");
  if (error != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "wrong");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "wrong");
}

static void
dh_number_row_constructed (GObject *object)
{
  DhNumberRow *self = DH_NUMBER_ROW (object);
  GtkWidget *entry = g_object_new (DH_TYPE_NUMBER_ENTRY, "setting", self->setting, NULL);

  G_OBJECT_CLASS (dh_number_row_parent_class)->constructed (object);
  self->entry = DH_NUMBER_ENTRY (entry);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), entry);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), entry);
  g_object_bind_property (self, "whole", entry, "whole", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (entry, "notify::error", G_CALLBACK (show_error), self,
                           G_CONNECT_SWAPPED);
}

static void
dh_number_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DhNumberRow *self = DH_NUMBER_ROW (object);

  switch (id)
    {
    case PROP_SETTING:
      self->setting = g_value_dup_string (value);
      break;
    case PROP_WHOLE:
      self->whole = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dh_number_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DhNumberRow *self = DH_NUMBER_ROW (object);

  switch (id)
    {
    case PROP_SETTING:
      g_value_set_string (value, self->setting);
      break;
    case PROP_WHOLE:
      g_value_set_boolean (value, self->whole);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dh_number_row_finalize (GObject *object)
{
  g_free (DH_NUMBER_ROW (object)->setting);
  G_OBJECT_CLASS (dh_number_row_parent_class)->finalize (object);
}

static void
dh_number_row_class_init (DhNumberRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = dh_number_row_constructed;
  object_class->set_property = dh_number_row_set_property;
  object_class->get_property = dh_number_row_get_property;
  object_class->finalize = dh_number_row_finalize;
  g_object_class_install_property (
      object_class, PROP_WHOLE,
      g_param_spec_boolean ("whole", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
  g_object_class_override_property (object_class, PROP_SETTING, "setting");
}

static void
dh_number_row_init (DhNumberRow *self)
{
}
