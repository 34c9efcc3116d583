// A row that offers the choices a setting has.
// SPDX-License-Identifier: MIT

#include "app/choice-row.h"

#include <glib/gi18n-lib.h>

#include "app/setting-row.h"

struct _DhChoiceRow
{
  AdwComboRow parent_instance;

  char *setting;
  gboolean showing;
};

enum
{
  PROP_SETTING = 1
};

static void setting_row_init (DhSettingRowInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DhChoiceRow, dh_choice_row, ADW_TYPE_COMBO_ROW,
                               G_IMPLEMENT_INTERFACE (DH_TYPE_SETTING_ROW, setting_row_init))

static void
choose (DhChoiceRow *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self));
  const DhChoice *choice = dh_settings_get_choice (self->setting, selected);
  g_autofree char *action = g_strconcat ("win.", self->setting, NULL);

  if (!self->showing && choice != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), action, "s", choice->id);
}

static void
show (DhSettingRow *row, const DhSettings *settings, const char *key)
{
  DhChoiceRow *self = DH_CHOICE_ROW (row);
  guint i;
  const DhChoice *choice = dh_setting_row_get_choice (settings, key, &i);

  g_return_if_fail (choice != NULL);

  self->showing = TRUE;
  adw_combo_row_set_selected (ADW_COMBO_ROW (self), i);
  self->showing = FALSE;
  /* What the row of the formula says, for those who cannot see that it belongs here. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  _(choice->explanation), -1);
}

static void
setting_row_init (DhSettingRowInterface *iface)
{
  iface->show = show;
}

static void
dh_choice_row_constructed (GObject *object)
{
  DhChoiceRow *self = DH_CHOICE_ROW (object);
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  const DhChoice *choice;

  G_OBJECT_CLASS (dh_choice_row_parent_class)->constructed (object);
  for (guint i = 0; (choice = dh_settings_get_choice (self->setting, i)) != NULL; i++)
    gtk_string_list_append (titles, _(choice->title));
  adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (titles));
  g_signal_connect (self, "notify::selected", G_CALLBACK (choose), NULL);
}

static void
dh_choice_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SETTING)
    DH_CHOICE_ROW (object)->setting = g_value_dup_string (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dh_choice_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SETTING)
    g_value_set_string (value, DH_CHOICE_ROW (object)->setting);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dh_choice_row_finalize (GObject *object)
{
  g_free (DH_CHOICE_ROW (object)->setting);
  G_OBJECT_CLASS (dh_choice_row_parent_class)->finalize (object);
}

static void
dh_choice_row_class_init (DhChoiceRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = dh_choice_row_constructed;
  object_class->set_property = dh_choice_row_set_property;
  object_class->get_property = dh_choice_row_get_property;
  object_class->finalize = dh_choice_row_finalize;
  g_object_class_override_property (object_class, PROP_SETTING, "setting");
}

static void
dh_choice_row_init (DhChoiceRow *self)
{
}
