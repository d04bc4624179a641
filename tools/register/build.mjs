// Makes src/Portal/Communes/Register/register.csv.br, the register that Beffroi embeds.
// node build.mjs           writes the file
// node build.mjs --check   fails when the committed file does not say what the sources say
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';

const EDITION = '2026-01-01';
const TARGET = new URL('../../src/Portal/Communes/Register/register.csv.br', import.meta.url);

const require = createRequire(import.meta.url);
const data = (name) => require(`@etalab/decoupage-administratif/data/${name}.json`);
const byCode = (a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0);

function readInput(name) {
  const [, ...lines] = readFileSync(new URL(`inputs/${name}`, import.meta.url), 'utf8').trim().split('\n');
  return new Map(lines.map((line) => {
    const [code, ...rest] = line.split(',');
    return [code, rest];
  }));
}

function field(value) {
  const text = String(value ?? '');
  if (/[;|:\r\n\0]/.test(text)) {
    throw new Error(`valeur impossible à écrire dans le registre : ${JSON.stringify(text)}`);
  }
  return text;
}

// The overseas collectivities come without INSEE's TNCC: it is read from the name. Polynesian and Kanak names
// in H or Y keep their « de ».
// « Le Vernet-Chaméane » (63448) comes with TNCC 0 although its article contracts.
function liaisonOf(place) {
  if (place.typeLiaison !== undefined && !(place.typeLiaison === 0 && /^Les? /.test(place.nom))) {
    return place.typeLiaison;
  }
  if (place.nom.startsWith('Les ')) { return 4; }
  if (place.nom.startsWith('Le ')) { return 2; }
  if (place.nom.startsWith('La ')) { return 3; }
  if (place.nom.startsWith("L'")) { return 5; }
  return /^[AEIOUÉÈÊÎÔŒ]/.test(place.nom) ? 1 : 0;
}

const all = data('communes');
const communes = all.filter((c) => c.type === 'commune-actuelle').sort(byCode);
const codes = new Set(communes.map((c) => c.code));
const complements = readInput('complements.csv');
const formerNames = readInput('anciens-codes.csv');
const intercommunalities = data('epci').sort(byCode);
const epciOf = new Map(intercommunalities.flatMap((e, index) => e.membres.map((m) => [m.code, index])));

// code:kind:name, kind D (commune déléguée), A (commune associée) or X (a code that no longer exists).
const formerOf = new Map();
const placed = new Set();
function addFormer(commune, code, kind, name) {
  formerOf.set(commune, [...(formerOf.get(commune) ?? []), { code, kind, name }]);
  if (code !== commune) {
    placed.add(code);
  }
}
for (const c of all) {
  if (c.type === 'commune-deleguee' || c.type === 'commune-associee') {
    addFormer(c.chefLieu, c.code, c.type === 'commune-deleguee' ? 'D' : 'A', c.nom);
  }
}
for (const c of communes) {
  for (const code of c.anciensCodes ?? []) {
    if (!placed.has(code) && !codes.has(code)) {
      addFormer(c.code, code, 'X', formerNames.get(code)?.join(',') ?? '');
    }
  }
}

const rows = [`V;1;${EDITION}`];
for (const r of data('regions').sort(byCode)) {
  rows.push(['R', r.code, r.nom, liaisonOf(r)].map(field).join(';'));
}
for (const d of data('departements').sort(byCode)) {
  rows.push(['D', d.code, d.nom, liaisonOf(d), d.region, d.chefLieu].map(field).join(';'));
}
for (const e of intercommunalities) {
  rows.push(['E', e.code, e.type, e.nom].map(field).join(';'));
}
for (const c of communes) {
  const [total, latitude, longitude] = complements.get(c.code) ?? ['', '', ''];
  const former = (formerOf.get(c.code) ?? []).sort(byCode).map((f) => [f.code, f.kind, f.name].map(field).join(':')).join('|');
  rows.push([
    ...['C', c.code, c.nom, liaisonOf(c), c.departement].map(field),
    (c.codesPostaux ?? []).map(field).sort().join('|'),
    ...[c.population, total, epciOf.get(c.code), c.siren, latitude, longitude].map(field),
    former,
  ].join(';'));
}

const body = `${rows.join('\n')}\n`;
const text = Buffer.from(`${body}Z;${communes.length};${createHash('sha256').update(body, 'utf8').digest('hex')}\n`, 'utf8');

if (process.argv.includes('--check')) {
  // Compared once unpacked: the packed bytes may differ from one release of Node to the next.
  if (!brotliDecompressSync(readFileSync(TARGET)).equals(text)) {
    console.error('Le registre enregistré ne correspond pas à ses sources : lancez « npm run build » dans tools/register.');
    process.exit(1);
  }
  console.log('Le registre correspond à ses sources.');
} else {
  const packed = brotliCompressSync(text, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
    },
  });
  writeFileSync(TARGET, packed);
  const formers = [...formerOf.values()].reduce((sum, list) => sum + list.length, 0);
  console.log(`${communes.length} communes, ${formers} anciennes communes, ${intercommunalities.length} EPCI : ${text.length} octets, ${packed.length} une fois compressés`);
}
