"use strict";
const pages = self.registration.scope;
const texts = {
  en: ["Approval requested", "An agent asks for your approval. Tap to look at it."],
  de: ["Freigabe angefragt", "Ein Agent bittet um Ihre Freigabe. Tippen Sie, um sie anzusehen."],
  fr: ["Approbation demandée", "Un agent demande votre approbation. Touchez pour l’examiner."],
  es: ["Aprobación solicitada", "Un agente solicita su aprobación. Toque para verla."],
  ja: ["承認のお願い", "エージェントが承認を求めています。タップして確認してください。"],
};
const tests = {
  en: ["Notifications are on", "This browser will tell you when an agent asks for your approval."],
  de: ["Benachrichtigungen sind an", "Dieser Browser meldet sich, wenn ein Agent um Ihre Freigabe bittet."],
  fr: ["Notifications activées", "Ce navigateur vous préviendra quand un agent demandera votre approbation."],
  es: ["Notificaciones activadas", "Este navegador le avisará cuando un agente solicite su aprobación."],
  ja: ["通知はオンです", "エージェントが承認を求めると、このブラウザーがお知らせします。"],
};

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => {
  let message = {};
  try {
    message = event.data ? event.data.json() : {};
  } catch {
    message = {};
  }
  const id = /^[0-9A-Za-z-]{1,64}$/.test(message.id || "") ? message.id : "";
  const language = (self.navigator.language || "en").slice(0, 2);
  const wording = message.kind === "test" ? tests : texts;
  const [title, body] = wording[language] || wording.en;
  const decided = message.kind === "decided";
  event.waitUntil(
    self.registration.showNotification(title, {
      body: decided ? "✓" : body,
      tag: "ciba-push-" + id,
      silent: decided,
      requireInteraction: message.kind === "approval",
      data: { url: id && message.kind === "approval" ? pages + "approve/" + id : pages },
    }),
  );
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(event.notification.data.url));
});
