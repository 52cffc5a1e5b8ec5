# SPDX-FileCopyrightText: 2026 The Spare Key developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""A practice tenant of the test's own, its mail, and the page that the mail
links to."""

import html.parser
import json
import mailbox
import os
import re
import signal
import subprocess
import urllib.parse
import urllib.request

from spare_desktop import end_with_parent, held

LIMIT = 30


class Practice:
    """A practice tenant of the test's own, to be stopped at will."""

    def __init__(self, desktop, *args):
        self.state = os.path.join(desktop.home, 'practice')
        self.args = args
        self.port = None
        self.start()

    def start(self):
        argv = [os.environ['SPARE_PRACTICE_PROGRAM'], '--state-dir', self.state, *self.args]
        self.process = subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        start_new_session=True,
                                        preexec_fn=lambda: end_with_parent(signal.SIGKILL))
        self.info = json.loads(self.process.stdout.readline())

    def stop(self):
        self.process.stdin.close()
        self.process.wait(LIMIT)
        self.process.stdout.close()

    def held(self):
        return held(self.process)

    def app_args(self):
        return ['--tenant', self.info['base_url'], '--client-id', self.info['client_id']]

    def __enter__(self):
        return self

    def __exit__(self, *args):
        if self.process.poll() is None:
            self.stop()


class _Form(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.action = None
        self.fields = {}
        self.passwords = []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == 'form':
            self.action = attrs.get('action')
        elif tag == 'input' and attrs.get('name'):
            self.fields[attrs['name']] = attrs.get('value', '')
            if attrs.get('type') == 'password':
                self.passwords.append(attrs['name'])


def newest_link(maildir):
    """The link in the newest mail, read as any mail program would."""
    box = mailbox.Maildir(maildir, create=False)
    newest = max(box.items(), key=lambda item: os.stat(os.path.join(maildir, box._lookup(item[0]))).st_mtime_ns)[1]
    text = newest.get_payload(decode=True).decode('utf-8')
    link = re.search(r'https?://\S+', text)
    if link is None:
        raise AssertionError('no link in the mail:\n' + text)
    return link.group(0), newest


def count_mails(maildir):
    return len(mailbox.Maildir(maildir, create=False)) if os.path.isdir(maildir) else 0


def set_password(link, password):
    """Opens the reset page and sends its form, as a browser does."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(link, timeout=LIMIT) as answer:
        form = _Form()
        form.feed(answer.read().decode('utf-8'))
    if form.action is None or not form.passwords:
        raise AssertionError('no form to set a password on the page')
    for name in form.passwords:
        form.fields[name] = password
    target = urllib.parse.urljoin(link, form.action)
    with opener.open(target, urllib.parse.urlencode(form.fields).encode(), timeout=LIMIT) as answer:
        page = answer.read().decode('utf-8')
    title = re.search(r'<title>(.*?)</title>', page).group(1)
    if title.startswith('Error'):
        raise AssertionError('the page refused the password: ' + title)
    return title
