// The bureau without a network: reports from the field and requests at the counter are kept sealed on the device, and sent once it is back.
import * as coffre from './coffre.js';

const nb = '\u00a0';
const hours = 60 * 60 * 1000;
const mostBytes = 10 * 1024 * 1024;
const mostInAll = 28 * 1024 * 1024;
const again = 30_000;
const signedOut = 'Votre session est terminée. Reconnectez-vous pour envoyer ce qui attend.';
const agent = document.body.dataset.agent ?? '';
const shell = document.querySelector('[data-coque]');
const band = document.querySelector('[data-coupure]');
let cut = !navigator.onLine;
let told = '';
let drawn = Promise.resolve();

if (coffre.possible) {
  start().catch(() => say('Cet appareil ne peut rien garder hors ligne.'));
} else {
  say('Ce navigateur ne peut rien garder hors ligne.');
}

async function start() {
  // Someone without a role, or nobody: what is on the device is closed.
  if (!agent && !shell) {
    await coffre.lock();
    return;
  }
  navigator.serviceWorker?.register('/hors-ligne/veille.js', { scope: '/hors-ligne' }).catch(() => {});
  addEventListener('offline', () => network(true));
  addEventListener('online', () => network(false));
  document.addEventListener('submit', take, true);
  const ready = prepare();
  await draw();
  await ready;
  await draw();
  await send();
}

function network(isCut) {
  cut = isCut;
  told = '';
  draw().then(() => cut ? undefined : send());
}

function say(words) {
  told = words;
  const place = shell?.querySelector('[data-etat]');
  if (place && place.textContent !== words) {
    place.textContent = words;
  }
}

// The key and the forms, when they are another agent's or old. A page of the device does not know who is there: the appliance says it.
async function prepare() {
  if (cut) {
    return;
  }
  const who = await coffre.holder();
  if (agent && who?.agent === agent && await coffre.formsAt(who) > Date.now() - 12 * hours) {
    return;
  }
  const session = await ask();
  if (!session) {
    return;
  }
  const mine = await coffre.unlock(session.agent, session.cle);
  let forms = null;
  try {
    const answer = await fetch('/hors-ligne/formulaires', { redirect: 'error' });
    forms = answer.ok ? await answer.text() : null;
  } catch {
    cut = true;
  }
  if (forms !== null) {
    await coffre.keepForms(mine, forms);
  }
}

// Who is signed in, with the mark that lets them send; false when nobody is, null when nothing answers.
async function ask() {
  try {
    const answer = await fetch('/hors-ligne/session', { redirect: 'manual' });
    if (answer.type === 'opaqueredirect' || answer.status === 401 || answer.status === 403) {
      await coffre.lock();
      return false;
    }
    return answer.ok ? await answer.json() : null;
  } catch {
    cut = true;
    return null;
  }
}

// ---- taking

function take(event) {
  const form = event.target;
  if (form.dataset.form === 'deconnexion') {
    leave(event);
    return;
  }
  // A page that was open when the network went keeps what it can; with the network its form goes its way.
  if (form.dataset.horsLigne && (shell || cut || !navigator.onLine)) {
    event.preventDefault();
    event.stopImmediatePropagation();
    keep(form, event.submitter).catch(() => blame(form, 'Cet appareil n’a pas pu garder la saisie. Libérez de la place, ou attendez le réseau sans fermer la page.'));
  }
}

// The key goes before the person does.
function leave(event) {
  event.preventDefault();
  coffre.lock().finally(() => HTMLFormElement.prototype.submit.call(event.target));
}

async function keep(form, button) {
  const who = await coffre.holder();
  if (!who) {
    blame(form, `${signedOut} Ne fermez pas cette page avant.`);
    return;
  }
  const body = new FormData(form, button?.name ? button : undefined);
  const wrong = fault(form, body);
  if (wrong) {
    blame(form, wrong);
    return;
  }
  body.delete('__RequestVerificationToken');
  const cle = form.dataset.cle ?? (body.get('Depot') || crypto.randomUUID());
  body.set('Genre', form.dataset.horsLigne);
  body.set('Titre', form.dataset.titre);
  body.set('Cle', cle);
  body.set('Saisie', form.dataset.saisie ?? new Date().toISOString());
  await coffre.keep({ cle, agent: who.agent, le: Date.now(), etat: 'attend', ...await coffre.seal(who, cle, await pack(body)) });
  if (!shell) {
    location.assign('/hors-ligne');
    return;
  }
  close();
  await draw();
  say('Gardé sur l’appareil, chiffré.');
  await send();
}

