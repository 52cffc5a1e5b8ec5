/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

/* Names are looked up in the test alone: what a test machine's name server
 * says about a host that does not exist is not known. */

#define TEST_RESOLVER_UNKNOWN "unknown.example.com"
#define TEST_RESOLVER_OFFLINE "offline.example.com"

void  test_resolver_install   (void);
guint test_resolver_get_count (void);
