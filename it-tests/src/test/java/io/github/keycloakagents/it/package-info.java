/** Tests that run the packaged jars in the stock server. */
package io.github.keycloakagents.it;
