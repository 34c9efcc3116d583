// Two cards: side by side where there is room, else one above the other.
// SPDX-License-Identifier: MIT
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DH_TYPE_CARD_PAIR (dh_card_pair_get_type ())
G_DECLARE_FINAL_TYPE (DhCardPair, dh_card_pair, DH, CARD_PAIR, GtkWidget)

/* The first two children in a .ui file are the cards. Property: "wide-from", pixels from which they
 * stand side by side, each half as wide; there the first is no taller than it is wide, however much
 * the other has to show. */

G_END_DECLS
