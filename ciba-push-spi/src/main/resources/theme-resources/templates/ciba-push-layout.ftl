<#macro page title result="" nav=true>
<!DOCTYPE html>
<html lang="${lang}" class="<#if !(darkMode!true)>only-light</#if>"<#if realm.internationalizationEnabled && locale??> dir="${(locale.rtl)?then('rtl','ltr')}"</#if>>
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light${(darkMode!true)?then(" dark", "")}">
  <title>${title}</title>
  <link rel="icon" href="data:,">
  <link rel="stylesheet" href="${url.resourcesPath}/ciba-push/ciba-push.css">
  <#list (properties.cibaPushStyles!"")?split(" ") as style><#if style?has_content>
  <link rel="stylesheet" href="${url.resourcesPath}/${style}">
  </#if></#list>
</head>
<body class="ciba-push">
  <header class="cp-top">
    <strong><#if properties.cibaPushLogo?has_content><img class="cp-logo" src="${url.resourcesPath}/${properties.cibaPushLogo}" alt=""> </#if><bdi>${(realm.displayName)!realm.name}</bdi></strong>
    <#if nav>
    <nav aria-label="${msg("cibaPush.nav")}">
      <a href="${cibaPush.pages}">${msg("cibaPush.inbox.title")}</a>
      <a href="${cibaPush.pages}history">${msg("cibaPush.history.title")}</a>
    </nav>
    </#if>
  </header>
  <main<#if result?has_content> data-result="${result}"</#if>>
    <h1 dir="auto">${title}</h1>
    <#nested>
  </main>
</body>
</html>
</#macro>

<#macro details approval>
  <#list approval.details as entry>
    <section class="cp-card" aria-label="${entry.label}">
      <h2><bdi>${entry.label}</bdi></h2>
      <dl>
        <#list entry.rows as row>
          <div>
            <dt><bdi>${label(row.name)}</bdi></dt>
            <dd><#list row.lines as line><span class="cp-line" dir="auto">${line}</span></#list></dd>
          </div>
        </#list>
      </dl>
    </section>
  </#list>
</#macro>

<#macro scopes approval>
  <#if approval.scopes?has_content>
    <section class="cp-card" aria-labelledby="ciba-push-scopes-${approval.id}">
      <h2 id="ciba-push-scopes-${approval.id}">${msg("cibaPush.approve.scopes")}</h2>
      <ul class="cp-scopes"><#list approval.scopes as scope><li dir="auto">${advancedMsg(scope)}</li></#list></ul>
    </section>
  </#if>
</#macro>

<#function label name>
  <#local key = "cibaPush.field." + name>
  <#local text = msg(key)>
  <#return (text == key)?then(name, text)>
</#function>
