<#import "ciba-push-layout.ftl" as cp>
<@cp.page title=msg("cibaPush.result." + cibaPush.result) result=cibaPush.result>
  <p dir="auto">${msg("cibaPush.result." + cibaPush.result + ".text")}</p>
  <p><a class="cp-link" href="${cibaPush.pages}">${msg("cibaPush.result.back")}</a></p>
</@cp.page>
