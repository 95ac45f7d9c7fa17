/**
 * The seam to Keycloak. Checked against 26.7.3. Private types it leans on:
 *
 * <ul>
 *   <li>tokens: {@code TokenPostProcessor}, {@code TokenPostProcessorFactory}, {@code
 *       TokenPostProcessorContext}, {@code ResourceIndicatorsPostProcessor} and its factory, {@code
 *       TokenInterceptorException}, {@code TokenManager.AccessTokenResponseBuilder}, {@code
 *       AbstractOIDCProtocolMapper}
 *   <li>events: {@code OAuth2GrantType}, {@code EventBuilder}; HTTP: {@code HttpClientProvider},
 *       {@code ExecutorsProvider}
 *   <li>exchange: {@code StandardTokenExchangeProvider}, {@code TokenExchangeProvider}, {@code
 *       TokenExchangeProviderFactory}
 *   <li>introspection: {@code AccessTokenIntrospectionProvider} and its factory
 *   <li>authorization details: {@code AuthorizationDetailsProcessor}, {@code
 *       AuthorizationDetailsProcessorFactory}, {@code InvalidAuthorizationDetailsException}
 *   <li>consent: {@code RequiredActionProvider}, {@code RequiredActionFactory}, {@code
 *       RequiredActionContext}, {@code UserConsentManager}
 *   <li>client registration: {@code ClientRegistrationPolicy}, {@code
 *       AbstractClientRegistrationPolicyFactory} and the contexts they are handed
 *   <li>admin REST: {@code AdminRealmResourceProvider} and its factory, {@code
 *       AdminPermissionEvaluator}, {@code AdminEventBuilder}
 *   <li>Authorization Services: {@code AuthorizationProvider}, {@code Permissions}, {@code
 *       ResourcePermission}, {@code ResourceStore}, {@code DefaultEvaluationContext}, {@code
 *       UserModelIdentity}, {@code StoreFactory} and the models they hand out
 * </ul>
 */
@NullMarked
package io.github.keycloakagents.finescopes.keycloak;

import org.jspecify.annotations.NullMarked;
