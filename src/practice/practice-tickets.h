/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "practice-store.h"

G_BEGIN_DECLS

/* Tickets are the live part of a mailed link: good once, for a while, and
 * only the newest of its kind for an account. Only digests are kept. */

typedef enum
{
  PRACTICE_TICKET_RESET,
  PRACTICE_TICKET_UNBLOCK,
} PracticeTicketKind;

typedef enum
{
  PRACTICE_TICKET_GOOD,
  PRACTICE_TICKET_UNKNOWN,
  PRACTICE_TICKET_EXPIRED,
  PRACTICE_TICKET_REPLACED,
  PRACTICE_TICKET_USED,
} PracticeTicketState;

typedef struct _PracticeTickets PracticeTickets;

PracticeTickets     *practice_tickets_new   (PracticeStore       *store,
                                             GError             **error);
void                 practice_tickets_free  (PracticeTickets     *self);
char                *practice_tickets_issue (PracticeTickets     *self,
                                             PracticeTicketKind   kind,
                                             const char          *sub,
                                             gint64               now,
                                             gint64               lifetime);
PracticeTicketState  practice_tickets_check (PracticeTickets     *self,
                                             PracticeTicketKind   kind,
                                             const char          *ticket,
                                             gint64               now,
                                             char               **sub);
PracticeTicketState  practice_tickets_use   (PracticeTickets     *self,
                                             PracticeTicketKind   kind,
                                             const char          *ticket,
                                             gint64               now,
                                             char               **sub);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PracticeTickets, practice_tickets_free)

G_END_DECLS
