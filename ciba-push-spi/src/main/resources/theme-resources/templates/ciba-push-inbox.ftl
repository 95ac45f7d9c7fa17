<#import "ciba-push-layout.ftl" as cp>
<#import "ciba-push-beforehand.ftl" as beforehand>
<@cp.page title=msg("cibaPush.inbox.title")>
  <#if cibaPush.approvals?has_content>
    <ul class="cp-list">
      <#list cibaPush.approvals as approval>
        <li>
          <a class="cp-card" href="${cibaPush.pages}approve/${approval.id}">
            <strong><bdi>${approval.agent}</bdi></strong>
            <span dir="auto">${approval.message}</span>
            <span class="cp-quiet">${approval.created}</span>
          </a>
        </li>
      </#list>
    </ul>
  <#else>
    <p>${msg("cibaPush.inbox.empty")}</p>
  </#if>
  <@beforehand.list/>
</@cp.page>
