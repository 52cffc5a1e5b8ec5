# SPDX-FileCopyrightText: 2026 The Spare Key developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Numbered steps as TAP."""

import os
import re
import sys
import traceback


def main(steps):
    """Runs numbered steps as TAP; the first that fails ends the journey."""
    n = 0
    try:
        for n, name in enumerate(steps, 1):
            print('ok %d - %s' % (n, name), flush=True)
    except Exception as error:
        print('not ok %d - the step after it' % (n + 1))
        where = traceback.extract_tb(error.__traceback__)[-1]
        print('# line %d of %s: %s' % (where.lineno, os.path.basename(where.filename), where.line))
        print('# ' + str(error).replace('\n', '\n# '))
        print('1..%d' % (n + 1))
        print('line %d of %s: %s\n%s' % (where.lineno, os.path.basename(where.filename), where.line, error),
              file=sys.stderr)
        if not isinstance(error, AssertionError):
            raise
        sys.exit(1)
    print('1..%d' % n)


def run(walk):
    """Walks in a process of its own, and again, twice at most, if libatspi crashes:
    it reads freed memory when a program leaves the bus. A step that failed is
    never walked again."""
    done = 0
    for _ in range(3):
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(read)
            os.dup2(write, 1)
            os.close(write)
            status = 0
            try:
                walk()
            except SystemExit as end:
                status = end.code or 0
            except BaseException:
                traceback.print_exc()
                status = 1
            sys.stdout.flush()
            os._exit(status)
        os.close(write)
        with os.fdopen(read) as lines:
            for line in lines:
                step = re.match(r'ok (\d+) ', line)
                if step is None or int(step.group(1)) > done:
                    print(line, end='', flush=True)
                if step is not None:
                    done = max(done, int(step.group(1)))
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if status >= 0:
            sys.exit(status)
        print('# libatspi crashed with signal %d' % -status, flush=True)
    sys.exit(1)
