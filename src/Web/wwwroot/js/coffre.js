// What is typed offline, sealed on the device: AES-GCM (NIST SP 800-38D) by a key that the appliance gives to its agent alone and that no script can
// read back. The key leaves the device with the agent; what it sealed stays, and is read again when that agent comes back.
const days = 24 * 60 * 60 * 1000;

/** How long a device keeps the key without having seen the appliance. */
const keptFor = 7 * days;

let opening = null;

export const possible = 'indexedDB' in globalThis && globalThis.isSecureContext && globalThis.crypto?.subtle !== undefined;

function open() {
  opening ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open('beffroi-hors-ligne', 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore('cles', { keyPath: 'agent' });
      asked.result.createObjectStore('formulaires', { keyPath: 'agent' });
      asked.result.createObjectStore('envois', { keyPath: 'cle' });
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  return opening;
}

async function run(store, mode, act) {
  const base = await open();
  return new Promise((resolve, reject) => {
    const turn = base.transaction(store, mode, { durability: 'strict' });
    const asked = act(turn.objectStore(store));
    turn.oncomplete = () => resolve(asked?.result);
    turn.onerror = turn.onabort = () => reject(turn.error);
  });
}

/** The agent who may read and write here, with the key; null when nobody may. */
export async function holder() {
  const [kept] = await run('cles', 'readonly', store => store.getAll());
  if (!kept) {
    return null;
  }
  if (!(kept.le > Date.now() - keptFor)) {
    await lock();
    return null;
  }
  return kept;
}

/** Lets one agent in, and everybody else out. */
export async function unlock(agent, raw) {
  const bytes = Uint8Array.from(atob(raw), letter => letter.charCodeAt(0));
  const cle = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
  bytes.fill(0);
  const kept = { agent, cle, le: Date.now() };
  await run('cles', 'readwrite', store => {
    store.clear();
    return store.put(kept);
  });
  return kept;
}

/** Nobody reads or writes any more, until the appliance gives a key again. */
export function lock() {
  return run('cles', 'readwrite', store => store.clear());
}

/** Seals bytes for a place: moved elsewhere, they do not open. */
export async function seal(who, place, bytes) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, scelle: await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: at(who, place) }, who.cle, bytes) };
}

/** Opens what was sealed; throws when it is somebody else's, or was changed. */
export async function unseal(who, place, { iv, scelle }) {
  return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: at(who, place) }, who.cle, scelle));
}

function at(who, place) {
  return new TextEncoder().encode(`${who.agent} ${place}`);
}

/** The forms that the agent may fill in. */
export async function keepForms(who, html) {
  const sealed = await seal(who, 'formulaires', new TextEncoder().encode(html));
  await run('formulaires', 'readwrite', store => {
    store.clear();
    return store.put({ agent: who.agent, le: Date.now(), ...sealed });
  });
}

/** When the forms were last kept; 0 when there are none of this agent. */
export async function formsAt(who) {
  return (await run('formulaires', 'readonly', store => store.get(who.agent)))?.le ?? 0;
}

export async function forms(who) {
  const kept = await run('formulaires', 'readonly', store => store.get(who.agent));
  return kept ? new TextDecoder().decode(await unseal(who, 'formulaires', kept)) : '';
}

/** What waits, the oldest first; of others only that there is something. */
export async function sendings() {
  return (await run('envois', 'readonly', store => store.getAll())).sort((a, b) => a.le - b.le);
}

export function keep(sending) {
  return run('envois', 'readwrite', store => store.put(sending));
}

export function remove(cle) {
  return run('envois', 'readwrite', store => store.delete(cle));
}
