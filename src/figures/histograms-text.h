// The histograms of every layer in words.
// SPDX-License-Identifier: MIT
#pragma once

#include "figures/histograms-layout.h"

G_BEGIN_DECLS

/* "Weights", "Gradients", "Activations", or "Logits" for the last layer; owned by the program. */
const char *dh_histograms_text_get_kind (
    const DhHistogramsLayout *layout, guint layer, DhHistogramsKind kind);

/* @value to @digits significant digits, however large: "0.107", "1.04×10⁶"; free with g_free(). */
char *dh_histograms_text_format (double value, int digits);

/* "mean 0.0012, deviation 0.041", with what is not finite; free with g_free(). */
char *dh_histograms_text_make_short (const DhHistogram *histogram);

/* "784 → 128, update-to-weight ratio 0.0011, 3 of 128 ReLUs dead", as far as that is known; free
 * with g_free(). */
char *dh_histograms_text_make_layer (const DhLayerNumbers *numbers);

G_END_DECLS
