/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "practice-tickets.h"

#include "practice-secret.h"

#define FILE_NAME "tickets.json"

/* Dead tickets are remembered for a while, to say why they are dead. */
#define MEMORY_SECONDS (30 * 24 * 60 * 60)

typedef struct
{
  char *digest;
  char *sub;
  gint64 kind;
  gint64 expires;
  gint64 state;
} Ticket;

struct _PracticeTickets
{
  PracticeStore *store;
  GPtrArray *tickets;
};

static void
ticket_free (gpointer data)
{
  Ticket *ticket = data;

  g_free (ticket->digest);
  g_free (ticket->sub);
  g_free (ticket);
}

static void
save (PracticeTickets *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) error = NULL;
  guint i;

  json_builder_begin_array (builder);
  for (i = 0; i < self->tickets->len; i++)
    {
      Ticket *ticket = g_ptr_array_index (self->tickets, i);

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "digest");
      json_builder_add_string_value (builder, ticket->digest);
      json_builder_set_member_name (builder, "sub");
      json_builder_add_string_value (builder, ticket->sub);
      json_builder_set_member_name (builder, "kind");
      json_builder_add_int_value (builder, ticket->kind);
      json_builder_set_member_name (builder, "expires");
      json_builder_add_int_value (builder, ticket->expires);
      json_builder_set_member_name (builder, "state");
      json_builder_add_int_value (builder, ticket->state);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  root = json_builder_get_root (builder);

  if (!practice_store_save (self->store, FILE_NAME, root, &error))
    g_warning ("Tickets are not kept: %s", error->message);
}

static void
load_element_cb (JsonArray *array,
                 guint      index,
                 JsonNode  *node,
                 gpointer   user_data)
{
  PracticeTickets *self = user_data;
  JsonObject *object;
  Ticket *ticket;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return;

  object = json_node_get_object (node);
  ticket = g_new0 (Ticket, 1);
  ticket->digest = g_strdup (json_object_get_string_member_with_default (object, "digest", ""));
  ticket->sub = g_strdup (json_object_get_string_member_with_default (object, "sub", ""));
  ticket->kind = json_object_get_int_member_with_default (object, "kind", 0);
  ticket->expires = json_object_get_int_member_with_default (object, "expires", 0);
  ticket->state = json_object_get_int_member_with_default (object, "state", PRACTICE_TICKET_USED);
  g_ptr_array_add (self->tickets, ticket);
}

static Ticket *
find (PracticeTickets    *self,
      PracticeTicketKind  kind,
      const char         *text)
{
  g_autofree char *digest = practice_secret_digest (text);
  guint i;

  for (i = 0; i < self->tickets->len; i++)
    {
      Ticket *ticket = g_ptr_array_index (self->tickets, i);

      if (ticket->kind == (gint64) kind && practice_secret_equal (ticket->digest, digest))
        return ticket;
    }

  return NULL;
}

static void
replace_older (PracticeTickets    *self,
               PracticeTicketKind  kind,
               const char         *sub,
               gint64              now)
{
  guint i;

  for (i = self->tickets->len; i > 0; i--)
    {
      Ticket *ticket = g_ptr_array_index (self->tickets, i - 1);

      if (ticket->expires + MEMORY_SECONDS < now)
        g_ptr_array_remove_index (self->tickets, i - 1);
      else if (ticket->kind == (gint64) kind && ticket->state == PRACTICE_TICKET_GOOD && g_str_equal (ticket->sub, sub))
        ticket->state = PRACTICE_TICKET_REPLACED;
    }
}

/**
 * practice_tickets_new:
 * @store: where digests are kept; must outlive the tickets
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the tickets
 */
PracticeTickets *
practice_tickets_new (PracticeStore  *store,
                      GError        **error)
{
  g_autoptr (PracticeTickets) self = g_new0 (PracticeTickets, 1);
  g_autoptr (JsonNode) kept = NULL;

  self->store = store;
  self->tickets = g_ptr_array_new_with_free_func (ticket_free);

  if (!practice_store_load (store, FILE_NAME, &kept, error))
    return NULL;
  if (kept != NULL && JSON_NODE_HOLDS_ARRAY (kept))
    json_array_foreach_element (json_node_get_array (kept), load_element_cb, self);

  return g_steal_pointer (&self);
}

/**
 * practice_tickets_free:
 * @self: (transfer full): the tickets
 */
void
practice_tickets_free (PracticeTickets *self)
{
  g_ptr_array_unref (self->tickets);
  g_free (self);
}

/**
 * practice_tickets_issue:
 * @self: the tickets
 * @kind: what it is for
 * @sub: whose
 * @now: seconds since the epoch
 * @lifetime: in seconds; Auth0's default is five days
 *
 * An older ticket of the same kind for the same account becomes void (Auth0
 * "Change Users' Passwords": only the link in the latest mail works).
 *
 * Returns: (transfer full): the ticket
 */
char *
practice_tickets_issue (PracticeTickets    *self,
                        PracticeTicketKind  kind,
                        const char         *sub,
                        gint64              now,
                        gint64              lifetime)
{
  Ticket *ticket = g_new0 (Ticket, 1);
  char *text = practice_secret_random ();

  replace_older (self, kind, sub, now);
  ticket->digest = practice_secret_digest (text);
  ticket->sub = g_strdup (sub);
  ticket->kind = kind;
  ticket->expires = now + lifetime;
  ticket->state = PRACTICE_TICKET_GOOD;
  g_ptr_array_add (self->tickets, ticket);
  save (self);

  return text;
}

/**
 * practice_tickets_check:
 * @self: the tickets
 * @kind: what it should be for
 * @ticket: (nullable): the ticket
 * @now: seconds since the epoch
 * @sub: (out) (transfer full) (nullable): whose it is, if it is good
 *
 * Returns: whether it is good, and if not, why
 */
PracticeTicketState
practice_tickets_check (PracticeTickets     *self,
                        PracticeTicketKind   kind,
                        const char          *ticket,
                        gint64               now,
                        char               **sub)
{
  Ticket *found = ticket != NULL ? find (self, kind, ticket) : NULL;

  *sub = NULL;
  if (found == NULL)
    return PRACTICE_TICKET_UNKNOWN;
  if (found->state != PRACTICE_TICKET_GOOD)
    return (PracticeTicketState) found->state;
  if (found->expires <= now)
    return PRACTICE_TICKET_EXPIRED;

  *sub = g_strdup (found->sub);

  return PRACTICE_TICKET_GOOD;
}

/**
 * practice_tickets_use:
 * @self: the tickets
 * @kind: what it should be for
 * @ticket: (nullable): the ticket
 * @now: seconds since the epoch
 * @sub: (out) (transfer full) (nullable): whose it is, if it is good
 *
 * Like practice_tickets_check(), and it is spent from now on.
 *
 * Returns: whether it was good, and if not, why
 */
PracticeTicketState
practice_tickets_use (PracticeTickets     *self,
                      PracticeTicketKind   kind,
                      const char          *ticket,
                      gint64               now,
                      char               **sub)
{
  PracticeTicketState state = practice_tickets_check (self, kind, ticket, now, sub);

  if (state == PRACTICE_TICKET_GOOD)
    {
      find (self, kind, ticket)->state = PRACTICE_TICKET_USED;
      save (self);
    }

  return state;
}