// The same sizes as the appliance takes; what is missing it says itself once the form is there, and only what nobody can mend later is asked for now.
function fault(form, body) {
  const files = [...body.values()].filter(value => value instanceof File && value.size > 0);
  if (files.some(file => file.size > mostBytes) || files.reduce((sum, file) => sum + file.size, 0) > mostInAll) {
    return `Une photo dépasse 10${nb}Mo, ou l’ensemble 28${nb}Mo. Prenez-la dans une taille plus petite.`;
  }
  const typed = [...body].some(([name, value]) => name.startsWith('f.') && (value instanceof File ? value.size > 0 : value.trim() !== ''));
  if (!typed) {
    return 'Remplissez le formulaire avant de le garder.';
  }
  const consent = form.elements.namedItem('Accord');
  const box = consent instanceof RadioNodeList ? [...consent].find(one => one.type === 'checkbox') : consent;
  return box && !box.checked ? `Cochez la case${nb}: la personne doit être d’accord pour que la mairie enregistre cette demande.` : null;
}

function blame(form, words) {
  let place = form.querySelector('[data-refus]');
  if (!place) {
    place = document.createElement('p');
    place.dataset.refus = '';
    place.role = 'alert';
    place.className = 'field-error';
    form.querySelector('.button-row').before(place);
  }
  place.textContent = words;
}

// A form as it is posted, its boundary on the first line.
async function pack(body) {
  const made = new Response(body);
  const head = new TextEncoder().encode(`${made.headers.get('Content-Type')}\n`);
  const rest = new Uint8Array(await made.arrayBuffer());
  const all = new Uint8Array(head.length + rest.length);
  all.set(head);
  all.set(rest, head.length);
  return all;
}

function unpack(bytes) {
  const end = bytes.indexOf(10);
  return { type: new TextDecoder().decode(bytes.subarray(0, end)), body: bytes.subarray(end + 1) };
}

async function read(who, sending) {
  const { type, body } = unpack(await coffre.unseal(who, sending.cle, sending));
  return new Response(body, { headers: { 'Content-Type': type } }).formData();
}

// ---- sending

let timer = 0;

async function send() {
  clearTimeout(timer);
  if (cut) {
    return;
  }
  // One page of the device at a time; the key of each sending sees to the rest.
  const turn = () => sendAll().catch(() => true);
  const later = navigator.locks ? await navigator.locks.request('beffroi-envois', { ifAvailable: true }, lock => lock ? turn() : true) : await turn();
  await draw();
  if (later && !cut) {
    timer = setTimeout(send, again);
  }
}

// Whether something waits for another try.
async function sendAll() {
  const who = await coffre.holder();
  const waiting = (await coffre.sendings()).filter(sending => sending.etat === 'attend' && (!who || sending.agent === who.agent));
  if (waiting.length === 0) {
    return false;
  }
  const session = await ask();
  if (!session) {
    if (session === false) {
      say(signedOut);
    }
    return session === null;
  }
  // Somebody else came meanwhile: nothing goes under their name.
  const mine = who?.agent === session.agent ? who : await coffre.unlock(session.agent, session.cle);
  for (const sending of waiting.filter(one => one.agent === mine.agent)) {
    if (!await sendOne(mine, sending, session)) {
      return true;
    }
  }
  return false;
}

// False when the next would fare no better.
async function sendOne(who, sending, session) {
  let { type, body } = unpack(await coffre.unseal(who, sending.cle, sending));
  let answer = await post(type, body, session);
  if (answer?.status === 400 && (await answer.clone().json().catch(() => ({}))).jeton) {
    // The mark had grown old.
    const fresh = await ask();
    answer = fresh && fresh.agent === who.agent ? await post(type, body, fresh) : null;
  }
  if (!answer || answer.type === 'opaqueredirect' || answer.status === 401 || answer.status === 403) {
    if (answer) {
      await coffre.lock();
      say(signedOut);
    }
    return false;
  }
  if (answer.ok) {
    const { numero, recue, retenue } = await answer.json();
    const kept = new FormData();
    kept.set('Titre', (await read(who, sending)).get('Titre') ?? '');
    kept.set('Numero', numero);
    kept.set('Recue', recue);
    kept.set('Retenue', `${retenue}`);
    await coffre.keep({ ...sending, etat: 'parti', ...await coffre.seal(who, sending.cle, await pack(kept)) });
    return true;
  }
  if ([404, 409, 413, 422].includes(answer.status) || (answer.status === 400 && sending.essais >= 3)) {
    const { message } = await answer.json().catch(() => ({}));
    const note = await coffre.seal(who, `${sending.cle} refus`, new TextEncoder().encode(message ?? 'La mairie n’a pas pu l’enregistrer.'));
    await coffre.keep({ ...sending, etat: 'refuse', note });
    return true;
  }
  await coffre.keep({ ...sending, essais: (sending.essais ?? 0) + 1 });
  return false;
}

