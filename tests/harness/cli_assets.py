"""--assets: files within the executable, which patterns name, what they shadow and what cannot be done to them."""
import os
import shutil
import time

from harness.case import execute, write
from harness.command import expect, kiln, left_over, one_message, surroundings

LIST = """
const fs = require('fs'), path = require('path');
const data = path.join(__dirname, 'data');
console.log(fs.existsSync(data) ? fs.readdirSync(data, { recursive: true }).sort().join(' ') : 'none');
"""
CHANGE = """
const fs = require('fs'), file = require('path').join(__dirname, 'data', 'a.txt');
const attempts = {
  open: () => fs.openSync(file, 'r+'), append: () => fs.appendFileSync(file, 'x'), truncate: () => fs.truncateSync(file), unlink: () => fs.unlinkSync(file),
  rename: () => fs.renameSync(file, file + '.old'), over: () => fs.renameSync(process.execPath, file), copy: () => fs.copyFileSync(process.execPath, file),
  chmod: () => fs.chmodSync(file, 0o600), chown: () => fs.chownSync(file, 0, 0), utimes: () => fs.utimesSync(file, 0, 0), rm: () => fs.rmSync(file),
  folder: () => fs.rmSync(__dirname + '/data', { recursive: true }), access: () => fs.accessSync(file, fs.constants.W_OK), made: () => fs.mkdirSync(__dirname + '/data'),
  descriptor: () => fs.fchmodSync(fs.openSync(file), 0o600),
};
for (const [name, attempt] of Object.entries(attempts)) {
  try { attempt(); console.log(name); } catch (error) { console.log(name, error.code, error.syscall, error.path === file || error.dest === file); }
}
console.log(fs.readFileSync(file, 'utf8'), (fs.statSync(file).mode & 0o222).toString(8));
"""
REFUSED = """open EROFS open true
append EROFS open true
truncate EROFS open true
unlink EROFS unlink true
rename EROFS rename true
over EROFS rename true
copy EROFS copyfile true
chmod EROFS chmod true
chown EROFS chown true
utimes EROFS utime true
rm EROFS rm true
folder EROFS rm false
access EROFS access true
made EEXIST mkdir false
descriptor EROFS fchmod false
text 0
"""


def sources(folder, program=LIST, files=("data/a.txt", "data/b.json", "data/.secret", "data/sub/deep/c.txt", "data/sub/d.json", "data/.hidden/e.txt")):
    write(os.path.join(folder, "a.js"), program)
    for name in files:
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        write(path, "text")


def away(folder):
    """Runs the executable where its sources are gone."""
    shutil.rmtree(os.path.join(folder, "data"))
    return execute([os.path.join(folder, "out")], "/", surroundings(folder))


def built(folder, *options):
    return expect(kiln(folder, "build", "a.js", "-o", "out", *options), 0, output="")


def check_assets_by_pattern(folder):
    wanted = {
        ("data/**",): "a.txt b.json sub sub/d.json sub/deep sub/deep/c.txt",
        ("data/*",): "a.txt b.json",
        ("data/?.txt", "data/**/*.json"): "a.txt b.json sub sub/d.json",
        ("data/**/deep/*",): "sub sub/deep sub/deep/c.txt",
        ("data/.*", "data/.hidden/*"): ".hidden .hidden/e.txt .secret",
        ("./data/[b-z]*", "data/b.json", "data/../data/b.json"): "b.json",
        ("**/*.json",): "b.json sub sub/d.json",
        (os.path.join(folder, "data", "a.txt"),): "a.txt",
    }
    for patterns, names in wanted.items():
        sources(folder)
        problem = built(folder, *[word for pattern in patterns for word in ("--assets", pattern)]) or expect(away(folder), 0, output=names + "\n")
        if problem:
            return f"{patterns}: {problem}"
    sources(folder)
    return built(folder, "--assets=data/*.txt") or expect(away(folder), 0, output="a.txt\n")


