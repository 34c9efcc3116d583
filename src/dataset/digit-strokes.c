// The ways people write the ten digits: control points of their strokes.
// SPDX-License-Identifier: MIT

#include "dataset/digit-strokes.h"

/* clang-format off */
#define FROM(x, y) { DH_STROKE_FROM, x, y }
#define VIA(x, y)  { DH_STROKE_VIA, x, y }
#define TURN(x, y) { DH_STROKE_TURN, x, y }

static const DhStrokePoint zero_closed[] = {
  FROM (52, 2), VIA (28, 9), VIA (10, 35), VIA (9, 66), VIA (28, 96), VIA (54, 95),
  VIA (73, 70), VIA (75, 36), VIA (60, 8), VIA (44, 2),
};
static const DhStrokePoint zero_overlapping[] = {
  FROM (58, 10), VIA (40, 3), VIA (16, 24), VIA (8, 58), VIA (22, 93), VIA (50, 96),
  VIA (72, 66), VIA (72, 30), VIA (54, 6), VIA (34, 14), VIA (34, 34),
};
static const DhStrokePoint zero_open[] = {
  FROM (38, 6), VIA (16, 24), VIA (8, 60), VIA (30, 96), VIA (60, 90), VIA (76, 54),
  VIA (70, 22), VIA (54, 12),
};
static const DhStrokePoint zero_clockwise[] = {
  FROM (26, 22), VIA (42, 4), VIA (66, 14), VIA (76, 50), VIA (58, 92), VIA (30, 97),
  VIA (9, 66), VIA (14, 28), VIA (36, 4), VIA (58, 2),
};
static const DhStrokePoint zero_lying[] = {
  FROM (58, 26), VIA (32, 20), VIA (4, 46), VIA (14, 80), VIA (50, 88), VIA (88, 66),
  VIA (90, 34), VIA (62, 20), VIA (40, 26),
};
static const DhStrokePoint zero_pointed[] = {
  FROM (50, 0), VIA (26, 34), VIA (10, 72), VIA (30, 97), VIA (62, 92), VIA (78, 62),
  VIA (66, 28), VIA (42, 6),
};

static const DhStrokePoint one_plain[] = {
  FROM (50, 0), VIA (50, 35), VIA (50, 68), VIA (50, 100),
};
static const DhStrokePoint one_bent[] = {
  FROM (46, 0), VIA (52, 32), VIA (53, 68), VIA (47, 100),
};
static const DhStrokePoint one_flag[] = {
  FROM (30, 22), VIA (42, 14), TURN (54, 0), VIA (54, 50), VIA (53, 100),
};
static const DhStrokePoint one_serif[] = {
  FROM (28, 20), VIA (42, 12), TURN (54, 0), VIA (53, 50), VIA (52, 98),
  FROM (24, 100), VIA (50, 98), VIA (82, 97),
};

