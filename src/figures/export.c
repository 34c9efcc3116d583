// Figures into a file.
// SPDX-License-Identifier: MIT

#include "figures/export.h"

#include <glib/gi18n-lib.h>

#include "figures/picture.h"
#include "files/whole-file.h"

typedef GBytes *(*Maker) (const DhSheet *sheet, double scale, GError **error);

static const struct
{
  const char *ending;
  Maker make;
} formats[] = {
  { ".png", dh_picture_make_png },
  { ".svg", dh_picture_make_svg },
  { ".pdf", dh_picture_make_pdf },
  { ".csv", dh_picture_make_csv },
};

static Maker
find_maker (const char *path)
{
  g_autofree char *folded = path != NULL ? g_ascii_strdown (path, -1) : NULL;

  for (guint i = 0; folded != NULL && i < G_N_ELEMENTS (formats); i++)
    if (g_str_has_suffix (folded, formats[i].ending))
      return formats[i].make;
  return NULL;
}

gboolean
dh_export_can_write (const char *path)
{
  return find_maker (path) != NULL;
}

static gboolean
check_size (const DhSheet *sheet, double scale, GError **error)
{
  if (MIN (sheet->width, sheet->height) < DH_EXPORT_MIN_SIDE ||
      MAX (sheet->width, sheet->height) > DH_EXPORT_MAX_SIDE)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 _("a picture of %.0f × %.0f pixels is out of limits; each side can be %d to %d"),
                 sheet->width, sheet->height, DH_EXPORT_MIN_SIDE, DH_EXPORT_MAX_SIDE);
  else if (!(scale > 0 && scale <= DH_EXPORT_MAX_SCALE))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 _("a scale of %g is out of limits; it can be above 0 and at most %g"), scale,
                 DH_EXPORT_MAX_SCALE);
  else
    return TRUE;
  return FALSE;
}

GBytes *
dh_export_make_bytes (const DhSheet *sheet, double scale, const char *ending, GError **error)
{
  Maker make = find_maker (ending);

  g_return_val_if_fail (sheet != NULL && sheet->n > 0, NULL);

  if (make == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                   _("its ending is not one of .png, .svg, .pdf and .csv"));
      return NULL;
    }
  return check_size (sheet, scale, error) ? make (sheet, scale, error) : NULL;
}

gboolean
dh_export_sheet (const DhSheet *sheet, double scale, GFile *file, GError **error)
{
  g_autofree char *name = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gconstpointer data;
  gsize size;

  g_return_val_if_fail (G_IS_FILE (file), FALSE);

  name = g_file_get_parse_name (file);
  bytes = dh_export_make_bytes (sheet, scale, name, error);
  if (bytes == NULL)
    {
      g_prefix_error (error, _("Cannot write “%s”: "), name);
      return FALSE;
    }
  data = g_bytes_get_data (bytes, &size);
  return dh_whole_file_write (file, data, size, error);
}

gboolean
dh_export_figure (const DhFigure *figure,
                  const DhFigureModel *model,
                  const DhExportOptions *options,
                  GFile *file,
                  GError **error)
{
  DhPlacedFigure placed;
  DhSheet sheet;

  g_return_val_if_fail (figure != NULL && model != NULL && model->theme != NULL, FALSE);

  placed = dh_placed_figure_make (figure, model, options->width, options->height);
  sheet = dh_sheet_make (&placed, options->transparent);
  return dh_export_sheet (&sheet, options->scale, file, error);
}
