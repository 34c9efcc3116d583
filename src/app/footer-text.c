// What the window's last line says.
// SPDX-License-Identifier: MIT

#include "app/footer-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>

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

/* What ends the run stands first, with its end. */
static char *
make_place (const DhSnapshot *snapshot, const DhSettings *settings)
{
  gboolean in_epochs = settings->steps == 0 && snapshot->epoch_steps > 0;
  g_autofree char *step = dh_number_format_count (snapshot->step);
  g_autofree char *epoch = dh_number_format_count (snapshot->epoch);
  g_autofree char *end = dh_number_format_count (
      in_epochs ? snapshot->n_steps / snapshot->epoch_steps : snapshot->n_steps);

  if (snapshot->n_steps == 0)
    return g_strdup_printf (_("Step %s  ·  epoch %s"), step, epoch);
  if (in_epochs)
    return g_strdup_printf (_("Epoch %s of %s  ·  step %s"), epoch, end, step);
  return g_strdup_printf (_("Step %s of %s  ·  epoch %s"), step, end, epoch);
}

char *
dh_footer_text_make_time_left (const DhSnapshot *snapshot)
{
  double seconds;

  if (snapshot->state != DH_RUN_RUNNING || snapshot->n_steps <= snapshot->step ||
      !(snapshot->steps_per_second > 0))
    return NULL;
  seconds = ceil ((double) (snapshot->n_steps - snapshot->step) / snapshot->steps_per_second);
  if (seconds < 100)
    return g_strdup_printf (_("%.0f s left"), seconds);
  if (seconds < 100 * 60)
    return g_strdup_printf (_("%.0f min left"), ceil (seconds / 60));
  if (seconds < 100 * 3600)
    return g_strdup_printf (_("%.0f h left"), ceil (seconds / 3600));
  return g_strdup_printf (_("%.0f days left"), ceil (seconds / 86400));
}

char *
dh_footer_text_make_progress (const DhSnapshot *snapshot, const DhSettings *settings)
{
  g_autofree char *place = make_place (snapshot, settings);
  g_autofree char *speed = dh_footer_text_make_speed (snapshot);
  GString *text = g_string_new (place);
  g_autofree char *rate = dh_number_format_significant (snapshot->learning_rate, 3);

  if (has_schedule (settings))
    g_string_append_printf (text, "  ·  η = %s", rate);
  /* Of a run with an end, the time that is left says as much. */
  if (snapshot->steps_per_second > 0 && snapshot->n_steps == 0)
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
