#!/usr/bin/env bash
# Print the path of uv: the one that is installed, else one in an environment of its own.
set -euo pipefail
cd "$(dirname "$0")/.."
if ! command -v uv; then
  test -x .venv-uv/bin/uv || { "${PYTHON:-python3}" -m venv .venv-uv; .venv-uv/bin/pip install --quiet uv; }
  echo "$PWD/.venv-uv/bin/uv"
fi
