/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "spare-options.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SPARE_TYPE_APPLICATION (spare_application_get_type ())
G_DECLARE_FINAL_TYPE (SpareApplication, spare_application, SPARE, APPLICATION, AdwApplication)

GApplication *spare_application_new (const SpareOptions *options);

G_END_DECLS
