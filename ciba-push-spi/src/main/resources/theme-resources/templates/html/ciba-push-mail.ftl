<#import "template.ftl" as layout>
<@layout.emailLayout>
<p>${msg("cibaPush.mail.text")}</p>
<p><a href="${link}">${link}</a></p>
<p>${msg("cibaPush.mail.ignore")}</p>
</@layout.emailLayout>