def check_assets_without_match(folder):
    sources(folder)
    for pattern, words in (("data/*.png", ("data/*.png", "no file")), ("data", ("'data'", "data/**")), ("absent/**", ("absent/**",)), ("data/.h*", ("no file",))):
        problem = one_message(kiln(folder, "build", "a.js", "-o", "out", "--assets", "data/**", "--assets", pattern), 1, *words)
        if problem:
            return problem
    problem = expect(kiln(folder, "build", "a.js", "-o", "out", "--assets", "data/a.txt", "data/b.json"), 2, "quoted")
    problem = problem or expect(kiln(folder, "build", "a.js", "--assets"), 2, "--assets needs a pattern")
    return problem or expect(kiln(folder, "run", "--assets=x", "a.js"), 2, "--assets=x") or left_over(folder, "a.js", "data")


def check_assets_through_links(folder):
    """Links to files are files; folders that are links are only entered where the pattern says so. Modules and assets agree on real paths."""
    sources(folder)
    os.symlink("../a.js", os.path.join(folder, "data", "link"))
    os.symlink("sub", os.path.join(folder, "data", "again"))
    os.symlink(folder, os.path.join(folder, "project"))
    problem = expect(kiln(folder, "build", "project/a.js", "-o", "out", "--assets", "project/data/**"), 0)
    return problem or expect(away(folder), 0, output="a.txt b.json link sub sub/d.json sub/deep sub/deep/c.txt\n")


def check_assets_before_files_on_disk(folder):
    program = LIST + "console.log(fs.readFileSync(data + '/a.txt', 'utf8'), fs.readFileSync(data + '/new.txt', 'utf8'));\n"
    sources(folder, program)
    problem = built(folder, "--assets", "data/*")
    write(os.path.join(folder, "data", "a.txt"), "changed")
    write(os.path.join(folder, "data", "new.txt"), "new")
    os.remove(os.path.join(folder, "data", "b.json"))
    done = execute([os.path.join(folder, "out")], folder, surroundings(folder))
    return problem or expect(done, 0, output=".hidden .hidden/e.txt .secret a.txt b.json new.txt sub sub/d.json sub/deep sub/deep/c.txt\ntext new\n")


def check_assets_are_read_only(folder):
    sources(folder, CHANGE, ["data/a.txt"])
    return built(folder, "--assets", "data/*") or expect(away(folder), 0, output=REFUSED)


def check_assets_are_up_to_date(folder):
    sources(folder, "console.log(require('fs').readFileSync(__dirname + '/data/a.txt', 'utf8'))\n")
    for text in ("first", "second"):
        write(os.path.join(folder, "data", "a.txt"), text)
        problem = built(folder, "--assets", "**") or expect(execute([os.path.join(folder, "out")], folder, surroundings(folder)), 0, output=text + "\n")
        if problem:
            return problem
    # The output of the last build is no asset of this one.
    size = os.path.getsize(os.path.join(folder, "out"))
    return built(folder, "--assets", "**") or (None if os.path.getsize(os.path.join(folder, "out")) == size else "the executable holds the one before it")


def check_assets_that_are_large(folder):
    """The contents pass by the compiler, and are read where they lie."""
    sources(folder, "const fs = require('fs'), fd = fs.openSync(__dirname + '/data/large'), bytes = Buffer.alloc(4);\n"
                    "console.log(fs.readSync(fd, bytes, 0, 4, 99_999_996), bytes.toString(), process.memoryUsage().rss < 80_000_000)\n", ["data/a.txt"])
    with open(os.path.join(folder, "data", "large"), "wb") as file:
        file.seek(99_999_996)
        file.write(b"last")
    start = time.monotonic()
    problem = built(folder, "--assets", "data/large") or expect(away(folder), 0, output="4 last true\n")
    if problem or time.monotonic() - start > 30:
        return problem or f"100 MB took {time.monotonic() - start:.0f} s"
    os.mkdir(os.path.join(folder, "data"))
    with open(os.path.join(folder, "data", "huge"), "wb") as file:
        file.truncate((1 << 30) + 1)
    return one_message(kiln(folder, "build", "a.js", "-o", "out", "--assets", "data/huge"), 1, "data/huge", "1 GiB")


def check_assets_that_cannot_be_read(folder):
    sources(folder)
    os.chmod(os.path.join(folder, "data", "a.txt"), 0)
    if os.access(os.path.join(folder, "data", "a.txt"), os.R_OK):  # root reads everything
        return None
    return one_message(kiln(folder, "build", "a.js", "-o", "out", "--assets", "data/*"), 1, "data/a.txt", "Permission denied") or left_over(folder, "a.js", "data")
