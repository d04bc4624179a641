// Draws a commune on a canvas of the map: its limits, its streets with their names, its places and, from near, its numbers.
const parts = 100_000;

/** What the server sent, ready to draw: lines in pixels of the world at zoom 0. */
export function unfold(sent) {
  const lines = line => {
    const places = [];
    let x = 0;
    let y = 0;
    for (let at = 0; at < line.length; at += 2) {
      x += line[at];
      y += line[at + 1];
      places.push([y / parts, x / parts]);
    }
    return places;
  };
  const limits = sent.contour.map(lines);
  return {
    frame: sent.cadre.map(edge => edge / parts),
    limits: limits.map(ring => ring.map(world)),
    streets: sent.voies.map(([name, ...drawn]) => ({ name, lines: drawn.map(line => lines(line).map(world)) })),
    places: sent.lieux.map(([name, x, y]) => ({ name, at: world([y / parts, x / parts]) })),
    outsideWords: sent.hors,
    isOutside: point => limits.length > 0 && outside(limits, point.latitude, point.longitude),
  };
}

// Mercator, as Leaflet has it.
function world([latitude, longitude]) {
  const sine = Math.sin(latitude * Math.PI / 180);
  return [256 * (longitude / 360 + .5), 256 * (.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI))];
}

// The limits are drawn simply: a point within a hundred metres of them may be on either side.
function outside(rings, latitude, longitude) {
  const cosine = Math.cos(latitude * Math.PI / 180);
  let within = false;
  for (const ring of rings) {
    for (let at = 0, before = ring.length - 1; at < ring.length; before = at++) {
      const [y1, x1] = ring[at];
      const [y2, x2] = ring[before];
      if ((y1 > latitude) !== (y2 > latitude) && longitude < (x2 - x1) * (latitude - y1) / (y2 - y1) + x1) {
        within = !within;
      }
      const [dx, dy] = [(x2 - x1) * cosine, y2 - y1];
      const share = dx === 0 && dy === 0 ? 0 : Math.max(0, Math.min(1, ((longitude - x1) * cosine * dx + (latitude - y1) * dy) / (dx * dx + dy * dy)));
      if (111_320 * Math.hypot((longitude - x1) * cosine - share * dx, latitude - y1 - share * dy) < 100) {
        return false;
      }
    }
  }
  return !within;
}

export class Drawing {
  #ground;
  #numbersIn;
  #numbers = [];
  #asked = '';
  #map = null;
  #canvas = null;
  #tiles = false;
  #probe = null;
  #frame = 0;
  #dark = matchMedia('(prefers-color-scheme: dark)');
  #again = () => this.#later();

