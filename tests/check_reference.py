#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Spare Key developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every public symbol of the core is in its reference, with words.

A type needs a description; a function needs one, or words for what it
returns, and words for each argument. Properties say it with their getters.

Usage: check_reference.py GIR HEADER...
"""

import os
import sys
import xml.etree.ElementTree as ET

CORE = '{http://www.gtk.org/introspection/core/1.0}'
C = '{http://www.gtk.org/introspection/c/1.0}'
TYPES = ('class', 'interface', 'record', 'enumeration', 'bitfield', 'constant', 'callback')
FUNCTIONS = ('function', 'method', 'constructor')


def has_words(node):
    return node is not None and (node.findtext(CORE + 'doc') or '').strip() != ''


def lacking(root):
    namespace = root.find(CORE + 'namespace')
    for node in namespace.iter():
        kind = node.tag.replace(CORE, '')
        name = node.get(C + 'identifier') or node.get(C + 'type') or node.get('name')
        if kind in TYPES and node in list(namespace):
            # The structure of a class has nothing that a user needs.
            if not has_words(node) and node.get('{http://www.gtk.org/introspection/glib/1.0}is-gtype-struct-for') is None:
                yield '%s is not described' % name
        if kind in FUNCTIONS:
            if name.endswith(('_get_type', '_quark')):
                continue
            if not has_words(node) and not has_words(node.find(CORE + 'return-value')):
                yield '%s () is not described' % name
            for argument in node.findall('%sparameters/%sparameter' % (CORE, CORE)):
                if not has_words(argument):
                    yield '%s (): nothing about @%s' % (name, argument.get('name'))


def fault(root):
    """Takes the words of one function away; has to be found."""
    for node in root.iter(CORE + 'method'):
        doc = node.find(CORE + 'doc')
        if doc is not None:
            node.remove(doc)
            result = node.find(CORE + 'return-value')
            for words in result.findall(CORE + 'doc'):
                result.remove(words)
            return node.get(C + 'identifier')
    return None


def main():
    root = ET.parse(sys.argv[1]).getroot()
    missing = sorted(set(lacking(root)))
    functions = sum(1 for kind in FUNCTIONS for _ in root.iter(CORE + kind))
    for line in missing:
        print('# ' + line)
    print('%s 1 - %d functions and their types are described' % ('not ok' if missing else 'ok', functions))

    folder = os.path.dirname(sys.argv[2])
    public = {name for name in os.listdir(folder) if name.endswith('.h') and not name.endswith('-private.h')}
    forgotten = sorted(public - {os.path.basename(path) for path in sys.argv[2:]})
    for name in forgotten:
        print('# %s is not in the list of headers' % name)
    print('%s 2 - every public header is read' % ('not ok' if forgotten else 'ok'))

    name = fault(root)
    found = name is not None and '%s () is not described' % name in lacking(root)
    print('%s 3 - one without words would be seen' % ('ok' if found else 'not ok'))
    print('1..3')
    sys.exit(0 if found and not missing and not forgotten else 1)


if __name__ == '__main__':
    main()
