package io.github.keycloakagents.it.scopes;

import io.github.keycloakagents.it.server.Jar;
import io.github.keycloakagents.it.server.StockKeycloak;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The same with the neighbouring experimental features of Keycloak switched on. */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@StockKeycloak(
    jars = Jar.FINE_GRAINED_SCOPES,
    build = {
      "--spi-x509cert-lookup--provider=rfc9440",
      "--features=parameterized-scopes,resource-indicators,token-exchange-delegation"
    })
@interface ExperimentalKeycloak {}
