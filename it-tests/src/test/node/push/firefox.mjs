// A person at a real Firefox: enrols it, waits for the notification, follows it and approves.
import puppeteer from "puppeteer-core";
import { PushService } from "./service.mjs";

const { FIREFOX, PUSH_PORT, ENROLMENT, PAGES, USERNAME } = process.env;
const tell = (what) => console.log(JSON.stringify(what));

const service = new PushService(Number(PUSH_PORT), tell);
await service.listen();

const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath: FIREFOX,
  headless: true,
  extraPrefsFirefox: {
    "dom.push.enabled": true,
    "dom.push.connection.enabled": true,
    "dom.push.serverURL": `ws://localhost:${PUSH_PORT}/`,
    "dom.push.testing.allowInsecureServerURL": true,
    "dom.push.userAgentID": "",
    "dom.webnotifications.enabled": true,
    "permissions.default.desktop-notification": 1,
    "alerts.useSystemBackend": false,
    "network.proxy.type": 0,
  },
});

// the notification that the service worker shows and whose text or target is so
async function notification(page, wanted) {
  for (let i = 0; i < 100; i++) {
    const shown = await page.evaluate(async (pages) => {
      const registration = await navigator.serviceWorker.getRegistration(pages);
      const all = registration ? await registration.getNotifications() : [];
      return all.map(({ title, body, tag, data }) => ({ title, body, tag, url: data.url }));
    }, PAGES);
    const found = shown.find((each) => Object.values(each).some((text) => text.includes(wanted)));
    if (found) {
      return found;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("no notification was shown with " + wanted);
}

try {
  const page = await browser.newPage();
  await page.setViewport({ width: 390, height: 844 });
  await page.goto(ENROLMENT);
  await page.type("#username", USERNAME);
  await page.type("#password", USERNAME);
  await Promise.all([page.waitForNavigation(), page.click("#kc-login")]);
  await page.waitForSelector("#ciba-push-enable", { visible: true });
  await Promise.all([page.waitForNavigation({ timeout: 60000 }), page.click("#ciba-push-enable")]);
  tell({ enrolled: page.url() });

  await page.goto(PAGES);
  tell({ welcome: await notification(page, "Notifications are on") });
  const shown = await notification(page, "/approve/");
  tell({ notification: shown });
  await page.goto(shown.url);
  await page.waitForSelector("button.cp-yes");
  tell({ page: await page.evaluate(() => document.body.innerText) });
  await Promise.all([page.waitForNavigation(), page.click("button.cp-yes")]);
  tell({ result: await page.$eval("main", (main) => main.dataset.result) });
  tell({ replaced: await notification(page, "✓") });
} catch (e) {
  tell({ failed: String(e.stack) });
} finally {
  await browser.close();
  process.exit();
}
