<#macro emailLayout>
<!DOCTYPE html>
<html lang="${locale.language}" dir="${(ltr)?then('ltr','rtl')}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <style>
    body { margin: 0; padding: 1rem; background: #f4f5f7; color: #16181d; font: 1rem/1.5 system-ui, sans-serif; }
    main { max-width: 34rem; margin: 0 auto; padding: 1rem 1.5rem; border-radius: 0.75rem; background: #ffffff; overflow-wrap: anywhere; }
    a { color: #0b57d0; }
    @media (prefers-color-scheme: dark) {
      body { background: #101217; color: #eef0f4; }
      main { background: #1b1e26; }
      a { color: #8ab4f8; }
    }
  </style>
</head>
<body>
  <main>
    <#nested>
  </main>
</body>
</html>
</#macro>
