package io.github.keycloakagents.cibapush.keycloak;

import io.github.keycloakagents.cibapush.approval.Approval;
import io.github.keycloakagents.cibapush.approval.Status;
import io.github.keycloakagents.cibapush.view.DetailsType;
import io.github.keycloakagents.cibapush.view.DetailsView;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.UserModel;

/** An approval as the templates read it: plain maps, nothing that needs escaping removed. */
record ApprovalModel(PushRealm realm, UserModel reader) {

  Map<String, Object> of(Approval approval, Instant now) {
    Locale locale = realm.session().getContext().resolveLocale(reader);
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("id", approval.id());
    model.put("agent", agent(approval));
    model.put("clientId", approval.agent());
    model.put("message", approval.message() == null ? "" : approval.message());
    model.put("details", details(approval, locale));
    model.put("scopes", scopes(approval));
    model.put("status", status(approval, now));
    model.put("reason", approval.reason() == null ? "" : approval.reason());
    model.put("created", time(approval.created(), locale));
    model.put("decided", approval.decided() == null ? "" : time(approval.decided(), locale));
    model.put("secondsLeft", Math.max(0, Duration.between(now, approval.expires()).toSeconds()));
    model.put("preApproved", isPreApproved(approval));
    model.put("numbers", approval.number() == null ? List.of() : choices(approval));
    return model;
  }

  /** With what the page needs for a signature, and for approving more beforehand. */
  Map<String, Object> toDecide(Approval approval, Instant now) {
    Map<String, Object> model = of(approval, now);
    @Nullable ClientModel client = realm.realm().getClientById(approval.clientId());
    if (client == null) {
      return model;
    }
    if (new DetailsTypes(realm.session(), client).askSignature(approval.details())) {
      Passkeys passkeys = new Passkeys(realm, reader);
      model.put(
          "sign",
          Map.of(
              "challenge",
              Base64.getUrlEncoder().withoutPadding().encodeToString(approval.sha256()),
              "relyingParty",
              passkeys.relyingParty(),
              "passkeys",
              passkeys.ids()));
    }
    new Relief(realm, reader, client)
        .kind(approval.details(), approval.scope())
        .ifPresent(
            kind ->
                model.put(
                    "more",
                    kind.amount() == null
                        ? Map.of()
                        : Map.of("currency", kind.amount().currency())));
    return model;
  }

  /** What the reader has approved beforehand. */
  List<Map<String, Object>> preApprovals(Instant now) {
    return Relief.all(realm.session(), realm.realm()).activeOf(reader.getId(), now).stream()
        .map(
            one -> {
              Map<String, Object> row = new LinkedHashMap<>(PreApprovalsResource.json(one));
              row.put(
                  "expires",
                  time(one.expires(), realm.session().getContext().resolveLocale(reader)));
              return row;
            })
        .toList();
  }

  private static boolean isPreApproved(Approval approval) {
    return approval.evidence() != null && approval.evidence().preApproval().isPresent();
  }

  static String status(Approval approval, Instant now) {
    if (approval.isExpired(now)) {
      return "expired";
    }
    Status status = approval.status() == Status.REDEEMED ? Status.APPROVED : approval.status();
    return status.name().toLowerCase(Locale.ROOT);
  }

  private String agent(Approval approval) {
    @Nullable ClientModel client = realm.realm().getClientById(approval.clientId());
    @Nullable String name = client == null ? null : client.getName();
    String readable = name == null ? "" : name.replaceAll("\\p{C}", "");
    return readable.isBlank() ? approval.agent() : readable;
  }

  private List<Map<String, Object>> details(Approval approval, Locale locale) {
    @Nullable ClientModel client = realm.realm().getClientById(approval.clientId());
    Map<String, DetailsType> types =
        client == null ? Map.of() : new DetailsTypes(realm.session(), client).registered();
    return DetailsView.of(approval.details(), types::get, locale).stream()
        .map(ApprovalModel::entry)
        .toList();
  }

  private List<String> scopes(Approval approval) {
    @Nullable ClientModel client = realm.realm().getClientById(approval.clientId());
    return client == null
        ? List.of()
        : new AskedScopes(realm.session(), client, reader).texts(approval);
  }

  private static Map<String, Object> entry(DetailsView view) {
    List<Map<String, Object>> rows =
        view.rows().stream()
            .map(row -> Map.<String, Object>of("name", row.name(), "lines", row.lines()))
            .toList();
    return Map.of("label", view.label(), "rows", rows);
  }

  private static String time(Instant moment, Locale locale) {
    ZoneId zone = ZoneOffset.UTC;
    return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
            .withLocale(locale)
            .format(moment.atZone(zone))
        + " UTC";
  }

  /** The right number among two others, which stay the same however often the page is loaded. */
  private static List<String> choices(Approval approval) {
    int right = Integer.parseInt(String.valueOf(approval.number()));
    int seed = Math.floorMod(approval.id().hashCode(), 29) + 1;
    return List.of(right, other(right + seed), other(right + seed + 31)).stream()
        .sorted()
        .map(number -> Integer.toString(number))
        .toList();
  }

  private static int other(int number) {
    return 10 + Math.floorMod(number - 10, 90);
  }
}
