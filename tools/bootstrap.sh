#!/bin/sh
# Makes this machine ready to build: missing Debian packages, then the virtual environment .venv.
#
#   tools/bootstrap.sh demo    what `make demo` needs
#   tools/bootstrap.sh test    and the tests, the linters and the manual
#   tools/bootstrap.sh all     and Clang, clang-tidy and the codes that benchmarks compare with
#
# Packages are installed as root or by sudo without a password; otherwise the one command that does it is
# printed and the exit status is 1. A second run finds everything in place and takes well under a second.
# PYTHON chooses the interpreter; without it the first fit one of /usr/bin/python3, python3, python3.13 is taken.
set -eu
cd "$(dirname "$0")/.."
set_name=${1:-demo}
case $set_name in
  demo | test | all) ;;
  *) echo "bootstrap: unknown set '$set_name' (known: demo, test, all)" >&2; exit 2 ;;
esac

# A fit Python is 3.11 or newer, can make virtual environments and has the headers for extensions.
find_python() {
  for candidate in ${PYTHON:-/usr/bin/python3 python3 python3.13}; do
    found=$("$candidate" - 2>/dev/null <<'PY' || true
import importlib.util, os, sys, sysconfig
header = os.path.join(sysconfig.get_paths()["include"], "Python.h")
if sys.version_info >= (3, 11) and importlib.util.find_spec("ensurepip") and os.path.exists(header):
    print(sys.executable)
PY
)
    if [ -n "$found" ]; then echo "$found"; return; fi
  done
}

# ---- Debian packages ------------------------------------------------------------------------------------------
packages="g++ cmake ninja-build ccache libeigen3-dev libfmt-dev libexpected-dev libtbb-dev nlohmann-json3-dev
  libyaml-cpp-dev zlib1g-dev libcli11-dev libboost-graph-dev ca-certificates"
[ "$set_name" = demo ] || packages="$packages catch2 clang-format doxygen"
[ "$set_name" = demo ] || command -v npm >/dev/null || packages="$packages npm"
[ "$set_name" != all ] || packages="$packages clang clang-tidy"
[ -n "${PYTHON:-}" ] || [ -n "$(find_python)" ] || packages="$packages python3 python3-venv python3-dev"

missing=
if command -v dpkg-query >/dev/null; then
  for package in $packages; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $package"
  done
else
  echo "bootstrap: not a Debian system; these packages or their like are needed:" $packages >&2
fi
if [ -n "$missing" ]; then
  install="apt-get install -y --no-install-recommends$missing"
  if [ "$(id -u)" = 0 ]; then
    as_root=
  elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root="sudo -n"
  else
    echo "bootstrap: packages are missing and installing them needs root. Run this, then try again:" >&2
    echo "  sudo apt-get update && sudo $install" >&2
    exit 1
  fi
  echo "bootstrap: installing$missing"
  $as_root apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $as_root $install -qq >/dev/null
fi

# ---- virtual environment --------------------------------------------------------------------------------------
python=$(find_python)
if [ -z "$python" ]; then
  echo "bootstrap: no fit Python (3.11 or newer with ensurepip and Python.h is needed) set PYTHON to one" >&2
  exit 1
fi
"$python" tools/make_venv.py "$set_name"
