#!/usr/bin/env bash
# Print the path of the Java that Spark uses; with --install, get Debian's where there is none.
set -euo pipefail
find_it() { command -v java; }
if ! find_it; then
  if [ "${1:-}" != --install ]; then
    echo "No Java here. Get it with: tools/java.sh --install" >&2
    exit 1
  fi
  as_root=$([ "$(id -u)" = 0 ] || echo sudo)
  install() { $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$1" >&2; }
  $as_root apt-get update -qq
  install openjdk-17-jre-headless || install default-jre-headless  # Spark 4 runs on 17 and 21
  find_it
fi
