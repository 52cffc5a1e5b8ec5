/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Every window in every state that a person can see it in. */

typedef struct
{
  const char *name;
  /* Returns a window that is not shown yet, or one that is. */
  GtkWidget *(*make) (GPtrArray *keep);
  /* Once it is shown and in front. */
  void (*then) (GtkWidget *window);
} Scene;

GPtrArray      *scenes_get_all         (void);
/* The application of all of them. */
GtkApplication *scenes_get_application (void);

G_END_DECLS
