// What EventTarget and node:events know of each other, without linking one to the other.
'use strict';
exports.listeners = Symbol('kListeners');
exports.listenersChanged = Symbol('kListenersChanged');
exports.maxListeners = Symbol('events.maxEventTargetListeners');
exports.maxListenersWarned = Symbol('events.maxEventTargetListenersWarned');
exports.defaultMaxListeners = 10;
