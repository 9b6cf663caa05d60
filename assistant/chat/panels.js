/* The two side panels: folded away on a wide screen, drawers over the conversation on a narrow one. On a phone an open drawer
   covers the page, so nothing behind it can be reached until it is closed. */
(() => {
  "use strict";

  const $ = (selector, root = document) => root.querySelector(selector);
  const narrow = window.matchMedia("(max-width: 1080px)");
  const phone = window.matchMedia("(max-width: 600px)");
  const tools = { sources: ".tool-sources", aside: ".tool-evidence" }; // by the id of the panel that each opens
  const folded = new Set(saved());
  let opener = null; // what had the focus when a drawer was opened

  const isOpen = (panel) => (narrow.matches ? document.body.dataset.drawer === panel : !folded.has(panel));

  /* Bring the page in line with what is open. Called again where the server has drawn the masthead anew. */
  function settle() {
    document.body.dataset.folded = narrow.matches ? "" : [...folded].join(" ");
    const over = phone.matches ? document.body.dataset.drawer : "";
    for (const id of ["masthead", "conversation", "sources", "aside"]) {
      const part = document.getElementById(id);
      if (part) part.inert = Boolean(over) && id !== over;
    }
    for (const [panel, selector] of Object.entries(tools)) {
      const tool = $(selector);
      tool?.setAttribute("aria-controls", panel);
      tool?.setAttribute("aria-expanded", String(isOpen(panel)));
    }
    $("#talk-list .fold")?.setAttribute("aria-expanded", String(!folded.has("talks")));
    document.body.classList.toggle("talks-folded", folded.has("talks"));
  }

  /* Open a drawer ("sources", "aside"), or close the one that is open (""). */
  function drawer(panel) {
    const before = document.body.dataset.drawer ?? "";
    if (panel && !before) opener = document.activeElement;
    document.body.dataset.drawer = panel;
    settle();
    if (!panel && before && opener?.isConnected) opener.focus({ preventScroll: true });
  }

  function toggle(panel) {
    if (narrow.matches && panel !== "talks") {
      drawer(isOpen(panel) ? "" : panel);
      focusClose(panel);
      return;
    }
    if (!folded.delete(panel)) folded.add(panel);
    save();
    settle();
  }

  /* Something is to be seen in the panel of evidence and reader. */
  function show() {
    if (narrow.matches) return drawer("aside");
    folded.delete("aside");
    save();
    drawer("");
  }

  function focusClose(panel) {
    const closes = [...document.querySelectorAll(`#${panel} .close`)];
    closes.find((button) => button.checkVisibility())?.focus({ preventScroll: true });
  }

  function saved() {
    try {
      return (window.localStorage.getItem("dossier-folded") ?? "").split(" ").filter(Boolean);
    } catch {
      return [];
    }
  }

  function save() {
    try {
      window.localStorage.setItem("dossier-folded", [...folded].join(" "));
    } catch {
      /* a browser that keeps nothing: the choice lasts for this page */
    }
  }

  narrow.addEventListener("change", () => drawer(""));
  phone.addEventListener("change", settle);
  window.dossierPanels = { drawer, focusClose, settle, show, toggle };
})();
