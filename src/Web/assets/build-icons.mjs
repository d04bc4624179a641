// Makes wwwroot/icons.svg from the npm package lucide-static.
//   npm install --prefix /tmp/icons lucide-static@1.62.0
//   node src/Web/assets/build-icons.mjs /tmp/icons/node_modules/lucide-static
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const names = `
alarm-clock archive arrow-left arrow-right arrow-up-right bell book-open bookmark bookmark-plus building-2
calendar calendar-check camera chart-column check chevron-down chevron-left chevron-right chevron-up circle-alert
circle-check circle-question-mark circle-x clipboard-list clock copy download ellipsis external-link eye
file-check file-question-mark file-text globe history hourglass house id-card image inbox
info key-round landmark link list-filter lock log-in log-out mail mail-check
map map-pin menu message-circle message-square newspaper package-check paperclip pause pencil
phone plus printer refresh-cw rss scale scroll-text search send settings shield-check
sliders-horizontal smartphone store traffic-cone trash-2 triangle-alert upload user user-check user-plus users
utensils wrench x
`.trim().split(/\s+/);

const source = process.argv[2];
if (!source) {
  console.error('usage: node build-icons.mjs <folder of lucide-static>');
  process.exit(2);
}

const symbols = names.map(name => {
  const svg = readFileSync(join(source, 'icons', `${name}.svg`), 'utf8');
  const shapes = svg
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/[\s\S]*?<svg[^>]*>/, '')
    .replace('</svg>', '')
    .trim()
    .replace(/\s*\n\s*/g, '')
    .replace(/ \/>/g, '/>');
  return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round">${shapes}</symbol>`;
});

const version = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')).version;
const target = join(dirname(fileURLToPath(import.meta.url)), '..', 'wwwroot', 'icons.svg');
writeFileSync(target,
  `<svg xmlns="http://www.w3.org/2000/svg">\n<!-- Lucide ${version}, ISC licence: icons-LICENSE.txt -->\n${symbols.join('\n')}\n</svg>\n`);
console.log(`${names.length} icons`);
