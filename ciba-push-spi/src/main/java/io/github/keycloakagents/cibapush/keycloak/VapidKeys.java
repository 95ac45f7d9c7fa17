package io.github.keycloakagents.cibapush.keycloak;

import io.github.keycloakagents.cibapush.push.VapidKey;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.component.ComponentModel;
import org.keycloak.keys.KeyProvider;
import org.keycloak.models.RealmModel;

/**
 * The realm's VAPID keys: components under Realm settings, Keys; the one of highest priority is for
 * new subscriptions, the others for the browsers that subscribed with them.
 */
record VapidKeys(RealmModel realm) {

  static final String ID = "ciba-push-vapid";
  static final String PRIORITY = "priority";
  static final String PUBLIC = "publicKey";
  static final String PRIVATE = "privateKey";

  /** The key for new subscriptions, made on first use. */
  VapidKey current() {
    return components().findFirst().map(VapidKeys::read).orElseGet(this::create);
  }

  /** The key that a browser subscribed with. */
  Optional<VapidKey> byPublicKey(String publicKey) {
    return components()
        .map(VapidKeys::read)
        .filter(key -> key.publicKey().equals(publicKey))
        .findFirst();
  }

  static void fill(ComponentModel component) {
    if (component.get(PRIVATE) == null || component.get(PRIVATE).isBlank()) {
      VapidKey key = VapidKey.generate(PushChannelFactory.curve());
      component.put(PUBLIC, key.publicKey());
      component.put(PRIVATE, key.privateKey());
    }
  }

  private VapidKey create() {
    ComponentModel component = new ComponentModel();
    component.setName(ID);
    component.setProviderId(ID);
    component.setProviderType(KeyProvider.class.getName());
    component.setParentId(realm.getId());
    fill(component);
    return read(realm.addComponentModel(component));
  }

  private Stream<ComponentModel> components() {
    return realm
        .getComponentsStream(realm.getId(), KeyProvider.class.getName())
        .filter(component -> ID.equals(component.getProviderId()))
        .filter(component -> component.get(PRIVATE) != null)
        .sorted(
            Comparator.comparing(VapidKeys::priority)
                .reversed()
                .thenComparing(ComponentModel::getId));
  }

  private static long priority(ComponentModel component) {
    return component.get(PRIORITY, 0L);
  }

  private static VapidKey read(ComponentModel component) {
    return new VapidKey(component.get(PUBLIC), component.get(PRIVATE));
  }
}
