package io.github.keycloakagents.cibapush.keycloak;

import jakarta.ws.rs.Path;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.ext.OIDCExtProvider;
import org.keycloak.protocol.oidc.grants.ciba.endpoints.BackchannelAuthenticationCallbackEndpoint;
import org.keycloak.protocol.oidc.grants.ciba.endpoints.BackchannelAuthenticationEndpoint;

/** Our backchannel endpoint in realms with push approvals, stock's in all others. */
public final class CibaEndpoints implements OIDCExtProvider {

  private final KeycloakSession session;
  private @Nullable EventBuilder event;

  CibaEndpoints(KeycloakSession session) {
    this.session = session;
  }

  /** CIBA Core 7. */
  @Path("/auth")
  public Object authorize() {
    return PushRealm.of(session).isEnabled()
        ? new BackchannelRequests(session, events())
        : new BackchannelAuthenticationEndpoint(session, events());
  }

  /** Where stock's HTTP channel reports; a request of ours is not known there. */
  @Path("/auth/callback")
  public BackchannelAuthenticationCallbackEndpoint authenticate() {
    return new BackchannelAuthenticationCallbackEndpoint(session, events());
  }

  @Override
  public void setEvent(EventBuilder event) {
    this.event = event;
  }

  private EventBuilder events() {
    return event != null
        ? event
        : new EventBuilder(
            session.getContext().getRealm(), session, session.getContext().getConnection());
  }
}
