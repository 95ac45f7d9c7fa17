<#import "template.ftl" as layout>
<@layout.registrationLayout displayInfo=false; section>
  <#if section = "header">
    ${msg("cibaPush.enrol.title")}
  <#elseif section = "form">
    <p>${msg("cibaPush.enrol.text")}</p>
    <p id="ciba-push-hint" role="alert" hidden></p>
    <form id="ciba-push-enrol" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post"
          data-application-server-key="${cibaPushServerKey}" data-pages="${cibaPushPages}"
          data-unsupported="${msg("cibaPush.enrol.unsupported")}" data-denied="${msg("cibaPush.enrol.denied")}"
          data-failed="${msg("cibaPush.enrol.failed")}">
      <input type="hidden" name="endpoint" value="">
      <input type="hidden" name="p256dh" value="">
      <input type="hidden" name="auth" value="">
      <div class="${properties.kcFormGroupClass!}">
        <label for="ciba-push-name" class="${properties.kcLabelClass!}">${msg("cibaPush.enrol.name")}</label>
        <span class="${properties.kcInputClass!}">
          <input id="ciba-push-name" name="name" type="text" maxlength="60" autocomplete="off">
        </span>
      </div>
      <div class="${properties.kcFormGroupClass!}">
        <button id="ciba-push-enable" type="button" hidden
                class="${properties.kcButtonClass!} ${properties.kcButtonPrimaryClass!} ${properties.kcButtonBlockClass!} ${properties.kcButtonLargeClass!}">${msg("cibaPush.enrol.enable")}</button>
        <button id="ciba-push-submit" type="submit" hidden>${msg("cibaPush.enrol.enable")}</button>
      </div>
      <#if isAppInitiatedAction??>
        <div class="${properties.kcFormGroupClass!}">
          <button type="submit" name="cancel-aia" value="true" formnovalidate
                  class="${properties.kcButtonClass!} ${properties.kcButtonDefaultClass!} ${properties.kcButtonSecondaryClass!} ${properties.kcButtonBlockClass!} ${properties.kcButtonLargeClass!}">${msg("doCancel")}</button>
        </div>
      </#if>
    </form>
    <script type="module" src="${url.resourcesPath}/ciba-push/enrol.js"></script>
  </#if>
</@layout.registrationLayout>
