package io.github.keycloakagents.it.scopes;

import io.github.keycloakagents.it.server.Jar;
import io.github.keycloakagents.it.server.StockKeycloak;

/** Every attack, with the neighbouring experimental features of Keycloak switched on. */
@StockKeycloak(
    jars = Jar.FINE_GRAINED_SCOPES,
    build = "--features=parameterized-scopes,resource-indicators,token-exchange-delegation")
class ExperimentalSecurityIT extends PermissionsSecurityIT {}
