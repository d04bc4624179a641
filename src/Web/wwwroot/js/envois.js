// Sends large files in parts (tus 1.0.0), so that a cut connection or a reload loses nothing; without this script forms post them whole.
const large = 256 * 1024;
const part = 512 * 1024;
const waits = [1, 2, 4, 8, 15, 30, 30, 30, 30, 30];
const kept = 24 * 60 * 60 * 1000;

class Refused extends Error {
  constructor(status, words) {
    super(words);
    this.status = status;
  }
}

// The site answers, and asks to wait: what it says is shown.
class Later extends Error {}

const megabytes = bytes => `${(bytes / 1024 / 1024).toLocaleString('fr-FR', { maximumFractionDigits: 1 })}\u00a0Mo`;
const base64 = text => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
const pause = seconds => new Promise(resolve => {
  const end = () => { clearTimeout(timer); removeEventListener('online', end); resolve(); };
  const timer = setTimeout(end, seconds * 1000);
  addEventListener('online', end);
});

async function ask(form, method, url, headers = {}, body = undefined, signal = undefined) {
  const token = form.querySelector('[name=__RequestVerificationToken]')?.value ?? '';
  const answer = await fetch(url, { method, body, signal, headers: { 'Tus-Resumable': '1.0.0', RequestVerificationToken: token, ...headers } });
  if (answer.status === 503 && answer.headers.get('Content-Type')?.startsWith('text/plain')) {
    throw new Later(await answer.text());
  }
  if (answer.status >= 500 || answer.status === 423 || answer.status === 429) {
    throw new Error(`${answer.status}`);
  }
  return answer;
}

// What was sent is found again by the same file: a form that is refused after all does not send it twice.
const prefix = 'envoi ';
const keyOf = (form, file, field) => `${prefix}${form.dataset.envois} ${field} ${file.name} ${file.size} ${file.lastModified}`;

function forget() {
  for (const key of Object.keys(localStorage).filter(name => name.startsWith(prefix))) {
    if (!(Number(localStorage.getItem(key).split(' ')[1]) > Date.now() - kept)) {
      localStorage.removeItem(key);
    }
  }
}

// The address of the upload and how much of it has come, from before a reload or from now.
async function open(form, file, field, signal) {
  const key = keyOf(form, file, field);
  const known = localStorage.getItem(key)?.split(' ')[0];
  if (known) {
    const answer = await ask(form, 'HEAD', known, {}, undefined, signal);
    if (answer.ok && Number(answer.headers.get('Upload-Length')) === file.size) {
      return { url: known, offset: Number(answer.headers.get('Upload-Offset')) };
    }
    localStorage.removeItem(key);
  }
  const answer = await ask(form, 'POST', form.dataset.envois, { 'Upload-Length': `${file.size}`, 'Upload-Metadata': `filename ${base64(file.name)},champ ${base64(field)}` }, undefined, signal);
  if (answer.status !== 201) {
    throw new Refused(answer.status, await answer.text());
  }
  const url = answer.headers.get('Location');
  localStorage.setItem(key, `${url} ${Date.now()}`);
  return { url, offset: 0 };
}

async function send(form, file, at, signal) {
  const bytes = await file.slice(at.offset, at.offset + part).arrayBuffer();
  const headers = { 'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': `${at.offset}` };
  if (globalThis.crypto?.subtle) {
    headers['Upload-Checksum'] = `sha256 ${btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))))}`;
  }
  const answer = await ask(form, 'PATCH', at.url, headers, bytes, signal);
  if (answer.status === 204) {
    at.offset = Number(answer.headers.get('Upload-Offset'));
  } else if (answer.status === 409 || answer.status === 460) {
    throw new Error(`${answer.status}`);
  } else {
    throw new Refused(answer.status, await answer.text());
  }
}

async function upload(form, file, field, line, signal) {
  let at = null;
  for (let failures = 0; ;) {
    try {
      at ??= await open(form, file, field, signal);
      line.show(at.offset);
      while (at.offset < file.size) {
        await send(form, file, at, signal);
        failures = 0;
        line.show(at.offset);
      }
      return at.url.split('/').at(-1);
    } catch (error) {
      if (error instanceof Refused || signal.aborted || failures >= waits.length) {
        throw error;
      }
      const wait = waits[failures++];
      line.say(error instanceof Later ? error.message : `Connexion coupée. Nouvel essai dans ${wait}\u00a0s, rien n’est perdu.`);
      at = null;
      await pause(wait);
    }
  }
}

