// The point of a place: on the commune's map by pointer, touch or keyboard, or where the person stands. Words alone are always taken;
// without this file the boxes are plain. The map is drawn from the commune's limits and addresses, over tiles where the syndicate set some.
import { Drawing, unfold } from './dessin.js';

const nb = '\u00a0';
const parts = 100_000;
const setup = document.querySelector('[data-carte]')?.dataset;
let count = 0;
let sheet = null;
let ready = null;

for (const box of document.querySelectorAll('fieldset input[name$=".latitude"]')) {
  ask(box.closest('fieldset'));
}

// Questions that conditions bring in later get their map too.
document.addEventListener('beffroi:question', event => {
  for (const box of event.target.querySelectorAll('fieldset input[name$=".latitude"]')) {
    ask(box.closest('fieldset'));
  }
});

for (const place of document.querySelectorAll('details[data-point]')) {
  if (setup) {
    place.hidden = false;
    place.addEventListener('toggle', () => show(place), { once: true });
  }
}

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className ?? '';
  if (text) {
    made.textContent = text;
  }
  return made;
}

function button(text, icon, kind = 'secondary') {
  const made = element('button', `button button-${kind}`);
  made.type = 'button';
  made.innerHTML = icon ? `<svg class="icon" aria-hidden="true"><use href="${iconsHref()}#${icon}"></use></svg>` : '';
  made.append(text);
  return made;
}

function iconsHref() {
  return document.querySelector('svg.icon use')?.getAttribute('href')?.split('#')[0] ?? '';
}

// Leaflet, its style sheet and the commune's drawing, once for all maps of the page.
function open() {
  ready ??= (async () => {
    sheet ??= new Promise((resolve, reject) => {
      const link = element('link');
      link.rel = 'stylesheet';
      link.href = setup.feuille;
      link.addEventListener('load', resolve);
      link.addEventListener('error', reject);
      document.head.append(link);
    });
    const [leaflet, answer] = await Promise.all([import(setup.leaflet), fetch(setup.carte, { redirect: 'error' }), sheet]);
    if (!answer.ok) {
      throw new Error(`map ${answer.status}`);
    }
    return { leaflet, ground: unfold(await answer.json()) };
  })();
  return ready;
}

// The numbers of the squares around, as the server cuts them; each is asked once.
const zones = new Map();
function zone(x, y) {
  const key = `${x},${y}`;
  if (!zones.has(key)) {
    zones.set(key, fetch(`${setup.carte}?zone=${key}`, { redirect: 'error' }).then(answer => answer.ok ? answer.json() : { voies: [], numeros: [] }).then(
      found => found.numeros.map(([street, number, x, y]) => ({ street: found.voies[street], number, latitude: y / parts, longitude: x / parts })),
      () => {
        zones.delete(key);
        return [];
      }));
  }
  return zones.get(key);
}

async function numbersIn(west, south, east, north) {
  const asked = [];
  for (let x = Math.floor(west / .015); x <= Math.floor(east / .015); x++) {
    for (let y = Math.floor(south / .01); y <= Math.floor(north / .01); y++) {
      asked.push(zone(x, y));
    }
  }
  return asked.length > 12 ? [] : (await Promise.all(asked)).flat();
}

function metres(a, b) {
  const cosine = Math.cos(a.latitude * Math.PI / 180);
  return 111_320 * Math.hypot(a.latitude - b.latitude, (a.longitude - b.longitude) * cosine);
}

// The nearest address within three hundred metres; the server is told the square, not the point.
async function nearest(point) {
  const reach = .003;
  const near = await numbersIn(point.longitude - reach * 1.5, point.latitude - reach, point.longitude + reach * 1.5, point.latitude + reach);
  let best = null;
  for (const address of near) {
    const far = metres(point, address);
    if (far <= 300 && (best === null || far < best.far)) {
      best = { far, line: address.number ? `${address.number} ${address.street}` : address.street };
    }
  }
  return best;
}

function degreesIn(point) {
  const say = (value, plus, minus) => `${Math.abs(value).toFixed(5).replace('.', ',')}${nb}${value < 0 ? minus : plus}`;
  return `${say(point.latitude, 'N', 'S')} ${say(point.longitude, 'E', 'O')}`;
}

