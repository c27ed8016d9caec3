// One article: joins the words of the text with the list of statements, both ways.
// Without this script the same links work as plain anchors.

const text = document.getElementById("text");
const entries = [...document.querySelectorAll(".entry")];
const dock = document.getElementById("dock");
const roles = ["source", "cue", "content"];
const calm = matchMedia("(prefers-reduced-motion: reduce)");
let chosen = entries.findIndex((entry) => entry.classList.contains("lit")) + 1;

const entryOf = (number) => entries[number - 1];

function piecesOf(number) {
  return roles.flatMap((role) =>
    [...text.querySelectorAll(`[data-${role}~="${number}"]`)].map((element) => [role, element]),
  );
}

function dress(number, state, on) {
  const entry = entryOf(number);
  if (!entry) return;
  for (const [role, element] of piecesOf(number)) element.classList.toggle(`${state}-${role}`, on);
  entry.classList.toggle(state, on);
}

function firstWords(number) {
  const pieces = piecesOf(number).map(([, element]) => element);
  pieces.sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
  return pieces[0];
}

function bring(element, block) {
  element?.scrollIntoView({ block, behavior: calm.matches ? "auto" : "smooth" });
}

function inView(element) {
  const box = element.getBoundingClientRect();
  const bottom = dock.hidden || !dock.offsetHeight ? innerHeight : dock.getBoundingClientRect().top;
  return box.top > 8 && box.bottom < bottom - 8;
}

// The list may scroll by itself: move it alone, never the page.
function showInList(entry) {
  const list = entry.parentElement;
  if (list.scrollHeight <= list.clientHeight + 1) return;
  const [outer, inner] = [list.getBoundingClientRect(), entry.getBoundingClientRect()];
  if (inner.top < outer.top || inner.bottom > outer.bottom) {
    list.scrollBy({ top: inner.top - outer.top - 12, behavior: calm.matches ? "auto" : "smooth" });
  }
}

function showInDock(number) {
  dock.hidden = !number;
  if (!number) return;
  const words = entryOf(number).querySelector(".speech").cloneNode(true);
  document.getElementById("dock-words").replaceChildren(...words.childNodes);
  document.getElementById("dock-place").textContent = `${number} of ${entries.length}`;
}

function choose(number, { words = true } = {}) {
  if (chosen) {
    dress(chosen, "lit", false);
    entryOf(chosen)?.querySelector(".go").removeAttribute("aria-current");
  }
  chosen = number;
  showInDock(number);
  if (!number) {
    history.replaceState(null, "", location.pathname + location.search);
    return;
  }
  const entry = entryOf(number);
  dress(number, "lit", true);
  entry.querySelector(".go").setAttribute("aria-current", "true");
  history.replaceState(null, "", `#s-${entry.dataset.id}`);
  showInList(entry);
  const first = firstWords(number);
  if (words && first && !inView(first)) bring(first, "center");
}

function walk(step) {
  const next = chosen ? chosen + step : step > 0 ? 1 : entries.length;
  if (next < 1 || next > entries.length) return;
  choose(next);
  entryOf(next).querySelector(".go").focus({ preventScroll: true });
}

// Words that several statements share: the innermost first, and each further choice one wider.
function numbersAt(words) {
  const all = roles.flatMap((role) => (words.dataset[role] ?? "").split(" ").filter(Boolean).map(Number));
  const own = entries.findIndex((entry) => `#s-${entry.dataset.id}` === decodeURIComponent(words.hash)) + 1;
  return [own, ...[...new Set(all)].filter((number) => number !== own).sort((a, b) => b - a)];
}

function onWords(event) {
  const words = event.target.closest("a.words");
  if (!words || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (String(getSelection()).trim()) return;
  const numbers = numbersAt(words);
  choose(numbers[(numbers.indexOf(chosen) + 1) % numbers.length], { words: false });
}

function onList(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest("a.go, a.parent");
  if (!link) return;
  event.preventDefault();
  choose(Number(link.dataset.to ?? link.closest(".entry").dataset.number));
  entryOf(chosen).querySelector(".go").focus({ preventScroll: true });
}

function hint(event) {
  const on = event.type === "mouseover" || event.type === "focusin";
  const target = event.target.closest?.("a.words, .entry");
  if (!target) return;
  const number = target.matches(".entry") ? Number(target.dataset.number) : numbersAt(target)[0];
  dress(number, "near", on);
}

function onKey(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest("input, select, textarea")) return;
  const inList = Boolean(event.target.closest(".entries"));
  const steps = { j: 1, k: -1, ...(inList ? { ArrowDown: 1, ArrowUp: -1 } : {}) };
  if (event.key in steps) {
    event.preventDefault();
    walk(steps[event.key]);
  } else if (event.key === "Escape" && chosen) {
    choose(0);
  }
}

function chooseFromAddress() {
  const id = decodeURIComponent(location.hash).replace(/^#[sw]-/, "");
  const number = entries.findIndex((entry) => entry.dataset.id === id) + 1;
  if (number) choose(number);
}

if (entries.length) {
  text.addEventListener("click", onWords);
  document.getElementById("entries").addEventListener("click", onList);
  for (const kind of ["mouseover", "mouseout", "focusin", "focusout"]) {
    text.addEventListener(kind, hint);
    document.getElementById("entries").addEventListener(kind, hint);
  }
  dock.addEventListener("click", (event) => {
    const { step } = event.target.dataset;
    if (step) walk(Number(step));
    else if ("close" in event.target.dataset) choose(0);
  });
  document.addEventListener("keydown", onKey);
  addEventListener("hashchange", chooseFromAddress);
  if (chosen) showInDock(chosen);
  chooseFromAddress();
}
