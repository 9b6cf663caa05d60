/* The briefing's part of the page: the seconds while one is made, and on narrow screens the way to it once it is there. */
(() => {
  "use strict";

  const narrow = window.matchMedia("(max-width: 1080px)");
  let since = 0; // when the briefing that is being made was asked for
  let seen = ""; // the key of the briefing that is shown

  function look() {
    const result = document.querySelector("#briefing-result");
    if (!result) return;
    if (!result.hasAttribute("aria-live")) result.setAttribute("aria-live", "polite");
    const topic = document.querySelector("#briefing-topic :is(input, textarea)");
    if (topic) topic.dir = topic.value ? "auto" : document.documentElement.dir;
    const elapsed = result.querySelector(".elapsed");
    since = elapsed ? since || performance.now() : 0;
    const seconds = elapsed ? Math.floor((performance.now() - since) / 1000) : 0;
    if (elapsed) elapsed.textContent = seconds ? elapsed.dataset.unit.replace("{count}", seconds) : "";
    const key = result.querySelector(".briefing")?.dataset.key ?? "";
    if (key === seen) return;
    seen = key;
    if (key && narrow.matches) result.scrollIntoView({ block: "start" });
  }

  document.addEventListener("DOMContentLoaded", () => window.setInterval(look, 250));
})();
