package io.github.keycloakagents.tokenvault.exchange;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An exchange that a client asks for (RFC 8693 section 2.1).
 *
 * @param connection the identity provider's alias
 * @param scopes provider scopes wanted; empty for whatever was granted
 * @param loginHint which of several accounts, or null
 */
public record ExchangeRequest(String connection, Set<String> scopes, @Nullable String loginHint) {}
