<#macro fields approval>
  <#if approval.sign??>
    <div id="ciba-push-sign" data-challenge="${approval.sign.challenge}" data-relying-party="${approval.sign.relyingParty}" data-passkeys="${approval.sign.passkeys?join(" ")}">
      <p class="cp-quiet">${msg(approval.sign.passkeys?has_content?then("cibaPush.sign.text", "cibaPush.sign.none"))}</p>
      <p id="ciba-push-unsigned" role="alert" hidden>${msg("cibaPush.result.unsigned.text")}</p>
      <input type="hidden" name="credential_id" value="">
      <input type="hidden" name="client_data" value="">
      <input type="hidden" name="authenticator_data" value="">
      <input type="hidden" name="signature" value="">
    </div>
    <script type="module" src="${url.resourcesPath}/ciba-push/sign.js"></script>
  </#if>
</#macro>
