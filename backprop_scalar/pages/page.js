"use strict";

// Pointing: a quantity that is pointed at, or whose row has the focus, is marked wherever it stands
// in its part of the page: its own row, the rows that use it, those that it is worked out from.
// A click holds the marks until the next one; Escape lets go.
(() => {
  const main = document.querySelector("main.backprop");
  const bar = main.querySelector(".pointed");
  const rows = [...main.querySelectorAll("tr[data-q]")];
  const byName = new Map(rows.map((row) => [`${row.dataset.part} ${row.dataset.q}`, row]));
  const marks = ["here", "use", "from", "same"];
  let held = false;

  const every = (part, q) =>
    main.querySelectorAll(`[data-part="${part}"][data-q="${q}"], [data-part="${part}"] [data-q="${q}"]`);
  const rowOf = (part, q) => byName.get(`${part} ${q}`);
  const operands = (row) => (row?.dataset.of ?? "").split(" ").filter(Boolean);

  function clear() {
    for (const one of main.querySelectorAll(marks.map((name) => "." + name).join())) {
      one.classList.remove(...marks);
    }
    bar.replaceChildren(bar.dataset.help);
  }

  function symbol(row) {
    const button = document.createElement("button");
    const math = row.cells[0].querySelector("math").cloneNode(true);
    for (const one of math.querySelectorAll("[data-q]")) {
      one.removeAttribute("data-q");
      one.classList.remove(...marks);
    }
    button.append(math);
    button.addEventListener("click", () => { row.scrollIntoView({ block: "center" }); row.focus(); });
    return button;
  }

  function told(words, found, most = 16) {
    const list = document.createElement("span");
    list.append(words, ...found.slice(0, most).map(symbol));
    if (found.length > most) list.append(` and ${found.length - most} more`);
    return list;
  }

  function mark(element) {
    const q = element.dataset.q, part = element.closest("[data-part]").dataset.part;
    clear();
    for (const one of every(part, q)) one.classList.add(one.matches("tr") ? "here" : "same");
    const own = rowOf(part, q);
    const uses = rows.filter((row) => row.dataset.part === part && operands(row).includes(q));
    const sources = operands(own).map((name) => rowOf(part, name)).filter(Boolean);
    for (const row of uses) row.classList.add("use");
    for (const row of sources) row.classList.add("from");
    if (!own) return;
    const parts = [told("", [own])];
    if (sources.length) parts.push(told("worked out from ", sources));
    parts.push(uses.length ? told("used in ", uses) : "used in no line");
    bar.replaceChildren(...parts);
  }

  const pointed = (event) => (event.target instanceof Element ? event.target.closest("[data-q]") : null);
  main.addEventListener("pointerover", (event) => {
    const element = pointed(event);
    if (element && !held) mark(element);
  });
  main.addEventListener("click", (event) => {
    if (event.target.closest(".pointed")) return;
    const element = pointed(event);
    held = Boolean(element);
    if (element) mark(element); else clear();
  });
  main.addEventListener("focusin", (event) => {
    const element = event.target.closest("[data-q]");
    if (element) mark(element);
  });

  // One row at a time can be reached by Tab, the others by the arrow keys from there.
  for (const row of rows) row.tabIndex = row === rows[0] ? 0 : -1;
  main.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { held = false; clear(); }
    const at = rows.indexOf(event.target), step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const next = at < 0 ? undefined : rows[at + (step ?? 0)];
    if (!step || !next) return;
    event.preventDefault();
    rows[at].tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });
  bar.hidden = false;
  clear();
})();
