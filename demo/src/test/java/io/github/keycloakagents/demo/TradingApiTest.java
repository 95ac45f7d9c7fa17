package io.github.keycloakagents.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TradingApiTest {
  private static final Trade TRADE = new Trade("ACME", "sell", 100, "4200.00", "USD", "DE89");

  private final Issuer issuer = new Issuer();
  private TradingApi api;

  @BeforeEach
  void start() {
    api = new TradingApi(0, issuer.url(), (token, symbol) -> Json.object());
  }

  @AfterEach
  void stop() {
    api.close();
    issuer.close();
  }

  @Test
  void theApprovedTradePassesOnce() {
    String token = issuer.token(claims());
    assertEquals(200, place(token, TRADE).status());
    refused(403, "approval_used", place(token, TRADE));
  }

  @Test
  void anotherTradeIsRefused() {
    String token = issuer.token(claims());
    String error = "insufficient_authorization_details";
    refused(403, error, place(token, TRADE.larger()));
    refused(403, error, place(token, TRADE.on("FR14")));
    assertEquals(200, place(token, TRADE).status());
  }

  @Test
  void aTokenForSomebodyElseIsRefused() {
    refused(401, "invalid_token", place(issuer.token(claims().put("aud", "quotes-api")), TRADE));
  }

  @Test
  void anExpiredTokenIsRefused() {
    String token =
        issuer.token(claims().put("exp", Instant.now().minusSeconds(1).getEpochSecond()));
    refused(401, "invalid_token", place(token, TRADE));
  }

  @Test
  void aTokenSignedByAnotherKeyIsRefused() {
    try (Issuer other = new Issuer()) {
      refused(401, "invalid_token", place(other.token(claims()), TRADE));
    }
  }

  @Test
  void withoutATokenNothingGoes() {
    Call call = api.call("", "place_trade", TRADE.asArguments());
    assertEquals(401, Wire.quiet().send(call).status());
  }

  @Test
  void withoutAnApprovalNothingGoes() {
    ObjectNode plain = claims();
    plain.remove("authorization_details");
    refused(403, "insufficient_authorization_details", place(issuer.token(plain), TRADE));
  }

  private ObjectNode claims() {
    ObjectNode claims = Json.object().put("iss", issuer.url()).put("sub", "alice").put("jti", "1");
    claims.put("exp", Instant.now().plusSeconds(60).getEpochSecond());
    claims.putArray("aud").add("trading-api").add(TradingApi.RESOURCE);
    claims.putArray("authorization_details").add(TRADE.asDetails());
    return claims;
  }

  private Reply place(String token, Trade trade) {
    return Wire.quiet().send(api.call(token, "place_trade", trade.asArguments()));
  }

  private static void refused(int status, String error, Reply reply) {
    assertEquals(status, reply.status());
    assertEquals(error, reply.json().at("/error/data").asText());
  }
}
