// What an address asks to be shown in the text, and the reading of a mark under pointer or focus.
// Offsets count code points, as khabar counts them: a string of JavaScript counts emoji twice.

const text = document.getElementById("text");
const bubble = document.getElementById("reading");

/** The text nodes of a paragraph that are the article's, without the numbers of claims. */
function* listNodes(paragraph) {
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.parentElement.closest(".ref")) yield node;
  }
}

/** The units of a string that its first `count` code points take. */
function countUnits(string, count) {
  return Array.from(string).slice(0, count).join("").length;
}

/** The place in the page of a code point of the article; `atEnd` takes the end of the node before it. */
function findPlace(offset, atEnd) {
  for (const paragraph of text.querySelectorAll("[data-at]")) {
    let here = Number(paragraph.dataset.at);
    for (const node of listNodes(paragraph)) {
      const length = Array.from(node.data).length;
      if (offset < here + length || (atEnd && offset === here + length)) {
        if (offset < here) return null;
        return [node, countUnits(node.data, offset - here)];
      }
      here += length;
    }
  }
  return null;
}

/** The range of the page that shows `[start, end)` of the article; null where there is none. */
export function findRange(start, end) {
  const first = findPlace(start, false);
  const last = findPlace(end, true);
  if (!first || !last || start >= end) return null;
  const range = document.createRange();
  range.setStart(...first);
  range.setEnd(...last);
  return range;
}

function showAsked() {
  const asked = /^#c=(\d{1,9})-(\d{1,9})$/.exec(decodeURIComponent(location.hash));
  const range = asked && findRange(Number(asked[1]), Number(asked[2]));
  if (globalThis.CSS?.highlights) {
    CSS.highlights.delete("asked");
    if (range) CSS.highlights.set("asked", new Highlight(range));
  } else if (range) {
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  }
  if (!range) return;
  const element = range.startContainer.parentElement;
  element.scrollIntoView({ block: "center" });
  text.dataset.asked = range.toString();
}

function listCards(mark) {
  return mark.dataset.of.split(" ").map((number) => document.getElementById(`claim-${number}`));
}

function write(tag, words) {
  const element = document.createElement(tag);
  element.textContent = words;
  return element;
}

/** The readings of a mark: all of a claim at its sentence, else those that these words gave. */
function listReadings(mark, card) {
  const whole = mark.querySelector(":scope > .ref") !== null || mark.classList.contains("claim");
  const wanted = `#${CSS.escape(mark.id)}`;
  return [...card.querySelectorAll(".row")].filter((row) => {
    const link = row.querySelector(".trace a");
    return whole || link.getAttribute("href") === `#${mark.id}` || link.matches(wanted);
  });
}

function describe(mark, card) {
  const list = document.createElement("dl");
  for (const row of listReadings(mark, card)) {
    list.append(write("dt", row.querySelector(".label").textContent));
    list.append(write("dd", row.querySelector(".value").textContent));
  }
  return [write("p", card.querySelector(".kind").textContent.trim()), list];
}

function hide() {
  bubble.hidden = true;
  for (const one of document.querySelectorAll(".read")) one.classList.remove("read");
}

function show(mark) {
  hide();
  const cards = listCards(mark).filter(Boolean);
  if (!cards.length) return;
  for (const one of [mark, ...cards]) one.classList.add("read");
  bubble.replaceChildren(...cards.flatMap((card) => describe(mark, card)));
  bubble.hidden = false;
  const box = mark.getClientRects()[0];
  const left = Math.min(box.left, document.documentElement.clientWidth - bubble.offsetWidth - 16);
  const above = box.top > bubble.offsetHeight + 16;
  bubble.style.left = `${Math.max(left, 8) + scrollX}px`;
  bubble.style.top = `${(above ? box.top - bubble.offsetHeight - 8 : box.bottom + 8) + scrollY}px`;
}

/** A click on marked words goes to the event of the innermost claim, unless words were being selected. */
function follow(event) {
  if (event.target.closest("a, summary") || String(getSelection())) return;
  const mark = event.target.closest(".mark");
  const [card] = mark ? listCards(mark).filter(Boolean) : [];
  const home = card?.querySelector(".home a");
  if (home) location.assign(home.href);
}

if (text && bubble) {
  const findMark = (event) => event.target.closest?.(".mark[data-of]");
  text.addEventListener("mouseover", (event) => (findMark(event) ? show(findMark(event)) : hide()));
  text.addEventListener("mouseleave", hide);
  text.addEventListener("focusin", (event) => (findMark(event) ? show(findMark(event)) : hide()));
  text.addEventListener("focusout", hide);
  text.addEventListener("click", follow);
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  addEventListener("hashchange", showAsked);
  showAsked();
}
