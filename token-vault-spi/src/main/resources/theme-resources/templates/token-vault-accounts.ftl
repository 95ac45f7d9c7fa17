<#import "template.ftl" as layout>
<@layout.registrationLayout displayMessage=false; section>
    <#if section = "header">
        ${msg("tokenVaultAccountsTitle")}
    <#elseif section = "form">
        <p class="token-vault-intro">${msg("tokenVaultAccountsIntro")}</p>
        <#if accounts?size == 0>
            <p id="token-vault-none">${msg("tokenVaultAccountsNone")}</p>
        </#if>
        <#list accounts as account>
            <section class="token-vault-account" aria-labelledby="account-${account?index}">
                <h2 id="account-${account?index}"><bdi>${account.provider}</bdi></h2>
                <dl>
                    <dt>${msg("tokenVaultAccount")}</dt><dd><bdi>${account.account}</bdi></dd>
                    <dt>${msg("tokenVaultState")}</dt>
                    <dd><#if account.active>${msg("tokenVaultActive")}<#else>${msg("tokenVaultReauthorize")}</#if></dd>
                    <dt>${msg("tokenVaultConnected")}</dt><dd>${account.connected}</dd>
                    <#if account.scopes?has_content><dt>${msg("tokenVaultScopes")}</dt><dd>${account.scopes}</dd></#if>
                    <dt>${msg("tokenVaultAgents")}</dt>
                    <dd>
                        <#if account.agents?size == 0>${msg("tokenVaultNoAgents")}</#if>
                        <#list account.agents as agent><bdi>${agent}</bdi><br></#list>
                    </dd>
                </dl>
                <form action="${pageUrl}" method="post">
                    <input type="hidden" name="stateChecker" value="${stateChecker}">
                    <input type="hidden" name="id" value="${account.id}">
                    <button class="${properties.kcButtonClass!} ${properties.kcButtonDefaultClass!} ${properties.kcButtonSecondaryClass!}" type="submit"
                            aria-describedby="account-${account?index}">${msg("tokenVaultDisconnect")}</button>
                </form>
            </section>
        </#list>
    </#if>
</@layout.registrationLayout>
