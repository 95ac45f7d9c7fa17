package io.github.keycloakagents.cibapush.keycloak;

import com.webauthn4j.data.AuthenticationRequest;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.util.exception.WebAuthnException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Base64Url;
import org.keycloak.common.util.UriUtils;
import org.keycloak.credential.WebAuthnCredentialModelInput;
import org.keycloak.models.UserModel;
import org.keycloak.models.WebAuthnPolicy;
import org.keycloak.models.credential.WebAuthnCredentialModel;

/**
 * The user's passkeys, as registered with Keycloak, used to sign: the challenge is the hash of what
 * is approved (WebAuthn, 7.2). The user must be verified by the authenticator.
 */
record Passkeys(PushRealm realm, UserModel user) {

  private static final Logger LOG = Logger.getLogger(Passkeys.class);
  private static final int MAX_MEMBER = 8192;
  private static final List<String> MEMBERS =
      List.of("credential_id", "client_data", "authenticator_data", "signature");

  /** Their ids, base64url. */
  List<String> ids() {
    return user.credentialManager()
        .getStoredCredentialsByTypeStream(type())
        .map(WebAuthnCredentialModel::createFromCredentialModel)
        .map(credential -> credential.getWebAuthnCredentialData().getCredentialId())
        .map(Passkeys::base64url)
        .toList();
  }

  /** For whom they sign. */
  String relyingParty() {
    String named = policy().getRpId();
    return named == null || named.isEmpty() ? realm.pages().getHost() : named;
  }

  /** The signature that came, if it is one of this user's over this hash; to be kept. */
  Optional<Map<String, Object>> signature(Function<String, @Nullable String> form, byte[] hash) {
    Map<String, Object> parts = new LinkedHashMap<>();
    for (String member : MEMBERS) {
      String value = form.apply(member);
      if (value == null || value.isBlank() || value.length() > MAX_MEMBER) {
        return Optional.empty();
      }
      parts.put(member, value);
    }
    try {
      return verify(parts, hash) ? Optional.of(parts) : Optional.empty();
    } catch (WebAuthnException | IllegalArgumentException e) {
      LOG.debugf("A signature was refused: %s", e.getClass());
      return Optional.empty();
    }
  }

  @SuppressWarnings("deprecation") // Keycloak's verifier reads what the builder leaves empty
  private boolean verify(Map<String, Object> parts, byte[] hash) {
    ServerProperty server =
        new ServerProperty(
            new Origin(UriUtils.getOrigin(realm.pages())),
            relyingParty(),
            new DefaultChallenge(hash));
    WebAuthnCredentialModelInput input = new WebAuthnCredentialModelInput(type());
    input.setAuthenticationRequest(
        new AuthenticationRequest(
            bytes(parts, "credential_id"),
            bytes(parts, "authenticator_data"),
            bytes(parts, "client_data"),
            bytes(parts, "signature")));
    input.setAuthenticationParameters(
        new WebAuthnCredentialModelInput.KeycloakWebAuthnAuthenticationParameters(server, true));
    return user.credentialManager().isValid(input);
  }

  /** Those for signing in without a password, where the user has any. */
  private String type() {
    return user.credentialManager()
            .getStoredCredentialsByTypeStream(WebAuthnCredentialModel.TYPE_PASSWORDLESS)
            .findAny()
            .isPresent()
        ? WebAuthnCredentialModel.TYPE_PASSWORDLESS
        : WebAuthnCredentialModel.TYPE_TWOFACTOR;
  }

  private WebAuthnPolicy policy() {
    return type().equals(WebAuthnCredentialModel.TYPE_PASSWORDLESS)
        ? realm.realm().getWebAuthnPolicyPasswordless()
        : realm.realm().getWebAuthnPolicy();
  }

  private static byte[] bytes(Map<String, Object> parts, String member) {
    return Base64Url.decode(String.valueOf(parts.get(member)));
  }

  private static String base64url(String base64) {
    return java.util.Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(java.util.Base64.getMimeDecoder().decode(base64));
  }
}
