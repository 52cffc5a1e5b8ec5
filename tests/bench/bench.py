#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Spare Key developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long Spare Key takes, and how much memory, beside what it is measured by.

Usage: bench.py [ROUNDS]

Every round does everything once, in an order that turns from round to round,
so that whatever else the machine does strikes all of them. Prints medians,
their quartiles and their ratios. It judges nothing: figures vary with the
machine.
"""

import json
import os
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), 'journey'))

from spare_desktop import Desktop, LIMIT, build_dir  # noqa: E402
from tenant import Practice  # noqa: E402

ROUNDS = 25
WARM_UP = 3
ADDRESS = 'jane@example.com'
CONNECTION = 'Username-Password-Authentication'
CASES = os.path.join(os.path.dirname(HERE), 'data', 'wire-cases.json')
CASE = 'cp-ok-text-plain'
SENT = "We've just sent you an email to reset your password."


def first_frame(argv, title):
    """Milliseconds from start to the first usable frame, and mebibytes then."""
    env = dict(os.environ, LD_PRELOAD=os.path.join(build_dir(), 'tests', 'bench', 'first-frame.so'))
    start = time.clock_gettime_ns(time.CLOCK_MONOTONIC)
    done = subprocess.run(argv, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          timeout=LIMIT, check=True, text=True)
    now, pss, shown = done.stdout.strip().split(' ', 2)
    if shown != title:
        raise AssertionError('“%s” was shown, not “%s”' % (shown, title))
    return (int(now) * 1000 - start) / 1e6, int(pss) / 1024


def whole_run(argv, wanted):
    """Milliseconds from start to end of a command that has to print something."""
    start = time.clock_gettime_ns(time.CLOCK_MONOTONIC)
    done = subprocess.run(argv, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          timeout=LIMIT, check=True, text=True)
    end = time.clock_gettime_ns(time.CLOCK_MONOTONIC)
    if wanted not in done.stdout:
        raise AssertionError('%s printed “%s”' % (argv[0], done.stdout))
    return (end - start) / 1e6


def quartiles(values):
    low, middle, high = statistics.quantiles(values, n=4, method='inclusive')
    return middle, '%7.1f  (%.1f–%.1f)' % (middle, low, high)


def report(what, unit, ours, theirs, their_name):
    our_median, our_text = quartiles(ours)
    their_median, their_text = quartiles(theirs)
    print('%s, %s' % (what, unit))
    print('  %-24s %s' % ('spare-key', our_text))
    print('  %-24s %s' % (their_name, their_text))
    print('  %-24s %7.2f ×' % ('ratio', our_median / their_median))


def bench(rounds):
    spare_key = os.path.join(build_dir(), 'src', 'app', 'spare-key')
    empty = os.path.join(build_dir(), 'tests', 'bench', 'empty-window')
    readings = {name: [] for name in ('login', 'empty', 'reset', 'curl')}

    with Desktop() as desktop, Practice(desktop) as tenant, \
            Practice(desktop, '--script', CASES, '--case', CASE) as always_sent:
        info = always_sent.info
        url = info['base_url'].rstrip('/') + '/dbconnections/change_password'
        body = json.dumps({'client_id': tenant.info['client_id'], 'email': ADDRESS,
                           'connection': CONNECTION}, separators=(',', ':'))
        todo = [
            ('login', lambda: first_frame([spare_key, *tenant.app_args()], 'Log In')),
            ('empty', lambda: first_frame([empty], 'Empty')),
            ('reset', lambda: whole_run([spare_key, '--tenant', info['base_url'], '--client-id',
                                         tenant.info['client_id'], 'reset', ADDRESS], SENT)),
            ('curl', lambda: whole_run(['curl', '--silent', '--show-error', '--fail',
                                        '--noproxy', '*', '--header',
                                        'Content-Type: application/json', '--data', body, url],
                                       SENT)),
        ]
        for i in range(-WARM_UP, rounds):
            for name, measure in todo[i % 4:] + todo[:i % 4]:
                reading = measure()
                if i >= 0:
                    readings[name].append(reading)

    def column(name, i):
        return [reading[i] for reading in readings[name]]

    print('medians of %d rounds (quartiles)\n' % rounds)
    report('start to the first usable frame of the login window', 'ms',
           column('login', 0), column('empty', 0), 'an empty GTK 4 window')
    report('memory at that frame (PSS)', 'MiB',
           column('login', 1), column('empty', 1), 'an empty GTK 4 window')
    report('asking for a reset email', 'ms', readings['reset'], readings['curl'],
           'curl, the same request')


if __name__ == '__main__':
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    if count < 2:
        sys.exit('bench.py: at least 2 rounds')
    bench(count)