static const DhStrokePoint two_plain[] = {
  FROM (12, 24), VIA (30, 5), VIA (56, 2), VIA (72, 20), VIA (62, 48), VIA (36, 76),
  TURN (8, 97), VIA (45, 95), VIA (85, 93),
};
static const DhStrokePoint two_looped[] = {
  FROM (16, 20), VIA (38, 3), VIA (64, 9), VIA (68, 34), VIA (50, 66), VIA (24, 94),
  VIA (8, 92), VIA (12, 78), VIA (34, 78), VIA (56, 92), VIA (92, 92),
};
static const DhStrokePoint two_ringed[] = {
  FROM (14, 14), VIA (38, 2), VIA (58, 16), VIA (54, 48), VIA (34, 84), VIA (14, 94),
  VIA (6, 80), VIA (22, 70), VIA (46, 82), VIA (78, 101),
};
static const DhStrokePoint two_big_ring[] = {
  FROM (8, 18), VIA (34, 1), VIA (64, 12), VIA (66, 46), VIA (50, 80), VIA (24, 97),
  VIA (7, 82), VIA (26, 66), VIA (54, 77), VIA (86, 97),
};
static const DhStrokePoint two_wide[] = {
  FROM (4, 20), VIA (32, 5), VIA (56, 11), VIA (46, 36), VIA (22, 56), TURN (2, 70),
  VIA (40, 62), VIA (76, 62), VIA (112, 57),
};
static const DhStrokePoint two_flat[] = {
  FROM (8, 12), VIA (38, 5), VIA (68, 6), VIA (66, 26), VIA (38, 62), TURN (6, 95),
  VIA (45, 95), VIA (90, 94),
};
static const DhStrokePoint two_curled[] = {
  FROM (26, 34), VIA (13, 24), VIA (28, 4), VIA (56, 3), VIA (68, 24), VIA (52, 60),
  TURN (10, 94), VIA (34, 86), VIA (60, 97), VIA (90, 88),
};
static const DhStrokePoint two_hook[] = {
  FROM (20, 16), VIA (40, 2), VIA (60, 14), VIA (58, 42), VIA (40, 72), TURN (18, 94),
  VIA (42, 88), VIA (72, 92),
};

static const DhStrokePoint three_round[] = {
  FROM (14, 16), VIA (36, 2), VIA (62, 10), VIA (60, 34), TURN (32, 46), VIA (62, 52),
  VIA (74, 74), VIA (52, 97), VIA (24, 97), VIA (6, 86),
};
static const DhStrokePoint three_flat[] = {
  FROM (12, 6), VIA (40, 5), TURN (72, 4), VIA (54, 24), TURN (34, 44), VIA (62, 47),
  VIA (74, 70), VIA (56, 95), VIA (28, 98), VIA (6, 90),
};
static const DhStrokePoint three_looped[] = {
  FROM (12, 18), VIA (34, 3), VIA (62, 8), VIA (62, 30), VIA (42, 46), VIA (33, 43),
  VIA (46, 42), VIA (70, 56), VIA (70, 84), VIA (42, 98), VIA (10, 90),
};
static const DhStrokePoint three_swung[] = {
  FROM (20, 12), VIA (44, 2), VIA (70, 8), VIA (66, 28), TURN (36, 44), VIA (60, 48),
  VIA (62, 70), VIA (40, 90), VIA (16, 96), VIA (0, 88),
};
static const DhStrokePoint three_low[] = {
  FROM (22, 10), VIA (44, 2), VIA (60, 12), VIA (48, 29), TURN (26, 39), VIA (60, 46),
  VIA (80, 66), VIA (64, 90), VIA (34, 98), VIA (2, 92),
};
static const DhStrokePoint three_small[] = {
  FROM (22, 10), VIA (42, 1), VIA (58, 12), VIA (50, 32), TURN (30, 43), VIA (52, 50),
  VIA (60, 70), VIA (50, 92), VIA (34, 100),
};

static const DhStrokePoint four_open[] = {
  FROM (20, 5), VIA (15, 30), TURN (13, 54), VIA (42, 55), VIA (80, 50),
  FROM (66, 2), VIA (62, 50), VIA (58, 100),
};
static const DhStrokePoint four_cup[] = {
  FROM (20, 8), VIA (10, 36), VIA (20, 54), VIA (46, 51), VIA (64, 34), TURN (74, 6),
  VIA (64, 52), VIA (56, 100),
};
static const DhStrokePoint four_closed[] = {
  FROM (58, 2), VIA (34, 32), TURN (6, 64), VIA (45, 62), VIA (88, 58),
  FROM (60, 2), VIA (58, 50), VIA (56, 100),
};
static const DhStrokePoint four_quick[] = {
  FROM (32, 6), VIA (20, 32), TURN (8, 58), VIA (46, 56), VIA (82, 53),
  FROM (62, 22), VIA (54, 62), VIA (44, 100),
};
static const DhStrokePoint four_nine[] = {
  FROM (56, 12), VIA (34, 26), VIA (14, 46), VIA (26, 58), VIA (48, 50), TURN (64, 8),
  VIA (60, 54), VIA (54, 100),
};
static const DhStrokePoint four_square[] = {
  FROM (14, 6), VIA (13, 28), VIA (17, 47), VIA (42, 48), VIA (68, 44),
  FROM (72, 4), VIA (71, 50), VIA (70, 100),
};

