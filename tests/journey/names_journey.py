#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Spare Key developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""In every window, whatever takes the focus has a name of its own."""

import re

from spare_desktop import Desktop
from steps import main, run

TYPE_NAME = re.compile(r'^(Gtk|Adw|Spare)[A-Z]\w*$')


def check(desktop, window):
    """Every focusable object has a name; it is no type name and not said twice."""
    wrong = []
    n = 0
    for node in desktop.tree(window):
        if not desktop.has(node, 'FOCUSABLE') or not desktop.visible(node):
            continue
        n += 1
        name = node.get_name()
        words = name.replace('_', ' ').split()
        half = len(words) // 2
        doubled = half > 0 and len(words) % 2 == 0 and words[:half] == words[half:]
        if not name or TYPE_NAME.match(name) or '_' in name or doubled:
            wrong.append('%s “%s”' % (desktop.role(node), name))
    assert n > 2, 'only %d objects take the focus in %s' % (n, window.get_name())
    assert not wrong, '%s: %s' % (window.get_name(), ', '.join(wrong))


def journey(desktop):
    app = desktop.run()
    window = desktop.window('Set Up Spare Key')
    check(desktop, window)
    yield 'first run'

    desktop.tab_to('push button', 'Try the Practice Tenant')
    desktop.press('Return')
    window = desktop.window('Log In')
    password = desktop.says(window, 'with the password').get_name() \
        .split('with the password \u2066')[1].split('\u2069')[0]
    check(desktop, window)
    yield 'login'

    desktop.tab_to('push button', "Don't remember your password?")
    desktop.press('Return')
    window = desktop.window('Reset Your Password')
    check(desktop, window)
    yield 'recovery'

    desktop.tab_to('push button', 'Send Reset Email')
    desktop.press('Return')
    window = desktop.window('Log In')
    desktop.says(window, "We've just sent you an email")
    check(desktop, window)
    yield 'login with the confirmation'

    desktop.tab_to('password text', 'Password')
    desktop.type(password)
    desktop.press('Return')
    window = desktop.window('Dashboard')
    check(desktop, window)
    yield 'dashboard'

    desktop.press('ctrl+comma')
    window = desktop.window('Preferences')
    check(desktop, window)
    yield 'preferences'
    desktop.press('Escape')
    desktop.window('Dashboard')
    app.quit()
    yield 'the program ends without a complaint'


def walk():
    with Desktop() as desktop:
        main(journey(desktop))


if __name__ == '__main__':
    run(walk)
