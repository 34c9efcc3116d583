// Which files of a folder are the IDX files of a data set.
// SPDX-License-Identifier: MIT
#pragma once

#include <gio/gio.h>

#include "dataset/idx.h"

G_BEGIN_DECLS

/* A name is PREFIXPART-KINDidxD-TYPE, as in train-images-idx3-ubyte or, of EMNIST,
 * emnist-letters-train-images-idx3-ubyte.gz: the part is train, t10k or test, the kind is images or
 * labels with a - or . behind it, D a digit from 1 to 3, TYPE letters and digits. A prefix ends in
 * -, _ or a full stop. The name may end in .gz; of several the one without is taken. */

typedef enum
{
  DH_IDX_TRAIN,
  DH_IDX_TEST, /* t10k, or test where no file begins with t10k */
  DH_IDX_N_PARTS
} DhIdxPart;

typedef struct
{
  char *folder;
  char *prefix; /* "" of most */
  char *paths[DH_IDX_N_PARTS][DH_IDX_IMAGES + 1]; /* by DhIdxKind; NULL where there is none */
} DhIdxNames;

/* The files of the one data set in the folder @path, or of the one which the file @path is of.
 * Those without a prefix come first. NULL with G_IO_ERROR_NOT_FOUND where @path is not there,
 * G_IO_ERROR_NOT_DIRECTORY for a file that has no such name, G_IO_ERROR_INVALID_ARGUMENT where
 * there are several sets to choose from, the message names them, or GIO's error. Files may be
 * missing still. */
DhIdxNames *dh_idx_names_find (const char *path, GError **error);
void        dh_idx_names_free (DhIdxNames *self);

/* The names one file may have, for a message: free with g_free(). */
char *dh_idx_names_list (const DhIdxNames *self, DhIdxPart part, DhIdxKind kind);

/* What loads the same set again wherever the program is started: its folder, or where that does not
 * say which set, the file @path. Free with g_free(). */
char *dh_idx_names_settle (const char *path);

/* For people: "emnist-letters", or the folder's name where there is no prefix. Free with
 * g_free(). */
char *dh_idx_names_make_title (const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DhIdxNames, dh_idx_names_free)

G_END_DECLS
