// A folder that holds a data set, looked at from outside: what is in it, and is it the published?
// SPDX-License-Identifier: MIT
#pragma once

#include <gio/gio.h>

#include "dataset/published.h"

G_BEGIN_DECLS

typedef enum
{
  DH_CHECK_PENDING,   /* not made yet */
  DH_CHECK_PUBLISHED, /* every byte is as published */
  DH_CHECK_DIFFERS,   /* some file is missing, or has other bytes */
  DH_CHECK_UNKNOWN    /* unpacked files of a set whose checksums are published for packed ones */
} DhCheck;

typedef struct
{
  const DhPublished *set; /* that it passes for */
  char    *folder;
  gboolean meant;     /* the user said that the set is here; else it was found */
  guint    n_train;   /* 0 where there is a problem */
  guint    n_test;    /* 0 = no test files */
  guint    width;
  guint    height;
  guint    n_classes; /* the largest training label + 1; 0 = not counted */
  char    *problem;   /* why it cannot be read, as a sentence, or NULL */
  DhCheck  check;
} DhPlace;

/* Looks at the headers of the files in @folder and at the training labels; that takes about a
 * millisecond. Does not check. */
DhPlace *dh_place_new (const DhPublished *set, const char *folder);
void     dh_place_free (DhPlace *self);

/* Whether all files have the size that those of @set have, packed or not. */
gboolean dh_place_has_sizes (const DhPublished *set, const char *folder);

/* Compares every file with the published one; a plain file by what the published one has in it.
 * Reads all of it, so not for the main thread; FALSE where it was cancelled. Only once: it stays
 * as it was found then. */
gboolean dh_place_check (DhPlace *self, GCancellable *cancellable);

/* The same for one file: DH_CHECK_DIFFERS also where it cannot be read. */
DhCheck dh_place_check_file (const DhPublishedFile *file, const char *path,
                             GCancellable *cancellable);

/* The file in @folder that a reader takes for @file: plain or packed. NULL where there is none. */
char *dh_place_find_file (const DhPublishedFile *file, const char *folder);

/* "60,000 images for training, 10,000 for testing, 28 × 28 pixels, 10 classes", or the problem. */
char *dh_place_describe (const DhPlace *self);

/* "the published MNIST", "differs from the published MNIST", … ; NULL while pending. */
char *dh_place_describe_check (const DhPlace *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DhPlace, dh_place_free)

G_END_DECLS
