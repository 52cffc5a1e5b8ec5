/* SPDX-FileCopyrightText: 2026 The Spare Key developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "practice-inbox.h"

#include "practice-page.h"

#include <string.h>

#define TITLE "Practice Mailbox — nothing here is real"

/* Our own mail is small; whatever else lies there is not read in full. */
#define MAX_MESSAGE (64 * 1024)

static char *
decode_words (const char *text)
{
  static const char begin[] = "=?UTF-8?B?";
  const char *start = strstr (text, begin);
  const char *end = start != NULL ? strstr (start, "?=") : NULL;
  g_autofree char *encoded = NULL;
  g_autofree guchar *decoded = NULL;
  g_autofree char *word = NULL;
  g_autofree char *before = NULL;
  gsize length;

  if (end == NULL)
    return g_strdup (text);

  before = g_strndup (text, start - text);
  encoded = g_strndup (start + strlen (begin), end - start - strlen (begin));
  decoded = g_base64_decode (encoded, &length);
  word = g_strndup ((const char *) decoded, length);

  return g_strconcat (before, word, end + 2, NULL);
}

static char *
find_header (const char *head,
             const char *name)
{
  g_auto (GStrv) lines = g_strsplit (head, "\n", -1);
  guint i;

  for (i = 0; lines[i] != NULL; i++)
    {
      if (g_str_has_prefix (lines[i], name) && lines[i][strlen (name)] == ':')
        return decode_words (g_strstrip (lines[i] + strlen (name) + 1));
    }

  return g_strdup ("");
}

/* A line that is a link to this tenant can be followed; nothing else can. */
static void
add_text (GString    *page,
          const char *text,
          const char *base_url)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint i;

  g_string_append (page, "<p class=\"text\">");
  for (i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *line = NULL;

      if (g_str_has_prefix (lines[i], base_url) && lines[i][strlen (base_url)] == '/')
        line = g_markup_printf_escaped ("<a href=\"%s\" rel=\"noreferrer\">%s</a>\n", lines[i], lines[i]);
      else
        line = g_markup_printf_escaped ("%s\n", lines[i]);
      g_string_append (page, line);
    }
  g_string_append (page, "</p>\n");
}

static void
add_message (GString    *page,
             const char *path,
             const char *base_url)
{
  g_autofree char *message = NULL;
  g_autofree char *subject = NULL;
  g_autofree char *to = NULL;
  g_autofree char *date = NULL;
  g_autofree char *html = NULL;
  gsize length;
  char *split;

  if (!g_file_get_contents (path, &message, &length, NULL))
    return;

  split = strstr (message, "\n\n");
  if (split == NULL || length > MAX_MESSAGE || !g_utf8_validate (message, length, NULL))
    return;

  *split = '\0';
  subject = find_header (message, "Subject");
  to = find_header (message, "To");
  date = find_header (message, "Date");
  html = g_markup_printf_escaped ("<article>\n<h2>%s</h2>\n"
                                  "<dl><dt>To:</dt><dd>%s</dd><dt>Date:</dt><dd>%s</dd></dl>\n",
                                  subject, to, date);
  g_string_append (page, html);
  add_text (page, split + 2, base_url);
  g_string_append (page, "</article>\n");

  explicit_bzero (message, length);
}

/**
 * practice_inbox_make_page:
 * @mail: the mail
 * @base_url: of the tenant, without a slash at the end
 *
 * Returns: (transfer full): a page with the newest messages first
 */
char *
practice_inbox_make_page (PracticeMail *mail,
                          const char   *base_url)
{
  g_autoptr (GPtrArray) paths = practice_mail_list (mail);
  g_autoptr (GString) body = g_string_new ("<h1>" TITLE "</h1>\n");
  guint i;

  g_string_append (body, "<p>Mail of the practice tenant never leaves this computer. "
                         "The newest message comes first; reload the page to look for more.</p>\n");
  if (paths->len == 0)
    g_string_append (body, "<p>There is no mail yet.</p>\n");
  for (i = 0; i < paths->len; i++)
    add_message (body, g_ptr_array_index (paths, i), base_url);

  return practice_page_wrap (TITLE, body->str);
}
