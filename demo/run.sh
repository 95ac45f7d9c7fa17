#!/usr/bin/env bash
# Builds the jars, puts them into a stock Keycloak, plays the story and leaves everything up.
#   --check    unattended: stop everything afterwards, exit non-zero at the first step that fails
#   --port N   Keycloak on N (default 8080), management on N+1, the demo's own services on N+2 to N+5
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
run=$here/.run
port=8080
stay=--stay
server=
story=

die() { printf 'demo: %s\n' "$*" >&2; exit 1; }
say() { printf 'demo: %s\n' "$*"; }

stop() {
  local status=$?
  trap - EXIT INT TERM HUP
  for pid in $story $server; do
    kill -TERM -- "-$pid" 2>/dev/null || true
  done
  for pid in $story $server; do
    for _ in {1..100}; do
      kill -0 -- "-$pid" 2>/dev/null || break
      sleep 0.1
    done
    kill -KILL -- "-$pid" 2>/dev/null || true
  done
  exit "$status"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

while [ $# -gt 0 ]; do
  case $1 in
    --check) stay= ;;
    --port) port=${2:-}; shift ;;
    --port=*) port=${1#--port=} ;;
    -h | --help) sed -n '2,4s/^# *//p' "${BASH_SOURCE[0]}"; exit 0 ;;
    *) die "unknown option $1; there are --check and --port N." ;;
  esac
  shift
done
[[ $port =~ ^[0-9]{1,5}$ ]] && [ "$port" -ge 1 ] && [ "$port" -le 65530 ] || die "--port needs a number from 1 to 65530."

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
command -v "$java" >/dev/null || die "no Java found; install a JDK (17 or later) or set JAVA_HOME to one."
version=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/.*java\.specification\.version = //p')
[ "${version%%.*}" -ge 17 ] 2>/dev/null || die "Java $version is too old; install a JDK (17 or later) or set JAVA_HOME to one."
command -v "${JAVA_HOME:+$JAVA_HOME/bin/}javac" >/dev/null || die "this Java has no compiler; install a JDK (17 or later) or set JAVA_HOME to one."
command -v mvn >/dev/null || die "Maven (mvn) is not on the PATH; install Maven 3.8.6 or later."

for p in "$port" $((port + 1)) $((port + 2)) $((port + 3)) $((port + 4)) $((port + 5)); do
  if (exec 3<>"/dev/tcp/127.0.0.1/$p") 2>/dev/null; then
    die "port $p is in use; choose others with --port N (N to N+5 have to be free)."
  fi
done

mkdir -p "$run"
keycloak=$(sed -n 's:.*<keycloak\.version>\(.*\)</keycloak\.version>.*:\1:p' "$root/pom.xml")
home=$run/keycloak-$keycloak

# Runs Maven with its output in a log and what it is at on the terminal.
maven() {
  local log=$1
  shift
  (cd "$root" && mvn -B -ntp "$@" </dev/null 2>&1) | tee "$log" | sed -un 's/^\[INFO\] Building Keycloak Agents: /demo:   /p' ||
    { grep -m 20 '^\[ERROR\]' "$log" >&2; return 1; }
}

say "building the jars …"
maven "$run/build.log" -Dquick -DskipTests -pl token-vault-spi,ciba-push-spi,fine-grained-scopes-spi,themes,demo package ||
  die "the build failed; all of its output is in $run/build.log."

if [ ! -e "$home/.complete" ]; then
  say "fetching Keycloak $keycloak from Maven Central (177 MB, once) …"
  rm -rf "$home"
  maven "$run/fetch.log" -N org.apache.maven.plugins:maven-dependency-plugin:3.8.1:unpack \
    "-Dartifact=org.keycloak:keycloak-quarkus-dist:$keycloak:zip" "-DoutputDirectory=$run" ||
    die "Keycloak could not be fetched; all of the output is in $run/fetch.log."
  touch "$home/.complete"
fi

for jar in token-vault-spi ciba-push-spi fine-grained-scopes-spi keycloak-agents-theme; do
  module=${jar/keycloak-agents-theme/themes}
  cp -p "$root/$module/target/$jar"-*-SNAPSHOT.jar "$home/providers/$jar.jar"
done
rm -rf "$home/data/h2" "$home/data/import"
mkdir -p "$home/data/import"
base=http://localhost:$port
for realm in bank agents; do
  sed "s#http://localhost:8080#$base#g" "$here/realm/$realm-realm.json" >"$home/data/import/$realm-realm.json"
done

log=$run/server.log
say "starting Keycloak $keycloak at $base (log: $log) …"
set -m
JAVA_OPTS_APPEND="-XX:TieredStopAtLevel=1" \
  KC_BOOTSTRAP_ADMIN_USERNAME=admin KC_BOOTSTRAP_ADMIN_PASSWORD=admin \
  "$home/bin/kc.sh" start-dev --import-realm --http-host=127.0.0.1 --http-port="$port" \
  --http-management-port=$((port + 1)) --hostname="$base" --health-enabled=true --metrics-enabled=true --cache=local \
  --log-level=info,io.smallrye.health:warn \
  --spi-ciba-auth-channel--ciba-push--allowed-push-services="http://localhost:$((port + 2)) fcm.googleapis.com *.push.services.mozilla.com *.notify.windows.com *.push.apple.com" \
  </dev/null >"$log" 2>&1 &
server=$!

ready() {
  exec 3<>"/dev/tcp/127.0.0.1/$((port + 1))" || return 1
  printf 'GET /health/ready HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
  head -n 1 <&3 | grep -q ' 200 '
}
for i in {1..420}; do
  kill -0 "$server" 2>/dev/null || { tail -n 40 "$log" >&2; die "Keycloak ended while starting; its log is $log."; }
  (ready) 2>/dev/null && break
  [ "$i" -lt 420 ] || { tail -n 40 "$log" >&2; die "Keycloak was not ready after seven minutes; its log is $log."; }
  [ $((i % 10)) -ne 0 ] || say "  … ${i} s"
  sleep 1
done

say "Keycloak is ready; the story:"
"$java" -cp "$here/target/classes:$here/target/lib/*" io.github.keycloakagents.demo.Demo "$base" "$port" $stay </dev/null &
story=$!
status=0
wait "$story" || status=$?
if [ "$status" -ne 0 ]; then
  printf '\ndemo: the end of %s:\n' "$log" >&2
  tail -n 40 "$log" >&2
fi
exit "$status"
