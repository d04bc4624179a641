// Makes the icons of the installed bureau, wwwroot/app/*.png, from the shield of wwwroot/favicon.svg.
//   node src/Web/assets/build-app-icons.mjs
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32, deflateSync } from 'node:zlib';

const ink = [0xc4, 0x55, 0x3c];
const ground = [0x16, 0x22, 0x2e];
const folder = join(dirname(fileURLToPath(import.meta.url)), '..', 'wwwroot', 'app');

// The outline on the grid of 32 of the SVG: corners of radius 2 above, two cubic curves below.
function outline() {
  const points = [];
  const arc = (x, y, from, to) => {
    for (let step = 0; step <= 8; step++) {
      const angle = from + (to - from) * step / 8;
      points.push([x + 2 * Math.cos(angle), y + 2 * Math.sin(angle)]);
    }
  };
  const cubic = (a, b, c, d) => {
    for (let step = 0; step <= 40; step++) {
      const t = step / 40;
      const at = axis => (1 - t) ** 3 * a[axis] + 3 * (1 - t) ** 2 * t * b[axis] + 3 * (1 - t) * t ** 2 * c[axis] + t ** 3 * d[axis];
      points.push([at(0), at(1)]);
    }
  };
  arc(6, 4, Math.PI, 1.5 * Math.PI);
  arc(26, 4, -0.5 * Math.PI, 0);
  cubic([28, 16], [28, 24], [22, 29], [16, 30]);
  cubic([16, 30], [10, 29], [4, 24], [4, 16]);
  return points;
}

// How much of each pixel of a row the shield covers, by eight lines across it.
function row(points, y, size, scale, shift) {
  const covered = new Float64Array(size);
  for (let line = 0; line < 8; line++) {
    const at = ((y + (line + 0.5) / 8) / size * 32 - shift) / scale;
    const cuts = [];
    points.forEach(([x1, y1], i) => {
      const [x2, y2] = points[(i + 1) % points.length];
      if (y1 <= at !== y2 <= at) {
        cuts.push(((x1 + (at - y1) / (y2 - y1) * (x2 - x1)) * scale + shift) / 32 * size);
      }
    });
    cuts.sort((a, b) => a - b);
    for (let i = 0; i + 1 < cuts.length; i += 2) {
      for (let x = Math.max(0, Math.floor(cuts[i])); x < Math.min(size, Math.ceil(cuts[i + 1])); x++) {
        covered[x] += Math.max(0, Math.min(x + 1, cuts[i + 1]) - Math.max(x, cuts[i])) / 8;
      }
    }
  }
  return covered;
}

function png(size, scale, solid) {
  const points = outline();
  const shift = (32 - 32 * scale) / 2;
  const raw = Buffer.alloc(size * (1 + 4 * size));
  for (let y = 0; y < size; y++) {
    row(points, y, size, scale, shift).forEach((part, x) => {
      const place = y * (1 + 4 * size) + 1 + 4 * x;
      ink.forEach((value, channel) => {
        raw[place + channel] = solid ? Math.round(value * part + ground[channel] * (1 - part)) : value;
      });
      raw[place + 3] = solid ? 255 : Math.round(255 * part);
    });
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  head.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', head), chunk('IDAT', deflateSync(raw, { level: 9 })), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'icone-192.png'), png(192, 1, false));
writeFileSync(join(folder, 'icone-512.png'), png(512, 1, false));
// Maskable: what counts stands within the inner 80 % (W3C, Web App Manifest).
writeFileSync(join(folder, 'icone-masque-512.png'), png(512, 0.62, true));
