/** What an agent asks for: parsing and bounds of the CIBA request's own parameters. */
@NullMarked
package io.github.keycloakagents.cibapush.request;

import org.jspecify.annotations.NullMarked;
