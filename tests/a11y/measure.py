#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Spare Key developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures what Orca says of what a GTK program does, as a Markdown table.

Usage: measure.py PROGRAM [CASE...]

PROGRAM is measure.c as it was built, or a command that runs it elsewhere (in a
root with another GTK); it is shown on a desktop of this system and heard by
the screen reader of this system. Not a test: it judges nothing.
"""

import os
import shlex
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'journey'))

from spare_desktop import Desktop, Missing, end_with_parent, stop  # noqa: E402

SECRET = 'Zebra7q'
# So long nothing more may be said until a case is taken as over, in seconds.
QUIET = 2
TRIES = 4


class Patient(Desktop):
    """One for a machine that has other things to do."""

    def wait(self, what, condition, limit=120):
        return super().wait(what, condition, limit)


def pause(desktop):
    """Returns once nothing was said for a while."""
    GLib = desktop.GLib
    count, since = len(desktop.spoken()), GLib.get_monotonic_time()

    def over():
        nonlocal count, since
        if len(desktop.spoken()) != count:
            count, since = len(desktop.spoken()), GLib.get_monotonic_time()
        return GLib.get_monotonic_time() - since > QUIET * 1000000
    desktop.wait('silence', over)


def measure(desktop, program, name):
    before = len(desktop.spoken())
    events = []
    listener = desktop.Atspi.EventListener.new(lambda event: events.append(
        event.any_data if isinstance(event.any_data, str) else ''))
    listener.register('object:text-changed:insert')
    notes = []
    process = subprocess.Popen([*program, name], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=desktop.log, start_new_session=True, text=True,
                               preexec_fn=end_with_parent)
    try:
        desktop.wait('the window', lambda: subprocess.run(
            ['xdotool', 'search', '--name', '^Measurement$'], stdout=desktop.log,
            stderr=desktop.log).returncode == 0)
        pause(desktop)
        if not name.startswith('first-'):
            desktop.press('Tab')
            desktop.wait('the start', lambda: any('Start' in said for said in desktop.spoken()[before:]),
                         limit=15)
            pause(desktop)
            before = len(desktop.spoken())
            desktop.press('F5')
            pause(desktop)
        if name == 'password':
            del events[:]
            before = len(desktop.spoken())
            desktop.type(SECRET)
            pause(desktop)
            notes.append('insert events: “%s”' % ''.join(events))
            notes.append('Text interface: “%s”' % read_secret(desktop))
        said = desktop.spoken()[before:]
        # Silence counts only of an Orca that is still there.
        # Where a password is typed it says no keys.
        if name != 'password':
            desktop.press('F6')
            desktop.wait('Orca to say the key', lambda: 'F6' in desktop.spoken()[-1], limit=15)
        listener.deregister('object:text-changed:insert')
    finally:
        stop_program(desktop, process)
    return said, notes


def stop_program(desktop, process):
    """Ends it and waits until the accessibility bus has forgotten it."""
    stop(process)
    desktop.wait('the program to leave', lambda: subprocess.run(
        ['xdotool', 'search', '--name', '^Measurement$'], stdout=desktop.log,
        stderr=desktop.log).returncode != 0)
    pause(desktop)


def read_secret(desktop):
    root = desktop.Atspi.get_desktop(0)
    root.clear_cache()
    for i in range(root.get_child_count()):
        application = root.get_child_at_index(i)
        if application is None or 'measure' not in (application.get_name() or '').lower():
            continue
        for node in desktop.tree(application):
            if node.get_role_name() == 'password text':
                return desktop.text_of(node)
    return 'no such field'


def main():
    program = shlex.split(sys.argv[1])
    tries = int(os.environ.get('SPARE_MEASURE_TRIES', '0'))
    listed = subprocess.run(program, check=True, capture_output=True, text=True).stdout.splitlines()
    if 'SPARE_MEASURE_TRIES' not in os.environ:
        orca = subprocess.run(['orca', '--version'], capture_output=True, text=True).stdout.split('\n')[0]
        print('%s; Orca %s' % (listed[0], orca))
        print('\n| Case | What happens | What is said |\n|---|---|---|', flush=True)
    cases = [line.split('\t') for line in listed[1:]]
    cases = [case for case in cases if not sys.argv[2:] or case[0] in sys.argv[2:]]
    environment = dict(os.environ)
    with Patient(keyring='absent', orca=True) as desktop:
        while cases:
            name, what = cases[0]
            try:
                said, notes = measure(desktop, program, name)
            except (Missing, desktop.GLib.Error) as error:
                tries += 1
                if tries < TRIES:
                    break
                said, notes = [], ['not measured: ' + str(error).split('\n')[0]]
            text = ' · '.join('“%s”' % s.strip() for s in said
                              if s.strip() not in ('', 'F5')) or '–'
            print('| `%s` | %s | %s |' % (name, what, '; '.join([text] + notes)), flush=True)
            tries = 0
            cases.pop(0)
    if cases:
        # Another Orca of the same person ended this one. Begin anew, in a new
        # process: libatspi connects once.
        environment['SPARE_MEASURE_TRIES'] = str(tries)
        os.execve(sys.executable, [sys.executable, __file__, sys.argv[1],
                                   *(case[0] for case in cases)], environment)


if __name__ == '__main__':
    main()
