#!/bin/sh
# Set-up for the Makefile. sh scripts/setup.sh runtime|dev|system|screenshot|firefox
#   runtime  .venv with xlfuncs and what it needs to run
#   dev      the same with all that tests and benchmarks use
#   system   the Debian packages of the tests: LibreOffice with Python and Chinese menus, Chinese fonts, a PDF renderer,
#            Chromium, Gnumeric, and npm, which fetches Pyodide
#   screenshot  the same and a display that is not there, for `make screenshot`
#   firefox  Firefox, in which `make firefox` opens the page, and npm
set -eu
cd "$(dirname "$0")/.."

office="libreoffice-calc libreoffice-writer libreoffice-l10n-zh-cn libreoffice-script-provider-python python3-uno python3-numpy fonts-noto-cjk poppler-utils"

die() {
    printf '%s\n' "$@" >&2
    exit 1
}

# Debian packages that are not there yet are installed where we may, and asked for where we may not.
need_packages() {
    command -v apt-get >/dev/null 2>&1 || die "缺少系统软件，请先安装 (not a Debian system; install by hand): $*"
    missing=""
    for package in "$@"; do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" = 0 ]; then
        root=""
    elif sudo -n true 2>/dev/null; then
        root="sudo"
    else
        die "缺少系统软件包，请先运行 (missing packages, please run):" "  sudo apt-get update && sudo apt-get install -y --no-install-recommends$missing"
    fi
    echo "安装系统软件包 (installing):$missing"
    # A stale package list is the usual cause of a failure, and refreshing it the slow part: so only then.
    apt_install "$root" $missing 2>/dev/null || { $root apt-get update -qq && apt_install "$root" $missing; } ||
        die "系统软件包安装失败 (could not install):$missing"
}

apt_install() {
    root="$1"
    shift
    $root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

need_npm() {
    command -v npm >/dev/null 2>&1 || need_packages nodejs npm # another Node.js than Debian's brings its own
}

make_venv() {
    python="${PYTHON:-python3}"
    command -v "$python" >/dev/null 2>&1 || need_packages python3 python3-venv
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 10))' ||
        die "需要 Python 3.10 或以上，现为 (needs Python 3.10 or later, found): $("$python" --version 2>&1)" \
            "可指定 (name another one): make PYTHON=python3.11 demo"
    # Debian ships venv apart from Python.
    "$python" -c 'import ensurepip, venv' 2>/dev/null || need_packages python3-venv
    .venv/bin/python -m pip --version >/dev/null 2>&1 || "$python" -m venv --clear .venv
}

install() {
    make_venv
    echo "安装 Python 依赖 (installing into .venv): $1"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --editable "$1"
    shift
    for stamp in "$@"; do touch ".venv/$stamp.stamp"; done
}

case "${1:-}" in
runtime) install . runtime ;;
dev) install '.[dev]' runtime dev ;; # it holds the runtime
system)
    need_packages $office chromium gnumeric
    need_npm
    ;;
firefox)
    need_packages firefox-esr fonts-noto-cjk
    need_npm
    ;;
screenshot) need_packages $office xvfb xauth imagemagick xdotool ;;
*) die "usage: sh scripts/setup.sh runtime|dev|system|screenshot|firefox" ;;
esac
