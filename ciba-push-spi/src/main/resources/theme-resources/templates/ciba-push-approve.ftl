<#import "ciba-push-layout.ftl" as cp>
<#import "ciba-push-beforehand.ftl" as beforehand>
<#import "ciba-push-sign.ftl" as sign>
<#assign approval = cibaPush.approval>
<@cp.page title=msg("cibaPush.approve.title")>
  <p class="cp-lead" dir="auto">${msg("cibaPush.approve.asks")} <strong class="cp-agent"><bdi>${approval.agent}</bdi></strong></p>
  <#if approval.agent != approval.clientId>
    <p class="cp-quiet"><bdi>${approval.clientId}</bdi></p>
  </#if>
  <#if approval.message?has_content>
    <blockquote class="cp-message" dir="auto">${approval.message}</blockquote>
  </#if>
  <@cp.details approval/>
  <@cp.scopes approval/>
  <p class="cp-quiet">${msg("cibaPush.approve.left")}
    <time id="ciba-push-left" data-seconds="${approval.secondsLeft?c}" role="timer">${approval.secondsLeft?c} s</time></p>
  <form id="ciba-push-decision" method="post" action="${cibaPush.pages}approvals/${approval.id}/decision">
    <input type="hidden" name="csrf" value="${cibaPush.csrf}">
    <#-- the Enter key in a field presses a form's first button: one that does nothing -->
    <button type="submit" disabled hidden></button>
    <#if approval.numbers?has_content>
      <fieldset class="cp-numbers">
        <legend>${msg("cibaPush.approve.number")}</legend>
        <#list approval.numbers as number>
          <label><input type="radio" name="number" value="${number}"> <span>${number}</span></label>
        </#list>
      </fieldset>
    </#if>
    <@sign.fields approval/>
    <button class="cp-yes" type="submit" name="decision" value="approve">${msg("cibaPush.approve.yes")}</button>
    <button class="cp-no" type="submit" name="decision" value="deny">${msg("cibaPush.approve.no")}</button>
    <@beforehand.form approval/>
    <details>
      <summary>${msg("cibaPush.approve.more")}</summary>
      <label for="ciba-push-reason">${msg("cibaPush.approve.reason")}</label>
      <input id="ciba-push-reason" name="reason" type="text" maxlength="200" autocomplete="off">
      <button class="cp-no" type="submit" name="decision" value="deny">${msg("cibaPush.approve.noReason")}</button>
      <button class="cp-alarm" type="submit" name="decision" value="report">${msg("cibaPush.approve.report")}</button>
    </details>
  </form>
  <script type="module" src="${url.resourcesPath}/ciba-push/approve.js"></script>
</@cp.page>
