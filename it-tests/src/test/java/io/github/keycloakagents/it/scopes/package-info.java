/** Fine-grained permissions through the endpoints of the stock server. */
package io.github.keycloakagents.it.scopes;
