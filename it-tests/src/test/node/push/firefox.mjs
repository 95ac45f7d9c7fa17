// A person at a real Firefox: enrols it, waits for the notification, clicks it and approves.
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
  args: ["--remote-allow-system-access"],
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

const remaining = (page, tag) =>
  page.evaluate(
    async (pages, tag) =>
      (await (await navigator.serviceWorker.getRegistration(pages)).getNotifications({ tag })).length,
    PAGES,
    tag,
  );

// clicks the notification of this title in the browser's own window for it
async function click(title) {
  const expression = `(() => {
    const shown = document.documentElement.textContent.includes(${JSON.stringify(title)})
      || [...document.querySelectorAll("[value]")].some((each) => each.getAttribute("value") === ${JSON.stringify(title)});
    if (shown) {
      document.getElementById("alertBox").click();
    }
    return shown;
  })()`;
  const send = async (method, params) => (await browser.connection.send(method, params)).result;
  for (let i = 0; i < 50; i++) {
    const { contexts } = await send("browsingContext.getTree", { "moz:scope": "chrome" });
    for (const { context, url } of contexts.filter((each) => each.url.endsWith("/alerts/alert.xhtml"))) {
      const answer = await send("script.evaluate", { expression, target: { context }, awaitPromise: false });
      if (answer.result?.value === true) {
        return url;
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("no window of a notification has the title " + title);
}

async function opened(part) {
  for (let i = 0; i < 100; i++) {
    const found = (await browser.pages()).find((each) => each.url().includes(part));
    if (found) {
      return found;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("no page was opened at " + part);
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
  tell({ clicked: await click(shown.title) });
  const asked = await opened("/approve/");
  await asked.waitForSelector("button.cp-yes");
  tell({ opened: asked.url(), remaining: await remaining(page, shown.tag) });
  tell({ page: await asked.evaluate(() => document.body.innerText) });
  await Promise.all([asked.waitForNavigation(), asked.click("button.cp-yes")]);
  tell({ result: await asked.$eval("main", (main) => main.dataset.result) });
  tell({ replaced: await notification(page, "✓") });
} catch (e) {
  tell({ failed: String(e.stack) });
} finally {
  await browser.close();
  process.exit();
}
