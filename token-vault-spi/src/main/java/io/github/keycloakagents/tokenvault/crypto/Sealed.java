package io.github.keycloakagents.tokenvault.crypto;

/**
 * An encrypted value, safe to store.
 *
 * @param keyId the key that opens it
 * @param text base64url of format byte, 12-byte nonce, ciphertext and 16-byte tag
 */
public record Sealed(String keyId, String text) {}
