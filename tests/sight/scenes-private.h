/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "scenes.h"
#include "spare-connectivity.h"
#include "spare-recovery.h"
#include "window-test.h"

G_BEGIN_DECLS

#define SCENES_DOMAIN "copper-kettle.eu.auth0.com"
#define SCENES_ADDRESS "jane.doe@example.com"
#define SCENES_SUPPORT_URL "https://support.example.com/"

/* Each ends with one that has no name. */
extern const Scene scenes_of_login[];
extern const Scene scenes_of_dashboard[];
extern const Scene scenes_of_the_rest[];

/* @domain: %NULL for practice. */
SpareTenant       *scenes_make_tenant       (const char            *domain);
/* Nobody is logged in, and nothing answers. */
void               scenes_make_session      (GPtrArray             *keep,
                                             const char            *domain,
                                             SpareSession         **session,
                                             SpareRecovery        **recovery);
/* The same, as long as the keyring has not answered. */
void               scenes_make_new_session  (GPtrArray             *keep,
                                             const char            *domain,
                                             SpareSession         **session,
                                             SpareRecovery        **recovery);
SpareConnectivity *scenes_make_connectivity (GPtrArray             *keep,
                                             GNetworkConnectivity   connectivity);
GtkWidget         *scenes_make_dashboard    (GPtrArray             *keep);
/* What the template of a window calls so. */
gpointer           scenes_child             (GtkWidget             *window,
                                             const char            *name);

G_END_DECLS
