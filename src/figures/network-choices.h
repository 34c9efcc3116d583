// What of the drawn network is pointed at.
// SPDX-License-Identifier: MIT
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  DH_NETWORK_UNMARKED,
  DH_NETWORK_POINTED, /* by the pointer */
  DH_NETWORK_FOCUSED  /* by the keyboard */
} DhNetworkMark;

/* A plain value; zeros are the usual view. */
typedef struct
{
  DhNetworkMark mark;
  guint         layer; /* 0 = the input, l = what linear layer l gives */
  gboolean      after; /* the room between it and the next, where a layer could be added */
} DhNetworkChoices;

G_END_DECLS
