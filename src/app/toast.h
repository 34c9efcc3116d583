// Toasts that show the whole of a message, one after the other.
// SPDX-License-Identifier: MIT
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A toast with @message: a long one on several lines, and for longer. */
AdwToast *dh_toast_new (const char *message);

/* Shows @toast (taken over) on @overlay, when those before it are gone. Toasts of @overlay are
 * shown and dismissed in no other way than these two. */
void dh_toast_show (AdwToastOverlay *overlay, AdwToast *toast);

/* Sends @toast away as soon as it has come; one that waits is forgotten, one that has gone stays
 * gone. */
void dh_toast_dismiss (AdwToastOverlay *overlay, AdwToast *toast);

G_END_DECLS
