<#import "template.ftl" as layout>
<@layout.registrationLayout displayMessage=false; section>
    <#if section = "header">
        ${msg("fineGrainedScopesConsentTitle", agent)}
    <#elseif section = "form">
        <form id="fine-grained-scopes-consent" class="${properties.kcFormClass!}" action="${url.loginAction}" method="POST">
            <div role="group" aria-labelledby="fine-grained-scopes-text">
                <p id="fine-grained-scopes-text">${msg("fineGrainedScopesConsentText", agent)}</p>
                <#list permissions as permission>
                    <div class="${properties.kcFormGroupClass!}">
                        <label for="permission-${permission?index}">
                            <input type="checkbox" id="permission-${permission?index}" name="permission" value="${permission.value}" checked>
                            <#if permission.action?has_content>
                                ${msg("fineGrainedScopesConsentItem", permission.action, permission.resource)}
                            <#else>
                                ${msg("fineGrainedScopesConsentWhole", permission.resource)}
                            </#if>
                            <#if permission.more?has_content><small>(${permission.more})</small></#if>
                        </label>
                    </div>
                </#list>
            </div>
            <div class="${properties.kcFormGroupClass!}">
                <button class="${properties.kcButtonClass!} ${properties.kcButtonPrimaryClass!} ${properties.kcButtonBlockClass!} ${properties.kcButtonLargeClass!}" type="submit" name="allow" value="allow" id="permissions-allow">${msg("fineGrainedScopesConsentAllow")}</button>
                <button class="${properties.kcButtonClass!} ${properties.kcButtonDefaultClass!} ${properties.kcButtonSecondaryClass!} ${properties.kcButtonBlockClass!} ${properties.kcButtonLargeClass!}" type="submit" name="deny" value="deny" id="permissions-deny">${msg("fineGrainedScopesConsentDeny")}</button>
            </div>
        </form>
    </#if>
</@layout.registrationLayout>
