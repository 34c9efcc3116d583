// What downhill train --help says after its options.
// SPDX-License-Identifier: MIT

#include "cli/train-help.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "figures/view-choices.h"
#include "training/settings.h"

#define INDENT "                   "

/* Pango markup as plain text: η_t, e^−z. */
static char *
strip_markup (const char *formula)
{
  GString *text = g_string_new (formula);

  g_string_replace (text, "<sub>", "_", 0);
  g_string_replace (text, "<sup>", "^", 0);
  g_string_replace (text, "</sub>", "", 0);
  g_string_replace (text, "</sup>", "", 0);
  g_string_replace (text, "\n", "\n" INDENT, 0);
  return g_string_free (text, FALSE);
}

/* Whether another choice brings another value of @number than @usual, the first one's. */
static gboolean
varies (const char *key, const char *number, const char *usual)
{
  const DhChoice *choice;

  for (guint i = 1; (choice = dh_settings_get_choice (key, i)) != NULL; i++)
    {
      g_autoptr (DhSettings) chosen = dh_settings_new ();
      g_autofree char *other = NULL;

      dh_settings_choose (chosen, key, choice->id, NULL);
      other = dh_settings_get (chosen, number);
      if (!g_str_equal (other, usual))
        return TRUE;
    }
  return FALSE;
}

/* The numbers that play a part only with this choice, or have other values with it; with the first
 * one, which is the default, those that have other values with another. */
static void
append_numbers (GString *help, const char *key, const char *id)
{
  g_autoptr (DhSettings) plain = dh_settings_new ();
  g_autoptr (DhSettings) chosen = dh_settings_new ();
  gboolean first = g_str_equal (dh_settings_get_choice (key, 0)->id, id);
  const char *number;
  gboolean any = FALSE;

  dh_settings_choose (chosen, key, id, NULL);
  for (guint i = 0; (number = dh_settings_get_key (i)) != NULL; i++)
    {
      g_autofree char *usual = dh_settings_get (chosen, number);
      g_autofree char *before = dh_settings_get (plain, number);

      if (!dh_settings_is_live (number) || !dh_settings_is_used (chosen, number) ||
          (dh_settings_is_used (plain, number) && g_str_equal (usual, before) &&
           !(first && varies (key, number, usual))))
        continue;
      g_string_append_printf (help, "%s--%s=%s", any ? " " : INDENT, number, usual);
      any = TRUE;
    }
  if (any)
    g_string_append_c (help, '\n');
}

static void
append_choice (GString *help, const char *key, const DhChoice *choice)
{
  g_autofree char *formula =
      choice->formula != NULL ? strip_markup (choice->formula) : g_strdup (_(choice->explanation));

  g_string_append_printf (help, "  %-*s%s\n", (int) strlen (INDENT) - 2, choice->id, formula);
  append_numbers (help, key, choice->id);
}

static void
append_views (GString *help)
{
  const DhViewChoice *choice;

  /* Translators: a heading; below it stand names, with their values. */
  g_string_append_printf (help, "%s\n", _("Views of figures, as in --view=figure-scale=log:"));
  for (guint i = 0; (choice = dh_view_choices_get (i)) != NULL; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s=%s", choice->name, choice->values);

      g_string_append_printf (help, "  %-40s %s\n", name, _(choice->about));
    }
  g_string_append_c (help, '\n');
}

char *
dh_train_help_make (void)
{
  GString *help = g_string_new (NULL);
  const char *key;

  append_views (help);
  for (guint i = 0; (key = dh_settings_get_key (i)) != NULL; i++)
    {
      const DhChoice *choice = dh_settings_get_choice (key, 0);

      if (choice == NULL)
        continue;
      /* Translators: a heading; %s is the name of an option. */
      g_string_append_printf (help, _("Values of --%s:"), key);
      g_string_append_c (help, '\n');
      for (guint j = 0; (choice = dh_settings_get_choice (key, j)) != NULL; j++)
        append_choice (help, key, choice);
      g_string_append_c (help, '\n');
    }
  g_string_append (
      help, _("θ is a parameter, g its gradient (plus λ θ, but not in AdamW), t the step, "
              "z what comes into a unit;\n"
              "η is --learning-rate, μ --momentum, ρ --rho, β --beta1 and --beta2, "
              "ε --epsilon, λ --weight-decay,\n"
              "T --schedule-steps, γ --schedule-factor. A choice brings the numbers "
              "below it, unless they are given.\n"));
  return g_string_free (help, FALSE);
}
