/* Filters, language, theme. The page is whole without this script; it only hides, opens and renames what is there. */
(() => {
  "use strict";

  const $ = (id) => document.getElementById(id);
  const root = document.documentElement;
  const questions = [...document.querySelectorAll(".question")].map((element) => ({
    element,
    verdict: element.dataset.verdict,
    language: element.dataset.language,
    tags: JSON.parse(element.dataset.tags),
    text: plain(contents(element)),
  }));

  /* The words of an element that are not the page's own. */
  function contents(element) {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let text = "";
    while (walker.nextNode()) {
      const { data, parentElement } = walker.currentNode;
      if (!("ar" in parentElement.dataset)) text += data;
    }
    return text;
  }

  /* Without case, accents, vowel signs and tatweel, so that a word is found however it is pointed. */
  function plain(text) {
    return text.normalize("NFKD").replace(/[\p{Mn}\u0640]/gu, "").replace(/\s+/g, " ").toLowerCase();
  }

  /* Filters */

  const pressed = () => [...document.querySelectorAll(".chip[aria-pressed=true]")].map((chip) => chip.dataset.verdict);

  function filter() {
    const [words, tag, language, verdicts] = [plain($("search").value).split(" "), $("tag").value, $("asked-in").value, pressed()];
    let shown = 0;
    for (const question of questions) {
      const fits =
        (!verdicts.length || verdicts.includes(question.verdict)) &&
        (!tag || question.tags.includes(tag)) &&
        (!language || question.language === language) &&
        words.every((word) => question.text.includes(word));
      question.element.hidden = !fits;
      shown += fits;
    }
    $("none-left").hidden = shown > 0;
    tell(shown);
  }

  function tell(shown) {
    const said = root.lang === "ar" ? $("count").dataset.arSaid : $("count").dataset.said;
    $("count").textContent = said.replace("{n}", shown).replace("{total}", questions.length);
  }

  const open = (all) => questions.filter((question) => !question.element.hidden).forEach(({ element }) => (element.open = all));

  $("filters").addEventListener("input", filter);
  $("filters").addEventListener("submit", (event) => event.preventDefault());
  $("filters").addEventListener("reset", () => {
    document.querySelectorAll(".chip").forEach((chip) => chip.setAttribute("aria-pressed", "false"));
    setTimeout(filter); // the fields are empty only after this event
  });
  $("open-all").addEventListener("click", () => open(true));
  $("close-all").addEventListener("click", () => open(false));
  document.addEventListener("click", (event) => {
    const chip = event.target.closest(".chip");
    const pick = event.target.closest(".pick");
    if (chip) {
      chip.setAttribute("aria-pressed", String(chip.getAttribute("aria-pressed") !== "true"));
      filter();
    } else if (pick) {
      $("tag").value = pick.dataset.pick;
      filter();
      $("questions").scrollIntoView();
      $("tag").focus({ preventScroll: true });
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.target.closest("input, select, textarea")) {
      event.preventDefault();
      $("search").focus();
    }
  });

  /* A link to a question, or into one, opens it. */
  function follow() {
    const target = location.hash && $(decodeURIComponent(location.hash.slice(1)));
    const question = target && target.closest(".question");
    if (!question) return;
    question.open = true;
    target.scrollIntoView({ block: "center" });
  }
  window.addEventListener("hashchange", follow);

  /* Language: each saying carries both */

  const sayings = [...document.querySelectorAll("[data-ar]")].map((element) => [element, element.textContent, element.dataset.ar]);
  const named = ["label", "title", "placeholder"].flatMap((kind) =>
    [...document.querySelectorAll(`[data-ar-${kind}]`)].map((element) => {
      const attribute = kind === "label" ? "aria-label" : kind;
      return [element, attribute, element.getAttribute(attribute), element.getAttribute(`data-ar-${kind}`)];
    }),
  );

  function speak(language) {
    const arabic = language === "ar";
    [root.lang, root.dir] = arabic ? ["ar", "rtl"] : ["en", "ltr"];
    for (const [element, english, other] of sayings) element.textContent = arabic ? other : english;
    for (const [element, attribute, english, other] of named) element.setAttribute(attribute, arabic ? other : english);
    $("language").textContent = arabic ? "English" : "العربية";
    $("language").lang = arabic ? "en" : "ar";
    tell(questions.filter((question) => !question.element.hidden).length);
  }

  $("language").addEventListener("click", () => speak(root.lang === "ar" ? "en" : "ar"));
  $("theme").addEventListener("click", () => {
    const system = window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    root.dataset.theme = (root.dataset.theme ?? system) === "dark" ? "light" : "dark";
  });
  $("print").addEventListener("click", () => window.print());

  for (const id of ["language", "theme", "print", "filters"]) $(id).hidden = false;
  speak(new URLSearchParams(location.search).get("lang") ?? navigator.language.slice(0, 2));
  follow();
})();
