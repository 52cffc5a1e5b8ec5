/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>
#include "spare-types.h"

G_BEGIN_DECLS

/* Says, in every window, that this is the practice tenant and nothing here is
 * real; offers the practice mailbox (app.open-mailbox). Hidden otherwise. */

#define SPARE_TYPE_PRACTICE_STRIP (spare_practice_strip_get_type ())
G_DECLARE_FINAL_TYPE (SparePracticeStrip, spare_practice_strip, SPARE, PRACTICE_STRIP, GtkWidget)

GtkWidget *spare_practice_strip_new        (void);
void       spare_practice_strip_set_tenant (SparePracticeStrip *self,
                                            SpareTenant        *tenant);

G_END_DECLS
