# Sourced by ./kiln and ./test (kiln_root is set): brings a bare Debian 12 to a built compiler.
#   kiln_is_current       true when the built compiler is newer than every source it is made of
#   kiln_prepare TARGETS  installs missing packages, configures, builds; safe to run from several shells at once

kiln_build=$kiln_root/build/release
kiln_stamp=$kiln_build/.kiln-built
kiln_sources=(CMakeLists.txt CMakePresets.json setup frontend ir codegen runtime stdlib)

kiln_fail() {
  printf 'kiln: %s\n' "$@" >&2
  exit 1
}

# One find over a few hundred files, because it costs 3 ms where asking ninja costs 100. Directories count too: their time
# changes when a file is added or removed.
kiln_is_current() {
  [[ -x $kiln_build/bin/kiln && -e $kiln_stamp ]] || return 1
  local changed
  changed=$(find "${kiln_sources[@]/#/$kiln_root/}" -newer "$kiln_stamp" -print -quit 2>/dev/null)
  [[ -z $changed ]]
}

kiln_install_packages() {
  local package command wanted=() missing=() installed root=()
  while read -r package command; do
    [[ -z $package || $package == \#* ]] && continue
    [[ -n $command ]] && command -v "$command" >/dev/null && continue
    wanted+=("$package")
  done <"$kiln_root/setup/packages"
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    ((${#wanted[@]} == 0)) && return
    kiln_fail 'this system has no apt-get: the set-up supports Debian 12.' \
      "On another system install these (or their equivalents) by hand: ${wanted[*]}"
  fi
  installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "${wanted[@]}" 2>/dev/null || true)
  for package in "${wanted[@]}"; do
    [[ $'\n'$installed$'\n' == *$'\n'"$package installed"$'\n'* ]] || missing+=("$package")
  done
  ((${#missing[@]} == 0)) && return
  if ((EUID != 0)); then
    command -v sudo >/dev/null || kiln_fail "these packages are missing: ${missing[*]}" \
      'Run this once as root, or install sudo, so that they can be installed.'
    root=(sudo)
  fi
  printf 'kiln: installing %d packages: %s\n' "${#missing[@]}" "${missing[*]}" >&2
  local log=$kiln_root/build/apt.log apt=(env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends)
  if ! "${root[@]}" "${apt[@]}" update >"$log" 2>&1; then
    tail -n 5 "$log" >&2
    kiln_fail 'the package lists could not be fetched: is there a network connection? (log: build/apt.log)'
  fi
  if ! "${root[@]}" "${apt[@]}" install "${missing[@]}" >"$log" 2>&1; then
    tail -n 15 "$log" >&2
    kiln_fail 'the packages could not be installed (log: build/apt.log). The set-up supports Debian 12 (bookworm).'
  fi
}

# Ninja's own line on a terminal; elsewhere (CI logs) a line every tenth, and the full text of what failed.
kiln_ninja() {
  local log=$kiln_root/build/build.log
  if [[ -t 2 && -t 1 ]]; then
    ninja -C "$kiln_build" "$@" >&2 || kiln_fail 'the build failed.'
    return
  fi
  if ! NINJA_STATUS='[%f/%t] ' ninja -C "$kiln_build" "$@" 2>&1 | tee "$log" | awk '
      match($0, /^\[[0-9]+\/[0-9]+\]/) {
        split(substr($0, 2, RLENGTH - 2), n, "/"); step = int(n[1] * 10 / n[2])
        if (step > last) { last = step; print "kiln: building, " step * 10 " %"; fflush() }
      }' >&2; then
    grep -v '^\[' "$log" | head -n 60 >&2
    kiln_fail 'the build failed (log: build/build.log).'
  fi
}

kiln_prepare() {
  set -o pipefail
  mkdir -p "$kiln_root/build" || kiln_fail "$kiln_root/build cannot be created."
  local lock
  exec {lock}>"$kiln_root/build/.lock"
  if ! flock -n "$lock"; then
    echo 'kiln: waiting for another set-up of this checkout to finish' >&2
    flock "$lock"
  fi
  kiln_install_packages
  if [[ ! -e $kiln_build/build.ninja ]]; then
    echo 'kiln: configuring' >&2
    if ! (cd "$kiln_root" && cmake --preset release) >"$kiln_root/build/configure.log" 2>&1; then
      tail -n 30 "$kiln_root/build/configure.log" >&2
      kiln_fail 'the configuration failed (log: build/configure.log).'
    fi
  fi
  # The stamp carries the time before the build: an edit made meanwhile is built next time.
  touch "$kiln_build/.kiln-began"
  kiln_ninja "$@"
  mv "$kiln_build/.kiln-began" "$kiln_stamp"
  exec {lock}>&-
}
