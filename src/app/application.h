// The application: one process, its windows and its application-wide actions.
// SPDX-License-Identifier: MIT
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DH_TYPE_APPLICATION (dh_application_get_type ())
G_DECLARE_FINAL_TYPE (DhApplication, dh_application, DH, APPLICATION, AdwApplication)

/* @flags are added to those it has anyway; tests give G_APPLICATION_NON_UNIQUE. */
DhApplication *dh_application_new (GApplicationFlags flags);

G_END_DECLS
