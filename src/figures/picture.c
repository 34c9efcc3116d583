// A sheet as the bytes of a file: PNG, SVG, PDF, CSV.
// SPDX-License-Identifier: MIT

#include "figures/picture.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "figures/svg.h"

#define MAX_PNG_SIDE 32767
#define MAX_PNG_PIXELS (1 << 28) /* a gibibyte while it is being drawn */
#define MAX_PNG_TEXTS 4

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
paint (const DhSheet *sheet, cairo_surface_t *surface, double scale, GError **error)
{
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  cairo_scale (cr, scale, scale);
  dh_sheet_draw (sheet, cr);
  cairo_show_page (cr);
  status = cairo_status (cr);
  cairo_destroy (cr);
  return check_status (status, error);
}

/* Cairo's pixels, words of ARGB multiplied by A, as bytes of RGB or RGBA where they stand. */
static void
unpack_row (guint8 *row, int width, gboolean has_alpha)
{
  guint n_channels = has_alpha ? 4 : 3;

  for (int i = 0; i < width; i++)
    {
      guint8 *pixel = row + (gsize) i * n_channels;
      guint32 word;
      guint alpha;

      memcpy (&word, row + (gsize) i * sizeof word, sizeof word);
      alpha = has_alpha ? word >> 24 : 255;
      for (guint k = 0; k < 3; k++)
        {
          guint value = word >> (16 - 8 * k) & 255;

          pixel[k] = (guint8) (alpha == 0 ? 0 : MIN (255, (value * 255 + alpha / 2) / alpha));
        }
      if (has_alpha)
        pixel[3] = (guint8) alpha;
    }
}

/* The texts of a PNG: @keys [MAX_PNG_TEXTS + 1] and @values end with NULL. */
static void
list_texts (const DhSheet *sheet, const char *description, const char **keys, const char **values)
{
  const char *experiment = dh_sheet_get_experiment (sheet);
  const char *all[MAX_PNG_TEXTS][2] = {
    { "tEXt::Title", sheet->title },
    { "tEXt::Description", description },
    { "tEXt::Software", "Downhill " DH_VERSION },
    { "tEXt::Downhill experiment", experiment },
  };
  guint n = experiment != NULL ? MAX_PNG_TEXTS : MAX_PNG_TEXTS - 1;

  for (guint i = 0; i < n; i++)
    {
      keys[i] = all[i][0];
      values[i] = all[i][1];
    }
}

static GBytes *
encode_png (const DhSheet *sheet, cairo_surface_t *surface, GError **error)
{
  const char *keys[MAX_PNG_TEXTS + 1] = { NULL };
  const char *values[MAX_PNG_TEXTS + 1] = { NULL };
  g_autofree char *description = dh_sheet_describe (sheet);
  g_autoptr (GdkPixbuf) pixels = NULL;
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  int stride = cairo_image_surface_get_stride (surface);
  guint8 *data;
  char *bytes = NULL;
  gsize size = 0;

  cairo_surface_flush (surface);
  data = cairo_image_surface_get_data (surface);
  for (int y = 0; y < height; y++)
    unpack_row (data + (gsize) y * (gsize) stride, width, sheet->transparent);
  pixels = gdk_pixbuf_new_from_data (data, GDK_COLORSPACE_RGB, sheet->transparent, 8, width,
                                     height, stride, NULL, NULL);
  list_texts (sheet, description, keys, values);
  return gdk_pixbuf_save_to_bufferv (pixels, &bytes, &size, "png", (char **) keys,
                                     (char **) values, error)
             ? g_bytes_new_take (bytes, size)
             : NULL;
}

GBytes *
dh_picture_make_png (const DhSheet *sheet, double scale, GError **error)
{
  int width = (int) lround (sheet->width * scale);
  int height = (int) lround (sheet->height * scale);
  GBytes *bytes = NULL;
  cairo_surface_t *surface;

  if (MAX (width, height) > MAX_PNG_SIDE || (gint64) width * height > MAX_PNG_PIXELS)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   _("a PNG of %d × %d pixels is too large: choose a smaller size or scale"),
                   width, height);
      return NULL;
    }
  surface = cairo_image_surface_create (sheet->transparent ? CAIRO_FORMAT_ARGB32
                                                           : CAIRO_FORMAT_RGB24,
                                        MAX (width, 1), MAX (height, 1));
  if (check_status (cairo_surface_status (surface), error) &&
      paint (sheet, surface, scale, error))
    bytes = encode_png (sheet, surface, error);
  cairo_surface_destroy (surface);
  return bytes;
}

static gboolean
finish_vector (const DhSheet *sheet, cairo_surface_t *surface, double scale, GError **error)
{
  gboolean done = paint (sheet, surface, scale, error);

  cairo_surface_finish (surface);
  done = done && check_status (cairo_surface_status (surface), error);
  cairo_surface_destroy (surface);
  return done;
}

GBytes *
dh_picture_make_svg (const DhSheet *sheet, double scale, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface =
      cairo_svg_surface_create_for_stream (collect, bytes, sheet->width, sheet->height);

  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
  return finish_vector (sheet, surface, 1, error) ? dh_svg_finish (sheet, bytes) : NULL;
}

GBytes *
dh_picture_make_pdf (const DhSheet *sheet, double scale, GError **error)
{
  const double points = 0.75; /* 96 pixels or 72 points an inch */
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char *description = dh_sheet_describe (sheet);
  const char *experiment = dh_sheet_get_experiment (sheet);
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (
      collect, bytes, sheet->width * points, sheet->height * points);

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, sheet->title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, description);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Downhill " DH_VERSION);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, "none");
  if (experiment != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_KEYWORDS, experiment);
  return finish_vector (sheet, surface, points, error)
             ? g_byte_array_free_to_bytes (g_steal_pointer (&bytes))
             : NULL;
}

GBytes *
dh_picture_make_csv (const DhSheet *sheet, double scale, GError **error)
{
  char *csv = dh_sheet_make_csv (sheet);

  return g_bytes_new_take (csv, strlen (csv));
}
