package io.github.keycloakagents.cibapush.preapproval;

import io.github.keycloakagents.cibapush.request.AuthorizationDetails;
import io.github.keycloakagents.cibapush.request.CanonicalJson;
import io.github.keycloakagents.cibapush.view.DetailsType;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What makes a request one of a kind: its single entry's type, the names of its members, where it
 * applies, and the scopes asked for with it. What else it says, its amount apart, may differ.
 *
 * @param type the type of RFC 9396
 * @param shape hash over the names of its members, its locations and the scopes
 * @param amount what the entry costs, where its type has an amount
 */
public record Kind(String type, String shape, @Nullable Amount amount) {

  private static final int MAX_TYPE = 255;

  /** Empty where such requests cannot be approved beforehand. */
  public static Optional<Kind> of(
      @Nullable String details, String scope, Map<String, DetailsType> registered) {
    if (details == null) {
      return Optional.empty();
    }
    List<Map<String, Object>> entries = AuthorizationDetails.parse(details).entries();
    DetailsType type = registered.get(AuthorizationDetails.type(entries.get(0)));
    if (entries.size() != 1 || type == null || type.signed() || type.type().length() > MAX_TYPE) {
      return Optional.empty();
    }
    return of(entries.get(0), scope, type);
  }

  private static Optional<Kind> of(Map<String, Object> entry, String scope, DetailsType type) {
    List<String> amounts =
        type.fields().stream()
            .filter(field -> field.kind() == DetailsType.Kind.AMOUNT)
            .map(DetailsType.Field::name)
            .distinct()
            .toList();
    String shape =
        HexFormat.of()
            .formatHex(
                CanonicalJson.sha256(
                    List.of(
                        new TreeSet<>(entry.keySet()),
                        CanonicalJson.of(entry.get("locations")),
                        scope)));
    if (amounts.isEmpty()) {
      return Optional.of(new Kind(type.type(), shape, null));
    }
    return amounts.size() > 1
        ? Optional.empty()
        : Amount.of(entry.get(amounts.get(0))).map(cost -> new Kind(type.type(), shape, cost));
  }
}
