/* The briefing's part of the page: the seconds while one is made, on narrow screens the way to it once it is there,
   what Gradio's choices lack (a name for the group, and the arrow keys), and the page's theme in the briefing's frame. */
(() => {
  "use strict";

  const narrow = window.matchMedia("(max-width: 1080px)");
  let since = 0; // when the briefing that is being made was asked for
  let seen = ""; // the key of the briefing that is shown

  const GROUPS = "#briefing-language, #briefing-length, #briefing-sections";
  const FRAME = "#briefing-result iframe";
  const STEPS = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 };

  /* Each of Gradio's radio buttons is a group of its own to the browser, so that arrow keys do nothing by themselves. */
  function choose(event) {
    const radio = event.target.closest?.("#briefing-form input[type=radio]");
    if (!radio || !(event.key in STEPS)) return;
    event.preventDefault();
    const radios = [...radio.closest(GROUPS).querySelectorAll("input[type=radio]")];
    const mirrored = document.documentElement.dir === "rtl" && /Left|Right/.test(event.key);
    const next = radios[radios.indexOf(radio) + (mirrored ? -1 : 1) * STEPS[event.key]];
    next?.focus();
    next?.click();
  }

  function look() {
    const result = document.querySelector("#briefing-result");
    if (!result) return;
    if (!result.hasAttribute("aria-live")) result.setAttribute("aria-live", "polite");
    const topic = document.querySelector("#briefing-topic :is(input, textarea)");
    if (topic) topic.dir = topic.value ? "auto" : document.documentElement.dir;
    for (const group of document.querySelectorAll(GROUPS)) {
      const said = (selector, part) => part.querySelector(selector)?.textContent.trim();
      const label = said("[data-testid=block-info]", group) || said("#briefing-more .label-wrap span", document) || "";
      if (group.getAttribute("aria-label") === label) continue;
      group.setAttribute("role", group.id === "briefing-sections" ? "group" : "radiogroup");
      group.setAttribute("aria-label", label);
    }
    const elapsed = result.querySelector(".elapsed");
    since = elapsed ? since || performance.now() : 0;
    const seconds = elapsed ? Math.floor((performance.now() - since) / 1000) : 0;
    if (elapsed) elapsed.textContent = seconds ? elapsed.dataset.unit.replace("{count}", seconds) : "";
    const key = result.querySelector(".briefing")?.dataset.key ?? "";
    if (key === seen) return;
    seen = key;
    if (key && narrow.matches) result.scrollIntoView({ block: "start" });
  }

  /* The frame has no origin and cannot look at the page: it is told. */
  function tellTheme() {
    const theme = document.body.classList.contains("dark") ? "dark" : "light";
    document.querySelector(FRAME)?.contentWindow.postMessage({ theme }, "*");
  }

  document.addEventListener("keydown", choose);
  document.addEventListener("load", (event) => event.target.matches?.(FRAME) && tellTheme(), true);
  document.addEventListener("DOMContentLoaded", () => {
    window.setInterval(look, 250);
    new MutationObserver(tellTheme).observe(document.body, { attributes: true, attributeFilter: ["class"] });
  });
})();
