<#import "template.ftl" as layout>
<#import "buttons.ftl" as buttons>
<#assign name = client.name?has_content?then(advancedMsg(client.name), client.clientId)>
<@layout.registrationLayout bodyClass="oauth"; section>
  <#if section = "header">
    ${msg("oauthGrantTitle", name)}
  <#elseif section = "form">
    <div id="kc-oauth">
      <h2>${msg("oauthGrantRequest")}</h2>
      <ul class="agents-list">
        <#list oauth.clientScopesRequested![] as scope>
          <li dir="auto"><#if scope.parameterizedScopeParameter??>${advancedMsg(scope.consentScreenText, scope.parameterizedScopeParameter)}<#else>${advancedMsg(scope.consentScreenText)}</#if></li>
        </#list>
      </ul>
      <#if client.attributes.policyUri?? || client.attributes.tosUri??>
        <p>${msg("oauthGrantInformation", name)}
          <#if client.attributes.tosUri??>${msg("oauthGrantReview")} <a href="${client.attributes.tosUri}" target="_blank" rel="noopener noreferrer">${msg("oauthGrantTos")}</a></#if>
          <#if client.attributes.policyUri??>${msg("oauthGrantReview")} <a href="${client.attributes.policyUri}" target="_blank" rel="noopener noreferrer">${msg("oauthGrantPolicy")}</a></#if>
        </p>
      </#if>
      <form class="${properties.kcFormClass!} ${properties.kcMarginTopClass!}" action="${url.oauthAction}" method="post">
        <input type="hidden" name="code" value="${oauth.code}">
        <@buttons.actionGroup horizontal=true>
          <@buttons.button id="kc-login" name="accept" label="doYes"/>
          <@buttons.button id="kc-cancel" name="cancel" label="doNo" type="secondary"/>
        </@buttons.actionGroup>
      </form>
    </div>
  </#if>
</@layout.registrationLayout>
