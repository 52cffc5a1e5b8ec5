/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* A window as user data of an operation that it must not outlive: only the last
 * reference disposes of a window that was closed, and that cancels. */

static inline gpointer
spare_weak_new (gpointer object)
{
  GWeakRef *self = g_new0 (GWeakRef, 1);

  g_weak_ref_init (self, object);

  return self;
}

/* Takes over @weak; returns a new reference, or NULL if the object is gone. */
static inline gpointer
spare_weak_take (gpointer weak)
{
  gpointer object = g_weak_ref_get (weak);

  g_weak_ref_clear (weak);
  g_free (weak);

  return object;
}

G_END_DECLS
