#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Spare Key developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""A known word, typed into the password field: as it is, nobody gets any of it;
with the one or the other half of its protection taken out, this finds it."""

import os

from ear import EVENTS, Ear, has_run, leaks, listen
from spare_desktop import Desktop, build_dir
from steps import main, run

WORD = 'Zebra7qXy'


def found(desktop, kind, with_menu=False):
    """Types the word, maybe once the menu of the entry was open; says by which ways
    it got out."""
    ear = Ear(desktop)
    ear.position = len(desktop.spoken())
    events, listener = listen(desktop)
    process = desktop.start([os.path.join(build_dir(), 'tests', 'a11y', 'leak'), kind])
    desktop.window(kind)
    field = desktop.focus_is('password text', 'Password')
    ear.hears('Password')
    if with_menu:
        desktop.press('shift+F10')
        ear.hears('Editing')
        desktop.press('Escape')
        ear.hears('Password')
        desktop.focus_is('password text', 'Password')
    before = len(desktop.spoken())
    del events[:]
    desktop.type(WORD)
    # Whatever is to come of the letters has come once the next key is heard.
    desktop.press('Tab')
    ear.hears('Show password')
    desktop.wait('the word to be typed',
                 lambda: desktop.Atspi.Text.get_character_count(field) == len(WORD))
    said = desktop.spoken()[before:]
    ways = set()
    if leaks(desktop, events, WORD):
        ways.add('events')
    if has_run(WORD, desktop.text_of(field)):
        ways.add('text')
    letters = ''.join(words.strip() for words in said if len(words.strip()) == 1)
    if has_run(WORD.lower(), (letters + ' '.join(said)).lower()):
        ways.add('speech')
    for name in EVENTS:
        listener.deregister(name)
    process.terminate()
    process.wait(30)
    desktop.no_window(kind)
    return ways


def journey(desktop):
    ways = found(desktop, 'whole')
    assert not ways, ways
    yield 'nobody gets any of it: no event, no reader of the text, nobody who listens'

    ways = found(desktop, 'whole', with_menu=True)
    assert not ways, ways
    yield 'nor once the menu of the entry was open'

    ways = found(desktop, 'unguarded')
    assert 'events' in ways, ways
    yield 'without the guard it is found in: ' + ', '.join(sorted(ways))

    ways = found(desktop, 'unmasked')
    assert 'text' in ways, ways
    yield 'without the mask it is found in: ' + ', '.join(sorted(ways))


def walk():
    with Desktop(orca=True) as desktop:
        main(journey(desktop))


if __name__ == '__main__':
    run(walk)
