package io.github.keycloakagents.cibapush.config;

import java.util.Arrays;
import java.util.List;
import org.keycloak.provider.ProviderConfigProperty;

/** The realm's policy as the console shows it: settings of the required action. */
public enum PolicyOption {
  /** {@code max.age}. */
  MAX_AGE(
      "max.age", "300", "Seconds since the user signed in within which he may approve", 0, 86400),
  /** {@code acr}. */
  ACR("acr", "", "Level of authentication (ACR) asked for to approve; empty: any"),
  /** {@code number.matching}. */
  NUMBER_MATCHING(
      "number.matching", false, "The agent shows two digits and the user picks them to approve"),
  /** {@code email.fallback}. */
  EMAIL_FALLBACK(
      "email.fallback", true, "Send a link by e-mail where no enrolled browser takes the push"),
  /** {@code max.pending}. */
  MAX_PENDING("max.pending", "5", "Open requests that a user may have", 1, 100),
  /** {@code max.pending.per.agent}. */
  MAX_PENDING_PER_AGENT(
      "max.pending.per.agent", "5", "Open requests that a user may have of one agent", 1, 100),
  /** {@code max.per.minute}. */
  MAX_PER_MINUTE("max.per.minute", "5", "Requests that a user may get in a minute", 1, 1000),
  /** {@code max.expiry}. */
  MAX_EXPIRY("max.expiry", "300", "Ceiling of requested_expiry, in seconds", 30, 86400),
  /** {@code cooldown}. */
  COOLDOWN(
      "cooldown",
      "15",
      "Seconds that an agent waits after a denial, doubled with each further one, at most an hour",
      0,
      3600),
  /** {@code token.lifespan}. */
  TOKEN_LIFESPAN(
      "token.lifespan", "120", "Longest life of the token of an approval, in seconds", 10, 3600),
  /** {@code webhook.url}. */
  WEBHOOK_URL(
      "webhook.url",
      "",
      "Where an app of your own is told of requests by signed security event tokens (RFC 8935);"
          + " its host must be allowed by the server's options"),
  /** {@code pre.approval}. */
  PRE_APPROVAL(
      "pre.approval",
      false,
      "Users may approve further requests of one type from one agent beforehand, within limits");

  private final String key;
  private final String type;
  private final String fallback;
  private final String help;
  private final int min;
  private final int max;

  PolicyOption(String key, String fallback, String help) {
    this(key, ProviderConfigProperty.STRING_TYPE, fallback, help, 0, 0);
  }

  PolicyOption(String key, String fallback, String help, int min, int max) {
    this(key, ProviderConfigProperty.STRING_TYPE, fallback, help, min, max);
  }

  PolicyOption(String key, boolean fallback, String help) {
    this(key, ProviderConfigProperty.BOOLEAN_TYPE, Boolean.toString(fallback), help, 0, 0);
  }

  PolicyOption(String key, String type, String fallback, String help, int min, int max) {
    this.key = key;
    this.type = type;
    this.fallback = fallback;
    this.help = help;
    this.min = min;
    this.max = max;
  }

  /** The key in the realm file. */
  public String key() {
    return key;
  }

  /** What holds where the realm says nothing. */
  public String fallback() {
    return fallback;
  }

  /** One sentence for the console and the documentation. */
  public String help() {
    return help;
  }

  /** Whether a value is in bounds. */
  public boolean accepts(String value) {
    if (max == 0) {
      return true;
    }
    try {
      int number = Integer.parseInt(value.trim());
      return number >= min && number <= max;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** All options for the console. */
  public static List<ProviderConfigProperty> properties() {
    return Arrays.stream(values()).map(PolicyOption::property).toList();
  }

  private ProviderConfigProperty property() {
    Object value =
        type.equals(ProviderConfigProperty.BOOLEAN_TYPE)
            ? (Object) Boolean.valueOf(fallback)
            : fallback;
    return new ProviderConfigProperty(key, key, help, type, value);
  }
}
