// A row that shows the formula of the choice made above it, and explains it.
// SPDX-License-Identifier: MIT

#include "app/formula-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/setting-row.h"

#define NO_BREAK_SPACE "\302\240"

struct _DhFormulaRow
{
  AdwPreferencesRow parent_instance;

  char *setting;
  GtkLabel *formula;
  GtkLabel *explanation;
};

enum
{
  PROP_SETTING = 1
};

static void setting_row_init (DhSettingRowInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DhFormulaRow, dh_formula_row, ADW_TYPE_PREFERENCES_ROW,
                               G_IMPLEMENT_INTERFACE (DH_TYPE_SETTING_ROW, setting_row_init))

/* Where the name that begins at @text ends; *letters without the marks on them. */
static const char *
find_end_of_name (const char *text, guint *letters)
{
  *letters = 0;
  for (;; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (g_unichar_isalpha (c))
        ++*letters;
      else if (*letters == 0 || !g_unichar_ismark (c))
        return text;
    }
}

/* Where what is set as one piece ends: a tag or an entity, a name, a letter by itself. */
static const char *
find_end (const char *text, guint *letters)
{
  const char *end = find_end_of_name (text, letters);

  if (*letters > 0)
    return end;
  if (*text == '<' || *text == '&')
    end = strchr (text, *text == '<' ? '>' : ';');
  return end != NULL && *end != '\0' ? g_utf8_next_char (end) : text + strlen (text);
}

char *
dh_formula_row_typeset (const char *formula)
{
  GString *markup = g_string_new (NULL);
  int depth = 0;
  gboolean may_break = FALSE;

  while (*formula != '\0')
    {
      guint letters;
      const char *end = find_end (formula, &letters);
      int length = (int) (end - formula);

      depth += (*formula == '(') - (*formula == ')');
      if (*formula == ' ' && !may_break)
        g_string_append (markup, NO_BREAK_SPACE);
      else
        g_string_append_printf (markup, letters == 1 ? "<i>%.*s</i>" : "%.*s", length, formula);
      may_break = *formula == ',' && depth == 0;
      formula = end;
    }
  return g_string_free (markup, FALSE);
}

static void
show (DhSettingRow *row, const DhSettings *settings, const char *key)
{
  DhFormulaRow *self = DH_FORMULA_ROW (row);
  guint i;
  const DhChoice *choice = dh_setting_row_get_choice (settings, key, &i);

  g_return_if_fail (choice != NULL);

  gtk_widget_set_visible (GTK_WIDGET (self->formula), choice->formula != NULL);
  if (choice->formula != NULL)
    {
      g_autofree char *markup = dh_formula_row_typeset (choice->formula);

      gtk_label_set_markup (self->formula, markup);
    }
  gtk_label_set_text (self->explanation, _(choice->explanation));
}

static void
setting_row_init (DhSettingRowInterface *iface)
{
  iface->show = show;
}

static void
dh_formula_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SETTING)
    DH_FORMULA_ROW (object)->setting = g_value_dup_string (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dh_formula_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SETTING)
    g_value_set_string (value, DH_FORMULA_ROW (object)->setting);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dh_formula_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DH_TYPE_FORMULA_ROW);
  G_OBJECT_CLASS (dh_formula_row_parent_class)->dispose (object);
}

static void
dh_formula_row_finalize (GObject *object)
{
  g_free (DH_FORMULA_ROW (object)->setting);
  G_OBJECT_CLASS (dh_formula_row_parent_class)->finalize (object);
}

static void
dh_formula_row_class_init (DhFormulaRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = dh_formula_row_set_property;
  object_class->get_property = dh_formula_row_get_property;
  object_class->dispose = dh_formula_row_dispose;
  object_class->finalize = dh_formula_row_finalize;
  g_object_class_override_property (object_class, PROP_SETTING, "setting");
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/downhill_app/Downhill/formula-row.ui");
  gtk_widget_class_bind_template_child (widget_class, DhFormulaRow, formula);
  gtk_widget_class_bind_template_child (widget_class, DhFormulaRow, explanation);
}

static void
dh_formula_row_init (DhFormulaRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