function makeMap({ leaflet, ground }, frame) {
  const map = new leaflet.Map(frame, {
    zoomControl: false, zoomAnimation: false, fadeAnimation: false, markerZoomAnimation: false, inertia: false,
    scrollWheelZoom: false, minZoom: 9, maxZoom: 19, zoomSnap: setup.tuiles ? 1 : .25,
  });
  map.attributionControl.setPrefix(false);
  // An arrow moves the map at once: whoever places the point right after places it where the map went.
  const { panBy } = map;
  map.panBy = (offset, options) => panBy.call(map, offset, { ...options, animate: false });
  const [west, south, east, north] = ground.frame;
  map.fitBounds([[south, west], [north, east]], { padding: [8, 8] });
  const drawing = new Drawing(leaflet, ground, numbersIn);
  if (setup.tuiles) {
    const tiles = new leaflet.TileLayer(setup.tuiles, { maxZoom: 19 });
    tiles.on('tileload', () => drawing.overTiles(true));
    tiles.addTo(map);
  }
  map.addLayer(drawing.layer);
  map.attributionControl.addAttribution(setup.sources.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`));
  return map;
}

function addZoom(leaflet, map) {
  const bar = element('div', 'leaflet-control-zoom leaflet-control');
  for (const [sign, words, step] of [['+', 'Agrandir la carte', 1], ['\u2212', 'Réduire la carte', -1]]) {
    const link = element('a', '', sign);
    link.href = '#';
    link.role = 'button';
    link.ariaLabel = words;
    link.title = words;
    for (const name of ['dblclick', 'pointerdown', 'mousedown', 'touchstart']) {
      link.addEventListener(name, event => event.stopPropagation());
    }
    link.addEventListener('click', event => {
      event.preventDefault();
      event.stopPropagation();
      map.setZoom(map.getZoom() + step);
    });
    link.addEventListener('keydown', event => {
      if (event.key === ' ') {
        event.preventDefault();
        link.click();
      }
    });
    bar.append(link);
  }
  map.getContainer().querySelector('.leaflet-top.leaflet-left').append(bar);
}

function pin(leaflet, draggable) {
  const drawing = element('span');
  drawing.innerHTML = '<svg viewBox="0 0 36 46" aria-hidden="true"><path d="M18 44C18 44 34 27 34 17A16 16 0 1 0 2 17C2 27 18 44 18 44Z"/><circle cx="18" cy="17" r="5.5"/></svg>';
  return new leaflet.Marker([0, 0], {
    icon: new leaflet.DivIcon({ className: 'carte-epingle', html: drawing, iconSize: [36, 46], iconAnchor: [18, 44] }),
    keyboard: false, draggable, interactive: draggable, autoPan: draggable,
  });
}

// One question.
function ask(fieldset) {
  const latitude = fieldset.querySelector('input[name$=".latitude"]');
  const part = name => fieldset.querySelector(`input[name="${CSS.escape(latitude.name.slice(0, -'latitude'.length) + name)}"]`);
  const longitude = part('longitude');
  const words = part('lieu');
  const mayLocate = 'geolocation' in navigator && isSecureContext;
  if (fieldset.dataset.point || !longitude || !words || !(setup || mayLocate)) {
    return;
  }
  fieldset.dataset.point = '';

  const id = `carte-${++count}`;
  const tools = element('div', 'carte-outils');
  const said = element('div', 'carte-dit');
  const status = element('p');
  const offer = button('', 'pencil', 'secondary');
  let turn = 0;
  let timer = 0;
  let map = null;
  let marker = null;
  let ground = null;

  status.role = 'status';
  offer.hidden = true;
  said.append(status, offer);
  if (mayLocate) {
    const locate = button('Utiliser ma position', 'map-pin');
    locate.addEventListener('click', () => {
      status.textContent = 'Recherche de votre position…';
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => place(coords.latitude, coords.longitude, 17),
        () => {
          status.textContent = map
            ? 'Votre position n’a pas pu être lue. Placez le point sur la carte, ou décrivez le lieu en mots.'
            : 'Votre position n’a pas pu être lue. Décrivez le lieu en mots.';
        },
        { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 });
    });
    tools.append(locate);
  }
  const remove = button('Retirer le point', 'x', 'quiet');
  remove.addEventListener('click', () => {
    write(latitude, '');
    write(longitude, '');
    tools.querySelector('button')?.focus();
    status.textContent = 'Point retiré.';
  });
  tools.append(remove);

  // The degrees stand back behind the map: few people know them.
  const degrees = element('details', 'disclosure carte-degres');
  degrees.append(element('summary', '', 'Saisir des coordonnées'), latitude.parentElement, longitude.parentElement);
  degrees.open = latitude.ariaInvalid === 'true' || longitude.ariaInvalid === 'true';
  fieldset.querySelector('.field-body').append(tools, said, degrees);

  // Both degrees change before the point is looked at.
  for (const box of [latitude, longitude, words]) {
    box.addEventListener('change', () => {
      clearTimeout(timer);
      timer = setTimeout(tell);
    });
  }
  if (setup) {
    begin();
  }
  tell();

  function read() {
    const [y, x] = [latitude, longitude].map(box => box.value.trim() === '' ? NaN : Number(box.value.trim().replace(',', '.').replace(/°$/, '')));
    return Math.abs(y) <= 90 && Math.abs(x) <= 180 ? { latitude: y, longitude: x } : null;
  }

  function place(y, x, zoom) {
    write(latitude, y.toFixed(5).replace('.', ','));
    write(longitude, x.toFixed(5).replace('.', ','));
    if (map && zoom) {
      map.setView([y, x], Math.max(zoom, map.getZoom()));
    }
  }

  async function tell() {
    const mine = ++turn;
    const point = read();
    remove.hidden = latitude.value === '' && longitude.value === '';
    offer.hidden = true;
    if (marker) {
      point ? marker.setLatLng([point.latitude, point.longitude]).addTo(map) : marker.remove();
      if (point && !map.getBounds().contains([point.latitude, point.longitude])) {
        map.setView([point.latitude, point.longitude], Math.max(16, map.getZoom()));
      }
    }
    if (!point) {
      if (status.textContent.startsWith('Point placé')) {
        status.textContent = '';
      }
      return;
    }
    const outside = ground?.isOutside(point);
    const near = setup && !outside ? await nearest(point) : null;
    if (mine !== turn) {
      return;
    }
    const from = near && (near.far < 12 ? near.line : `${near.line} (à ${Math.round(near.far / 5) * 5}${nb}m)`);
    status.textContent = [
      `Point placé${nb}: ${degreesIn(point)}.`,
      near ? `Adresse la plus proche${nb}: ${from}.` : '',
      outside ? `Ce point est ${ground.outsideWords}.` : '',
    ].filter(sentence => sentence !== '').join(' ');
    const text = near ? `${near.line}, ${setup.nom}` : '';
    if (near && words.value.trim() !== text) {
      offer.lastChild.textContent = `Écrire «${nb}${text}${nb}»`;
      offer.onclick = () => {
        write(words, text);
        words.focus();
      };
      offer.hidden = false;
    }
  }

  async function begin() {
    const help = element('p', 'field-hint carte-aide', `Touchez ou cliquez la carte pour placer le point. Au clavier${nb}: flèches pour la déplacer, + et \u2212 pour l’agrandir ou la réduire, Entrée pour placer le point au centre.`);
    const frame = element('div', 'carte');
    help.id = `${id}-aide`;
    frame.id = id;
    frame.role = 'application';
    frame.ariaLabel = `Carte${nb}: ${setup.nom}`;
    frame.setAttribute('aria-describedby', help.id);
    let opened;
    try {
      opened = await open();
    } catch {
      // Words and position stay.
      return;
    }
    tools.before(help, frame);
    const centre = button('Placer le point au centre', 'map');
    tools.prepend(centre);
    ground = opened.ground;
    map = makeMap(opened, frame);
    addZoom(opened.leaflet, map);
    frame.append(element('span', 'carte-centre'));
    marker = pin(opened.leaflet, true);
    marker.on('dragend', () => {
      const { lat, lng } = marker.getLatLng();
      place(lat, lng);
    });
    map.on('click', ({ latlng }) => place(latlng.lat, latlng.lng));
    const atCentre = () => {
      const { lat, lng } = map.getCenter();
      place(lat, lng);
    };
    centre.addEventListener('click', atCentre);
    frame.addEventListener('keydown', event => {
      if (event.key === 'Enter' && event.target === frame) {
        event.preventDefault();
        atCentre();
      }
    });
    // The wheel belongs to the page until the person is on the map.
    frame.addEventListener('focus', () => map.scrollWheelZoom.enable());
    frame.addEventListener('blur', () => map.scrollWheelZoom.disable());
    const point = read();
    if (point) {
      map.setView([point.latitude, point.longitude], 17);
    }
    tell();
  }
}

// One answer, for agents: nothing to change.
async function show(details) {
  const [latitude, longitude] = details.dataset.point.split(',').map(Number);
  const said = element('p', 'note', 'La carte s’ouvre…');
  said.role = 'status';
  details.append(said);
  let opened;
  try {
    opened = await open();
  } catch {
    said.textContent = 'La carte ne peut pas s’afficher. Les coordonnées restent ci-dessus.';
    return;
  }
  const frame = element('div', 'carte carte-lecture');
  frame.role = 'application';
  frame.ariaLabel = `Carte${nb}: ${setup.nom}`;
  said.before(frame);
  const map = makeMap(opened, frame);
  addZoom(opened.leaflet, map);
  map.setView([latitude, longitude], 17);
  pin(opened.leaflet, false).setLatLng([latitude, longitude]).addTo(map);
  const point = { latitude, longitude };
  const outside = opened.ground.isOutside(point);
  const near = outside ? null : await nearest(point);
  said.textContent = outside ? `Ce point est ${opened.ground.outsideWords}.`
    : near ? `Adresse la plus proche${nb}: ${near.line} (à ${Math.round(near.far)}${nb}m).` : '';
}

function write(box, text) {
  box.value = text;
  box.dispatchEvent(new Event('input', { bubbles: true }));
  box.dispatchEvent(new Event('change', { bubbles: true }));
}
