// Keys for the buttons and links that name one; never while somebody writes, never with Ctrl, Alt or Meta.

const WRITING = "input:not([type=radio]), textarea, select, .leaflet-container, .leaflet-container *";

function isWriting(target) {
  return target instanceof HTMLElement && target.matches(WRITING);
}

function findNamed(name, key) {
  return [...document.querySelectorAll(`[data-${name}]`)].find((one) => one.getAttribute(`data-${name}`) === key);
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && isWriting(event.target)) {
    event.target.blur();
    return;
  }
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || isWriting(event.target)) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (key.startsWith("Arrow") && event.target instanceof HTMLInputElement) return; // chooses a candidate
  const found = findNamed("key", key);
  const field = findNamed("key-focus", key);
  if (!found && !field) return;
  event.preventDefault();
  if (field) field.focus();
  else found.click();
});
