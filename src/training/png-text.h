// The texts that a PNG picture carries beside its pixels.
// SPDX-License-Identifier: MIT
#pragma once

#include <gio/gio.h>
#include <stdio.h>

G_BEGIN_DECLS

/* The text with the keyword @keyword of the picture in @file, read from its beginning: of a tEXt,
 * zTXt or iTXt chunk, which other programs may have turned one into another, as UTF-8. The pixels
 * are not read. NULL without an error where there is none, with one where the picture is damaged up
 * to there or the text larger than 4 MiB. Format: PNG specification, 5.3 and 11.3.4. */
char *dh_png_text_find (FILE *file, const char *keyword, GError **error);

G_END_DECLS
