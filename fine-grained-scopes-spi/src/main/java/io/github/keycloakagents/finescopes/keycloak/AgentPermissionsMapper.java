package io.github.keycloakagents.finescopes.keycloak;

import java.util.List;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperContainerModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.ProtocolMapperConfigException;
import org.keycloak.protocol.oidc.mappers.AbstractOIDCProtocolMapper;
import org.keycloak.protocol.oidc.mappers.OIDCAccessTokenMapper;
import org.keycloak.protocol.oidc.token.TokenPostProcessor;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;
import org.keycloak.representations.AccessToken;

/**
 * Protocol mapper <em>Agent permissions</em>: a client to which its client scope is assigned may
 * hold these permissions, and asks for them whenever it asks for the scope.
 */
public final class AgentPermissionsMapper extends AbstractOIDCProtocolMapper
    implements OIDCAccessTokenMapper {

  static final String ID = "agent-permissions";
  static final String RESOURCE_SERVER = "resource.server";
  static final String RESOURCE = "resource";
  static final String ACTIONS = "actions";

  /** Keycloak's note of the sessions that its screen <em>Evaluate</em> makes up. */
  private static final String EXAMPLE = "example-auth";

  @Override
  public String getId() {
    return ID;
  }

  @Override
  public String getDisplayType() {
    return "Agent permissions";
  }

  @Override
  public String getDisplayCategory() {
    return TOKEN_MAPPER_CATEGORY;
  }

  /** After the mappers that write an audience. */
  @Override
  public int getPriority() {
    return Integer.MAX_VALUE;
  }

  @Override
  public String getHelpText() {
    return "Lets clients with this scope act on resources of a resource server, as far as its"
        + " authorization policies allow the user. Writes authorization_details, aud and act.";
  }

  @Override
  public List<ProviderConfigProperty> getConfigProperties() {
    return ProviderConfigurationBuilder.create()
        .property()
        .name(RESOURCE_SERVER)
        .label("Resource server")
        .helpText(
            "The API: a client with Authorization switched on, where its resources and policies"
                + " are. Needed.")
        .type(ProviderConfigProperty.CLIENT_LIST_TYPE)
        .required(true)
        .add()
        .property()
        .name(RESOURCE)
        .label("Resource")
        .helpText(
            "Name of a resource (not its display name), type: followed by a resource type, or a"
                + " name with * for any characters; empty means all.")
        .type(ProviderConfigProperty.STRING_TYPE)
        .add()
        .property()
        .name(ACTIONS)
        .label("Actions")
        .helpText(
            "Names of authorization scopes, separated by spaces; empty means all of the resource.")
        .type(ProviderConfigProperty.STRING_TYPE)
        .add()
        .build();
  }

  /** Permissions are decided at the end of a grant; an example token of the console has no end. */
  @Override
  public AccessToken transformAccessToken(
      AccessToken token,
      ProtocolMapperModel mapper,
      KeycloakSession session,
      UserSessionModel login,
      ClientSessionContext context) {
    if (EXAMPLE.equals(login.getAuthMethod())
        && session.getProvider(TokenPostProcessor.class, PermissionPostProcessorFactory.ID)
            instanceof PermissionPostProcessor processor) {
      processor.decide(new TokenRequest(session, context, null, null), token);
    }
    return token;
  }

  @Override
  public void validateConfig(
      KeycloakSession session,
      RealmModel realm,
      ProtocolMapperContainerModel container,
      ProtocolMapperModel mapper)
      throws ProtocolMapperConfigException {
    String server = mapper.getConfig().get(RESOURCE_SERVER);
    if (server == null || server.isBlank()) {
      throw new ProtocolMapperConfigException(
          "Agent permissions: choose a resource server", "fineGrainedScopesServerNeeded");
    }
  }
}
