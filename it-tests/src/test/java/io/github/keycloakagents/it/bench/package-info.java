/**
 * Measurements beside stock Keycloak in one run; started by {@code bench/run.sh}, never by the
 * tests.
 */
package io.github.keycloakagents.it.bench;
