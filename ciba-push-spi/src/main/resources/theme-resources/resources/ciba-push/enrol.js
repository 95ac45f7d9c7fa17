const form = document.getElementById("ciba-push-enrol");
const button = document.getElementById("ciba-push-enable");
const hint = document.getElementById("ciba-push-hint");

function bytes(base64url) {
  const text = atob(base64url.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(text, (c) => c.charCodeAt(0));
}

function base64url(buffer) {
  return btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");
}

function say(name) {
  hint.textContent = form.dataset[name];
  hint.hidden = false;
}

async function activeWorker() {
  const pages = form.dataset.pages;
  const registration = await navigator.serviceWorker.register(pages + "sw.js", { scope: pages });
  const worker = registration.installing || registration.waiting || registration.active;
  if (worker && worker.state !== "activated") {
    await new Promise((resolve) =>
      worker.addEventListener("statechange", () => worker.state === "activated" && resolve()),
    );
  }
  return registration;
}

async function enrol() {
  if (!("serviceWorker" in navigator) || !("PushManager" in window)) {
    return say("unsupported");
  }
  button.disabled = true;
  try {
    if ((await Notification.requestPermission()) !== "granted") {
      return say("denied");
    }
    const registration = await activeWorker();
    const key = bytes(form.dataset.applicationServerKey);
    const old = await registration.pushManager.getSubscription();
    if (old && base64url(old.options.applicationServerKey) !== form.dataset.applicationServerKey) {
      await old.unsubscribe();
    }
    const subscription = await registration.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: key,
    });
    form.elements.endpoint.value = subscription.endpoint;
    form.elements.p256dh.value = base64url(subscription.getKey("p256dh"));
    form.elements.auth.value = base64url(subscription.getKey("auth"));
    form.requestSubmit(document.getElementById("ciba-push-submit"));
  } catch {
    say("failed");
  } finally {
    button.disabled = false;
  }
}

function nameOfThisBrowser() {
  const agent = navigator.userAgent;
  const browser = /Edg\//.test(agent)
    ? "Edge"
    : /Firefox\//.test(agent)
      ? "Firefox"
      : /Chrome\//.test(agent)
        ? "Chrome"
        : "Safari";
  const system = /Android/.test(agent)
    ? "Android"
    : /iPhone|iPad/.test(agent)
      ? "iOS"
      : /Mac OS/.test(agent)
        ? "macOS"
        : /Windows/.test(agent)
          ? "Windows"
          : "Linux";
  return browser + ", " + system;
}

if (!form.elements.name.value) {
  form.elements.name.value = nameOfThisBrowser();
}
button.hidden = false;
button.addEventListener("click", enrol);
