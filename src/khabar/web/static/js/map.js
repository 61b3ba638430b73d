// The map of an overview: countries as shapes, events as cells that the server counted.
// Words from the record reach the page as text nodes only.

const WORLD = "/static/vendor/world-atlas/countries-50m.json";
const WAIT = 150; // milliseconds between the last move and asking
const SIZES = { point: 5, near: 7, wide: 12 }; // radius in pixels of one event
const WORDS = {
  point: "at a place that is named",
  near: "somewhere near a place, or in a district",
  wide: "somewhere in a province, region or country",
};

const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

function readColours() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(name).trim();
  return { ink: read("--ink"), land: read("--sheet"), border: read("--soft"), mark: read("--place") };
}

function radiusOf(cell) {
  return SIZES[cell.how] + 4 * Math.log10(cell.events);
}

function styleOf(cell, colours) {
  const common = { radius: radiusOf(cell), color: colours.mark, weight: 2, bubblingMouseEvents: false };
  if (cell.how === "point") return { ...common, color: colours.land, fillColor: colours.mark, fillOpacity: 0.85, weight: 1.5 };
  const hollow = { ...common, fillColor: colours.land, fillOpacity: 0.15 };
  return cell.how === "near" ? hollow : { ...hollow, dashArray: "4 4", opacity: 0.8 };
}

function count(events) {
  return `${events.toLocaleString("en")} event${events === 1 ? "" : "s"}`;
}

function describe(cell) {
  return cell.place ? `${count(cell.events)}: ${cell.place}` : count(cell.events);
}

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function makePopup(cell, zoomIn) {
  const box = element("div", "");
  box.append(element("p", describe(cell)), element("p", WORDS[cell.how], { class: "aside" }));
  if (cell.address) {
    const words = cell.events === 1 ? "Show the event" : "Show these events";
    box.append(element("a", words, { href: cell.address }));
  } else {
    const button = element("button", "Look closer", { type: "button" });
    button.addEventListener("click", zoomIn);
    box.append(button);
  }
  return box;
}

async function fetchJson(address, signal) {
  const answer = await fetch(address, { signal });
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return answer.json();
}

class EventMap {
  constructor(place) {
    this.source = new URL(place.dataset.cells, location.href);
    this.colours = readColours();
    place.hidden = false;
    this.map = L.map(place, {
      preferCanvas: true,
      attributionControl: false,
      zoomAnimation: !still,
      fadeAnimation: !still,
      markerZoomAnimation: !still,
      inertia: !still,
      keyboard: true,
      minZoom: 1,
      maxZoom: 12,
      worldCopyJump: true,
    });
    L.control.attribution({ prefix: false }).addAttribution("Borders: Natural Earth").addTo(this.map);
    this.map.createPane("land").style.zIndex = 200;
    this.shore = L.canvas({ pane: "land", padding: 0.5 });
    this.cells = L.layerGroup().addTo(this.map);
    this.land = null;
    this.asking = null;
    this.waiting = 0;
  }

  async start() {
    const first = await this.ask({ zoom: 2 });
    this.fit(first.box);
    this.map.on("moveend", () => this.refreshSoon());
    this.listenToKeys();
    await this.refresh();
    this.drawLand(await fetchJson(WORLD));
    this.watchColours();
  }

  // Enter opens the mark nearest to the middle; what it leads to gets the focus; Escape goes back.
  listenToKeys() {
    const container = this.map.getContainer();
    container.addEventListener("keydown", (event) => {
      if (event.key === "Escape") { // Leaflet hears keys only while the map itself has the focus
        this.map.closePopup();
        container.focus();
      }
      if (event.key !== "Enter" || event.target !== container) return;
      event.preventDefault();
      const middle = this.map.getCenter();
      const far = (mark) => this.map.distance(middle, mark.getLatLng());
      const [nearest] = this.cells.getLayers().sort((one, other) => far(one) - far(other));
      if (!nearest) return;
      nearest.openPopup();
      nearest.getPopup().getElement().querySelector(".leaflet-popup-content :is(a, button)").focus();
    });
  }

  fit(box) {
    if (!box) return this.map.setView([20, 10], 1);
    const [west, south, east, north] = box;
    return this.map.fitBounds([[south, west], [north, east]], { padding: [30, 30], maxZoom: 9, animate: false });
  }

  drawLand(world) {
    const shapes = topojson.feature(world, world.objects.countries);
    const how = { interactive: false, pane: "land", renderer: this.shore };
    this.land = L.geoJSON(shapes, { ...how, style: () => this.styleLand() }).addTo(this.map);
  }

  styleLand() {
    return { color: this.colours.border, weight: 0.7, opacity: 0.6, fillColor: this.colours.land, fillOpacity: 1 };
  }

  watchColours() {
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      this.colours = readColours();
      this.land.setStyle(this.styleLand());
      this.refresh();
    });
  }

  ask(words, signal) {
    const address = new URL(this.source);
    for (const [name, word] of Object.entries(words)) address.searchParams.set(name, word);
    return fetchJson(address, signal);
  }

  refreshSoon() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.refresh(), WAIT);
  }

  async refresh() {
    this.asking?.abort();
    this.asking = new AbortController();
    this.map.getContainer().setAttribute("aria-busy", "true");
    const bounds = this.map.getBounds().pad(0.2);
    const box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    const words = { zoom: Math.round(this.map.getZoom()), box: box.map((edge) => edge.toFixed(4)).join(",") };
    try {
      const answer = await this.ask(words, this.asking.signal);
      this.show(answer.cells);
      this.map.getContainer().setAttribute("aria-busy", "false");
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  }

  show(cells) {
    this.cells.clearLayers();
    // the many first: what is small lies on top and can be reached
    for (const cell of [...cells].sort((one, other) => radiusOf(other) - radiusOf(one))) {
      const mark = L.circleMarker(cell.at, styleOf(cell, this.colours));
      const zoomIn = () => this.map.setView(cell.at, this.map.getZoom() + 2, { animate: !still });
      mark.bindPopup(() => makePopup(cell, zoomIn));
      mark.bindTooltip(() => element("span", describe(cell)));
      this.cells.addLayer(mark);
    }
  }
}

const place = document.getElementById("map");
if (place) {
  new EventMap(place).start().catch((error) => {
    place.replaceChildren(element("p", "The map cannot be shown; the table of places has all that is on it."));
    console.error(error);
  });
}
