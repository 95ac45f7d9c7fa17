package io.github.keycloakagents.it.server;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs the test class against the stock server with these jars in {@code providers/}. Classes that
 * ask for the same server share one, started once; an annotation that carries this one names such a
 * server. Constructors and methods may take a {@link KeycloakServer} (the first node) or {@link
 * Nodes}.
 */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(StockKeycloakExtension.class)
public @interface StockKeycloak {
  Jar[] jars() default {Jar.TOKEN_VAULT, Jar.CIBA_PUSH, Jar.FINE_GRAINED_SCOPES, Jar.THEME};

  /** Build options, such as {@code --features=dpop}. */
  String[] build() default {};

  /**
   * Start options, such as {@code --spi-token-exchange--token-vault--http-timeout=1000}; may say
   * {@code {push.port}}.
   */
  String[] options() default {};

  Database database() default Database.H2;

  int nodes() default 1;

  /** A server of its own for this class, for tests that kill or reconfigure it. */
  boolean exclusive() default false;
}
