package io.github.keycloakagents.cibapush.keycloak;

import java.util.List;
import org.keycloak.Config;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.AuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.provider.ProviderConfigProperty;

/** A step that refers to enrolled browsers and never succeeds: they sign nobody in. */
public final class DeviceStepFactory implements AuthenticatorFactory {

  private static final Requirement[] CHOICES = {Requirement.REQUIRED, Requirement.DISABLED};

  @Override
  public Authenticator create(KeycloakSession session) {
    return new Step();
  }

  @Override
  public String getId() {
    return PushRealm.ID;
  }

  @Override
  public String getReferenceCategory() {
    return PushRealm.ID;
  }

  @Override
  public String getDisplayType() {
    return "Push approval browsers (no sign-in)";
  }

  @Override
  public String getHelpText() {
    return "Lets the account console list browsers enrolled for push approvals; never succeeds";
  }

  @Override
  public boolean isConfigurable() {
    return false;
  }

  @Override
  public Requirement[] getRequirementChoices() {
    return CHOICES.clone();
  }

  @Override
  public boolean isUserSetupAllowed() {
    return false;
  }

  @Override
  public List<ProviderConfigProperty> getConfigProperties() {
    return List.of();
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {}

  private record Step() implements Authenticator {

    @Override
    public void authenticate(AuthenticationFlowContext context) {
      context.attempted();
    }

    @Override
    public void action(AuthenticationFlowContext context) {
      context.attempted();
    }

    @Override
    public boolean requiresUser() {
      return false;
    }

    @Override
    public boolean configuredFor(KeycloakSession session, RealmModel realm, UserModel user) {
      return false;
    }

    @Override
    public void setRequiredActions(KeycloakSession session, RealmModel realm, UserModel user) {}

    @Override
    public void close() {}
  }
}
