#!/bin/sh
# Debian packages that the workbench test needs: a browser, a font, and what code-server's native modules compile with.
# Wants root. Does nothing, and asks no network, where all of them are installed already.
set -eu

packages="chromium fonts-dejavu-core make g++ python3 pkg-config libkrb5-dev"

missing=""
for package in $packages; do
    if ! dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed; then
        missing="$missing $package"
    fi
done
[ -n "$missing" ] || exit 0

export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
# shellcheck disable=SC2086  # the list is meant to be split into words
apt-get install -y -qq -o Dpkg::Use-Pty=0 --no-install-recommends $missing >/dev/null
