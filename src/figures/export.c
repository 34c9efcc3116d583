// A figure into a file.
// SPDX-License-Identifier: MIT

#include "figures/export.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "figures/shape.h"
#include "files/whole-file.h"

#define MAX_PNG_SIDE 32767
#define MAX_PNG_PIXELS (1 << 28) /* a gibibyte while it is being drawn */

typedef struct
{
  const DhFigure *figure;
  const DhFigureModel *model;
  double width;
  double height;
  double scale;
} Job;

typedef GByteArray *(*Writer) (const Job *job, GError **error);

static cairo_status_t
collect (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static gboolean
check_status (cairo_status_t status, GError **error)
{
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  g_set_error (error, G_IO_ERROR,
               status == CAIRO_STATUS_NO_MEMORY ? G_IO_ERROR_NO_SPACE : G_IO_ERROR_FAILED,
               _("cannot draw the picture: %s"), cairo_status_to_string (status));
  return FALSE;
}

/* Everything is drawn into memory first: Cairo's vector surfaces hide a full disk. */
static gboolean
paint (const Job *job, cairo_surface_t *surface, double scale, GError **error)
{
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  cairo_scale (cr, scale, scale);
  dh_shape_set_source (cr, &job->model->theme->background, 1);
  cairo_paint (cr);
  job->figure->draw (cr, job->model, job->width, job->height);
  cairo_show_page (cr);
  status = cairo_status (cr);
  cairo_destroy (cr);
  return check_status (status, error);
}

static GByteArray *
write_png (const Job *job, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  int width = (int) lround (job->width * job->scale);
  int height = (int) lround (job->height * job->scale);
  cairo_surface_t *surface;
  gboolean done;

  if (MAX (width, height) > MAX_PNG_SIDE || (gint64) width * height > MAX_PNG_PIXELS)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   _("a PNG of %d × %d pixels is too large; choose a smaller scale"), width,
                   height);
      return NULL;
    }
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, MAX (width, 1), MAX (height, 1));
  done = check_status (cairo_surface_status (surface), error) &&
         paint (job, surface, job->scale, error) &&
         check_status (cairo_surface_write_to_png_stream (surface, collect, bytes), error);
  cairo_surface_destroy (surface);
  return done ? g_steal_pointer (&bytes) : NULL;
}

static GByteArray *
finish_vector (
    const Job *job, cairo_surface_t *surface, double scale, GByteArray *bytes, GError **error)
{
  gboolean done = paint (job, surface, scale, error);

  cairo_surface_finish (surface);
  done = done && check_status (cairo_surface_status (surface), error);
  cairo_surface_destroy (surface);
  if (done)
    return bytes;
  g_byte_array_unref (bytes);
  return NULL;
}

static GByteArray *
write_svg (const Job *job, GError **error)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface =
      cairo_svg_surface_create_for_stream (collect, bytes, job->width, job->height);

  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
  return finish_vector (job, surface, 1, bytes, error);
}

static GByteArray *
write_pdf (const Job *job, GError **error)
{
  const double points = 0.75; /* 96 pixels or 72 points an inch */
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (
      collect, bytes, job->width * points, job->height * points);

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, _(job->figure->title));
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Downhill");
  return finish_vector (job, surface, points, bytes, error);
}

static GByteArray *
write_csv (const Job *job, GError **error)
{
  char *csv = job->figure->csv (job->model);

  return g_byte_array_new_take ((guint8 *) csv, strlen (csv));
}

static const struct
{
  const char *ending;
  Writer write;
} formats[] = {
  { ".png", write_png },
  { ".svg", write_svg },
  { ".pdf", write_pdf },
  { ".csv", write_csv },
};

static Writer
find_writer (const char *path)
{
  g_autofree char *folded = path != NULL ? g_ascii_strdown (path, -1) : NULL;

  for (guint i = 0; folded != NULL && i < G_N_ELEMENTS (formats); i++)
    if (g_str_has_suffix (folded, formats[i].ending))
      return formats[i].write;
  return NULL;
}

gboolean
dh_export_can_write (const char *path)
{
  return find_writer (path) != NULL;
}

static gboolean
check_size (const Job *job, GError **error)
{
  if (MIN (job->width, job->height) < DH_EXPORT_MIN_SIDE ||
      MAX (job->width, job->height) > DH_EXPORT_MAX_SIDE)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 _("a picture of %.0f × %.0f pixels is out of limits; each side can be %d to %d"),
                 job->width, job->height, DH_EXPORT_MIN_SIDE, DH_EXPORT_MAX_SIDE);
  else if (!(job->scale > 0 && job->scale <= DH_EXPORT_MAX_SCALE))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 _("a scale of %g is out of limits; it can be above 0 and at most %g"), job->scale,
                 DH_EXPORT_MAX_SCALE);
  else
    return TRUE;
  return FALSE;
}

gboolean
dh_export_figure (const DhFigure *figure,
                  const DhFigureModel *model,
                  int width,
                  int height,
                  double scale,
                  GFile *file,
                  GError **error)
{
  g_autofree char *name = NULL;
  g_autoptr (GByteArray) bytes = NULL;
  Writer write;
  Job job;

  g_return_val_if_fail (figure != NULL && model != NULL && model->theme != NULL, FALSE);
  g_return_val_if_fail (G_IS_FILE (file), FALSE);

  name = g_file_get_parse_name (file);
  write = find_writer (name);
  width = width != 0 ? width : figure->width;
  height = height != 0 ? height : dh_figure_get_natural_height (figure, model, width);
  job = (Job){ figure, model, width, height, scale };
  if (write == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                 _("its ending is not one of .png, .svg, .pdf and .csv"));
  else if (check_size (&job, error))
    bytes = write (&job, error);
  if (bytes != NULL)
    return dh_whole_file_write (file, bytes->data, bytes->len, error);
  g_prefix_error (error, _("Cannot write “%s”: "), name);
  return FALSE;
}
