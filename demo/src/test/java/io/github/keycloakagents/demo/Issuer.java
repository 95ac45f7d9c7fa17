package io.github.keycloakagents.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakagents.demo.Endpoint.Answer;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;

/** Signs tokens and publishes its key. */
final class Issuer implements AutoCloseable {
  private final KeyPair pair = pair();
  private final Endpoint endpoint = new Endpoint(0, request -> Answer.json(200, keys()));

  String url() {
    return endpoint.url();
  }

  String token(JsonNode claims) {
    String signed = part("{\"alg\":\"RS256\",\"kid\":\"k\"}") + "." + part(claims.toString());
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(pair.getPrivate());
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + base64url(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private String keys() {
    RSAPublicKey key = (RSAPublicKey) pair.getPublic();
    ObjectNode keys = Json.object();
    keys.putArray("keys")
        .addObject()
        .put("kid", "k")
        .put("kty", "RSA")
        .put("n", number(key.getModulus()))
        .put("e", number(key.getPublicExponent()));
    return keys.toString();
  }

  private static KeyPair pair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String number(BigInteger number) {
    return base64url(number.toByteArray());
  }

  private static String part(String text) {
    return base64url(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String base64url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public void close() {
    endpoint.close();
  }
}
