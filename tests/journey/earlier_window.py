#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Spare Key developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""A window that a person comes from, as on any desktop: a screen reader says the
title of a window as the way there from the last focus."""

import gi

gi.require_version('Gtk', '3.0')
from gi.repository import Gtk  # noqa: E402

window = Gtk.Window(title='Earlier Window')
window.add(Gtk.Button(label='Earlier'))
window.connect('destroy', Gtk.main_quit)
window.show_all()
Gtk.main()
