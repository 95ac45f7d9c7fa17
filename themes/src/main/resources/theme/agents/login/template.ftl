<#import "field.ftl" as field>
<#import "footer.ftl" as footer>
<#import "theme-resources.ftl" as tags>

<#-- who is signing in, with the way to start again -->
<#macro username>
  <#local label><#if !realm.loginWithEmailAllowed>${msg("username")}<#elseif !realm.registrationEmailAsUsername>${msg("usernameOrEmail")}<#else>${msg("email")}</#if></#local>
  <@field.group name="username" label=label>
    <div class="${properties.kcInputGroup!}">
      <div class="${properties.kcInputGroupItemClass!} ${properties.kcFill!}">
        <span class="${properties.kcInputClass!} ${properties.kcFormReadOnlyClass!}">
          <input id="kc-attempted-username" value="${auth.attemptedUsername}" readonly aria-label="${label}">
        </span>
      </div>
      <div class="${properties.kcInputGroupItemClass!}">
        <button id="reset-login" class="${properties.kcFormPasswordVisibilityButtonClass!}" type="button"
                aria-label="${msg("restartLoginTooltip")}" title="${msg("restartLoginTooltip")}" data-href="${url.loginRestartFlowUrl}">
          <i class="fa-sync-alt fas" aria-hidden="true"></i>
        </button>
      </div>
    </div>
  </@field.group>
</#macro>

<#-- pages of stock that carry scripts of their own, which import by name -->
<#function importsByName>
  <#return (pageId!"")?contains("webauthn") || (pageId!"")?contains("passkeys") || enableWebAuthnConditionalUI?has_content>
</#function>

<#macro stylesheets kind base>
  <#if (themeResources[kind])?has_content>
    <@tags.renderStyles themeResources[kind] base/>
  <#else>
    <#list (properties[kind]!"")?split(" ") as style><#if style?has_content>
  <link rel="stylesheet" href="${base}/${style}">
    </#if></#list>
  </#if>
</#macro>

<#-- stock's forms without their inline handler, which a strict content security policy refuses; page.js does its work -->
<#macro quiet>
  <#local html><#nested></#local>
${html?markup_string?replace(r' onsubmit="\w+\.disabled = true; return true;"', ' data-once="true"', 'r')?no_esc}
</#macro>

<#macro postButton id name label>
  <form id="${id}-form" action="${url.loginAction}" method="post" novalidate>
    <button id="${id}" name="${name}" value="on" type="submit"
            class="${properties.kcButtonSecondaryClass!} ${properties.kcButtonBlockClass!} ${properties.kcMarginTopClass!}">${msg(label)}</button>
  </form>
</#macro>

<#macro languages>
  <#if realm.internationalizationEnabled && (locale.supported?size gt 1)>
    <div class="${properties.kcLoginMainHeaderUtilities!}">
      <div class="${properties.kcInputClass!}">
        <select id="login-select-toggle" aria-label="${msg("languages")}">
          <#list locale.supported?sort_by("label") as language>
            <option value="${language.url}"<#if language.languageTag == locale.currentLanguageTag> selected</#if>>${language.label}</option>
          </#list>
        </select>
      </div>
    </div>
  </#if>
</#macro>

<#macro registrationLayout bodyClass="" displayInfo=false displayMessage=true displayRequiredFields=false>
<#local identified = auth?has_content && auth.showUsername() && !auth.showResetCredentials()>
<!DOCTYPE html>
<html class="${properties.kcHtmlClass!}<#if !(darkMode!false)> only-light</#if>" lang="${lang}"<#if realm.internationalizationEnabled> dir="${(locale.rtl)?then('rtl','ltr')}"</#if>
      data-dark-class="${properties.kcDarkModeClass!}" data-signed-in-elsewhere="${url.ssoLoginInOtherTabsUrl}"<#if authenticationSession??> data-auth-session="${authenticationSession.authSessionIdHash}"</#if>>