static const DhStrokePoint five_capped[] = {
  FROM (26, 6), VIA (22, 24), TURN (17, 44), VIA (42, 36), VIA (66, 50), VIA (65, 78),
  VIA (42, 97), VIA (8, 92),
  FROM (26, 6), VIA (52, 6), VIA (84, 2),
};
static const DhStrokePoint five_single[] = {
  FROM (80, 4), VIA (54, 6), TURN (28, 8), VIA (23, 26), TURN (18, 44), VIA (44, 38),
  VIA (67, 54), VIA (62, 82), VIA (38, 97), VIA (8, 90),
};
static const DhStrokePoint five_curved[] = {
  FROM (80, 6), VIA (50, 7), VIA (26, 20), VIA (34, 42), VIA (58, 56), VIA (59, 82),
  VIA (34, 97), VIA (6, 90),
};
static const DhStrokePoint five_detached[] = {
  FROM (22, 14), VIA (20, 30), TURN (16, 48), VIA (42, 42), VIA (62, 58), VIA (58, 84),
  VIA (36, 98), VIA (6, 92),
  FROM (34, 6), VIA (62, 5), VIA (94, 0),
};
static const DhStrokePoint five_wide[] = {
  FROM (36, 22), VIA (30, 38), TURN (26, 50), VIA (48, 48), VIA (60, 66), VIA (46, 90),
  VIA (24, 97), VIA (2, 88),
  FROM (38, 20), VIA (70, 14), VIA (112, 4),
};

static const DhStrokePoint five_upright[] = {
  FROM (14, 12), VIA (14, 28), TURN (12, 44), VIA (40, 34), VIA (65, 54), VIA (58, 85),
  VIA (32, 98), VIA (6, 84),
  FROM (14, 12), VIA (40, 12), VIA (68, 8),
};

static const DhStrokePoint six_curved[] = {
  FROM (60, 2), VIA (34, 22), VIA (15, 52), VIA (14, 82), VIA (36, 98), VIA (60, 87),
  VIA (62, 65), VIA (42, 55), VIA (20, 70),
};
static const DhStrokePoint six_straight[] = {
  FROM (40, 0), VIA (24, 32), VIA (12, 66), VIA (18, 92), VIA (42, 98), VIA (64, 84),
  VIA (62, 63), VIA (40, 59), VIA (16, 78),
};
static const DhStrokePoint six_wide[] = {
  FROM (70, 6), VIA (40, 14), VIA (14, 44), VIA (8, 76), VIA (30, 98), VIA (62, 91),
  VIA (71, 66), VIA (50, 50), VIA (24, 59), VIA (14, 74),
};
static const DhStrokePoint six_crossing[] = {
  FROM (46, 0), VIA (22, 34), VIA (9, 72), VIA (26, 97), VIA (54, 89), VIA (70, 66),
  VIA (58, 54), VIA (36, 66), VIA (24, 92),
};

static const DhStrokePoint six_bowl[] = {
  FROM (34, 0), VIA (14, 34), VIA (6, 70), VIA (20, 96), VIA (50, 94), VIA (74, 76),
  VIA (72, 54), VIA (54, 50), VIA (42, 66), VIA (42, 88),
};
static const DhStrokePoint six_stem[] = {
  FROM (16, 0), VIA (11, 36), VIA (10, 70), VIA (22, 95), VIA (50, 98), VIA (72, 84),
  VIA (64, 62), VIA (38, 60), VIA (14, 76),
};
static const DhStrokePoint six_low[] = {
  FROM (44, 0), VIA (28, 34), VIA (13, 70), VIA (16, 94), VIA (44, 98), VIA (70, 90),
  VIA (60, 72), VIA (36, 70), VIA (18, 84),
};

