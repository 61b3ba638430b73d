// "Choose all" for the comments of a list; without scripts each is chosen by itself.

const place = document.querySelector("[data-all]");
if (place) {
  place.hidden = false;
  place.addEventListener("click", () => {
    const boxes = [...document.querySelectorAll("input[name=comment]")];
    const areAll = boxes.every((box) => box.checked);
    for (const box of boxes) box.checked = !areAll;
  });
}
