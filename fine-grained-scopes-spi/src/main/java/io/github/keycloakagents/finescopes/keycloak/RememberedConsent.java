package io.github.keycloakagents.finescopes.keycloak;

import io.github.keycloakagents.finescopes.consent.ConsentItem;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserConsentModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.managers.UserConsentManager;
import org.keycloak.storage.ReadOnlyException;

/**
 * Permissions that a user has consented to before. They hang on Keycloak's own consent of that user
 * for that client: the account console lists it, and revoking it there forgets them all.
 */
final class RememberedConsent {

  private final KeycloakSession session;
  private final RealmModel realm;
  private final UserModel user;
  private final ClientModel client;
  private final String attribute;

  RememberedConsent(KeycloakSession session, UserModel user, ClientModel client) {
    this.session = session;
    this.realm = session.getContext().getRealm();
    this.user = user;
    this.client = client;
    this.attribute = "agent-permissions-consent." + client.getId();
  }

  boolean covers(Collection<ConsentItem> items) {
    Set<String> keys = keys();
    return items.stream().allMatch(item -> item.canBeRemembered() && keys.contains(item.key()));
  }

  /** Of what the user was shown, what is ticked is remembered, what is not no longer. */
  void replace(Collection<ConsentItem> shown, Collection<ConsentItem> ticked) {
    if (consent() == null) {
      UserConsentManager.addConsent(session, realm, user, new UserConsentModel(client));
    }
    Set<String> keys = new LinkedHashSet<>(keys());
    shown.stream()
        .filter(item -> !ticked.contains(item))
        .map(ConsentItem::key)
        .forEach(keys::remove);
    ticked.stream().filter(ConsentItem::canBeRemembered).map(ConsentItem::key).forEach(keys::add);
    try {
      user.setAttribute(attribute, Stream.concat(Stream.of(since()), keys.stream()).toList());
    } catch (ReadOnlyException e) {
      // such a user is asked every time
      return;
    }
  }

  /** The keys remembered under the consent that stands now. */
  private Set<String> keys() {
    List<String> values = user.getAttributeStream(attribute).toList();
    return consent() == null || !values.contains(since()) ? Set.of() : new LinkedHashSet<>(values);
  }

  private String since() {
    UserConsentModel consent = consent();
    return "since=" + (consent == null ? "" : consent.getCreatedDate());
  }

  private @Nullable UserConsentModel consent() {
    return UserConsentManager.getConsentByClient(session, realm, user, client.getId());
  }
}