static const DhStrokePoint seven_plain[] = {
  FROM (6, 10), VIA (40, 8), TURN (76, 6), VIA (60, 36), VIA (44, 68), VIA (34, 100),
};
static const DhStrokePoint seven_serif[] = {
  FROM (8, 24), TURN (11, 8), VIA (45, 8), TURN (76, 4), VIA (57, 45), VIA (43, 100),
};
static const DhStrokePoint seven_crossed[] = {
  FROM (6, 10), VIA (40, 8), TURN (74, 6), VIA (58, 36), VIA (44, 68), VIA (36, 100),
  FROM (18, 53), VIA (50, 50), VIA (82, 47),
};
static const DhStrokePoint seven_curved[] = {
  FROM (8, 16), VIA (30, 5), VIA (60, 6), VIA (70, 22), VIA (58, 54), VIA (46, 100),
};
static const DhStrokePoint seven_waved[] = {
  FROM (6, 22), VIA (20, 5), VIA (45, 13), TURN (74, 4), VIA (57, 50), VIA (46, 100),
};

static const DhStrokePoint seven_hooked[] = {
  FROM (8, 40), TURN (12, 10), VIA (38, 6), TURN (64, 3), VIA (58, 50), VIA (54, 100),
};
static const DhStrokePoint seven_bulged[] = {
  FROM (6, 12), VIA (36, 6), VIA (66, 5), VIA (76, 20), VIA (66, 48), VIA (50, 74),
  VIA (26, 100),
};

static const DhStrokePoint eight_closed[] = {
  FROM (66, 14), VIA (44, 2), VIA (22, 14), VIA (30, 36), VIA (56, 56), VIA (67, 80),
  VIA (46, 98), VIA (20, 90), VIA (21, 70), VIA (42, 50), VIA (63, 30), VIA (65, 13),
};
static const DhStrokePoint eight_circles[] = {
  FROM (44, 46), VIA (22, 28), VIA (30, 5), VIA (56, 4), VIA (64, 26), VIA (44, 46),
  FROM (44, 46), VIA (66, 64), VIA (64, 90), VIA (40, 98), VIA (16, 84), VIA (23, 60),
  VIA (44, 46),
};
static const DhStrokePoint eight_tailed[] = {
  FROM (62, 12), VIA (40, 3), VIA (24, 16), VIA (36, 40), VIA (54, 62), VIA (52, 88),
  VIA (32, 98), VIA (16, 84), VIA (28, 62), VIA (50, 42), VIA (68, 22), VIA (80, 4),
};
static const DhStrokePoint eight_open[] = {
  FROM (70, 18), VIA (50, 3), VIA (24, 10), VIA (24, 32), VIA (50, 54), VIA (62, 78),
  VIA (46, 97), VIA (22, 92), VIA (20, 72), VIA (40, 52), VIA (58, 38),
};

static const DhStrokePoint eight_big_top[] = {
  FROM (72, 12), VIA (46, 4), VIA (14, 14), VIA (22, 38), VIA (46, 56), VIA (54, 80),
  VIA (40, 98), VIA (24, 86), VIA (36, 60), VIA (60, 38), VIA (72, 14),
};