async function post(type, body, session) {
  try {
    return await fetch('/hors-ligne/envois', { method: 'POST', body, redirect: 'manual', headers: { 'Content-Type': type, [session.entete]: session.jeton } });
  } catch {
    cut = !navigator.onLine;
    return null;
  }
}

// ---- showing

function draw() {
  // One drawing after the other: each reads what stands then.
  drawn = drawn.then(drawNow, drawNow);
  return drawn;
}

async function drawNow() {
  const who = await coffre.holder();
  const all = await coffre.sendings();
  const waiting = all.filter(sending => sending.etat !== 'parti');
  if (band && !shell) {
    const words = cut ? 'Réseau coupé. Ce que vous saisissez dans Signaler et à l’accueil est gardé sur l’appareil.'
      : waiting.length === 0 ? '' : waiting.length === 1 ? 'Une saisie hors ligne n’est pas encore partie.' : `${waiting.length}${nb}saisies hors ligne ne sont pas encore parties.`;
    band.hidden = words === '';
    const place = band.querySelector('[data-coupure-dit]');
    if (place.textContent !== words) {
      place.textContent = words;
    }
  }
  if (!shell) {
    return;
  }
  if (told === '' || told.startsWith('Réseau')) {
    say(cut ? 'Réseau coupé. Vous pouvez saisir, tout est gardé ici.' : 'Réseau présent.');
  }
  const list = shell.querySelector('[data-envois]');
  const lines = [];
  const mine = who ? all.filter(sending => sending.agent === who.agent) : [];
  for (const sending of mine) {
    lines.push(await line(who, sending));
  }
  const others = all.length - mine.length;
  if (others > 0) {
    lines.push(element('li', 'card', who
      ? `${others === 1 ? 'Une saisie d’une autre personne attend' : `${others}${nb}saisies d’autres personnes attendent`} sur cet appareil. Vous ne pouvez pas les lire, et elles ne partiront pas à votre nom${nb}: seulement quand cette personne se connectera ici.`
      : `${others === 1 ? 'Une saisie attend' : `${others}${nb}saisies attendent`} sur cet appareil, chiffrée${others === 1 ? '' : 's'}. Connectez-vous pour la lire et l’envoyer${nb}: elle ne part qu’au nom de qui l’a saisie.`));
    lines.at(-1).dataset.testid = 'verrouille';
  }
  list.replaceChildren(...lines);
  shell.querySelector('[data-rien]').hidden = all.length > 0;
  const now = shell.querySelector('[data-envoyer]');
  now.hidden = cut || !mine.some(sending => sending.etat === 'attend');
  now.onclick = () => send();
  await offer(who);
}

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className ?? '';
  if (text) {
    made.textContent = text;
  }
  return made;
}

function button(text, act) {
  const made = element('button', 'button button-secondary button-small', text);
  made.type = 'button';
  made.addEventListener('click', act);
  return made;
}

