import { checkAuthSession, startSessionPolling } from "./authChecker.js";

const { signedInElsewhere, authSession } = document.documentElement.dataset;

startSessionPolling(signedInElsewhere);
if (authSession) {
  checkAuthSession(authSession);
}

document.getElementById("login-select-toggle")?.addEventListener("change", ({ target }) => {
  if (target.value) {
    location.href = target.value;
  }
});

document.getElementById("reset-login")?.addEventListener("click", ({ currentTarget }) => {
  location.href = currentTarget.dataset.href;
});

for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", ({ submitter }) => {
    setTimeout(() => {
      (submitter || {}).disabled = true;
    });
  });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-once-link]");
  if (!link) {
    return;
  }
  if (link.getAttribute("aria-disabled") === "true") {
    event.preventDefault();
    return;
  }
  link.classList.add(...(link.dataset.disabledClass || "").split(/\s+/).filter(Boolean));
  link.setAttribute("role", "link");
  link.setAttribute("aria-disabled", "true");
});
