package io.github.keycloakagents.cibapush.keycloak;

import io.github.keycloakagents.cibapush.push.PushMessage;
import io.github.keycloakagents.cibapush.push.Subscription;
import io.github.keycloakagents.cibapush.spi.Receipt;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.authentication.CredentialRegistrator;
import org.keycloak.authentication.InitiatedActionSupport;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.events.Details;
import org.keycloak.events.EventType;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Enrols the browser that the user is signing in with. */
final class Enrolment implements RequiredActionProvider, CredentialRegistrator {

  private static final int MAX_LABEL = 60;
  private static final int TEST_TTL = 60;

  @Override
  public InitiatedActionSupport initiatedActionSupport() {
    return InitiatedActionSupport.SUPPORTED;
  }

  @Override
  public String getCredentialType(
      KeycloakSession session, org.keycloak.sessions.AuthenticationSessionModel authSession) {
    return PushRealm.ID;
  }

  @Override
  public void evaluateTriggers(RequiredActionContext context) {
    new DeviceListing(context.getRealm()).ensure();
  }

  @Override
  public void requiredActionChallenge(RequiredActionContext context) {
    context.challenge(page(context, null));
  }

  @Override
  public void processAction(RequiredActionContext context) {
    MultivaluedMap<String, String> form = context.getHttpRequest().getDecodedFormParameters();
    context
        .getEvent()
        .event(EventType.UPDATE_CREDENTIAL)
        .detail(Details.CREDENTIAL_TYPE, PushRealm.ID);
    Optional<Subscription> subscription = subscription(context.getSession(), form);
    PushDevices devices = new PushDevices(context.getUser());
    if (subscription.isEmpty() || devices.isFull()) {
      context.getEvent().error("invalid_subscription");
      context.challenge(
          page(context, subscription.isEmpty() ? "cibaPush.enrol.refused" : "cibaPush.enrol.full"));
      return;
    }
    if (!isReached(context, subscription.get())) {
      context.getEvent().error("test_push_failed");
      context.challenge(page(context, "cibaPush.enrol.test"));
      return;
    }
    devices.add(
        subscription.get(),
        new VapidKeys(context.getRealm()).current().publicKey(),
        label(form.getFirst("name")));
    context.success();
  }

  private static Response page(RequiredActionContext context, @Nullable String error) {
    PushRealm realm = new PushRealm(context.getSession(), context.getRealm());
    new PagesClient(context.getRealm()).get();
    LoginFormsProvider form =
        context
            .form()
            .setAttribute(
                "cibaPushServerKey", new VapidKeys(context.getRealm()).current().publicKey())
            .setAttribute("cibaPushPages", realm.pages().getPath());
    if (error != null) {
      form.setError(error);
    }
    return form.createForm("ciba-push-enrol.ftl");
  }

  /**
   * A first push, so that nobody relies on a browser that hears nothing; tried twice, as a
   * connection kept from earlier may be dead.
   */
  private static boolean isReached(RequiredActionContext context, Subscription subscription) {
    Receipt receipt = firstPush(context, subscription);
    return receipt == Receipt.ACCEPTED
        || (receipt == Receipt.LATER && firstPush(context, subscription) == Receipt.ACCEPTED);
  }

  private static Receipt firstPush(RequiredActionContext context, Subscription subscription) {
    KeycloakSession session = context.getSession();
    return PushChannelFactory.of(session)
        .webPush(session)
        .send(
            new PushMessage("test", KeycloakModelUtils.generateId(), TEST_TTL),
            subscription,
            new VapidKeys(context.getRealm()).current(),
            new PushRealm(session, context.getRealm()).pages().toString());
  }

  private static Optional<Subscription> subscription(
      KeycloakSession session, MultivaluedMap<String, String> form) {
    try {
      Subscription subscription =
          Subscription.parse(
              form.getFirst("endpoint").trim(),
              form.getFirst("p256dh").trim(),
              form.getFirst("auth").trim());
      return Optional.of(subscription)
          .filter(
              known -> PushChannelFactory.of(session).options().services().allow(known.endpoint()));
    } catch (IllegalArgumentException | NullPointerException e) {
      return Optional.empty();
    }
  }

  private static String label(@Nullable String name) {
    String label = name == null ? "" : name.replaceAll("\\p{C}", "").trim();
    return label.isEmpty() ? "Browser" : label.substring(0, Math.min(MAX_LABEL, label.length()));
  }

  @Override
  public void close() {}
}
