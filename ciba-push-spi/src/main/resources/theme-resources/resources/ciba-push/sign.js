const form = document.getElementById("ciba-push-decision");
const wanted = document.getElementById("ciba-push-sign");
const hint = document.getElementById("ciba-push-unsigned");

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

async function sign() {
  const { id, response } = await navigator.credentials.get({
    publicKey: {
      challenge: bytes(wanted.dataset.challenge),
      rpId: wanted.dataset.relyingParty,
      userVerification: "required",
      allowCredentials: wanted.dataset.passkeys
        .split(" ")
        .filter((known) => known)
        .map((known) => ({ type: "public-key", id: bytes(known) })),
    },
  });
  form.elements.credential_id.value = id;
  form.elements.client_data.value = base64url(response.clientDataJSON);
  form.elements.authenticator_data.value = base64url(response.authenticatorData);
  form.elements.signature.value = base64url(response.signature);
}

form.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (button?.value !== "approve" || form.elements.signature.value) {
    return;
  }
  event.preventDefault();
  hint.hidden = true;
  sign().then(
    () => form.requestSubmit(button),
    (error) => {
      hint.dataset.error = error.name + ": " + error.message;
      hint.hidden = false;
    },
  );
});
