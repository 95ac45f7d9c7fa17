/** The token vault through the endpoints of the packaged jar in the stock server. */
package io.github.keycloakagents.it.vault;
