// Makes wwwroot/carte/leaflet.js from the npm package leaflet: the parts that a map of points needs, as one module.
//   npm install --prefix /tmp/leaflet leaflet@1.9.4 esbuild@0.25.0
//   node src/Web/assets/build-leaflet.mjs /tmp/leaflet/node_modules
import { copyFileSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const modules = process.argv[2];
if (!modules) {
  console.error('usage: node build-leaflet.mjs <node_modules with leaflet and esbuild>');
  process.exit(2);
}

const leaflet = resolve(modules, 'leaflet');
const esbuild = createRequire(join(resolve(modules), 'x'))('esbuild');
const version = JSON.parse(readFileSync(join(leaflet, 'package.json'), 'utf8')).version;
const folder = join(dirname(fileURLToPath(import.meta.url)), '..', 'wwwroot', 'carte');
// A handler or a control adds itself to Map when its file is read.
await esbuild.build({
  stdin: {
    resolveDir: join(leaflet, 'src'),
    contents: `
      import './map/handler/Map.Drag.js';
      import './map/handler/Map.Keyboard.js';
      import './map/handler/Map.ScrollWheelZoom.js';
      import './map/handler/Map.TouchZoom.js';
      import './control/Control.Attribution.js';
      export { Map } from './map/Map.js';
      export { Layer } from './layer/Layer.js';
      export { Marker } from './layer/marker/Marker.js';
      export { DivIcon } from './layer/marker/DivIcon.js';
      export { TileLayer } from './layer/tile/TileLayer.js';`,
  },
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2020',
  legalComments: 'none',
  banner: { js: `/* Leaflet ${version}, BSD-2-Clause, (c) 2010-2023 Volodymyr Agafonkin, (c) 2010-2011 CloudMade: https://leafletjs.com */` },
  outfile: join(folder, 'leaflet.js'),
});
copyFileSync(join(leaflet, 'LICENSE'), join(folder, 'leaflet-LICENSE.txt'));
