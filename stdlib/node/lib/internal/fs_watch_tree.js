// fs.watch of a whole directory tree: a watcher for every file and directory in it, as Linux has none for trees.
'use strict';
const EventEmitter = require('events');
const fs = require('fs');
const { join, relative, basename } = require('path');

const named = (name, encoding) => (encoding === 'buffer' ? Buffer.from(name) : encoding ? Buffer.from(name).toString(encoding) : name);

class TreeWatcher extends EventEmitter {
  #root;
  #persistent;
  #encoding;
  #rootIsFile = false;
  #watchers = new Map();
  #links = new Set();
  #closed = false;

  constructor(path, persistent, encoding) {
    super();
    this.#root = path;
    this.#persistent = persistent;
    this.#encoding = encoding;
    this.#rootIsFile = !fs.statSync(path).isDirectory();
    this.#add(path);
    if (!this.#rootIsFile) this.#addFolder(path, false);
  }
  close() {
    if (this.#closed) return;
    this.#closed = true;
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
    this.#links.clear();
    process.nextTick(() => this.emit('close'));
  }
  ref() {
    for (const watcher of this.#watchers.values()) watcher.ref();
    return this;
  }
  unref() {
    for (const watcher of this.#watchers.values()) watcher.unref();
    return this;
  }
  #tell(event, path) {
    const name = path === this.#root ? basename(path) : relative(this.#root, path);
    this.emit('change', event, named(name, this.#encoding));
  }
  #addFolder(folder, tell) {
    for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
      if (this.#closed) return;
      const path = join(folder, entry.name);
      if (this.#watchers.has(path)) continue;
      if (tell) this.#tell('rename', path);
      if (entry.isSymbolicLink()) this.#links.add(path);
      try {
        this.#add(path);
        if (entry.isDirectory()) this.#addFolder(path, tell);
      } catch (error) {
        // Gone again.
        if (error.code !== 'ENOENT') throw error;
      }
    }
  }
  #add(path) {
    this.#watchers.set(path, fs.watch(path, { persistent: this.#persistent }, () => this.#changed(path)));
  }
  #remove(path) {
    for (const [other, watcher] of this.#watchers) {
      if (other !== path && !other.startsWith(`${path}/`)) continue;
      watcher.close();
      this.#watchers.delete(other);
      this.#links.delete(other);
    }
  }
  #changed(path) {
    if (this.#closed) return;
    const stats = fs.lstatSync(path, { throwIfNoEntry: false });
    if (stats === undefined) {
      this.#remove(path);
      this.#tell('rename', path);
    } else if (this.#links.has(path)) {
      this.#tell('rename', path);
    } else if (stats.isDirectory()) {
      this.#addFolder(path, true);
    } else {
      this.#tell('change', path);
    }
  }
}

module.exports = { TreeWatcher };
