// What the figures of mistakes share: when there is nothing to show, and their title row.
// SPDX-License-Identifier: MIT

#include "figures/mistakes-frame.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "figures/number.h"

#define CAPTION_GAP 14.0

const char *
dh_mistakes_get_obstacle (const DhSnapshot *run)
{
  if (run == NULL || run->data_title == NULL)
    return _("No test images yet");
  if (run->n_test == 0)
    return _("This data set has no test images: choose another one to see mistakes");
  if (run->reading == NULL || run->reading->n == 0 || run->reading->n_classes == 0)
    return _("The test images have not been read yet");
  return NULL;
}

double
dh_mistakes_draw_header (const DhFrame *frame,
                         DhText *text,
                         const char *title,
                         const char *const *captions,
                         double end)
{
  const DhTextStyle bold = { .size = DH_TEXT_TITLE, .bold = TRUE };
  const DhTextStyle style = { .size = DH_TEXT_CAPTION, .opacity = DH_TEXT_DIM };
  double x = frame->content.x + dh_text_measure (text, title, &bold);

  dh_frame_draw_header (frame, text, title, NULL, 0, end);
  if (frame->header <= 0)
    return end;
  for (guint i = 0; captions[i] != NULL; i++)
    {
      double width = dh_text_measure (text, captions[i], &style);

      if (x + CAPTION_GAP + width > end)
        continue;
      dh_text_draw (text, captions[i], x + CAPTION_GAP, frame->middle, &style);
      return x + CAPTION_GAP + width;
    }
  return x;
}
