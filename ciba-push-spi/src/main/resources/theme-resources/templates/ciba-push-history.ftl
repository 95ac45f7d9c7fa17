<#import "ciba-push-layout.ftl" as cp>
<@cp.page title=msg("cibaPush.history.title")>
  <form class="cp-search" method="get" action="${cibaPush.pages}history" role="search">
    <label for="ciba-push-q">${msg("cibaPush.history.search")}</label>
    <input id="ciba-push-q" name="q" type="search" value="${cibaPush.text}" maxlength="100">
  </form>
  <#if cibaPush.approvals?has_content>
    <ul class="cp-list">
      <#list cibaPush.approvals as approval>
        <li class="cp-card">
          <strong><bdi>${approval.agent}</bdi></strong>
          <span class="cp-status cp-${approval.status}">${msg("cibaPush.status." + approval.status)}</span>
          <#if approval.preApproved><span class="cp-quiet">${msg("cibaPush.before.used")}</span></#if>
          <span dir="auto">${approval.message}</span>
          <span class="cp-quiet">${approval.decided?has_content?then(approval.decided, approval.created)}</span>
          <#if approval.reason?has_content><span dir="auto">${approval.reason}</span></#if>
          <#if approval.status == "reported">
            <form method="post" action="${cibaPush.pages}approvals/${approval.id}/lift">
              <input type="hidden" name="csrf" value="${cibaPush.csrf}">
              <button type="submit">${msg("cibaPush.history.lift")}</button>
            </form>
          </#if>
          <#if approval.details?has_content || approval.scopes?has_content>
            <details>
              <summary>${msg("cibaPush.history.details")}</summary>
              <@cp.details approval/>
              <@cp.scopes approval/>
            </details>
          </#if>
        </li>
      </#list>
    </ul>
  <#else>
    <p>${msg("cibaPush.history.empty")}</p>
  </#if>
  <p class="cp-pager">
    <#if (cibaPush.number > 0)><a class="cp-link" rel="prev" href="${cibaPush.pages}history?page=${(cibaPush.number - 1)?c}&amp;q=${cibaPush.text?url("UTF-8")}">${msg("cibaPush.history.newer")}</a></#if>
    <#if cibaPush.approvals?size == cibaPush.perPage><a class="cp-link" rel="next" href="${cibaPush.pages}history?page=${(cibaPush.number + 1)?c}&amp;q=${cibaPush.text?url("UTF-8")}">${msg("cibaPush.history.older")}</a></#if>
  </p>
</@cp.page>