static const DhStrokePoint nine_straight[] = {
  FROM (66, 16), VIA (44, 3), VIA (18, 18), VIA (14, 42), VIA (36, 52), VIA (58, 36),
  TURN (68, 10), VIA (64, 55), VIA (58, 100),
};
static const DhStrokePoint nine_hooked[] = {
  FROM (62, 14), VIA (42, 2), VIA (18, 16), VIA (16, 42), VIA (38, 48), VIA (60, 30),
  TURN (66, 12), VIA (68, 52), VIA (60, 88), VIA (38, 98), VIA (16, 90),
};
static const DhStrokePoint nine_flowing[] = {
  FROM (60, 34), VIA (66, 12), VIA (44, 2), VIA (18, 20), VIA (18, 42), VIA (42, 46),
  VIA (62, 28), VIA (66, 20), VIA (58, 60), VIA (46, 100),
};
static const DhStrokePoint nine_round[] = {
  FROM (64, 26), VIA (54, 5), VIA (28, 6), VIA (13, 30), VIA (30, 50), VIA (56, 42),
  VIA (65, 24), VIA (64, 60), VIA (62, 100),
};

static const DhStrokePoint nine_pointed[] = {
  FROM (60, 8), VIA (38, 8), VIA (14, 28), VIA (18, 48), VIA (42, 44), TURN (64, 6),
  VIA (56, 52), VIA (44, 100),
};

#define STYLE(share, lean, spread, ease, weight, points) \
  { share, lean, spread, ease, weight, G_N_ELEMENTS (points), points }

