/* What the page does without asking the server: views, drawers, theme, quotes on hover, dropped files, elapsed time.
   Text of documents is only ever set as textContent; HTML comes from the server alone, escaped there. */
(() => {
  "use strict";

  const $ = (selector, root = document) => root.querySelector(selector);
  const narrow = window.matchMedia("(max-width: 1080px)");
  const shown = {}; // what each part of the page shows, so that a change can be told from a repetition
  let opener = null; // what had the focus when a source was opened

  /* Called by each of our HTML components when it is there: `trigger` reaches Python, `watch` tells of new content. */
  function attach(element, trigger, watch) {
    const part = element.closest("#masthead, #source-list, #talk-list, #history, #current, #editing, #evidence, #reader, #evaluation, #model, #chosen, #briefing-list");
    if (!part) return;
    element.addEventListener("click", (event) => {
      const target = event.target.closest("[data-action]");
      if (target && !selecting(event.target)) act(target, trigger);
    });
    if (part.id === "model") shown.lookAtModel = (seen) => trigger("select", { seen });
    if (part.id === "evaluation") shown.listRuns = () => trigger("select", {});
    if (part.id === "briefing-list") shown.listBriefings = () => trigger("select", {});
    const changed = changes[part.id];
    if (changed) {
      watch("value", () => changed(part));
      changed(part);
    }
  }

  function selecting(target) {
    const selection = window.getSelection();
    return !selection.isCollapsed && target.closest(".card") && selection.containsNode(target, true);
  }

  /* What is done with a turn or a conversation, and the event of our component that tells Python. */
  const deeds = {
    retry: ({ turn }, trigger) => trigger("retry", { turn }),
    edit({ turn }, trigger) {
      trigger("edit", { turn });
      $("#question textarea")?.focus({ preventScroll: true });
    },
    cancel: (_, trigger) => trigger("edit", {}),
    right: ({ turn }, trigger) => trigger("like", { action: "right", turn }),
    wrong: ({ turn }, trigger) => trigger("like", { action: "wrong", turn }),
    note: ({ turn }, trigger, target) => trigger("like", { action: "note", turn, note: $("textarea", target.parentElement).value }),
    async copy(data, _, target) {
      await navigator.clipboard.writeText(data.copy);
      const label = target.textContent;
      target.textContent = data.done;
      window.setTimeout(() => (target.textContent = label), 2000);
    },
    new: (_, trigger) => trigger("select", { action: "new" }),
    talk: ({ key }, trigger) => trigger("select", { action: "talk", key }),
    delete: ({ key, sure }, trigger, target) => surely(target, sure, () => trigger("select", { action: "delete", key })),
    rename({ key, title, label }, trigger, target) {
      const input = document.createElement("input");
      [input.value, input.dir] = [title, "auto"];
      input.setAttribute("aria-label", label);
      input.addEventListener("keydown", (event) => {
        if (event.key === "Enter") trigger("select", { action: "rename", key, title: input.value });
        else if (event.key === "Escape") trigger("select", {});
        else return;
        event.stopPropagation();
      });
      $(".talk", target.closest("li")).replaceWith(input);
      input.select();
    },
    suggestion: ({ question }, trigger) => trigger("submit", { question }),
    choose: (_, trigger) => trigger("like", { leftOut: leftOut() }),
    "choose-all"(_, trigger) {
      for (const box of document.querySelectorAll("#source-list input")) box.checked = true;
      trigger("like", { leftOut: [] });
      $("#question textarea")?.focus({ preventScroll: true });
    },
    reread: ({ document: name }, trigger) => trigger("submit", { action: "reread", document: name }),
    "reread-changed": (_, trigger) => trigger("submit", { action: "reread-changed" }),
    remove: ({ document: name, sure }, trigger, target) =>
      surely(target, sure, () => trigger("submit", { action: "remove", document: name })),
    fetch(_, trigger, target) {
      target.disabled = true;
      trigger("select", { action: "fetch" });
    },
    briefing: ({ key }, trigger) => trigger("select", { action: "briefing", key }),
    zoom(_, trigger, target) {
      const sheets = target.closest(".sheets");
      target.setAttribute("aria-pressed", String(sheets.classList.toggle("large")));
      const spot = $(".spot", sheets);
      if (spot) centre(spot, sheets);
    },
    suite: (_, trigger) => trigger("submit", {}),
  };

  const leftOut = () => [...document.querySelectorAll("#source-list input:not(:checked)")].map((box) => box.dataset.document);

  /* Only the second click does it; the first one asks. */
  function surely(target, question, deed) {
    if (target.classList.contains("sure")) return deed();
    target.classList.add("sure");
    target.textContent = question;
  }

  function act(target, trigger) {
    const deed = deeds[target.dataset.action];
    if (deed) return void deed(target.dataset, trigger, target);
    const { action, document: name, start, end, begin, turn } = target.dataset;
    const view = $("#aside");
    if (action === "open") {
      opener = document.activeElement;
      hideQuote();
      const key = JSON.stringify([name, start, end, begin]);
      show("reader");
      if (key === shown.source && $("#reader .text")) return reveal();
      shown.source = key;
      view.classList.add("opening");
      trigger("select", { action, document: name, start, end, begin });
    } else if (action === "evidence") {
      show("evidence");
      trigger("select", { action, turn });
    } else if (action === "back") {
      view.dataset.view = "evidence";
      if (narrow.matches) panels.focusClose("aside");
      else if (opener && opener.isConnected) opener.focus({ preventScroll: true });
    } else if (action === "language") {
      trigger("select", { action });
      shown.switched = true;
    } else if (action === "view") {
      drawer("");
      look(target.dataset.view);
    } else if (action === "theme") {
      setTheme(document.body.classList.contains("dark") ? "light" : "dark");
    } else if (action === "drawer-sources") {
      panels.toggle("sources");
    } else if (action === "drawer-evidence") {
      panels.toggle("aside");
    } else if (action === "fold-talks") {
      panels.toggle("talks");
    } else if (action === "close") {
      drawer("");
    }
  }

  /* The conversation, the briefing or the evaluation; the latter two list what there is anew each time. */
  function look(view) {
    document.body.dataset.view = view;
    for (const button of document.querySelectorAll("#masthead .view")) {
      if (button.dataset.view === view) button.setAttribute("aria-current", "page");
      else button.removeAttribute("aria-current");
    }
    if (view === "evaluation") shown.listRuns?.();
    if (view === "briefing") shown.listBriefings?.();
  }

  const panels = window.dossierPanels;
  const drawer = panels.drawer;

  function show(view) {
    $("#aside").dataset.view = view;
    panels.show();
  }

  function centre(spot, sheets) {
    const [at, frame] = [spot.getBoundingClientRect(), sheets.getBoundingClientRect()];
    sheets.scrollTop += at.top - frame.top - sheets.clientHeight / 3;
    sheets.scrollLeft += at.left + at.width / 2 - frame.left - sheets.clientWidth / 2;
  }

  /* Bring the cited words into view, in the middle of the reader. */
  function reveal() {
    const text = $("#reader .text");
    const mark = $("#reader #cited");
    const [sheets, spot] = [$("#reader .sheets"), $("#reader .spot")];
    if (!text) return;
    if (spot) centre(spot, sheets);
    if (mark) {
      const offset = mark.getBoundingClientRect().top - text.getBoundingClientRect().top;
      text.scrollTop += offset - text.clientHeight / 3;
    } else {
      text.scrollTop = 0;
    }
    $("#reader h3")?.focus({ preventScroll: true });
  }

  const changes = {
    masthead(part) {
      const bar = $(".bar", part);
      if (!bar) return;
      const root = document.documentElement;
      [root.lang, root.dir] = [bar.lang, bar.dir];
      document.body.dataset.drop = bar.dataset.drop;
      region("#sources", "complementary", bar.dataset.sources);
      region("#conversation", "region", bar.dataset.conversation);
      region("#aside", "complementary", bar.dataset.evidence);
      region("#evaluation", "region", bar.dataset.evaluation);
      region("#briefing", "region", bar.dataset.briefing);
      $("#aside").dataset.openingLabel = bar.dataset.opening;
      look(document.body.dataset.view ?? "conversation");
      if (shown.switched) {
        document.cookie = `dossier-lang=${bar.lang}; path=/; max-age=31536000; samesite=strict`;
        const url = new URL(window.location.href);
        url.searchParams.set("lang", bar.lang);
        window.history.replaceState(null, "", url);
      }
      panels.settle();
      document.body.classList.add("ready");
    },
    "talk-list": panels.settle,
    /* What is ticked is the server's to say: a list that is drawn anew keeps the ticks of the one before. */
    "source-list"(part) {
      for (const box of part.querySelectorAll("input")) box.checked = box.defaultChecked;
    },
    evidence(part) {
      const turn = $("[data-turn]", part)?.dataset.turn;
      if (turn !== shown.evidence) $("#aside").dataset.view = "evidence";
      shown.evidence = turn;
    },
    reader(part) {
      $("#aside").classList.remove("opening");
      if ($(".text, .notice", part)) reveal();
      else shown.source = undefined;
    },
    current() {
      const turn = $("#current .turn");
      if (turn && turn.dataset.turn !== shown.turn) {
        shown.turn = turn.dataset.turn;
        shown.since = performance.now();
        requestAnimationFrame(() => turn.scrollIntoView({ block: "start" }));
        $("#question textarea")?.focus({ preventScroll: true });
        if (narrow.matches) drawer("");
      }
      if (!turn) shown.turn = undefined;
      tick();
    },
  };

  function region(selector, role, label) {
    const element = $(selector);
    element.setAttribute("role", role);
    element.setAttribute("aria-label", label);
  }

  function tick() {
    const elapsed = $("#current .elapsed");
    if (!elapsed) return;
    const seconds = Math.floor((performance.now() - (shown.since ?? performance.now())) / 1000);
    elapsed.textContent = seconds ? elapsed.dataset.unit.replace("{count}", seconds) : "";
  }

  /* A model that is not ready yet is asked after until it is: another window may fetch it, a server may start. */
  function watchModel() {
    const model = $("#model .model");
    if (model && model.dataset.stage !== "ready" && !document.hidden) shown.lookAtModel?.(model.dataset.seen);
  }

  function setTheme(theme) {
    document.body.classList.toggle("dark", theme === "dark");
    try {
      window.localStorage.setItem("dossier-theme", theme);
    } catch {
      /* a browser that keeps nothing: the choice lasts for this page */
    }
  }

  function savedTheme() {
    try {
      return window.localStorage.getItem("dossier-theme");
    } catch {
      return null;
    }
  }

  /* The quote of a citation beside its marker, on hover and on focus. */
  let popover = null;

  function showQuote(marker) {
    if (!popover) {
      popover = document.createElement("div");
      popover.id = "quote-popover";
      popover.setAttribute("role", "tooltip");
      popover.append(document.createElement("q"), document.createElement("cite"));
      document.body.append(popover);
    }
    const [quote, cite] = popover.children;
    quote.textContent = marker.dataset.quote;
    quote.dir = marker.dataset.direction;
    quote.lang = marker.dataset.language;
    cite.textContent = marker.dataset.name;
    cite.dir = "auto";
    popover.classList.add("shown");
    const at = marker.getBoundingClientRect();
    const box = popover.getBoundingClientRect();
    const left = Math.min(Math.max(8, at.left + at.width / 2 - box.width / 2), window.innerWidth - box.width - 8);
    const above = at.top - box.height - 8;
    popover.style.left = `${left}px`;
    popover.style.top = `${above > 8 ? above : at.bottom + 8}px`;
  }

  const hideQuote = () => popover?.classList.remove("shown");

  for (const kind of ["mouseover", "focusin"]) {
    document.addEventListener(kind, (event) => {
      const marker = event.target.closest?.(".cite");
      if (marker && (kind === "mouseover" || marker.matches(":focus-visible"))) showQuote(marker);
    });
  }
  for (const kind of ["mouseout", "focusout"]) {
    document.addEventListener(kind, (event) => event.target.closest?.(".cite") && hideQuote());
  }
  document.addEventListener("scroll", hideQuote, true);
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("#stop, #ask")) requestAnimationFrame(() => $("#question textarea")?.focus({ preventScroll: true }));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    hideQuote();
    if (document.body.dataset.drawer) drawer("");
    else if ($("#aside")?.dataset.view === "reader") act({ dataset: { action: "back" } });
  });

  /* Files dropped anywhere go the way of the upload button. */
  const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
  let depth = 0;

  function dragging(on) {
    depth = on ? depth + 1 : Math.max(0, depth - 1);
    document.body.classList.toggle("dropping", depth > 0);
  }

  document.addEventListener("dragenter", (event) => carriesFiles(event) && dragging(true));
  document.addEventListener("dragleave", (event) => carriesFiles(event) && dragging(false));
  document.addEventListener("dragover", (event) => carriesFiles(event) && event.preventDefault());
  document.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    depth = 0;
    document.body.classList.remove("dropping");
    const input = $("#sources input[type=file]");
    if (!input) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    if (narrow.matches) drawer("sources");
  });

  /* The question's box takes the direction of what is typed into it. Gradio sets one of its own. */
  function autoDirection() {
    const box = $("#question textarea");
    if (box && box.dir !== "auto") box.dir = "auto";
    const current = $("#current");
    const search = $("#talk-search :is(input, textarea)");
    if (search && search.dir !== "auto") search.dir = "auto";
    if (current && !current.hasAttribute("aria-live")) current.setAttribute("aria-live", "polite");
  }

  document.addEventListener("DOMContentLoaded", () => {
    new MutationObserver(autoDirection).observe(document.body, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ["dir"],
    });
    const theme = savedTheme();
    if (theme) {
      const apply = () => document.body.classList.toggle("dark", theme === "dark");
      const observer = new MutationObserver(() => {
        if (!document.body.classList.contains("ready")) apply();
        else observer.disconnect();
      });
      observer.observe(document.body, { attributes: true, attributeFilter: ["class"] });
      apply();
    }
    window.setInterval(tick, 250);
    window.setInterval(watchModel, 2000);
  });

  window.dossier = { attach };
})();
