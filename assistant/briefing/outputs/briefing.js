// Opens a citation where it stands, and shows its words in the source text. The page reads without it: the numbers are links.
// Where it stands in a frame, the page around it may say which theme it has.
"use strict";
(() => {
  const close = (link) => {
    document.getElementById(link.getAttribute("aria-controls"))?.remove();
    link.setAttribute("aria-expanded", "false");
  };

  const open = (link) => {
    const line = link.closest(".line");
    const card = document.createElement("aside");
    card.className = "card";
    card.id = `card-${++count}`;
    card.dir = document.documentElement.dir;
    card.append(document.querySelector(`#note-${link.dataset.note} > .note`).cloneNode(true));
    const button = document.createElement("button");
    button.type = "button";
    button.className = "close";
    button.textContent = document.body.dataset.close;
    button.addEventListener("click", () => {
      close(link);
      link.focus();
    });
    card.firstElementChild.append(button);
    line.after(card);
    link.setAttribute("aria-controls", card.id);
    link.setAttribute("aria-expanded", "true");
  };

  let count = 0;
  for (const link of document.querySelectorAll("a.cite")) {
    link.setAttribute("role", "button");
    link.setAttribute("aria-expanded", "false");
  }

  const show = (number) => {
    for (const mark of document.querySelectorAll("mark")) {
      mark.classList.toggle("shown", mark.dataset.within.split(" ").includes(number));
    }
  };

  const toggle = (link) => (link.getAttribute("aria-expanded") === "true" ? close(link) : open(link));

  document.addEventListener("click", (event) => {
    const cite = event.target.closest("a.cite");
    if (cite) {
      event.preventDefault();
      toggle(cite);
    }
    const words = event.target.closest("a.show");
    if (words) {
      show(words.dataset.words);
    }
  });

  window.addEventListener("message", (event) => {
    const theme = event.data?.theme;
    if (event.source === window.parent && (theme === "light" || theme === "dark")) document.documentElement.dataset.theme = theme;
  });

  document.addEventListener("keydown", (event) => {
    const cite = document.activeElement?.closest("a.cite");
    if (event.key === " " && cite) {
      event.preventDefault();
      toggle(cite);
    }
    if (event.key === "Escape") {
      const card = document.activeElement?.closest(".card");
      const link = card ? document.querySelector(`[aria-controls="${card.id}"]`) : cite;
      if (link) {
        close(link);
        link.focus();
      }
    }
  });
})();
