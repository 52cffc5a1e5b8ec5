#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Spare Key developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every window in every state, as readers find it on the accessibility bus and
as the Tab key goes through it.

Usage: scenes_journey.py names | keyboard [SCENE...]
"""

import os
import re
import subprocess
import sys

from spare_desktop import Desktop, Missing, build_dir
from steps import main, run

TYPE_NAME = re.compile(r'\b(Gtk|Gdk|Adw|Spare)[A-Z]\w*')
FIELDS = ('text', 'password text')
ITEMS = ('menu item', 'check menu item')
# The window manager has keys for these, and GTK leaves them out of the way of Tab.
CONTROLS = ('Minimize', 'Maximize', 'Restore', 'Close')


class Show:
    """The program that shows scenes by name."""

    def __init__(self, desktop):
        self.desktop = desktop
        os.environ['GSETTINGS_BACKEND'] = 'memory'
        self.process = subprocess.Popen([os.path.join(build_dir(), 'tests', 'sight', 'show')],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                        stderr=desktop.log, start_new_session=True)
        desktop.processes.append(self.process)
        self.names = list(iter(lambda: self.process.stdout.readline().strip(), ''))

    def scene(self, name):
        """Shows it; returns its window once the focus is there, on the alert if there
        is one: in a first window it comes last."""
        self.process.stdin.write(name + '\n')
        self.process.stdin.flush()
        assert self.process.stdout.readline().strip() == name, name
        desktop = self.desktop

        def look():
            frames = [f for f in desktop.frames() if desktop.has(f, 'ACTIVE')]
            if not frames or desktop.focused() is None:
                return None
            # GTK has one for Caps Lock, which takes no focus.
            alerts = [node for node in shown(desktop, frames[0])
                      if desktop.role(node) == 'alert' and desktop.has(node, 'FOCUSABLE')]
            return frames[0] if not alerts or desktop.has(alerts[0], 'FOCUSED') else None
        return desktop.wait('the scene ' + name, look)


class Focus:
    """Where it is, by its events: they tell faster than a search through the tree."""
    EVENT = 'object:state-changed:focused'

    def __init__(self, desktop):
        self.desktop = desktop
        self.told = []
        self.listener = desktop.Atspi.EventListener.new(
            lambda event: self.told.append(event.source) if event.detail1 else None)
        self.listener.register(self.EVENT)

    def forget(self):
        del self.told[:]

    def now(self, *roles):
        """The object, if it has one of these roles."""
        node = self.told[-1] if self.told and self.desktop.has(self.told[-1], 'FOCUSED') else None
        return node if node is not None and (not roles or self.desktop.role(node) in roles) else None

    def leave(self):
        self.listener.deregister(self.EVENT)


def shown(desktop, window):
    """What is shown, with what is above it left out if it is hidden."""
    def walk(node):
        if not desktop.has(node, 'VISIBLE'):
            return
        yield node
        for i in range(node.get_child_count()):
            child = node.get_child_at_index(i)
            if child is not None:
                yield from walk(child)
    yield from walk(window)


def has_room(desktop, node):
    """On GTK 4.8 nothing else tells what is on another page."""
    area = node.get_extents(desktop.Atspi.CoordType.WINDOW)
    return area.width > 0 and area.height > 0


def is_doubled(name):
    words = name.replace('_', ' ').split()
    half = len(words) // 2
    return half > 0 and len(words) % 2 == 0 and words[:half] == words[half:]


def unread(desktop, node):
    """What stands over and under a field and is not said of it."""
    said = '%s %s' % (node.get_name(), desktop.description(node))
    labels = []
    while not labels:
        node = node.get_parent()
        children = [node.get_child_at_index(i) for i in range(node.get_child_count())]
        labels = [child.get_name() for child in children
                  if desktop.role(child) == 'label' and desktop.visible(child)]
    return [name for name in labels if name not in said]


def check_names(desktop, window):
    wrong = check_tree(desktop, window)
    if any(node.get_name().startswith(('Main Menu', 'Account menu')) for node in shown(desktop, window)):
        desktop.press('F10')
        desktop.wait('the menu', lambda: (lambda node: node is not None and
                            desktop.role(node) == 'menu item' and node)(desktop.focused()))
        wrong += ['in the menu: ' + text for text in check_tree(desktop, window)]
        items = [node for node in shown(desktop, window) if desktop.role(node) == 'menu item']
        if len(items) < 4:
            wrong.append('the menu has only %d items' % len(items))
        wrong += ['an item of the menu has no name' for node in items if not node.get_name().strip()]
        desktop.press('Escape')
        desktop.wait('the menu to close', lambda: (lambda node: node is not None and
                     desktop.role(node) != 'menu item')(desktop.focused()))
    if desktop.role(desktop.focused()) in FIELDS:
        wrong += ['in the menu of the entry: ' + text for text in check_context_menu(desktop)]
    return wrong


def check_context_menu(desktop):
    """No tree leads to it: readers go from what has the focus in it upwards."""
    focus = Focus(desktop)
    wrong = []
    # With nothing in the entry there is nothing to do in its menu.
    desktop.press('x', 'shift+F10')
    node = desktop.wait('the menu of the entry', lambda: focus.now(*ITEMS))
    first = node.get_name()
    names = [first]
    # Round once; where there is but one, there is no way.
    while len(names) < 20:
        focus.forget()
        desktop.press('Down')
        try:
            names.append(desktop.wait('the next item', lambda: focus.now(*ITEMS), limit=1).get_name())
        except Missing:
            break
        if names[-1] == first:
            break
    if not all(name.strip() for name in names):
        wrong.append('an item has no name among ' + ', '.join(names))
    roles = []
    while node is not None and desktop.role(node) != 'frame':
        roles.append(desktop.role(node))
        if TYPE_NAME.search(node.get_name()):
            wrong.append('%s “%s” is named after a type' % (roles[-1], node.get_name()))
        node = node.get_parent()
    if 'menu' not in roles:
        wrong.append('it is no menu: ' + ', '.join(roles))
    desktop.press('Escape')
    desktop.wait('the menu to close', lambda: focus.now(*FIELDS))
    focus.leave()
    return wrong


def check_tree(desktop, window):
    wrong = []
    n_stops = 0
    headings = 0
    for node in shown(desktop, window):
        role, name = desktop.role(node), node.get_name() or ''
        text = '%s “%s”' % (role, name)
        if TYPE_NAME.search(name) or TYPE_NAME.search(node.get_description() or ''):
            wrong.append(text + ' is named after a type')
        if is_doubled(name):
            wrong.append(text + ' is named twice')
        if re.search(r'(^|\s)_\w', name):
            wrong.append(text + ' has the mark of a mnemonic in its name')
        if name and (node.get_description() or '').strip() == name:
            wrong.append(text + ' is described by its name')
        headings += role == 'heading'
        if desktop.has(node, 'FOCUSABLE'):
            n_stops += 1
            if not name.strip():
                wrong.append(text + ' takes the focus without a name')
        if role in FIELDS and desktop.has(node, 'EDITABLE') and not desktop.related(node, 'LABELLED_BY'):
            wrong.append(text + ' is labelled by nothing')
        if role in FIELDS and desktop.has(node, 'EDITABLE'):
            wrong += [text + ' does not say “%s”' % words for words in unread(desktop, node)]
        if role in ('unknown', 'invalid', 'redundant object'):
            wrong.append(text + ' has no role')
    if n_stops < 2:
        wrong.append('only %d objects take the focus' % n_stops)
    if headings == 0:
        wrong.append('there is no heading')
    if not window.get_name():
        wrong.append('the window has no title')
    return wrong


def key(node):
    """What tells one stop from another, also of the same name."""
    path = []
    while node is not None and node.get_parent() is not None:
        path.append(node.get_index_in_parent())
        node = node.get_parent()
    return tuple(path)


def list_of(desktop, node):
    """The list that it is in, or None."""
    while node is not None and desktop.role(node) != 'list':
        node = node.get_parent()
    return key(node) if node is not None else None


def stops(desktop, window):
    """What has to be reached."""
    return {key(node): node for node in shown(desktop, window)
            if desktop.has(node, 'FOCUSABLE') and desktop.has(node, 'SENSITIVE') and desktop.role(node) != 'list'
            and node.get_name() not in CONTROLS and has_room(desktop, node)}


def check_keyboard(desktop, window):
    """Tab reaches everything, comes round, and goes back the same way."""
    wanted = stops(desktop, window)
    wrong = []
    if len(wanted) == 1 and key(desktop.focused()) in wanted:
        return wrong

    focus = Focus(desktop)

    def step(keys):
        before = way[-1]
        focus.forget()
        desktop.press(keys)

        def moved():
            node = focus.now()
            return key(node) if node is not None and key(node) != before else None
        return desktop.wait('%s to move the focus' % keys, moved, limit=5)

    way = [key(desktop.focused())]
    while len(way) < 80:
        way.append(step('Tab'))
        if way[-1] == way[0]:
            break
    else:
        wrong.append('Tab does not come round')
    reached = set(way)
    # A note that came or went with the keys has moved what is below it.
    wanted = stops(desktop, window)
    # In a list the arrow keys go from row to row.
    walked = {list_of(desktop, node) for k, node in wanted.items() if k in reached} - {None}
    for node in [node for k, node in wanted.items() if k not in reached]:
        if list_of(desktop, node) not in walked:
            wrong.append('%s “%s” is out of reach' % (desktop.role(node), node.get_name()))
    there = way
    way = [there[-1]]
    for _ in range(len(there) - 1):
        way.append(step('shift+Tab'))
    focus.leave()
    if way != there[::-1]:
        wrong.append('Shift+Tab goes another way back')
    return wrong


def journey(desktop, check, names):
    show = Show(desktop)
    faults = []
    for name in names or show.names:
        window = show.scene(name)
        wrong = check(desktop, window)
        faults += ['%s: %s' % (name, text) for text in wrong]
        if not wrong:
            yield name
    assert not faults, '\n'.join(faults)


def walk():
    check = {'names': check_names, 'keyboard': check_keyboard}[sys.argv[1]]
    with Desktop() as desktop:
        main(journey(desktop, check, sys.argv[2:]))


if __name__ == '__main__':
    run(walk)