  constructor(leaflet, ground, numbersIn) {
    this.#ground = ground;
    this.#numbersIn = numbersIn;
    const drawing = this;
    this.layer = new (leaflet.Layer.extend({
      onAdd(map) {
        drawing.#start(map);
      },
      onRemove() {
        drawing.#stop();
      },
      getEvents: () => ({ move: drawing.#again, zoom: drawing.#again, resize: drawing.#again, viewreset: drawing.#again, moveend: () => drawing.#look() }),
    }))();
  }

  // Where tiles show the streets, only the limits are drawn over them.
  overTiles(shown) {
    if (this.#tiles !== shown) {
      this.#tiles = shown;
      this.#later();
    }
  }

  #start(map) {
    this.#map = map;
    this.#canvas = document.createElement('canvas');
    this.#canvas.className = 'carte-dessin';
    map.getPane('overlayPane').append(this.#canvas);
    this.#dark.addEventListener('change', this.#again);
    document.fonts?.ready.then(this.#again);
    this.#later();
    this.#look();
  }

  #stop() {
    this.#dark.removeEventListener('change', this.#again);
    this.#canvas.remove();
    this.#map = null;
  }

  // From near, the numbers around.
  async #look() {
    const map = this.#map;
    if (!map || map.getZoom() < 16.5 || this.#tiles) {
      return;
    }
    const bounds = map.getBounds();
    const [west, south, east, north] = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    const asked = [west, east].map(edge => Math.floor(edge / .015)).concat([south, north].map(edge => Math.floor(edge / .01))).join();
    if (asked === this.#asked) {
      return;
    }
    this.#asked = asked;
    const numbers = await this.#numbersIn(west, south, east, north);
    if (asked === this.#asked) {
      this.#numbers = numbers.map(address => ({ text: address.number, at: world([address.latitude, address.longitude]) }));
      this.#later();
    }
  }

  #later() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      if (this.#map) {
        this.#draw();
      }
    });
  }

  #draw() {
    const map = this.#map;
    const canvas = this.#canvas;
    const { x: width, y: height } = map.getSize();
    const sharp = Math.min(2, devicePixelRatio || 1);
    if (canvas.width !== width * sharp || canvas.height !== height * sharp) {
      Object.assign(canvas, { width: width * sharp, height: height * sharp });
      Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
    }
    const corner = map.containerPointToLayerPoint([0, 0]);
    canvas.style.transform = `translate(${corner.x}px, ${corner.y}px)`;

    const zoom = map.getZoom();
    const scale = 2 ** zoom;
    const origin = map.getPixelBounds().min;
    const at = ([x, y]) => [x * scale - origin.x, y * scale - origin.y];
    const pen = canvas.getContext('2d');
    const look = getComputedStyle(map.getContainer());
    const colours = {};
    const colour = name => colours[name] ??= this.#colour(name);
    const view = { pen, at, zoom, width, height, colour, font: look.fontFamily, taken: [] };
    pen.setTransform(sharp, 0, 0, sharp, 0, 0);
    pen.clearRect(0, 0, width, height);
    pen.lineJoin = 'round';
    pen.lineCap = 'round';

    this.#limits(view);
    if (this.#tiles) {
      return;
    }
    this.#streets(view);
    if (zoom >= 16.5) {
      this.#houses(view);
    }
    if (zoom < 15) {
      this.#placeNames(view);
    }
    if (zoom >= 14.5) {
      this.#streetNames(view);
    }
    if (zoom >= 15) {
      this.#placeNames(view);
    }
  }

  // A canvas knows no custom properties: an element does.
  #colour(name) {
    this.#probe ??= this.#map.getContainer().appendChild(document.createElement('i'));
    this.#probe.hidden = true;
    this.#probe.style.color = `var(--carte-${name})`;
    return getComputedStyle(this.#probe).color;
  }

  #limits({ pen, at, width, height, colour }) {
    if (this.#ground.limits.length === 0) {
      if (!this.#tiles) {
        pen.fillStyle = colour('terre');
        pen.fillRect(0, 0, width, height);
      }
      return;
    }
    pen.beginPath();
    for (const ring of this.#ground.limits) {
      trace(pen, ring.map(at));
      pen.closePath();
    }
    if (!this.#tiles) {
      pen.fillStyle = colour('terre');
      pen.fill('evenodd');
    }
    pen.strokeStyle = colour('limite');
    pen.lineWidth = 2.5;
    pen.setLineDash([9, 5]);
    pen.stroke();
    pen.setLineDash([]);
  }

  #streets({ pen, at, zoom, width, height, colour }) {
    const wide = Math.max(1.5, Math.min(16, 2 ** (zoom - 13.2)));
    const near = ([x, y]) => x > -400 && y > -400 && x < width + 400 && y < height + 400;
    const lines = this.#ground.streets.flatMap(street => street.lines.map(line => line.map(at))).filter(line => line.some(near));
    for (const [style, size] of [[colour('bord'), wide + 2], [colour('rue'), wide]]) {
      pen.strokeStyle = style;
      pen.fillStyle = style;
      pen.lineWidth = size;
      pen.beginPath();
      for (const line of lines) {
        trace(pen, line.length > 1 ? line : [line[0], [line[0][0] + .1, line[0][1]]]);
      }
      pen.stroke();
    }
  }

  #houses(view) {
    const { pen, at, zoom, width, height, colour } = view;
    const shown = this.#numbers.map(({ text, at: place }) => ({ text, place: at(place) })).filter(({ place: [x, y] }) => x > -20 && y > -20 && x < width + 20 && y < height + 20);
    pen.fillStyle = colour('maisons');
    for (const { place: [x, y] } of shown) {
      pen.beginPath();
      pen.arc(x, y, 2.5, 0, 2 * Math.PI);
      pen.fill();
    }
    if (zoom >= 17.5) {
      for (const { text, place: [x, y] } of shown) {
        label(view, text, x, y - 9, 0, '400 11px', colour('numeros'));
      }
    }
  }

  // Along the longest stretch that is seen.
  #streetNames(view) {
    const { pen, at, zoom, width, height, colour, font } = view;
    const size = zoom >= 17 ? '600 13px' : '600 12px';
    pen.font = `${size} ${font}`;
    const ink = colour('mots');
    for (const street of this.#ground.streets) {
      let best = null;
      let whole = 0;
      for (const line of street.lines) {
        const drawn = line.map(at);
        for (let to = 1; to < drawn.length; to++) {
          const seen = clip(drawn[to - 1], drawn[to], width, height);
          if (seen) {
            const long = Math.hypot(seen[1][0] - seen[0][0], seen[1][1] - seen[0][1]);
            whole += long;
            if (!best || long > best.long) {
              best = { long, seen };
            }
          }
        }
      }
      const room = pen.measureText(street.name).width;
      if (best && whole >= room * .9 && best.long >= room * .45) {
        const [[x1, y1], [x2, y2]] = best.seen;
        let turn = Math.atan2(y2 - y1, x2 - x1);
        turn = turn > Math.PI / 2 ? turn - Math.PI : turn < -Math.PI / 2 ? turn + Math.PI : turn;
        label(view, street.name, (x1 + x2) / 2, (y1 + y2) / 2, turn, size, ink);
      } else if (zoom >= 16.5) {
        // A short street, or one that is a dot: beside it.
        const [x, y] = at(street.lines[0][0]);
        if (x > 0 && y > 0 && x < width && y < height) {
          label(view, street.name, x, y + 16, 0, size, ink);
        }
      }
    }
  }

  #placeNames(view) {
    const { at, width, height, colour, zoom } = view;
    if (zoom < 12) {
      return;
    }
    const ink = colour('lieux');
    for (const { name, at: place } of this.#ground.places) {
      const [x, y] = at(place);
      if (x > -40 && y > -20 && x < width + 40 && y < height + 20) {
        label(view, name, x, y, 0, 'italic 500 13px', ink);
      }
    }
  }
}