const hour = time => new Date(time).toLocaleString('fr-FR', { weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' });

async function line(who, sending) {
  const item = element('li', 'card');
  item.dataset.etat = sending.etat;
  let form;
  try {
    form = await read(who, sending);
  } catch {
    item.append(element('p', '', 'Cette saisie est abîmée et ne peut plus être lue.'), button('Retirer', () => drop(sending, 'cette saisie')));
    return item;
  }
  const title = form.get('Titre') ?? '';
  item.append(element('p', 'strong', title));
  if (sending.etat === 'parti') {
    const done = element('p', '', `Partie, numéro${nb}`);
    const link = element('a', '', form.get('Numero'));
    link.href = `/dossiers/${form.get('Numero')}`;
    done.append(link, `, reçue ${hour(form.get('Recue'))}.${form.get('Retenue') === 'false' ? ' L’heure de l’appareil n’a pas été retenue.' : ''}`);
    item.append(done, button('Retirer de la liste', () => coffre.remove(sending.cle).then(draw)));
    return item;
  }
  const note = sending.note ? new TextDecoder().decode(await coffre.unseal(who, `${sending.cle} refus`, sending.note)) : '';
  item.append(element('p', '', `Saisie ${hour(form.get('Saisie'))}. ${sending.etat === 'refuse' ? 'Pas enregistrée' : 'Attend d’être envoyée'}.`));
  if (note) {
    item.append(element('p', 'field-error', note));
  }
  const again = element('details', 'disclosure');
  const words = element('dl', 'facts');
  for (const [name, value] of form) {
    const text = value instanceof File ? value.name : value;
    if (name.startsWith('f.') && text && text !== 'undefined') {
      const pair = element('div');
      pair.append(element('dt', '', name.slice(2)), element('dd', '', text));
      words.append(pair);
    }
  }
  again.append(element('summary', '', 'Relire'), words);
  const row = element('div', 'button-row');
  if (await formOf(who, form)) {
    row.append(button('Corriger', () => mend(who, sending, form)));
  }
  if (sending.etat === 'refuse') {
    row.append(button('Envoyer de nouveau', () => coffre.keep({ ...sending, etat: 'attend', note: undefined }).then(send)));
  }
  row.append(button('Retirer', () => drop(sending, title)));
  item.append(again, row);
  return item;
}

function drop(sending, title) {
  if (confirm(`Retirer «${nb}${title}${nb}» de cet appareil${nb}? Ce qui a été saisi sera perdu.`)) {
    coffre.remove(sending.cle).then(draw);
  }
}

// ---- filling in

let templates = null;

async function kept(who) {
  if (!who) {
    return [];
  }
  const at = await coffre.formsAt(who);
  if (templates?.agent !== who.agent || templates.at !== at) {
    const page = new DOMParser().parseFromString(await coffre.forms(who), 'text/html');
    templates = { agent: who.agent, at, all: [...page.querySelectorAll('template[data-titre]')] };
  }
  return templates.all;
}

async function formOf(who, typed) {
  return (await kept(who)).find(template => {
    const form = template.content.querySelector('form');
    const value = name => form.querySelector(`[name="${name}"]`)?.value;
    return form.dataset.horsLigne === typed.get('Genre') && value('Commune') === typed.get('Commune') && value('Demarche') === typed.get('Demarche');
  });
}

async function offer(who) {
  const section = shell.querySelector('[data-saisir]');
  const choices = await kept(who);
  section.hidden = choices.length === 0;
  const list = shell.querySelector('[data-choix]');
  if (list.dataset.pour === `${who?.agent} ${templates?.at}`) {
    return;
  }
  list.dataset.pour = `${who?.agent} ${templates?.at}`;
  close();
  list.replaceChildren(...choices.map(template => {
    const item = element('li');
    const opener = element('button', 'button button-secondary button-wide', template.dataset.titre);
    opener.type = 'button';
    opener.addEventListener('click', () => show(template));
    item.append(opener);
    return item;
  }));
}

function show(template) {
  const place = shell.querySelector('[data-formulaire-ouvert]');
  const form = document.importNode(template.content, true).querySelector('form');
  place.replaceChildren(element('h3', '', template.dataset.titre), form);
  for (const latitude of form.querySelectorAll('input[name$=".latitude"]')) {
    locate(latitude);
  }
  form.querySelector('[data-fermer]').addEventListener('click', close);
  form.querySelector('input:not([type=hidden]), textarea, select')?.focus();
  return form;
}

function close() {
  shell.querySelector('[data-formulaire-ouvert]').replaceChildren();
}

// Asked on a press only, once.
function locate(latitude) {
  if (!navigator.geolocation) {
    return;
  }
  const longitude = latitude.form.elements.namedItem(latitude.name.replace(/latitude$/, 'longitude'));
  const status = element('p', 'field-hint');
  status.role = 'status';
  const press = button('Prendre ma position', () => {
    status.textContent = 'Position demandée…';
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const words = degrees => degrees.toFixed(5).replace('.', ',');
        [latitude.value, longitude.value] = [words(coords.latitude), words(coords.longitude)];
        status.textContent = `Position prise, à ${Math.round(coords.accuracy)}${nb}mètres près.`;
      },
      () => {
        status.textContent = 'L’appareil n’a pas donné la position. Décrivez l’endroit.';
      },
      { enableHighAccuracy: true, timeout: 20_000, maximumAge: 60_000 });
  });
  latitude.closest('fieldset').append(press, status);
}

// The form again with what was typed, under the same key and at the same hour.
async function mend(who, sending, typed) {
  const form = show(await formOf(who, typed));
  form.dataset.cle = sending.cle;
  form.dataset.saisie = typed.get('Saisie');
  for (const box of form.elements) {
    if (!box.name || box.type === 'hidden') {
      continue;
    }
    const values = typed.getAll(box.name);
    if (box.type === 'file') {
      const files = new DataTransfer();
      values.filter(value => value instanceof File && value.size > 0).forEach(file => files.items.add(file));
      box.files = files.files;
    } else if (box.type === 'checkbox' || box.type === 'radio') {
      box.checked = values.includes(box.value);
    } else {
      box.value = values[0] ?? '';
    }
  }
}