/* The shares of a digit add up to 100. */
static const DhDigitStyle styles[10][8] = {
  {
    STYLE (27, 0.25f, 0.20f, 0.90f, 1.16f, zero_closed),
    STYLE (25, 0.25f, 0.20f, 0.90f, 1.16f, zero_overlapping),
    STYLE (17, 0.25f, 0.20f, 0.90f, 1.16f, zero_open),
    STYLE (15, 0.25f, 0.20f, 0.90f, 1.16f, zero_clockwise),
    STYLE (6, 0.10f, 0.20f, 0.90f, 1.10f, zero_lying),
    STYLE (10, 0.20f, 0.20f, 0.90f, 1.16f, zero_pointed),
  },
  {
    STYLE (66, 0.28f, 0.25f, 0.35f, 1.13f, one_plain),
    STYLE (22, 0.28f, 0.25f, 0.35f, 1.13f, one_bent),
    STYLE (8, 0.28f, 0.25f, 0.35f, 1.13f, one_flag),
    STYLE (4, 0.28f, 0.25f, 0.35f, 1.13f, one_serif),
  },
  {
    STYLE (18, 0.13f, 0.27f, 1.00f, 1.05f, two_plain),
    STYLE (8, 0.13f, 0.27f, 1.00f, 1.05f, two_looped),
    STYLE (16, 0.13f, 0.27f, 1.00f, 1.05f, two_ringed),
    STYLE (24, 0.13f, 0.27f, 1.00f, 1.02f, two_big_ring),
    STYLE (8, 0.13f, 0.27f, 1.00f, 1.05f, two_flat),
    STYLE (10, 0.13f, 0.27f, 1.00f, 1.05f, two_curled),
    STYLE (8, 0.13f, 0.27f, 1.00f, 1.05f, two_hook),
    STYLE (8, 0.13f, 0.27f, 1.00f, 1.05f, two_wide),
  },
  {
    STYLE (26, 0.06f, 0.25f, 1.00f, 1.03f, three_round),
    STYLE (8, 0.06f, 0.25f, 1.00f, 1.03f, three_flat),
    STYLE (20, 0.06f, 0.25f, 1.00f, 1.03f, three_looped),
    STYLE (18, 0.06f, 0.25f, 1.00f, 1.03f, three_swung),
    STYLE (10, 0.06f, 0.25f, 1.00f, 1.03f, three_small),
    STYLE (18, 0.06f, 0.25f, 1.00f, 1.03f, three_low),
  },
  {
    STYLE (28, 0.22f, 0.28f, 1.00f, 0.97f, four_open),
    STYLE (24, 0.22f, 0.28f, 1.00f, 0.97f, four_cup),
    STYLE (10, 0.22f, 0.28f, 1.00f, 0.97f, four_closed),
    STYLE (20, 0.22f, 0.28f, 1.00f, 0.97f, four_quick),
    STYLE (2, 0.22f, 0.28f, 1.00f, 0.97f, four_nine),
    STYLE (16, 0.22f, 0.28f, 1.00f, 0.97f, four_square),
  },
  {
    STYLE (22, 0.08f, 0.27f, 1.00f, 0.98f, five_capped),
    STYLE (18, 0.08f, 0.27f, 1.00f, 0.98f, five_single),
    STYLE (14, 0.08f, 0.27f, 1.00f, 0.98f, five_curved),
    STYLE (18, 0.08f, 0.27f, 1.00f, 0.98f, five_detached),
    STYLE (12, 0.08f, 0.27f, 1.00f, 0.98f, five_wide),
    STYLE (16, 0.08f, 0.27f, 1.00f, 0.98f, five_upright),
  },
  {
    STYLE (20, 0.03f, 0.20f, 1.00f, 1.00f, six_curved),
    STYLE (12, 0.03f, 0.20f, 1.00f, 1.00f, six_low),
    STYLE (18, 0.03f, 0.20f, 1.00f, 1.00f, six_straight),
    STYLE (10, 0.03f, 0.20f, 1.00f, 1.00f, six_stem),
    STYLE (8, 0.03f, 0.20f, 1.00f, 1.00f, six_wide),
    STYLE (18, 0.03f, 0.20f, 1.00f, 1.00f, six_crossing),
    STYLE (14, 0.03f, 0.20f, 1.00f, 1.00f, six_bowl),
  },
  {
    STYLE (28, 0.06f, 0.24f, 1.00f, 1.05f, seven_plain),
    STYLE (10, 0.06f, 0.24f, 1.00f, 1.05f, seven_serif),
    STYLE (14, 0.06f, 0.24f, 1.00f, 1.05f, seven_crossed),
    STYLE (16, 0.06f, 0.24f, 1.00f, 1.05f, seven_curved),
    STYLE (10, 0.06f, 0.24f, 1.00f, 1.05f, seven_waved),
    STYLE (12, 0.06f, 0.24f, 1.00f, 1.05f, seven_hooked),
    STYLE (10, 0.06f, 0.24f, 1.00f, 1.05f, seven_bulged),
  },
  {
    STYLE (36, 0.15f, 0.24f, 1.00f, 0.96f, eight_closed),
    STYLE (14, 0.15f, 0.24f, 1.00f, 0.96f, eight_circles),
    STYLE (24, 0.15f, 0.24f, 1.00f, 0.96f, eight_tailed),
    STYLE (10, 0.15f, 0.24f, 1.00f, 0.96f, eight_open),
    STYLE (16, 0.15f, 0.24f, 1.00f, 0.96f, eight_big_top),
  },
  {
    STYLE (37, 0.17f, 0.24f, 1.00f, 0.94f, nine_straight),
    STYLE (7, 0.17f, 0.24f, 1.00f, 0.94f, nine_hooked),
    STYLE (22, 0.17f, 0.24f, 1.00f, 0.94f, nine_flowing),
    STYLE (18, 0.17f, 0.24f, 1.00f, 0.94f, nine_round),
    STYLE (16, 0.17f, 0.24f, 1.00f, 0.94f, nine_pointed),
  },
};
/* clang-format on */

const DhDigitStyle *
dh_digit_strokes_nth (guint digit, guint index)
{
  g_return_val_if_fail (digit < G_N_ELEMENTS (styles), NULL);

  if (index >= G_N_ELEMENTS (styles[digit]) || styles[digit][index].share == 0)
    return NULL;
  return &styles[digit][index];
}

const DhDigitStyle *
dh_digit_strokes_choose (guint digit, guint draw)
{
  const DhDigitStyle *style;

  g_return_val_if_fail (digit < G_N_ELEMENTS (styles) && draw < 100, NULL);

  for (style = styles[digit]; draw >= style->share; style++)
    draw -= style->share;
  return style;
}