<head>
  <meta charset="utf-8">
  <meta name="color-scheme" content="light${(darkMode!false)?then(' dark', '')}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <#list (properties.meta!"")?split(" ") as meta><#if meta?has_content>
  <meta name="${meta?keep_before("==")}" content="${meta?keep_after("==")}">
  </#if></#list>
  <title>${title!}</title>
  <#if (themeResources.favicons)?has_content>
    <@tags.renderFavicons themeResources.favicons url.resourcesPath/>
  <#else>
  <link rel="icon" href="${url.resourcesPath}/${properties.agentsFavicon!"img/favicon.ico"}">
  </#if>
  <@stylesheets "stylesCommon" url.resourcesCommonPath/>
  <@stylesheets "styles" url.resourcesPath/>
  <#if importsByName()>
  <script type="importmap">{"imports": {"rfc4648": "${url.resourcesCommonPath}/vendor/rfc4648/rfc4648.js"}}</script>
  </#if>
  <#if darkMode!false>
  <script src="${url.resourcesPath}/js/dark.js"></script>
  </#if>
  <#if (themeResources.scripts)?has_content>
    <@tags.renderScripts themeResources.scripts url.resourcesPath "text/javascript"/>
  <#else>
    <#list (properties.scripts!"")?split(" ") as script><#if script?has_content>
  <script src="${url.resourcesPath}/${script}"></script>
    </#if></#list>
  </#if>
  <#list scripts![] as script>
  <script src="${script}"></script>
  </#list>
  <script type="module" src="${url.resourcesPath}/js/passwordVisibility.js"></script>
  <script type="module" src="${url.resourcesPath}/js/page.js"></script>
</head>
<body id="keycloak-bg" class="${properties.kcBodyClass!}" data-page-id="login-${pageId!}">
<div class="${properties.kcLogin!}">
  <div class="${properties.kcLoginContainer!}">
    <header id="kc-header" class="pf-v5-c-login__header">
      <div id="kc-header-wrapper" class="pf-v5-c-brand">
        <#if properties.agentsLogo?has_content><img class="agents-logo" src="${url.resourcesPath}/${properties.agentsLogo}" alt=""></#if>
        ${kcSanitize(msg("loginTitleHtml", (realm.displayNameHtml!'')))?no_esc}
      </div>
    </header>
    <main class="${properties.kcLoginMain!}">
      <div class="${properties.kcLoginMainHeader!}">
        <h1 class="${properties.kcLoginMainTitle!}" id="kc-page-title"><#nested "header"></h1>
        <@languages/>
      </div>
      <div class="${properties.kcLoginMainBody!}">
        <#if displayRequiredFields>
          <p class="${properties.kcInputHelperTextItemTextClass!}"><span class="${properties.kcInputRequiredClass!}">*</span> ${msg("requiredFields")}</p>
        </#if>
        <#if identified>
          <div class="${properties.kcFormClass!} ${properties.kcContentWrapperClass!}">
            <#nested "show-username">
            <@username/>
          </div>
        </#if>
        <#if displayMessage && message?has_content && (message.type != 'warning' || !isAppInitiatedAction??)>
          <div class="${properties.kcAlertClass!} pf-m-${(message.type == 'error')?then('danger', message.type)}" role="alert">
            <div class="${properties.kcAlertIconClass!}" aria-hidden="true"><span class="${properties["kcFeedback" + message.type?cap_first + "Icon"]!}"></span></div>
            <span class="${properties.kcAlertTitleClass!} kc-feedback-text">${message.summary}</span>
          </div>
        </#if>

        <@quiet><#nested "form"></@quiet>

        <#if auth?has_content && auth.showTryAnotherWayLink()>
          <@postButton "try-another-way" "tryAnotherWay" "doTryAnotherWay"/>
        </#if>
        <#if switchOrganizationEnabled!false>
          <@postButton "switch-organization" "switchOrganization" "doSwitchOrganization"/>
        </#if>
        <div class="${properties.kcLoginMainFooter!}">
          <#nested "socialProviders">
          <#if displayInfo>
            <div id="kc-info" class="${properties.kcLoginMainFooterBand!} ${properties.kcFormClass!}">
              <div id="kc-info-wrapper" class="${properties.kcLoginMainFooterBandItem!}"><#nested "info"></div>
            </div>
          </#if>
        </div>
      </div>
      <div class="${properties.kcLoginMainFooter!}"><@footer.content/></div>
    </main>
  </div>
</div>
</body>
</html>
</#macro>
