package io.github.keycloakagents.cibapush.view;

import io.github.keycloakagents.cibapush.request.AuthorizationDetails;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the details for the page: every member of it is shown, the registered ones first.
 *
 * @param label the type's label
 * @param rows what is shown, in order
 */
public record DetailsView(String label, List<Row> rows) {

  /** A name and its lines, at least one. */
  public record Row(String name, List<String> lines) {}

  /** All entries of a stored document. */
  public static List<DetailsView> of(
      @Nullable String json, Function<String, @Nullable DetailsType> types, Locale locale) {
    if (json == null) {
      return List.of();
    }
    return AuthorizationDetails.parse(json).entries().stream()
        .map(entry -> of(entry, types.apply(AuthorizationDetails.type(entry)), locale))
        .toList();
  }

  private static DetailsView of(
      Map<String, Object> entry, @Nullable DetailsType registered, Locale locale) {
    DetailsType type =
        registered == null
            ? DetailsType.of(AuthorizationDetails.type(entry), null, null)
            : registered;
    Map<String, DetailsType.Kind> kinds =
        type.fields().stream()
            .collect(
                Collectors.toMap(
                    DetailsType.Field::name, DetailsType.Field::kind, (first, second) -> first));
    Set<String> names = new LinkedHashSet<>();
    type.fields().forEach(field -> names.add(field.name()));
    names.addAll(entry.keySet());
    names.remove("type");
    ValueText text = new ValueText(locale);
    List<Row> rows = new ArrayList<>();
    for (String name : names) {
      if (entry.containsKey(name)) {
        rows.add(new Row(name, text.lines(entry.get(name), kinds.get(name))));
      }
    }
    return new DetailsView(type.label(), rows);
  }
}
