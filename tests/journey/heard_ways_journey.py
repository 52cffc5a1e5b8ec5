#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Spare Key developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""In and out, by ear: to a tenant, to the practice tenant, out of a session that
the server cannot be told of, and out of the program by a link.
Usage: heard_ways_journey.py connect|practice|logout|quick|links"""

import contextlib
import glob
import os
import sys

from ear import Ear
from spare_desktop import Desktop
from steps import main, run
from tenant import Practice
from trouble_journey import type_login


def connect():
    with Desktop(orca=True) as desktop, Practice(desktop) as practice:
        ear = Ear(desktop)
        app = desktop.run()
        # The title is said after the field, or before it where Orca is late.
        ear.hears('Set Up Spare Key')
        desktop.wait('Orca to say the field, and what to type there',
                     lambda: ear.times('Tenant Domain') == 1 and ear.times('For example') == 1)
        desktop.type('127.0.0.1:9')
        desktop.press('Return')
        ear.hears('Enter the client ID')
        desktop.type(practice.info['client_id'])
        desktop.press('Return')
        ear.hears('alert', 'nothing answers at this address')
        yield 'an address where nothing answers is said'

        desktop.tab_to('text', 'Tenant Domain')
        desktop.clear_and_type(practice.info['base_url'])
        with practice.held():
            desktop.press('Return')
            ear.hears('Connecting')
        ear.hears('Log In')
        ear.hears('Email')
        ear.nothing_twice()
        yield 'connecting is said, and then where one is'
        app.quit()
        yield 'the program ends without a complaint'


@contextlib.contextmanager
def gate(desktop):
    """The practice tenant starts once it is let through."""
    pipe = os.path.join(desktop.home, 'gate')
    program = os.path.join(desktop.home, 'gated-practice')
    os.mkfifo(pipe)
    with open(program, 'w', encoding='utf-8') as file:
        file.write('#!/bin/sh\nread -r _ <"%s"\nexec "%s" "$@"\n' % (pipe, os.environ['SPARE_PRACTICE_PROGRAM']))
    os.chmod(program, 0o755)
    os.environ['SPARE_PRACTICE_PROGRAM'] = program
    # Open to both ends, so that neither waits for the other.
    end = os.open(pipe, os.O_RDWR)
    try:
        yield lambda: os.write(end, b'through\n')
    finally:
        os.close(end)


def practice_tenant():
    with Desktop(orca=True) as desktop, gate(desktop) as let_through:
        ear = Ear(desktop)
        app = desktop.run()
        ear.hears('Set Up Spare Key')
        desktop.tab_to('push button', 'Try the Practice Tenant')
        ear.hears('Try the Practice Tenant')
        desktop.press('Return')
        ear.hears('Starting the Practice Tenant')
        let_through()
        ear.hears('Log In')
        ear.hears('Welcome to the Practice Tenant', 'with the password')
        ear.nothing_twice()
        yield 'the practice tenant starts, and says whose account is there'
        app.quit()
        yield 'the program ends without a complaint'


def logout():
    with Desktop(orca=True) as desktop, Practice(desktop) as practice:
        ear = Ear(desktop)
        app = desktop.run(*practice.app_args())
        type_login(desktop, practice, practice.info['email'], practice.info['password'])
        desktop.window('Dashboard')
        ear.hears('Account menu')
        practice.stop()
        desktop.tab_to('push button', 'Logout')
        ear.hears('Logout')
        desktop.press('Return')
        ear.hears('Log In')
        ear.hears('alert', 'Logged Out Here Only', 'The server could not be told')
        ear.nothing_twice()
        yield 'logged out where nothing answers, it is said for whom that counts'
        app.quit()
        yield 'the program ends without a complaint'


def quick():
    """Keys that come before the first focus of a window."""
    with Desktop(orca=True) as desktop, Practice(desktop) as practice:
        ear = Ear(desktop)
        app = desktop.run(*practice.app_args())
        ear.hears('Log In')
        for keys, sentences in ((['F10'], ['Main Menu', 'Preferences']), (['Tab'], ['Password']),
                                (['alt+p'], ['Password'])):
            for _ in range(2):
                desktop.press('F1')
                ear.hears('Help')
                desktop.press('Escape')
                ear.hears('Log In')
                assert not any('Email' in said for said in desktop.spoken()[ear.position:]), 'too late'
                desktop.press(*keys)
                for sentence in sentences:
                    ear.hears(sentence)
                if keys == ['F10']:
                    desktop.press('Escape')
                    ear.hears('Main Menu')
                desktop.tab_to('text', 'Email')
                ear.hears('Email')
            yield '%s as soon as the window is there: %s is said' % (keys[0], sentences[-1])
        app.quit()
        yield 'the program ends without a complaint'


def take_browsers_away(desktop):
    """Those that the system has are not to be opened by a test."""
    found = set()
    for folder in os.environ.get('XDG_DATA_DIRS', '/usr/local/share:/usr/share').split(':'):
        for path in glob.glob(os.path.join(folder, 'applications', '*.desktop')):
            with open(path, encoding='utf-8') as file:
                if 'x-scheme-handler/https' in file.read():
                    found.add(os.path.basename(path))
    config = os.environ['XDG_CONFIG_HOME']
    os.makedirs(config, exist_ok=True)
    with open(os.path.join(config, 'mimeapps.list'), 'w', encoding='utf-8') as file:
        file.write('[Removed Associations]\nx-scheme-handler/https=%s\n' % ';'.join(sorted(found)))


def links():
    with Desktop(orca=True) as desktop, Practice(desktop) as practice:
        take_browsers_away(desktop)
        ear = Ear(desktop)
        app = desktop.run(*practice.app_args())
        ear.hears('Log In')
        desktop.press('F1')
        ear.hears('Help')
        ear.hears('You Forgot Your Password')
        desktop.tab_to('push button', 'Password Reset Page')
        ear.hears('Password Reset Page')
        desktop.press('Return')
        ear.hears('Link Not Opened')
        ear.hears('Copy Link')
        ear.hears('https://')
        desktop.press('Return')
        ear.hears('Link Copied')
        yield 'a link that nothing opens is said, and that it was copied'
        desktop.press('Escape')
        ear.hears('Help')
        desktop.press('Escape')
        ear.hears('Log In')
        ear.hears('Email')

        desktop.press('F10')
        ear.hears('Main Menu')
        desktop.press('Up')
        ear.hears('About Spare Key')
        desktop.press('Return')
        ear.hears('About')
        ear.hears('Spare Key, version')
        yield 'and what there is to know about the program'
        desktop.press('Escape')
        ear.hears('Log In')
        ear.hears('Main Menu')
        ear.nothing_twice()
        app.quit()
        yield 'the program ends without a complaint'


def walk():
    main({'connect': connect, 'practice': practice_tenant, 'logout': logout, 'quick': quick,
          'links': links}[sys.argv[1]]())


if __name__ == '__main__':
    run(walk)
