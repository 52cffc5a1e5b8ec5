/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

/* A self-signed certificate made on the spot, and a database that trusts it. */
typedef struct
{
  GTlsCertificate *certificate;
  GTlsDatabase *database;
  char *path; /* of what the database reads, once it needs it */
} TestCertificate;

/* For an IPv4 @address; ends @days from now. */
TestCertificate *test_certificate_new  (const char      *address,
                                        int              days);
void             test_certificate_free (TestCertificate *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestCertificate, test_certificate_free)
