# SPDX-FileCopyrightText: 2026 The Spare Key developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Orca with a voice that nobody hears, and what it writes down of its speech."""

import os
import re
import subprocess

_START = re.compile(r"SPEECH OUTPUT: '(.*)$")
# Orca 48 writes the voice after it.
_END = re.compile(r"'\s*(?:\{.*\})?\s*$")
_KEY = 'KEYBOARD_EVENT:  type=ATSPI_KEY_%s_EVENT'
# Its debug file line by line: else the newest sentences are held back.
_LINE_BY_LINE = ('import builtins, runpy, sys; sys.argv = sys.argv[1:]; real = open; '
                 'builtins.open = lambda file, mode="r", *a, **k: '
                 'real(file, mode, 1) if file == sys.argv[-1][13:] else real(file, mode, *a, **k); '
                 'runpy.run_path(sys.argv[0], run_name="__main__")')


class Speech:
    """Reads the debug file of Orca as it grows."""

    def __init__(self, path):
        self.path = path
        self.position = 0
        self.open = None
        self.said = []
        # How many keys Orca knows to have been let go.
        self.released = 0
        # How many events it still has to look at.
        self.waiting = 0
        # How many changes of a text have reached it.
        self.inserted = 0
        # For each key that was pressed, how much had been said by then.
        self.presses = []

    def read(self):
        try:
            with open(self.path, 'rb') as file:
                file.seek(self.position)
                data = file.read()
        except FileNotFoundError:
            return self
        whole = data[:data.rfind(b'\n') + 1]
        self.position += len(whole)
        for line in whole.decode('utf-8', 'replace').split('\n')[:-1]:
            self._take(line)
        return self

    def _take(self, line):
        if self.open is None:
            start = _START.search(line)
            if start is None:
                if _KEY % 'RELEASED' in line:
                    self.released += 1
                elif _KEY % 'PRESSED' in line:
                    self.presses.append(len(self.said))
                elif 'EVENT MANAGER: Queueing ' in line:
                    self.waiting += 1
                    self.inserted += 'object:text-changed:insert' in line
                elif 'EVENT MANAGER: Dequeued ' in line:
                    self.waiting -= 1
                return
            self.open = []
            line = start.group(1)
        self.open.append(line.strip())
        end = _END.search(self.open[-1])
        if end is not None:
            self.open[-1] = self.open[-1][:end.start()]
            self.said.append(' '.join(part for part in self.open if part))
            self.open = None

    def twice(self):
        """Sentences of three words or more that were said more than once between
        two keys."""
        found = []
        ends = [0, *self.presses, len(self.said)]
        for start, end in zip(ends, ends[1:]):
            sentences = [s.strip() for said in self.said[start:end]
                         for s in re.split(r'(?<=[.…?!])\s', said) if len(s.split()) > 2]
            found += [s for s in set(sentences) if sentences.count(s) > 1]
        return found


def start(desktop):
    """Starts Orca on a desktop, and a window that the person is in; returns the
    speech."""
    speech = Speech(os.path.join(desktop.home, 'orca.log'))
    for schema, key in (('org.gnome.desktop.interface', 'toolkit-accessibility'),
                        ('org.gnome.desktop.a11y.applications', 'screen-reader-enabled')):
        subprocess.run(['gsettings', 'set', schema, key, 'true'], check=True)
    # Speaks into nothing; without it Orca has no voice and keeps silent.
    folder = os.path.join(desktop.home, 'speech')
    os.mkdir(folder)
    with open(os.path.join(folder, 'speechd.conf'), 'w', encoding='utf-8') as file:
        file.write('LogLevel 0\nAudioOutputMethod "alsa"\nAudioALSADevice "null"\n'
                   'AddModule "dummy" "sd_dummy" ""\nDefaultModule dummy\n')
    socket = os.path.join(os.environ['XDG_RUNTIME_DIR'], 'speechd.sock')
    os.environ['SPEECHD_ADDRESS'] = 'unix_socket:' + socket
    desktop.start(['speech-dispatcher', '--run-single', '--timeout', '0', '--config-dir', folder,
                   '--communication-method', 'unix_socket', '--socket-path', socket,
                   '--log-dir', folder, '--pid-file', os.path.join(folder, 'pid')])
    desktop.wait('speech-dispatcher to listen', lambda: os.path.exists(socket))
    # Orca ends every other one of the same user, and waits for them for ever;
    # among processes of its own it finds none.
    alone = ['unshare', '-p', '-f', '--mount-proc', '--kill-child'] if os.geteuid() == 0 else []
    desktop.start([*alone, '/usr/bin/python3', '-c', _LINE_BY_LINE, '/usr/bin/orca', '--replace',
                   '--disable=braille', '--debug-file=' + speech.path])
    desktop.wait('Orca to speak', lambda: 'Screen reader on.' in speech.read().said)
    desktop.start(['/usr/bin/python3', os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                                    'earlier_window.py')])
    desktop.wait('Orca to say where the person is',
                 lambda: any('Earlier' in said for said in speech.read().said))
    return speech
