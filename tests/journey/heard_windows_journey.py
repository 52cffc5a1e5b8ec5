#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Spare Key developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Into every window and back, by ear: each says its title once, then where the
focus is, and nothing else twice."""

from ear import Ear
from spare_desktop import Desktop
from steps import main, run
from tenant import Practice

FORGOT = "Don't remember your password?"


class Walker:
    """Goes from window to window, and listens at each."""

    def __init__(self, desktop):
        self.desktop = desktop
        self.ear = Ear(desktop)

    def arrive(self, title, stop):
        """Waits until the title and then the first stop are said."""
        self.ear.hears(title)
        self.ear.hears(stop)
        self.once(title, stop)

    def once(self, title, stop):
        self.desktop.window(title)
        said = self.desktop.spoken()[self.start:]
        titles = [words for words in said if words.rstrip('.').split(' frame')[0] == title]
        assert len(titles) == 1, said
        assert sum(words.startswith(stop) for words in said) == 1, said

    def start_program(self, title, stop, *args):
        """The first window of a program says its title last, or first where Orca is
        late."""
        self.start = len(self.desktop.spoken())
        app = self.desktop.run(*args)
        self.desktop.wait('Orca to say “%s” and “%s”' % (stop, title), lambda: all(
            any(part in said for said in self.desktop.spoken()[self.start:]) for part in (stop, title)))
        self.once(title, stop)
        return app

    def go(self, keys, title, stop):
        self.start = self.ear.position = len(self.desktop.spoken())
        self.desktop.press(*keys)
        self.arrive(title, stop)


def walk_from(walker, title, stop, others):
    """Into other windows, and back by Escape to where the focus was."""
    for keys, other, first in others:
        walker.go([keys], other, first)
        walker.go(['Escape'], title, stop)


def journey(desktop, practice):
    walker = Walker(desktop)
    app = walker.start_program('Set Up Spare Key', 'Tenant Domain')
    others = [('F1', 'Help', 'You Forgot Your Password'),
              ('ctrl+question', 'Keyboard Shortcuts', 'Help: F1')]
    walk_from(walker, 'Set Up Spare Key', 'Tenant Domain', others)
    app.quit()
    yield 'from the first window to the help, the list of keys, and back'

    app = walker.start_program('Log In', 'Email', *practice.app_args())
    others.append(('ctrl+r', 'Reset Your Password', 'Email'))
    walk_from(walker, 'Log In', 'Email', others)
    yield 'from the login window, to the recovery window as well'

    walker.go(['ctrl+r'], 'Reset Your Password', 'Email')
    walk_from(walker, 'Reset Your Password', 'Email', others[:2])
    walker.go(['Escape'], 'Log In', 'Email')
    yield 'from the recovery window'

    desktop.type(practice.info['email'])
    desktop.tab_to('password text', 'Password')
    desktop.type(practice.info['password'])
    walker.go(['Return'], 'Dashboard', 'Account menu, Jane Doe')
    walk_from(walker, 'Dashboard', 'Account menu, Jane Doe',
              [*others[:2], ('ctrl+comma', 'Preferences', 'Change Tenant')])
    yield 'from the dashboard, to the preferences as well'

    walker.ear.nothing_twice()
    app.quit()
    yield 'nothing was said twice on all the way; the program ends without a complaint'


def walk():
    with Desktop(orca=True) as desktop, Practice(desktop) as practice:
        main(journey(desktop, practice))


if __name__ == '__main__':
    run(walk)
