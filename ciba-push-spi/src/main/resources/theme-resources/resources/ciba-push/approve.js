const left = document.getElementById("ciba-push-left");
const end = Date.now() + 1000 * Number(left.dataset.seconds);

function show() {
  const seconds = Math.max(0, Math.round((end - Date.now()) / 1000));
  left.textContent =
    String(Math.floor(seconds / 60)) + ":" + String(seconds % 60).padStart(2, "0");
  if (seconds === 0) {
    clearInterval(timer);
    location.reload();
  }
}

const timer = setInterval(show, 1000);
show();
