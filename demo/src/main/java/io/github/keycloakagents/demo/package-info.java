/**
 * The demo: Alice, her trading agent, two APIs and a push service, all over plain HTTP against a
 * Keycloak with the three jars. {@link io.github.keycloakagents.demo.Story} plays it.
 */
@NullMarked
package io.github.keycloakagents.demo;

import org.jspecify.annotations.NullMarked;
