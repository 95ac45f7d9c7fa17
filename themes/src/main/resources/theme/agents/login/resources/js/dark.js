const dark = window.matchMedia("(prefers-color-scheme: dark)");
const darkClass = document.documentElement.dataset.darkClass;

function follow() {
  document.documentElement.classList.toggle(darkClass, dark.matches);
}

follow();
dark.addEventListener("change", follow);
