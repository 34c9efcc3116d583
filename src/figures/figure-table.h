// The one list of figures: a line here and a file with its three functions make a new one.
// SPDX-License-Identifier: MIT
#pragma once

#include "figures/figure.h"

G_BEGIN_DECLS

/* id, title, natural width and height, and what else of a DhFigure it has */
#define DH_FIGURE_TABLE(FIGURE)                                                                    \
  FIGURE (loss, N_("Loss"), 960, 420, .pick = dh_loss_pick, .chart = TRUE)                         \
  FIGURE (accuracy, N_("Accuracy"), 960, 420, .pick = dh_accuracy_pick, .chart = TRUE)             \
  FIGURE (weights, N_("Weights"), 960, 440, .measure = dh_weights_measure,                         \
          .pick = dh_weights_pick, .wants = dh_weights_wants)                                      \
  FIGURE (samples, N_("Sample digits"), 1260, 500, .pick = dh_samples_pick, DH_LAYERS (samples))   \
  FIGURE (pixels, N_("Pixels"), 740, 730, .pick = dh_pixels_pick, .measure = dh_pixels_measure,    \
          .is_lively = dh_pixels_is_lively, DH_LAYERS (pixels))                                    \
  FIGURE (probabilities, N_("Class probabilities"), 420, 320, .measure = dh_probabilities_measure, \
          DH_LAYERS (probabilities))                                                               \
  FIGURE (parameters, N_("Parameters"), 1000, 580, .wants = dh_parameters_wants)                   \
  FIGURE (classes, N_("Classes"), 960, 320, )                                                      \
  FIGURE (histograms, N_("Histograms"), 960, 420, .measure = dh_histograms_measure,                \
          .wants = dh_histograms_wants)                                                            \
  FIGURE (network, N_("Network"), 960, 420, .pick = dh_network_pick)                               \
  FIGURE (confusion, N_("Confusion matrix"), 760, 470, .measure = dh_confusion_measure,            \
          .pick = dh_confusion_pick)                                                               \
  FIGURE (misread, N_("Misread images"), 960, 470, .measure = dh_misread_measure,                  \
          .pick = dh_misread_pick)

/* What a figure has that is drawn in two layers. */
#define DH_LAYERS(id)                                                                              \
  .same = dh_##id##_same, .draw_still = dh_##id##_draw_still, .draw_live = dh_##id##_draw_live

#define DH_LAYERS_DECLARE(id)                                                                      \
  gboolean dh_##id##_same (const DhSnapshot *a, const DhSnapshot *b);                              \
  void dh_##id##_draw_still (cairo_t *cr, const DhFigureModel *model, double w, double h);         \
  void dh_##id##_draw_live (cairo_t *cr, const DhFigureModel *model, double w, double h);

#define DH_FIGURE_DECLARE(id, title, width, height, ...)                                           \
  void dh_##id##_draw (cairo_t *cr, const DhFigureModel *model, double w, double h);               \
  char *dh_##id##_describe (const DhFigureModel *model, double w, double h, double x, double y);   \
  char *dh_##id##_csv (const DhFigureModel *model);

DH_FIGURE_TABLE (DH_FIGURE_DECLARE)

DhPick
dh_loss_pick (const DhFigureModel *model, double width, double height, double x, double y);
DhPick
dh_accuracy_pick (const DhFigureModel *model, double width, double height, double x, double y);

int dh_weights_measure (const DhFigureModel *model, int width);
int dh_pixels_measure (const DhFigureModel *model, int width);
gboolean dh_pixels_is_lively (const DhFigureModel *model);
int dh_probabilities_measure (const DhFigureModel *model, int width);

DH_LAYERS_DECLARE (samples)
DH_LAYERS_DECLARE (pixels)
DH_LAYERS_DECLARE (probabilities)

DhPick dh_samples_pick (const DhFigureModel *model, double w, double h, double x, double y);
DhPick dh_pixels_pick (const DhFigureModel *model, double w, double h, double x, double y);
guint dh_parameters_wants (const DhFigureModel *model);
int dh_histograms_measure (const DhFigureModel *model, int width);
guint dh_histograms_wants (const DhFigureModel *model);
DhPick dh_weights_pick (const DhFigureModel *model, double w, double h, double x, double y);
guint dh_weights_wants (const DhFigureModel *model);
DhPick
dh_network_pick (const DhFigureModel *model, double width, double height, double x, double y);

int    dh_confusion_measure (const DhFigureModel *model, int width);
DhPick dh_confusion_pick (const DhFigureModel *model, double w, double h, double x, double y);
int    dh_misread_measure (const DhFigureModel *model, int width);
DhPick dh_misread_pick (const DhFigureModel *model, double w, double h, double x, double y);

G_END_DECLS
