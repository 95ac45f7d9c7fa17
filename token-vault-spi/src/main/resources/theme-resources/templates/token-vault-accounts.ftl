<#import "template.ftl" as layout>
<#global title = msg("tokenVaultAccountsTitle")>
<#macro act action id label described style>
    <form action="${pageUrl}" method="post">
        <input type="hidden" name="stateChecker" value="${stateChecker}">
        <input type="hidden" name="action" value="${action}">
        <input type="hidden" name="id" value="${id}">
        <button class="pf-v5-c-button pf-m-${style} token-vault-${action}" type="submit" aria-describedby="${described}">${label}</button>
    </form>
</#macro>
<@layout.registrationLayout displayMessage=false; section>
    <#if section = "header">
        ${msg("tokenVaultAccountsTitle")}
    <#elseif section = "form">
        <link rel="stylesheet" href="${url.resourcesPath}/token-vault/token-vault.css">
        <#if result?has_content>
            <p id="token-vault-result" role="status" data-result="${result}"
               class="token-vault-result<#if ["connected", "disconnect", "revoke"]?seq_contains(result)> token-vault-good</#if>">${msg("tokenVaultResult_" + result)}</p>
        </#if>
        <p>${msg("tokenVaultAccountsIntro")}</p>
        <#if accounts?size == 0>
            <p id="token-vault-none">${msg("tokenVaultAccountsNone")}</p>
        </#if>
        <#list accounts as account>
            <section class="token-vault-card" aria-labelledby="account-${account?index}">
                <h2 id="account-${account?index}"><bdi>${account.provider}</bdi>: <bdi>${account.account}</bdi></h2>
                <#if !account.active><p class="token-vault-warning">${msg("tokenVaultReauthorize")}</p></#if>
                <dl>
                    <dt>${msg("tokenVaultConnected")}</dt><dd>${account.connected}</dd>
                    <#if account.scopes?has_content><dt>${msg("tokenVaultScopes")}</dt><dd><bdi>${account.scopes}</bdi></dd></#if>
                    <dt>${msg("tokenVaultAgents")}</dt>
                    <dd>
                        <#if account.agents?size == 0>${msg("tokenVaultNoAgents")}</#if>
                        <#list account.agents as agent><bdi>${agent}</bdi><#sep><br></#list>
                    </dd>
                </dl>
                <@act action="disconnect" id=account.id label=msg("tokenVaultDisconnect") described="account-" + account?index style="secondary"/>
            </section>
        </#list>
        <#if agents?size gt 0>
            <section class="token-vault-card" aria-labelledby="token-vault-agents">
                <h2 id="token-vault-agents">${msg("tokenVaultAgentsTitle")}</h2>
                <p>${msg("tokenVaultAgentsIntro")}</p>
                <#list agents as agent>
                    <div class="token-vault-line">
                        <span id="agent-${agent?index}"><bdi>${agent.name}</bdi></span>
                        <@act action="revoke" id=agent.id label=msg("tokenVaultRevoke") described="agent-" + agent?index style="secondary"/>
                    </div>
                </#list>
            </section>
        </#if>
        <#if providers?size gt 0>
            <section class="token-vault-card" aria-labelledby="token-vault-connect">
                <h2 id="token-vault-connect">${msg("tokenVaultConnectTitle")}</h2>
                <#list providers as alias, name>
                    <div class="token-vault-line">
                        <span id="provider-${name?index}"><bdi>${name}</bdi></span>
                        <@act action="connect" id=alias label=msg("tokenVaultConnect") described="provider-" + name?index style="primary"/>
                    </div>
                </#list>
            </section>
        </#if>
    </#if>
</@layout.registrationLayout>
