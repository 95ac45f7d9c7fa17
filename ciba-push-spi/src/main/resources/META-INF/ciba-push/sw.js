"use strict";
const pages = self.registration.scope;
const texts = {
  en: ["Approval requested", "An agent asks for your approval. Tap to look at it."],
  de: ["Freigabe angefragt", "Ein Agent bittet um Ihre Freigabe. Tippen Sie, um sie anzusehen."],
  fr: ["Approbation demandée", "Un agent demande votre approbation. Touchez pour l’examiner."],
  es: ["Aprobación solicitada", "Un agente solicita su aprobación. Toque para verla."],
  ja: ["承認のお願い", "エージェントが承認を求めています。タップして確認してください。"],
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
  const [title, body] = texts[(self.navigator.language || "en").slice(0, 2)] || texts.en;
  const decided = message.kind === "decided";
  event.waitUntil(
    self.registration.showNotification(title, {
      body: decided ? "✓" : body,
      tag: "ciba-push-" + id,
      silent: decided,
      requireInteraction: !decided,
      data: { url: id && message.kind === "approval" ? pages + "approve/" + id : pages },
    }),
  );
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(event.notification.data.url));
});
