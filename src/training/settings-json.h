// Settings from JSON that is parsed already.
// SPDX-License-Identifier: MIT
#pragma once

#include <json-glib/json-glib.h>

#include "training/settings.h"

G_BEGIN_DECLS

/* As dh_settings_from_json(). */
DhSettings *dh_settings_from_node (JsonNode *node, GError **error);

G_END_DECLS
