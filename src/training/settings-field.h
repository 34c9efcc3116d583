// How a setting is kept and what it may be; for the files of the settings alone.
// SPDX-License-Identifier: MIT
#pragma once

#include "training/settings.h"

G_BEGIN_DECLS

typedef enum
{
  DH_FIELD_TEXT,
  DH_FIELD_FILE, /* NULL is written "none" */
  DH_FIELD_WHOLE,
  DH_FIELD_REAL,
  DH_FIELD_SWITCH,
  DH_FIELD_WIDTHS,
  DH_FIELD_CHOICE
} DhSettingsFieldKind;

typedef struct
{
  const char         *key;
  DhSettingsFieldKind kind;
  gsize               offset;   /* in DhSettings */
  double              smallest;
  double              largest;
  const char         *word;     /* for the value below, or NULL */
  guint64             value;
  gboolean            live;     /* can change while a run goes on */
} DhSettingsField;

/* The field of the setting @key, or NULL where there is none. */
const DhSettingsField *dh_settings_field_find (const char *key);

/* @text as a message can have it: UTF-8, on one line, not too long. Free with g_free(). */
char *dh_settings_field_quote (const char *text);

G_END_DECLS
