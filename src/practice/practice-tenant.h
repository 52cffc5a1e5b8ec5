/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "practice-options.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The server: who may ask, which path goes where. */

typedef struct _PracticeTenant PracticeTenant;

PracticeTenant *practice_tenant_new      (PracticeOptions  *options,
                                          GError          **error);
void            practice_tenant_free     (PracticeTenant   *self);
gboolean        practice_tenant_listen   (PracticeTenant   *self,
                                          GError          **error);
char           *practice_tenant_describe (PracticeTenant   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PracticeTenant, practice_tenant_free)

G_END_DECLS
