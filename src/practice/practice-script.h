/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Answers from a file of wire cases instead of a tenant. */

typedef struct _PracticeScript PracticeScript;

PracticeScript *practice_script_new    (const char         *path,
                                        const char         *case_id,
                                        GError            **error);
void            practice_script_free   (PracticeScript     *self);
void            practice_script_answer (PracticeScript     *self,
                                        SoupServerMessage  *message,
                                        GSocket            *socket);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PracticeScript, practice_script_free)

G_END_DECLS
