// A part of the window that shows a run: a page of it, or a pane at its side.
// SPDX-License-Identifier: MIT
#pragma once

#include <adwaita.h>

#include "app/figure-view.h"

G_BEGIN_DECLS

#define DH_TYPE_PAGE (dh_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (DhPage, dh_page, DH, PAGE, AdwBin)

struct _DhPageClass
{
  AdwBinClass parent_class;

  /* Called with every snapshot, as often as 60 times a second, also while the page is hidden, when
   * it should cost next to nothing. As it is, hands the snapshot to every figure of the page: a
   * page has all of them from the beginning. */
  void (*show) (DhPage *self, const DhSnapshot *snapshot);

  /* Called with every snapshot that numbers are read of: at most ten times a second while a run
   * trains. As it is, nothing. */
  void (*show_numbers) (DhPage *self, const DhSnapshot *snapshot);
};

void dh_page_show (DhPage *self, const DhSnapshot *snapshot);
void dh_page_show_numbers (DhPage *self, const DhSnapshot *snapshot);

/* Calls @func for every figure in @root, however deep. */
typedef void (*DhPageFunc) (DhFigureView *view, gpointer data);
void dh_page_foreach_figure (GtkWidget *root, DhPageFunc func, gpointer data);

/* The figure with this id in @root: one that is to be seen before one that is not; NULL where there
 * is none. */
DhFigureView *dh_page_find_figure (GtkWidget *root, const char *id);

/* Sets the text of @label where that changes it. */
void dh_page_set_text (GtkLabel *label, const char *text);

/* The tooltip of @widget, NULL for none; the same one again costs nothing. */
void dh_page_set_tooltip (GtkWidget *widget, const char *text);

G_END_DECLS
