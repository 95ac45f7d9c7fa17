package io.github.keycloakagents.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;

/** An order on somebody's account. */
public record Trade(
    String instrument, String side, int quantity, String amount, String currency, String account) {

  /** From the arguments of a tool call or from an {@code authorization_details} entry. */
  static Trade of(JsonNode node) {
    JsonNode amount = node.path("amount");
    return new Trade(
        node.path("instrument").asText(),
        node.path("side").asText(),
        node.path("quantity").asInt(),
        amount.path("value").asText(),
        amount.path("currency").asText(),
        node.path("account").asText());
  }

  /** What the agent asks Alice to approve (RFC 9396), more than 200 characters. */
  public ObjectNode asDetails() {
    ObjectNode entry = Json.object().put("type", "trade");
    entry.putArray("locations").add(TradingApi.RESOURCE);
    entry.setAll(asArguments());
    return entry.put("note", "Rebalancing: your limit for a single position is 10 %");
  }

  /** The arguments of the tool call. */
  public ObjectNode asArguments() {
    ObjectNode arguments = Json.object();
    arguments.put("instrument", instrument).put("side", side).put("quantity", quantity);
    arguments.putObject("amount").put("value", amount).put("currency", currency);
    return arguments.put("account", account);
  }

  /** The same order for more. */
  public Trade larger() {
    return new Trade(instrument, side, quantity * 10, "42000.00", currency, account);
  }

  /** The same order on another account. */
  public Trade on(String otherAccount) {
    return new Trade(instrument, side, quantity, amount, currency, otherAccount);
  }

  /** Why this order is not the approved one, or empty when it is. */
  String differenceFrom(Trade approved) {
    if (!account.equals(approved.account)) {
      return "another account than approved";
    }
    if (!instrument.equals(approved.instrument) || !side.equals(approved.side)) {
      return "another instrument or side than approved";
    }
    if (quantity != approved.quantity
        || !currency.equals(approved.currency)
        || new BigDecimal(amount).compareTo(new BigDecimal(approved.amount)) != 0) {
      return "%s %s approved, %s %s asked"
          .formatted(approved.amount, approved.currency, amount, currency);
    }
    return "";
  }
}
