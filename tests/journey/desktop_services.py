# SPDX-FileCopyrightText: 2026 The Spare Key developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Services that a desktop has and the private one lacks: notifications, and a
network that is told what to be. Both answer on the session bus."""

import time

NOTIFICATIONS = '''<node><interface name="org.freedesktop.Notifications">
  <method name="GetCapabilities"><arg type="as" direction="out"/></method>
  <method name="GetServerInformation"><arg type="s" direction="out"/><arg type="s" direction="out"/>
    <arg type="s" direction="out"/><arg type="s" direction="out"/></method>
  <method name="Notify"><arg type="s" direction="in"/><arg type="u" direction="in"/>
    <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/>
    <arg type="as" direction="in"/><arg type="a{sv}" direction="in"/><arg type="i" direction="in"/>
    <arg type="u" direction="out"/></method>
  <method name="CloseNotification"><arg type="u" direction="in"/></method>
  <signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
  <signal name="NotificationClosed"><arg type="u"/><arg type="u"/></signal>
</interface></node>'''

GNOME_NOTIFICATIONS = '''<node><interface name="org.gtk.Notifications">
  <method name="AddNotification"><arg type="s" direction="in"/><arg type="s" direction="in"/>
    <arg type="a{sv}" direction="in"/></method>
  <method name="RemoveNotification"><arg type="s" direction="in"/><arg type="s" direction="in"/></method>
</interface></node>'''

NETWORK_MANAGER = '''<node><interface name="org.freedesktop.NetworkManager">
  <property name="Version" type="s" access="read"/>
  <property name="State" type="u" access="read"/>
  <property name="Connectivity" type="u" access="read"/>
  <property name="Metered" type="u" access="read"/>
</interface></node>'''


class _Service:
    def __init__(self, desktop, name, path, xml):
        from gi.repository import Gio, GLib
        self.GLib = GLib
        self.path = path
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        self.interface = Gio.DBusNodeInfo.new_for_xml(xml).interfaces[0]
        self.bus.register_object(path, self.interface, self._call, self._get, None)
        owned = []
        Gio.bus_own_name_on_connection(self.bus, name, Gio.BusNameOwnerFlags.NONE,
                                       lambda *_: owned.append(True), None)
        desktop.wait('the name ' + name, lambda: owned)

    def emit(self, name, signature, *values):
        self.bus.emit_signal(None, self.path, self.interface.name, name,
                             self.GLib.Variant(signature, values))

    def _get(self, *args):
        return None

    def _call(self, connection, sender, path, interface, method, parameters, invocation):
        answer = getattr(self, method)(*parameters.unpack())
        invocation.return_value(answer)


class NotificationDaemon(_Service):
    """Keeps what was sent; shown holds what has not been taken back."""

    def __init__(self, desktop):
        self.shown = {}
        self.all = []
        super().__init__(desktop, 'org.freedesktop.Notifications', '/org/freedesktop/Notifications',
                         NOTIFICATIONS)

    def GetCapabilities(self):
        return self.GLib.Variant('(as)', (['actions', 'body', 'persistence'],))

    def GetServerInformation(self):
        return self.GLib.Variant('(ssss)', ('test', 'test', '1', '1.2'))

    def Notify(self, app, replaces, icon, summary, body, actions, hints, timeout):
        number = replaces or len(self.all) + 1
        self.shown[number] = {'summary': summary, 'body': body, 'actions': actions, 'hints': hints}
        self.all.append(self.shown[number])
        return self.GLib.Variant('(u)', (number,))

    def CloseNotification(self, number):
        self.shown.pop(number, None)
        self.emit('NotificationClosed', '(uu)', number, 3)
        return None

    def click(self, number):
        self.emit('ActionInvoked', '(us)', number, 'default')
        self.CloseNotification(number)


class GnomeNotificationDaemon(_Service):
    """The same in GNOME, which tells the program by its own D-Bus interface
    when a notification is clicked, with the time of the click."""

    def __init__(self, desktop):
        self.shown = {}
        self.all = []
        super().__init__(desktop, 'org.gtk.Notifications', '/org/gtk/Notifications',
                         GNOME_NOTIFICATIONS)

    def AddNotification(self, app, number, notification):
        self.shown[number] = {'summary': notification['title'], 'body': notification['body'],
                              'actions': ['default', notification['default-action']], 'app': app}
        self.all.append(self.shown[number])

    def RemoveNotification(self, app, number):
        self.shown.pop(number, None)

    def click(self, number):
        app, action = self.shown[number]['app'], self.shown[number]['actions'][1]
        # The clock of the X server.
        now = time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1000000 & 0xffffffff
        Variant = self.GLib.Variant
        self.bus.call(app, '/' + app.replace('.', '/'), 'org.freedesktop.Application', 'ActivateAction',
                      Variant('(sava{sv})', (action.split('.', 1)[1], [],
                                             {'desktop-startup-id': Variant('s', '_TIME%d' % now)})),
                      None, 0, -1, None, None)


class Network(_Service):
    """NetworkManager as GIO sees it."""

    NONE, PORTAL, LIMITED, FULL = 1, 2, 3, 4

    def __init__(self, desktop, connectivity):
        self.connectivity = connectivity
        super().__init__(desktop, 'org.freedesktop.NetworkManager', '/org/freedesktop/NetworkManager',
                         NETWORK_MANAGER)

    def _values(self):
        Variant = self.GLib.Variant
        return {'Version': Variant('s', '1.42.0'),
                'State': Variant('u', 20 if self.connectivity == self.NONE else 70),
                'Connectivity': Variant('u', self.connectivity),
                'Metered': Variant('u', 2)}

    def _get(self, connection, sender, path, interface, name):
        return self._values()[name]

    def set(self, connectivity):
        self.connectivity = connectivity
        self.bus.emit_signal(None, self.path, 'org.freedesktop.DBus.Properties', 'PropertiesChanged',
                             self.GLib.Variant('(sa{sv}as)', (self.interface.name, self._values(), [])))