function trace(pen, line) {
  line.forEach(([x, y], rank) => rank === 0 ? pen.moveTo(x, y) : pen.lineTo(x, y));
}

// The part of a segment inside the view (Liang and Barsky).
function clip([x1, y1], [x2, y2], width, height) {
  let [from, to] = [0, 1];
  const [dx, dy] = [x2 - x1, y2 - y1];
  for (const [p, q] of [[-dx, x1 - 8], [dx, width - 8 - x1], [-dy, y1 - 8], [dy, height - 8 - y1]]) {
    if (p === 0) {
      if (q < 0) {
        return null;
      }
    } else if (p < 0) {
      from = Math.max(from, q / p);
    } else {
      to = Math.min(to, q / p);
    }
  }
  return from < to ? [[x1 + from * dx, y1 + from * dy], [x1 + to * dx, y1 + to * dy]] : null;
}

// A text with a halo, unless another stands there already.
function label({ pen, taken, colour, font, width, height }, text, x, y, turn, size, ink) {
  pen.font = `${size} ${font}`;
  const [wide, high] = [pen.measureText(text).width + 8, 16];
  const [cosine, sine] = [Math.abs(Math.cos(turn)), Math.abs(Math.sin(turn))];
  const [w, h] = [(wide * cosine + high * sine) / 2, (wide * sine + high * cosine) / 2];
  if (x + w < 0 || x - w > width || y + h < 0 || y - h > height || taken.some(box => Math.abs(box.x - x) < box.w + w && Math.abs(box.y - y) < box.h + h)) {
    return;
  }
  taken.push({ x, y, w, h });
  pen.save();
  pen.translate(x, y);
  pen.rotate(turn);
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.lineWidth = 3.5;
  pen.strokeStyle = colour('halo');
  pen.strokeText(text, 0, 0);
  pen.fillStyle = ink;
  pen.fillText(text, 0, 0);
  pen.restore();
}