// One line under the box: name, bar, what is going on, and the way out.
function lineOf(file, list, status) {
  const item = document.createElement('li');
  item.className = 'file-sending';
  const name = document.createElement('span');
  name.className = 'file-name';
  name.textContent = `${file.name}, ${megabytes(file.size)}`;
  const bar = document.createElement('progress');
  bar.max = file.size;
  bar.value = 0;
  bar.setAttribute('aria-label', `Envoi de ${file.name}`);
  const words = document.createElement('span');
  words.className = 'text-s soft';
  const out = document.createElement('button');
  out.type = 'button';
  out.className = 'button button-quiet button-small';
  out.textContent = 'Retirer';
  out.setAttribute('aria-label', `Retirer ${file.name}`);
  item.append(name, out, bar, words);
  list.append(item);
  let told = 0;
  return {
    item,
    out,
    say(text) { words.textContent = text; status.textContent = text; },
    show(offset) {
      bar.value = offset;
      const share = Math.floor(100 * offset / file.size);
      words.textContent = offset === file.size ? 'Envoyé' : `${share}\u00a0%`;
      // Said aloud by quarters only.
      if (Math.floor(share / 25) > told || offset === file.size) {
        told = Math.floor(share / 25);
        status.textContent = offset === file.size ? `${file.name} est envoyé.` : `${file.name}\u00a0: ${share}\u00a0% envoyés.`;
      }
    },
  };
}

function fall(input, files) {
  // The plain way: the form posts them itself.
  const back = new DataTransfer();
  files.forEach(file => back.items.add(file));
  input.files = back.files;
}

function upgrade(form, input, pending) {
  const list = document.createElement('ul');
  list.className = 'file-list file-list-sending';
  list.hidden = true;
  const status = document.createElement('p');
  status.className = 'visually-hidden';
  status.setAttribute('role', 'status');
  input.closest('.file-drop').after(list, status);
  const field = input.name.replace(/^f\./, '');

  async function start(file) {
    const stop = new AbortController();
    const line = lineOf(file, list, status);
    list.hidden = false;
    const leave = () => {
      line.item.remove();
      list.hidden = list.children.length === 0;
    };
    line.out.addEventListener('click', () => { stop.abort(); leave(); input.focus(); });
    try {
      const id = await upload(form, file, field, line, stop.signal);
      const hidden = document.createElement('input');
      hidden.type = 'hidden';
      hidden.name = `${input.name}.envoi`;
      hidden.value = id;
      line.item.append(hidden);
    } catch (error) {
      if (stop.signal.aborted) {
        return;
      }
      if (error instanceof Refused && error.status !== 413) {
        leave();
        fall(input, [...input.files, file]);
        return;
      }
      line.say(error instanceof Refused || error instanceof Later ? error.message : 'L’envoi n’a pas pu se faire. Vérifiez votre connexion, puis choisissez de nouveau le fichier\u00a0: il reprendra où il en était.');
      line.item.classList.add('file-failed');
      throw error;
    }
  }

  input.addEventListener('change', () => {
    const files = [...input.files];
    if (!files.some(file => file.size >= large)) {
      return;
    }
    input.value = '';
    if (!input.multiple) {
      list.querySelectorAll('button').forEach(button => button.click());
    }
    list.querySelectorAll('.file-failed').forEach(item => item.remove());
    for (const file of files) {
      const going = start(file);
      pending.add(going);
      going.catch(() => {}).finally(() => pending.delete(going));
    }
  });
}

function enhance(form) {
  const pending = new Set();
  form.querySelectorAll('.file-drop input[type=file]').forEach(input => upgrade(form, input, pending));
  form.addEventListener('submit', async event => {
    if (pending.size === 0) {
      return;
    }
    event.preventDefault();
    const button = event.submitter;
    button?.setAttribute('aria-disabled', 'true');
    form.querySelectorAll('.file-list-sending + [role=status]').forEach(status => { status.textContent = 'La page continuera quand les fichiers seront envoyés.'; });
    const ends = await Promise.allSettled([...pending]);
    button?.removeAttribute('aria-disabled');
    if (ends.every(end => end.status === 'fulfilled')) {
      form.requestSubmit(button);
    }
  });
}

forget();
document.querySelectorAll('form[data-envois]').forEach(enhance);
