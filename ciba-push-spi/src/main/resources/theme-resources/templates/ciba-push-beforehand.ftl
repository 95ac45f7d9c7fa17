<#macro form approval>
  <#if approval.more??>
    <details id="ciba-push-more">
      <summary>${msg("cibaPush.before.title")}</summary>
      <p dir="auto">${msg("cibaPush.before.text")}</p>
      <label for="ciba-push-uses">${msg("cibaPush.before.uses")}</label>
      <input id="ciba-push-uses" name="pre_uses" type="text" inputmode="numeric" pattern="[0-9]{1,2}" value="3" maxlength="2" autocomplete="off">
      <#if approval.more.currency??>
        <label for="ciba-push-amount">${msg("cibaPush.before.amount", approval.more.currency)}</label>
        <input id="ciba-push-amount" name="pre_amount" type="text" inputmode="decimal" maxlength="17" autocomplete="off">
      </#if>
      <label for="ciba-push-minutes">${msg("cibaPush.before.minutes")}</label>
      <input id="ciba-push-minutes" name="pre_minutes" type="text" inputmode="numeric" pattern="[0-9]{1,3}" value="60" maxlength="3" autocomplete="off">
      <button type="submit" name="decision" value="preapprove">${msg("cibaPush.before.yes")}</button>
    </details>
  </#if>
</#macro>

<#macro list>
  <#if cibaPush.preApprovals?has_content>
    <h2>${msg("cibaPush.before.list")}</h2>
    <ul class="cp-list">
      <#list cibaPush.preApprovals as one>
        <li class="cp-card">
          <strong><bdi>${one.client_id}</bdi></strong>
          <span><bdi>${one.type}</bdi></span>
          <span dir="auto">${msg("cibaPush.before.left", one.uses_left?c)}</span>
          <#if one.currency??><span dir="ltr">${one.spent} / ${one.limit} ${one.currency}</span></#if>
          <span class="cp-quiet" dir="auto">${msg("cibaPush.before.until", one.expires)}</span>
          <form method="post" action="${cibaPush.pages}pre-approvals/${one.id}/end">
            <input type="hidden" name="csrf" value="${cibaPush.csrf}">
            <button type="submit">${msg("cibaPush.before.end")}</button>
          </form>
        </li>
      </#list>
    </ul>
  </#if>
</#macro>
