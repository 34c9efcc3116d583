// The name of a class, as pictures and tables write it.
// SPDX-License-Identifier: MIT
#pragma once

#include "snapshot/snapshot.h"

G_BEGIN_DECLS

#define DH_CLASS_NAME_SIZE 16

/* The name of class @class of @run, or its number, written into @buffer, where it has none. */
const char *
dh_class_name_get (const DhSnapshot *run, guint class, char buffer[DH_CLASS_NAME_SIZE]);

/* Appends @name in quotation marks: it may have anything in it but a line's end. */
void dh_class_name_append_csv (GString *csv, const char *name);

G_END_DECLS
