/**
 * The seam: the only package that uses Keycloak's private types. Checked against 26.7.3.
 *
 * <p>It leans on: the CIBA endpoint, grant and channel ({@code AbstractCibaEndpoint}, {@code
 * CibaRootEndpoint}, {@code BackchannelAuthenticationEndpointRequestParserProcessor}, {@code
 * CIBAAuthenticationRequest}, {@code CibaGrantType}, {@code AuthenticationChannelProvider}, {@code
 * CIBALoginUserResolver}, {@code OIDCExtProvider}); {@code DeviceGrantType} and {@code
 * OAuth2DeviceCodeModel} for pending requests; {@code TokenPostProcessor}; {@code
 * AbstractOIDCProtocolMapper}; {@code RequiredActionProvider}; {@code CredentialProviderFactory};
 * {@code KeyProvider}; {@code RealmResourceProvider}; {@code AdminRealmResourceProvider}; {@code
 * JpaEntityProvider} and {@code JpaConnectionProvider}; {@code LoginFormsProvider}; {@code
 * EmailTemplateProvider}; {@code HttpClientProvider}; {@code AuthenticationManager} and {@code
 * AppAuthManager} for the identity cookie and bearer tokens; {@code AcrStore}, {@code AcrUtils},
 * {@code AmrUtils} and {@code AuthenticatorUtils}; {@code WebAuthnCredentialModelInput} and what of
 * webauthn4j it takes; {@code SignatureProvider} and {@code JWSBuilder}; {@code
 * EventListenerProviderFactory}; {@code EventBuilder}; {@code UserConsentManager}; {@code
 * SecurityHeadersProvider}.
 */
@NullMarked
package io.github.keycloakagents.cibapush.keycloak;

import org.jspecify.annotations.NullMarked;
