// The names of classes, on pictures and in tables.
// SPDX-License-Identifier: MIT
#pragma once

#include "snapshot/snapshot.h"

G_BEGIN_DECLS

#define DH_CLASS_NAME_SIZE 16

/* The name of @class in @run: the data set's, else its number, written into @buffer. */
const char *
dh_class_name_get (const DhSnapshot *run, guint class, char buffer[DH_CLASS_NAME_SIZE]);

/* The part of @name, one of @run's, after the words that all of them begin with: where there is
 * little room, "Class 12" and "Class 13" are better cut at this end. */
const char *dh_class_name_skip_shared (const DhSnapshot *run, const char *name);

/* Appends the name as a field of a CSV table, in quotes: it may have anything in it but a line's
 * end. */
void dh_class_name_append_csv (GString *csv, const DhSnapshot *run, guint class);

G_END_DECLS
