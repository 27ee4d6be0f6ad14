#!/usr/bin/env bash
# Print the path of the browser that the tests use; with --install, get Debian's where there is none.
set -euo pipefail
find_it() { command -v "${BALISE_CHROMIUM:-chromium}"; }
if ! find_it; then
  if [ "${1:-}" != --install ]; then
    echo "No Chromium here. Get it with: tools/browser.sh --install, or name one in BALISE_CHROMIUM." >&2
    exit 1
  fi
  as_root=$([ "$(id -u)" = 0 ] || echo sudo)
  $as_root apt-get update -qq
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
    chromium chromium-l10n fonts-noto-color-emoji >&2
  find_it
fi
