// Numbers as people read them: thin spaces, true minus signs, no more digits than they mean.
// SPDX-License-Identifier: MIT

#include "figures/number.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define THIN_SPACE "\u2009"
#define MINUS "\u2212"

char *
dh_number_format_count (guint64 count)
{
  char digits[24];
  GString *string = g_string_new (NULL);
  int n = g_snprintf (digits, sizeof digits, "%" G_GUINT64_FORMAT, count);

  for (int i = 0; i < n; i++)
    {
      if (i > 0 && (n - i) % 3 == 0)
        g_string_append (string, THIN_SPACE);
      g_string_append_c (string, digits[i]);
    }
  return g_string_free (string, FALSE);
}

static void
append_superscript (GString *string, int exponent)
{
  static const char *const digits[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" };
  char text[16];

  g_snprintf (text, sizeof text, "%d", exponent);
  for (const char *c = text; *c != '\0'; c++)
    g_string_append (string, *c == '-' ? "⁻" : digits[*c - '0']);
}

char *
dh_number_format_power_of_ten (int exponent)
{
  GString *string = g_string_new ("10");

  append_superscript (string, exponent);
  return g_string_free (string, FALSE);
}

/* @value as "1.23×10⁻⁷" with @decimals decimals in front, without the factor where it is 1. */
static char *
format_power (double value, int decimals)
{
  int exponent = value == 0 ? 0 : (int) floor (log10 (fabs (value)));
  double mantissa = value / pow (10, exponent);
  GString *string = g_string_new (value < 0 ? MINUS : NULL);
  g_autofree char *front = dh_number_format_decimals (fabs (mantissa), decimals);

  if (g_str_has_prefix (front, "10"))
    {
      g_free (front);
      front = dh_number_format_decimals (1, decimals);
      exponent++;
    }
  if (strcmp (front, "1") != 0)
    g_string_append_printf (string, "%s×", front);
  g_string_append (string, "10");
  append_superscript (string, exponent);
  return g_string_free (string, FALSE);
}

char *
dh_number_format_significant (double value, int digits)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  char format[8];
  const char *number = text;
  char *power;
  GString *string;

  if (!isfinite (value))
    return dh_number_format_decimals (value, 0);
  /* All digits before the mark, up to a million. */
  g_snprintf (format, sizeof format, "%%.%dg",
              fabs (value) >= 1000 ? MAX (digits, 6) : CLAMP (digits, 1, 9));
  g_ascii_formatd (text, sizeof text, format, value + 0.0); /* of −0 makes 0 */
  string = g_string_new (*number == '-' ? MINUS : NULL);
  number += *number == '-';
  power = strchr (number, 'e');
  if (power == NULL)
    g_string_append (string, number);
  else
    {
      if (power != number + 1 || *number != '1')
        g_string_append_printf (string, "%.*s×", (int) (power - number), number);
      g_string_append (string, "10");
      append_superscript (string, atoi (power + 1));
    }
  return g_string_free (string, FALSE);
}

char *
dh_number_format_loss (double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  double size = fabs (value);

  if (isnan (value))
    return g_strdup (_("not a number"));
  if (isinf (value))
    return g_strdup (_("infinite"));
  if (size != 0 && (size < 1e-4 || size >= 1e6))
    return format_power (value, 3);
  if (size >= 0.1 && size < 100)
    return dh_number_format_decimals (value, 4);
  if (size < 0.1)
    return dh_number_format_decimals (value, size == 0 ? 4 : dh_number_get_decimals (value, 4));
  return g_strdup (g_ascii_formatd (text, sizeof text, "%.6g", value));
}

char *
dh_number_format_decimals (double value, int decimals)
{
  char text[352]; /* the largest double has 309 digits before the mark */
  char format[16];
  const char *digits = text;
  gboolean negative;

  if (!isfinite (value))
    return g_strdup (isnan (value) ? "–" : value < 0 ? MINUS "∞" : "∞");
  g_snprintf (format, sizeof format, "%%.%df", CLAMP (decimals, 0, 12));
  g_ascii_formatd (text, sizeof text, format, value);
  negative = *digits == '-';
  if (negative)
    digits++;
  if (strpbrk (digits, "123456789") == NULL)
    negative = FALSE;
  return g_strconcat (negative ? MINUS : "", digits, NULL);
}

char *
dh_number_format_signed (double value, int decimals)
{
  g_autofree char *text = dh_number_format_decimals (value, decimals);

  if (value > 0 && isfinite (value) && strpbrk (text, "123456789") != NULL)
    return g_strconcat ("+", text, NULL);
  return g_steal_pointer (&text);
}

char *
dh_number_format_tick (double value, double step)
{
  double size = fabs (value);
  int decimals = dh_number_get_decimals (step, 1);

  if (size != 0 && (size < 1e-4 || size >= 1e6))
    {
      int digits = (int) floor (log10 (size) + 1e-9) - (int) floor (log10 (step) + 1e-9);

      return format_power (value, CLAMP (digits, 0, 4));
    }
  if (size >= 1000 && decimals == 0)
    {
      g_autofree char *count = dh_number_format_count ((guint64) (size + 0.5));

      return g_strconcat (value < 0 ? MINUS : "", count, NULL);
    }
  return dh_number_format_decimals (value, decimals);
}

int
dh_number_get_decimals (double value, int digits)
{
  if (value == 0 || !isfinite (value))
    return CLAMP (digits - 1, 0, 12);
  return CLAMP (digits - 1 - (int) floor (log10 (fabs (value)) + 1e-9), 0, 12);
}

void
dh_number_append_csv (GString *string, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (string, g_ascii_formatd (text, sizeof text, "%.9g", value));
}

char *
dh_number_format_percent (double share)
{
  if (share > 0 && share < 0.0005)
    return g_strdup ("<0.1");
  if (share < 1 && share >= 0.9995)
    return g_strdup (">99.9");
  return dh_number_format_decimals (100 * share, 1);
}
