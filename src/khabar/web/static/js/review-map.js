// Picking a point: a click on the map, or a candidate, fills latitude and longitude.

const WORLD = "/static/vendor/world-atlas/countries-50m.json";
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
const place = document.getElementById("pick");
const form = document.querySelector("form.answer");

function readColours() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(name).trim();
  return { land: read("--sheet"), border: read("--soft"), mark: read("--place") };
}

function listCandidates() {
  return [...form.querySelectorAll("[data-lat]")]
    .filter((one) => one !== place)
    .map((one) => [Number(one.dataset.lat), Number(one.dataset.lon)]);
}

async function drawLand(map, colours) {
  const world = await (await fetch(WORLD)).json();
  map.createPane("land").style.zIndex = 200;
  const how = { interactive: false, pane: "land", renderer: L.canvas({ pane: "land", padding: 0.5 }) };
  const style = { color: colours.border, weight: 0.7, opacity: 0.6, fillColor: colours.land, fillOpacity: 1 };
  L.geoJSON(topojson.feature(world, world.objects.countries), { ...how, style }).addTo(map);
}

function start() {
  const colours = readColours();
  place.hidden = false;
  const moving = { zoomAnimation: !still, fadeAnimation: !still, inertia: !still };
  const map = L.map(place, { attributionControl: false, minZoom: 1, maxZoom: 12, ...moving });
  L.control.attribution({ prefix: false }).addAttribution("Borders: Natural Earth").addTo(map);
  const ring = { radius: 9, color: colours.mark, weight: 2, fillOpacity: 0.15, interactive: false };
  const points = listCandidates();
  for (const point of points) L.circleMarker(point, ring).addTo(map);
  if (place.dataset.lat) points.push([Number(place.dataset.lat), Number(place.dataset.lon)]);
  if (points.length) map.fitBounds(points, { maxZoom: 6, padding: [30, 30], animate: false });
  else map.setView([20, 10], 1);
  const chosen = L.circleMarker([0, 0], { radius: 6, color: colours.mark, fillOpacity: 1, interactive: false });
  const pick = (lat, lon) => {
    form.elements.lat.value = lat.toFixed(4);
    form.elements.lon.value = lon.toFixed(4);
    chosen.setLatLng([lat, lon]).addTo(map);
  };
  map.on("click", (event) => {
    const { lat, lng } = event.latlng.wrap();
    for (const one of form.querySelectorAll("[name=candidate]")) one.checked = false;
    pick(lat, lng);
  });
  // with keys the middle is picked: a cross shows it while the map has the focus
  place.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const { lat, lng } = map.getCenter().wrap();
    for (const one of form.querySelectorAll("[name=candidate]")) one.checked = false;
    pick(lat, lng);
  });
  form.addEventListener("change", (event) => {
    if (event.target.name === "candidate") pick(Number(event.target.dataset.lat), Number(event.target.dataset.lon));
  });
  return drawLand(map, colours);
}

if (place) start();
