/**
 * The seam: the only package that imports Keycloak-private types. Checked against 26.7.3.
 *
 * <p>From keycloak-server-spi-private: IdentityProviderMapper, BrokeredIdentityContext,
 * UserAuthenticationIdentityProvider, IdentityBrokerException, EventBuilder, KeyProvider and
 * KeyProviderFactory, RequiredActionProvider and RequiredActionFactory, RealmResourceProvider,
 * TokenExchangeProvider, HttpClientProvider, SimpleHttp, LoginProtocol, KeycloakModelUtils,
 * AccountRoles, JtaTransactionManagerLookup.
 *
 * <p>From keycloak-services: AbstractIdentityProviderMapper, AbstractOAuth2IdentityProvider,
 * OIDCIdentityProvider and their configurations, AbstractOIDCProtocolMapper,
 * AuthorizationEndpointBase, IdentityBrokerService, AuthenticationManager, AppAuthManager,
 * AuthenticationSessionManager, ClientSessionCode, TokenManager, TokenExchangeContext, DPoPUtil,
 * MtlsHoKTokenUtil, CorsErrorResponseException, Cors, Auth, AccessTokenIntrospectionProvider,
 * AdminRealmResourceProvider, AdminPermissionEvaluator, AdminEventBuilder, ResolveRelative, Urls,
 * ErrorPage.
 *
 * <p>From keycloak-model-jpa: JpaConnectionProvider, JpaEntityProvider.
 *
 * <p>For the accounts page and Auth0's names: LoginFormsProvider, UserConsentManager,
 * TokenExchangeGrantType, OAuth2GrantTypeFactory, TokenEndpoint, ClientPolicyException.
 */
@NullMarked
package io.github.keycloakagents.tokenvault.keycloak;

import org.jspecify.annotations.NullMarked;
