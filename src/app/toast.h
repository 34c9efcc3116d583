// A toast that shows the whole of a message.
// SPDX-License-Identifier: MIT
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A toast with @message: a long one on several lines, and for longer. */
AdwToast *dh_toast_new (const char *message);

G_END_DECLS
