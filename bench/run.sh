#!/usr/bin/env bash
# Measures the jars beside stock Keycloak in one run on this machine. Usage: bench/run.sh [TokenVaultBench | RefreshBench …]
# Needs a JDK, Maven, wrk, Chromium with its driver. Traffic stays on loopback; each load is bounded in time.
set -euo pipefail
cd "$(dirname "$0")/.."
command -v wrk >/dev/null || { echo "bench needs wrk: install the package wrk" >&2; exit 1; }
# -Dit.java.opts: the server with its full JIT compiler, where the tests are content with the first one
mvn -q -B verify -Dquick -pl it-tests -am -Dtest=NoSuchTest -Dsurefire.failIfNoSpecifiedTests=false \
  -Dit.test="${1:-*Bench}" "-Dit.java.opts=-Dbench"
