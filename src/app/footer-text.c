// What the window's last line says.
// SPDX-License-Identifier: MIT

#include "app/footer-text.h"

#include <glib/gi18n-lib.h>

#include "figures/number.h"

static gboolean
has_schedule (const DhSettings *settings)
{
  return dh_settings_is_used (settings, "schedule-steps") ||
         dh_settings_is_used (settings, "schedule-factor");
}

char *
dh_footer_text_make_speed (const DhSnapshot *snapshot)
{
  return snapshot->steps_per_second > 0
             ? dh_number_format_count ((guint64) (snapshot->steps_per_second + 0.5))
             : g_strdup ("–");
}

char *
dh_footer_text_make_progress (const DhSnapshot *snapshot, const DhSettings *settings)
{
  g_autofree char *step = dh_number_format_count (snapshot->step);
  g_autofree char *epoch = dh_number_format_count (snapshot->epoch);
  g_autofree char *speed = dh_footer_text_make_speed (snapshot);
  GString *text = g_string_new (NULL);
  g_autofree char *rate = dh_number_format_significant (snapshot->learning_rate, 3);

  g_string_append_printf (text, _("Step %s  ·  epoch %s"), step, epoch);
  if (has_schedule (settings))
    g_string_append_printf (text, "  ·  η = %s", rate);
  if (snapshot->steps_per_second > 0)
    {
      g_string_append (text, "  ·  ");
      g_string_append_printf (text, _("%s steps/s"), speed);
    }
  return g_string_free (text, FALSE);
}

char *
dh_footer_text_make_facts (const DhSnapshot *snapshot)
{
  g_autofree char *images = dh_number_format_count (snapshot->n_train);
  g_autofree char *parameters = dh_number_format_count (snapshot->n_parameters);

  if (snapshot->data_title == NULL)
    return g_strdup ("");
  return g_strdup_printf (ngettext ("%s  ·  %s training image  ·  %s parameters",
                                    "%s  ·  %s training images  ·  %s parameters",
                                    snapshot->n_train),
                          snapshot->data_title, images, parameters);
}

char *
dh_footer_text_make_short_facts (const DhSnapshot *snapshot)
{
  g_autofree char *parameters = dh_number_format_count (snapshot->n_parameters);

  if (snapshot->data_title == NULL)
    return g_strdup ("");
  return g_strdup_printf (_("%s  ·  %s parameters"), snapshot->data_title, parameters);
}
