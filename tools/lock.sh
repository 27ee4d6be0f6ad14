#!/usr/bin/env bash
# Choose the newest versions that fit and lock them with their hashes, for every platform.
set -euo pipefail
cd "$(dirname "$0")/.."
uv=$(tools/uv.sh)
lock() {
  "$uv" pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-header --no-annotate --quiet "$@"
}
# Tests need no peer of the benchmarks: JAX alone would double what they install.
extras=(--extra frames --extra mcp --extra pdf --extra team --extra warehouse --extra write)
lock --group dev "${extras[@]}" --upgrade --output-file locks/dev.txt
lock --group dev --group peers "${extras[@]}" --extra bayes --constraint locks/dev.txt \
  --upgrade --output-file locks/peers.txt
lock --constraint locks/dev.txt --extra pdf --extra worker --upgrade --output-file locks/run.txt  # the same versions
lock --constraint locks/dev.txt --group spark --upgrade --output-file locks/spark.txt
