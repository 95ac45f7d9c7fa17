package io.github.keycloakagents.cibapush.keycloak;

import io.github.keycloakagents.cibapush.push.PushServices;
import io.github.keycloakagents.cibapush.spi.ApprovalNotice;
import io.github.keycloakagents.cibapush.spi.ApprovalTransport;
import io.github.keycloakagents.cibapush.webhook.ApprovalEvent;
import io.github.keycloakagents.cibapush.webhook.Webhook;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keycloak.crypto.SignatureProvider;
import org.keycloak.jose.jws.JWSBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.services.Urls;
import org.keycloak.urls.UrlType;

/** Tells the app of the realm's own, which is taken to know each user, by a signed event. */
record WebhookTransport(KeycloakSession session, PushServices hosts) implements ApprovalTransport {

  @Override
  public boolean reaches(UserModel user) {
    return receiver().isPresent();
  }

  @Override
  public List<Delivery> prepare(ApprovalNotice notice, UserModel user) {
    return receiver()
        .<Delivery>map(
            to ->
                new Webhook(
                    PushChannelFactory.of(session).http(session), hosts, to, sign(notice, to)))
        .map(List::of)
        .orElse(List.of());
  }

  private Optional<URI> receiver() {
    return Optional.of(PushRealm.of(session).policy().webhookUrl())
        .filter(url -> !url.isEmpty())
        .flatMap(WebhookTransport::parsed)
        .filter(hosts::allow);
  }

  private static Optional<URI> parsed(String url) {
    try {
      return Optional.of(new URI(url));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** With the realm's key, so that its JWKS verifies; the type keeps it apart from other tokens. */
  private String sign(ApprovalNotice notice, URI receiver) {
    RealmModel realm = session.getContext().getRealm();
    String issuer =
        Urls.realmIssuer(
            session.getContext().getUri(UrlType.FRONTEND).getBaseUri(), realm.getName());
    return new JWSBuilder()
        .type("secevent+jwt")
        .jsonContent(
            new ApprovalEvent(issuer, receiver, notice)
                .claims(KeycloakModelUtils.generateId(), Instant.now()))
        .sign(
            session
                .getProvider(SignatureProvider.class, realm.getDefaultSignatureAlgorithm())
                .signer());
  }
}
