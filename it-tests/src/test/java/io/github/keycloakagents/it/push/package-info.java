/** Push approvals in the stock server. */
package io.github.keycloakagents.it.push;
