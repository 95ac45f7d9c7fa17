/** Sealing of provider tokens: AES-256-GCM with a key ring, bound to the record they belong to. */
@NullMarked
package io.github.keycloakagents.tokenvault.crypto;

import org.jspecify.annotations.NullMarked;
