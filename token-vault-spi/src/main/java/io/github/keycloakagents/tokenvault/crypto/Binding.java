package io.github.keycloakagents.tokenvault.crypto;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Where a sealed value belongs. It is authenticated with the value, so that a value copied to
 * another record, or an older value put back under a newer generation, does not open.
 *
 * @param realm the realm's id
 * @param user the user's id, or the login in progress while the user is not yet known
 * @param connection the identity provider's alias
 * @param account the account's id at the provider
 * @param generation counts the values that this record has had
 */
public record Binding(
    String realm, String user, String connection, String account, long generation) {

  byte[] bytes() {
    var out = new ByteArrayOutputStream();
    for (String part : new String[] {realm, user, connection, account}) {
      byte[] text = part.getBytes(StandardCharsets.UTF_8);
      out.writeBytes(ByteBuffer.allocate(4).putInt(text.length).array());
      out.writeBytes(text);
    }
    out.writeBytes(ByteBuffer.allocate(8).putLong(generation).array());
    return out.toByteArray();
  }
}
