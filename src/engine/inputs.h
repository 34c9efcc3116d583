// Images as the first layer takes them: bytes with masks, or standardised floats.
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/first-layer.h"

G_BEGIN_DECLS

/* Room for images, filled from bytes or from other inputs. Which of the two it holds follows from
 * the first layer: floats [rows, inputs] for PLAIN, else bytes and masks of what is not
 * background. */
typedef struct _DhInputs DhInputs;

/* How a byte becomes a number: the standardised value of each. It must be (byte − mean) / deviation
 * for some mean and deviation > 0. */
typedef struct
{
  float    values[256];
  gboolean inverted; /* the background is white, 255, instead of black, 0 */
  double   share;    /* of the bytes that are background, 0 … 1 */
} DhInputsScale;

/* Finds the background of the images [n, size] at @pixels that @indices [n] name (NULL = the first
 * n) and fills in what @values [256] say. Looks at no more than some thousand images. */
void dh_inputs_scale_init (DhInputsScale *self,
                           const float   *values,
                           const guint8  *pixels,
                           gsize          size,
                           const guint32 *indices,
                           guint          n);

/* Room for @max_rows images. NULL with DH_NETWORK_ERROR_MEMORY where there is not enough memory.
 * @scale is copied. */
DhInputs *dh_inputs_new (const DhFirstLayer  *first_layer,
                         const DhInputsScale *scale,
                         guint                max_rows,
                         GError             **error);

/* Room for rows of the same kind as @other's. */
DhInputs *dh_inputs_new_like (const DhInputs *other, guint max_rows, GError **error);

void dh_inputs_free (DhInputs *self);

/* Fills rows @at … @at + @n − 1 from the images at @pixels [, size] that @indices [n] name, or from
 * the first @n where that is NULL. */
void dh_inputs_load (DhInputs      *self,
                     guint          at,
                     const guint8  *pixels,
                     const guint32 *indices,
                     guint          n);

/* The same from the rows of @other, which must be of the same kind. */
void dh_inputs_gather (DhInputs       *self,
                       guint           at,
                       const DhInputs *other,
                       const guint32  *indices,
                       guint           n);

/* The masks by column of @n rows from @first on, a multiple of 64, which a gradient needs: to be
 * made when these are filled, and, where the rows are not all the room, again for each other @n. */
void dh_inputs_index (DhInputs *self, guint first, guint n);

/* Has the processor fetch the row @at into its cache while it goes on. */
void dh_inputs_fetch (const DhInputs *self, guint32 at);

/* Rows @first …, a multiple of 64, as the kernels take them. Not for PLAIN. */
DhFirstLayerImages dh_inputs_get_images (const DhInputs *self, guint first);

/* Row @first of the floats [rows, inputs]. For PLAIN only. */
const float *dh_inputs_get_floats (const DhInputs *self, guint first);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DhInputs, dh_inputs_free)

G_END_DECLS
