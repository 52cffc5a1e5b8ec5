/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Looks for a text in all writable memory of the process, so that a test can
 * show that nothing is left of a secret. What is looked for is handed over
 * masked, and compared masked: looking must not make copies itself. */

#define TEST_MASK 0x5A
#define TEST_MARKER_LENGTH 24

typedef struct
{
  char masked[TEST_MARKER_LENGTH];
} TestMarker;

static inline TestMarker
test_marker_new (void)
{
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef";
  TestMarker marker;

  for (gsize i = 0; i < sizeof marker.masked; i++)
    marker.masked[i] = (char) (letters[g_random_int_range (0, 32)] ^ TEST_MASK);

  return marker;
}

/* Writes the text into @text, which has room for it and a zero. */
static inline void
test_marker_write (const TestMarker *marker,
                   char             *text)
{
  for (gsize i = 0; i < sizeof marker->masked; i++)
    text[i] = (char) (marker->masked[i] ^ TEST_MASK);
  text[sizeof marker->masked] = '\0';
}

static inline guint
test_marker_count_in (const TestMarker *marker,
                      int               memory,
                      guint64           start,
                      guint64           end)
{
  static char chunk[1 << 16];
  guint found = 0;

  /* The chunks overlap, so that a text across a border is seen once. */
  while (start < end)
    {
      gsize wanted = MIN (sizeof chunk, end - start);
      gssize got = pread (memory, chunk, wanted, (off_t) start);

      if (got < TEST_MARKER_LENGTH)
        break;
      for (gssize i = 0; i < got; i++)
        chunk[i] ^= TEST_MASK;
      for (gssize i = 0; i + TEST_MARKER_LENGTH <= got; i++)
        {
          if (chunk[i] == marker->masked[0] &&
              memcmp (chunk + i, marker->masked, TEST_MARKER_LENGTH) == 0)
            found++;
        }
      if ((gsize) got == end - start)
        break;
      start += (guint64) got - (TEST_MARKER_LENGTH - 1);
    }
  explicit_bzero (chunk, sizeof chunk);

  return found;
}

/* How often the text stands in memory. */
static inline guint
test_marker_count (const TestMarker *marker)
{
  g_autofree char *maps = NULL;
  g_auto (GStrv) lines = NULL;
  guint found = 0;
  int memory;

  g_assert_true (g_file_get_contents ("/proc/self/maps", &maps, NULL, NULL));
  lines = g_strsplit (maps, "\n", -1);
  memory = open ("/proc/self/mem", O_RDONLY | O_CLOEXEC);
  g_assert_cmpint (memory, >=, 0);

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      guint64 start;
      guint64 end;
      char mode[5];

      if (sscanf (lines[i], "%" G_GINT64_MODIFIER "x-%" G_GINT64_MODIFIER "x %4s", &start, &end, mode) != 3)
        continue;
      if (mode[0] == 'r' && mode[1] == 'w')
        found += test_marker_count_in (marker, memory, start, end);
    }
  close (memory);

  return found;
}
