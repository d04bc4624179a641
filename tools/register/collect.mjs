// Makes inputs/complements.csv and inputs/anciens-codes.csv: what the npm package lacks.
// node collect.mjs DECOUPAGE ST_HOME   (two checkouts, at the commits that SOURCES.md names)
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRequire } from 'node:module';

const [decoupage, stHome] = process.argv.slice(2);
if (!stHome) {
  console.error('usage : node collect.mjs DECOUPAGE ST_HOME (voir SOURCES.md)');
  process.exit(2);
}

const require = createRequire(import.meta.url);
const today = require('@etalab/decoupage-administratif/data/communes.json').filter((c) => c.type === 'commune-actuelle');
const arrondissements = require('@etalab/decoupage-administratif/data/communes.json').filter((c) => c.type === 'arrondissement-municipal');
const parentOf = new Map(arrondissements.map((a) => [a.code, a.commune]));

function readRows(path, separator) {
  const [header, ...lines] = readFileSync(path, 'utf8').replace(/^\uFEFF/, '').trim().split(/\r?\n/);
  const columns = header.split(separator);
  return lines.map((line) => {
    const cells = line.split(separator);
    return Object.fromEntries(columns.map((column, i) => [column, (cells[i] ?? '').replace(/^"|"$/g, '')]));
  });
}

// Paris, Lyon and Marseille are counted by arrondissement; overseas codes are département (3) + the last two digits of the commune.
const total = new Map();
for (const file of ['donnees_communes.csv', 'donnees_communes_mayotte.csv']) {
  for (const row of readRows(join(decoupage, 'sources', file), ';')) {
    const code = (row.DEP.length === 3 ? row.DEP.slice(0, 2) : row.DEP) + row.CODCOM;
    const commune = parentOf.get(code) ?? code;
    total.set(commune, (total.get(commune) ?? 0) + Number(row.PTOT.replace(/\s/g, '')));
  }
}

const centres = JSON.parse(readFileSync(join(stHome, 'public', 'siren_coordinates.json'), 'utf8'));
const complements = today
  .map((c) => {
    const centre = c.siren ? centres[c.siren] : undefined;
    return [c.code, total.get(c.code) ?? '', centre?.latitude ?? '', centre?.longitude ?? ''];
  })
  .sort((a, b) => (a[0] < b[0] ? -1 : 1));
writeFileSync(new URL('inputs/complements.csv', import.meta.url), `insee,population_totale,latitude,longitude\n${complements.map((r) => r.join(',')).join('\n')}\n`);

// The last name that INSEE's movements give to a code which is no longer that of a commune.
const former = new Set(today.flatMap((c) => c.anciensCodes ?? []));
const names = new Map();
const moves = readRows(join(decoupage, 'sources', 'mouvements-communes.csv'), ',').sort((a, b) => (a.DATE_EFF < b.DATE_EFF ? -1 : a.DATE_EFF > b.DATE_EFF ? 1 : 0));
for (const move of moves) {
  if (former.has(move.COM_AV)) {
    names.set(move.COM_AV, move.LIBELLE_AV);
  }
}
const lines = [...names].sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(([code, name]) => `${code},${name}`);
writeFileSync(new URL('inputs/anciens-codes.csv', import.meta.url), `insee,nom\n${lines.join('\n')}\n`);
console.log(`complements : ${complements.length} lignes, ${complements.filter((r) => r[2] === '').length} sans coordonnées, ${complements.filter((r) => r[1] === '').length} sans population totale ; anciens codes nommés : ${names.size}/${former.size}`);
