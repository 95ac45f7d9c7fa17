package io.github.keycloakagents.cibapush.keycloak;

import io.github.keycloakagents.cibapush.config.Policy;
import io.github.keycloakagents.cibapush.config.PolicyOption;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.keycloak.Config;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionConfigModel;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.userprofile.ValidationException;
import org.keycloak.validate.ValidationError;

/**
 * The required action {@code push-approval-device}: enabled, the realm has push approvals; its
 * settings are the realm's policy.
 */
public final class EnrolmentFactory implements RequiredActionFactory {

  @Override
  public RequiredActionProvider create(KeycloakSession session) {
    return new Enrolment();
  }

  @Override
  public String getId() {
    return PushRealm.ID;
  }

  @Override
  public String getDisplayText() {
    return "Push approvals: enrol this browser";
  }

  @Override
  public List<ProviderConfigProperty> getConfigMetadata() {
    List<ProviderConfigProperty> all = new ArrayList<>(PolicyOption.properties());
    all.addAll(MAX_AUTH_AGE_CONFIG_PROPERTIES);
    return all;
  }

  @Override
  public void validateConfig(
      KeycloakSession session, RealmModel realm, RequiredActionConfigModel model) {
    RequiredActionFactory.super.validateConfig(session, realm, model);
    Policy policy = Policy.of(model.getConfig());
    if (!policy.webhookUrl().isEmpty() && !isAllowed(session, policy.webhookUrl())) {
      throw new ValidationException(
          new ValidationError(getId(), PolicyOption.WEBHOOK_URL.key(), "error-invalid-value"));
    }
    for (PolicyOption option : PolicyOption.values()) {
      String value = model.getConfigValue(option.key());
      if (value != null && !value.isBlank() && !option.accepts(value)) {
        throw new ValidationException(
            new ValidationError(getId(), option.key(), "error-invalid-value"));
      }
    }
  }

  private static boolean isAllowed(KeycloakSession session, String url) {
    try {
      return WebhookTransportFactory.allows(session, URI.create(url));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {}
}
