// The published data sets that can be downloaded: their files, sizes, checksums and mirrors.
// SPDX-License-Identifier: MIT
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define DH_PUBLISHED_N_FILES 4
#define DH_PUBLISHED_N_MIRRORS 2

typedef struct
{
  const char *name;            /* as it is published and kept: "train-images-idx3-ubyte.gz" */
  guint64     size;            /* in bytes */
  const char *sha256;          /* of these bytes, 64 hexadecimal digits */
  guint64     unpacked_size;   /* of what is in it */
  const char *unpacked_sha256; /* NULL where nobody has published it */
} DhPublishedFile;

typedef struct
{
  const char     *name;        /* as in the catalog: "fashion-mnist" */
  const char     *title;       /* for people: "Fashion-MNIST" */
  const char     *torch_name;  /* the folder that torchvision makes, with raw in it */
  const char     *mirrors[DH_PUBLISHED_N_MIRRORS]; /* each ends in a slash; in the order to try */
  DhPublishedFile files[DH_PUBLISHED_N_FILES];     /* images and labels, for training and testing */
} DhPublished;

/* All @n of them. */
const DhPublished *dh_published_get_all (guint *n);

/* The one of that name, or NULL. */
const DhPublished *dh_published_find (const char *name);

/* Puts other data sets in place of them, for tests: @sets stays the caller's. NULL = the real ones.
 * Not while other threads use the table. */
void dh_published_replace (const DhPublished *sets, guint n);

/* The bytes of all its files. */
guint64 dh_published_get_size (const DhPublished *self);

/* Where a download of it is kept: ~/.local/share/downhill/NAME. */
char *dh_published_get_folder (const DhPublished *self);

G_END_DECLS
