#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Spare Key developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Listens: to what Orca says, and to what passes over the accessibility bus."""

EVENTS = ('object', 'window', 'focus')


class Ear:
    """Goes through the speech in order."""

    def __init__(self, desktop):
        self.desktop = desktop
        self.position = 0

    def times(self, part):
        """How often something with this part has been said so far."""
        return sum(part in said for said in self.desktop.spoken())

    def nothing_twice(self):
        """Between two keys, no sentence has been said more than once; what another
        program's window is called is not ours."""
        twice = [said for said in self.desktop.speech.read().twice() if not said.startswith('Earlier Window')]
        assert not twice, twice

    def hears(self, *parts):
        """Waits for an utterance, after the last one heard, with these parts."""
        def look():
            spoken = self.desktop.spoken()
            for i in range(self.position, len(spoken)):
                if all(part in spoken[i] for part in parts):
                    self.position = i + 1
                    return spoken[i]
        try:
            return self.desktop.wait('Orca to say %s' % (parts,), look, limit=15)
        except AssertionError as error:
            raise AssertionError('%s\nheard since:\n%s' % (
                error, '\n'.join(self.desktop.spoken()[self.position:]))) from error


def listen(desktop):
    """Records the texts that pass over the bus, of every kind of event."""
    events = []
    listener = desktop.Atspi.EventListener.new(lambda event: events.append(
        (event.type, event.any_data if isinstance(event.any_data, str) else '')))
    for name in EVENTS:
        listener.register(name)
    return events, listener


def has_run(secret, text):
    """Whether three letters of the secret stand in a row in the text."""
    return any(secret[i:i + 3] in text for i in range(len(secret) - 2))


def leaks(desktop, events, secret):
    """Runs of the secret of three letters or more, and single letters in a row."""
    found = [event for event in events if has_run(secret, event[1])]
    letters = ''.join(event[1] for event in events if event[0].startswith('object:text-changed'))
    if has_run(secret, letters):
        found.append(('letters in a row', letters))
    return found
