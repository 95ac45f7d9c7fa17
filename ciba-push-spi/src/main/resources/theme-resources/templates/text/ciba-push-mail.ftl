<#ftl output_format="plainText">
${msg("cibaPush.mail.text")}

${link}

${msg("cibaPush.mail.ignore")}
