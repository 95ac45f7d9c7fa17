package io.github.keycloakagents.finescopes.consent;

import io.github.keycloakagents.finescopes.permission.Permission;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The boxes for permissions that could be granted, and what ticking some of them grants. */
public final class ConsentForm {

  private final List<Permission> permissions;
  private final List<ConsentItem> items = new ArrayList<>();

  /**
   * Lays the form out.
   *
   * @param permissions what could be granted
   * @param labels words for it
   */
  public ConsentForm(List<Permission> permissions, Labels labels) {
    this.permissions = List.copyOf(permissions);
    for (int i = 0; i < permissions.size(); i++) {
      Permission permission = permissions.get(i);
      if (permission.actions().isEmpty()) {
        items.add(item(value(i, 0), permission, "", labels));
      }
      for (int j = 0; j < permission.actions().size(); j++) {
        items.add(item(value(i, j), permission, permission.actions().get(j), labels));
      }
    }
  }

  /** Every box, in the order of the permissions. */
  public List<ConsentItem> items() {
    return List.copyOf(items);
  }

  /** The permissions that stay when only these boxes are ticked. */
  public List<Permission> ticked(Collection<String> values) {
    List<Permission> ticked = new ArrayList<>();
    for (int i = 0; i < permissions.size(); i++) {
      Permission permission = permissions.get(i);
      List<String> actions = new ArrayList<>();
      for (int j = 0; j < permission.actions().size(); j++) {
        if (values.contains(value(i, j))) {
          actions.add(permission.actions().get(j));
        }
      }
      if (!actions.isEmpty() || (permission.actions().isEmpty() && values.contains(value(i, 0)))) {
        ticked.add(
            new Permission(
                permission.locations(), permission.identifier(), actions, permission.more()));
      }
    }
    return ticked;
  }

  private static ConsentItem item(
      String value, Permission permission, String action, Labels labels) {
    String location = permission.locations().get(0);
    String resource = permission.identifier() == null ? "" : permission.identifier();
    return new ConsentItem(
        value,
        labels.server(location),
        resource,
        action,
        labels.resource(location, resource),
        labels.action(location, action),
        permission.more());
  }

  private static String value(int permission, int action) {
    return permission + "." + action;
  }

  /** Port to names and display names. */
  public interface Labels {

    /** Client id of the resource server at a location. */
    String server(String location);

    /** A resource in words. */
    String resource(String location, String resource);

    /** An action in words; empty for none. */
    String action(String location, String action);
  }
}
