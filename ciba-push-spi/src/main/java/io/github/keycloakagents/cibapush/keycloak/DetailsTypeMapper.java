package io.github.keycloakagents.cibapush.keycloak;

import java.util.List;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.mappers.AbstractOIDCProtocolMapper;
import org.keycloak.protocol.oidc.mappers.TokenIntrospectionTokenMapper;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.representations.AccessToken;

/**
 * Registers a type of authorization details (RFC 9396) for the clients that have the client scope:
 * how the type is called and which fields the user sees first. Tells introspection of an approval.
 */
public final class DetailsTypeMapper extends AbstractOIDCProtocolMapper
    implements TokenIntrospectionTokenMapper {

  static final String ID = "authorization-details-type";
  static final String TYPE = "type";
  static final String LABEL = "label";
  static final String FIELDS = "fields";
  static final String SIGNATURE = "passkey.signature";

  /** Introspection rebuilds a token's claims from mappers: what was approved is added again. */
  @Override
  public AccessToken transformIntrospectionToken(
      AccessToken token,
      ProtocolMapperModel mapper,
      KeycloakSession session,
      UserSessionModel userSession,
      ClientSessionContext context) {
    new ApprovedToken(session).introspect(token, context.getClientSession());
    return token;
  }

  @Override
  public String getId() {
    return ID;
  }

  @Override
  public String getProtocol() {
    return OIDCLoginProtocol.LOGIN_PROTOCOL;
  }

  @Override
  public String getDisplayType() {
    return "Authorization details type";
  }

  @Override
  public String getDisplayCategory() {
    return TOKEN_MAPPER_CATEGORY;
  }

  @Override
  public String getHelpText() {
    return "Clients with this client scope may ask users to approve details of this type";
  }

  @Override
  public List<ProviderConfigProperty> getConfigProperties() {
    return List.of(
        text(TYPE, "Type", "The type, as in authorization_details"),
        text(LABEL, "Label", "What the user reads, for example: Securities trade"),
        text(
            FIELDS,
            "Fields",
            "Fields to show first, separated by spaces, each name or name:kind; kinds are text,"
                + " amount, date and list. Other fields of a request are shown after these."),
        new ProviderConfigProperty(
            SIGNATURE,
            "Passkey signature",
            "The user approves by signing the details with a passkey; the signature is kept",
            ProviderConfigProperty.BOOLEAN_TYPE,
            false));
  }

  private static ProviderConfigProperty text(String name, String label, String help) {
    return new ProviderConfigProperty(name, label, help, ProviderConfigProperty.STRING_TYPE, null);
  }
}
