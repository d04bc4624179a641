// Comforts of the bureau; every page works without them.
const typing = target => target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null;
const rows = () => [...document.querySelectorAll('.inbox tbody tr')];

// A key named by data-key presses its button or follows its link.
document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || (event.key.length === 1 && typing(event.target))) {
    return;
  }
  if (document.querySelector('dialog[open]')) {
    return;
  }
  const sheet = document.getElementById('raccourcis');
  if (event.key === '?' && sheet) {
    event.preventDefault();
    sheet.showModal();
    return;
  }
  const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]:not([hidden])`);
  if (target) {
    event.preventDefault();
    target.click();
    return;
  }
  if (event.key === 'x') {
    rows().find(row => row.contains(document.activeElement))?.querySelector('.row-check input')?.click();
    return;
  }
  move(event);
});

// The bar that changes several requests at once shows when one is chosen.
const lot = document.getElementById('lot');
if (lot) {
  const count = lot.querySelector('[data-lot-count]');
  const refresh = () => {
    const chosen = document.querySelectorAll('.row-check input:checked').length;
    lot.hidden = chosen === 0;
    count.textContent = chosen === 0 ? '' : ` (${chosen})`;
  };
  document.addEventListener('change', event => {
    if (event.target.closest?.('.row-check')) {
      refresh();
    }
  });
  addEventListener('pageshow', refresh);
  refresh();
}

// What stays open asks now and then what came since; it never changes what is under the hand.
function watch(every, ask) {
  let failures = 0;
  const turn = async () => {
    if (document.visibilityState === 'visible') {
      try {
        await ask();
        failures = 0;
      } catch {
        failures = Math.min(failures + 1, 5);
      }
    }
    setTimeout(turn, every * 2 ** failures);
  };
  setTimeout(turn, every);
}

const news = document.querySelector('[data-news]');
if (news) {
  const link = news.querySelector('a');
  const title = document.title;
  watch(20_000, async () => {
    const answer = await fetch(news.dataset.news, { redirect: 'error' });
    if (!answer.ok) {
      throw new Error(`${answer.status}`);
    }
    const { nouvelles, mots } = await answer.json();
    const words = mots ? `${mots} — afficher` : '';
    if (link.textContent !== words) {
      link.hidden = !mots;
      link.textContent = words;
      document.title = mots ? `(${nouvelles}) ${title}` : title;
    }
  });
}

const presence = document.querySelector('[data-presence]');
if (presence) {
  const others = presence.querySelector('[data-others]');
  watch(30_000, async () => {
    const answer = await fetch(presence.dataset.presence, { redirect: 'error' });
    if (!answer.ok) {
      throw new Error(`${answer.status}`);
    }
    const { autres, version } = await answer.json();
    others.hidden = !autres;
    others.textContent = autres ?? '';
    presence.querySelector('[data-changed]').hidden = String(version) === presence.dataset.version;
  });
}

function move(event) {
  const list = rows();
  if (list.length === 0 || (event.key !== 'j' && event.key !== 'k')) {
    return;
  }
  event.preventDefault();
  const focused = list.findIndex(row => row.contains(document.activeElement));
  const at = focused < 0 ? list.findIndex(row => row.ariaCurrent) - (event.key === 'j' ? 1 : 0) : focused;
  const next = list[Math.min(Math.max(at + (event.key === 'j' ? 1 : -1), 0), list.length - 1)];
  next.querySelector('.row-link').focus();
}

// The preview beside the inbox follows the row that has the focus.
const preview = document.getElementById('apercu');
const wide = matchMedia('(min-width: 1200px)');
let asked = null;
async function show(row) {
  const link = row.querySelector('[data-preview]');
  if (!preview || !link || !wide.matches || row.ariaCurrent) {
    return;
  }
  asked?.abort();
  asked = new AbortController();
  for (const other of rows()) {
    other.removeAttribute('aria-current');
  }
  row.setAttribute('aria-current', 'true');
  try {
    const answer = await fetch(link.dataset.preview, { signal: asked.signal, redirect: 'error' });
    if (answer.ok) {
      preview.innerHTML = await answer.text();
    }
  } catch {
    // The link of the row still opens the dossier.
  }
}
for (const row of rows()) {
  row.addEventListener('focusin', () => show(row));
}

// A list narrowed by what is typed.
for (const input of document.querySelectorAll('[data-filter]')) {
  input.hidden = false;
  input.closest('.field')?.removeAttribute('hidden');
  // What was hidden could not take the focus.
  if (input.autofocus) {
    input.focus();
  }
  const fold = text => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const items = [...document.querySelectorAll(input.dataset.filter)];
  input.addEventListener('input', () => {
    const words = fold(input.value).split(/\s+/).filter(Boolean);
    for (const item of items) {
      item.hidden = !words.every(word => fold(item.textContent).includes(word));
    }
  });
  input.addEventListener('keydown', event => {
    const first = items.find(item => !item.hidden)?.querySelector('a');
    if (event.key === 'Enter' && first) {
      event.preventDefault();
      first.click();
    }
  });
}

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}

// What is found while one types replaces the part of the page that the form names; it is posted, so that no name stands in an address.
for (const form of document.querySelectorAll('form[data-live]')) {
  const shown = document.getElementById(form.dataset.live);
  let timer = 0;
  let asking = null;
  let answered = Promise.resolve();
  const ask = async () => {
    asking?.abort();
    const mine = asking = new AbortController();
    const body = new FormData(form);
    body.set('geste', 'chercher');
    try {
      const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(body), signal: mine.signal, redirect: 'error' });
      const part = answer.ok && new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById(shown.id);
      if (part && mine === asking) {
        shown.replaceChildren(...part.childNodes);
      }
    } catch {
      // The button of the form still finds.
    }
  };
  const soon = wait => {
    clearTimeout(timer);
    answered = new Promise(done => {
      timer = setTimeout(() => ask().then(done), wait);
    });
  };
  form.addEventListener('input', event => {
    if (!shown.contains(event.target)) {
      soon(180);
    }
  });
  if ('liveFirst' in form.dataset) {
    form.addEventListener('keydown', async event => {
      if (event.key !== 'Enter' || !event.target.matches('input[type=search]') || !event.target.value.trim()) {
        return;
      }
      event.preventDefault();
      soon(0);
      await answered;
      const first = shown.querySelector('[data-personne]');
      if (first) {
        first.click();
      }
    });
  }
}

// Where the record of a person has filled the form in, typing begins at what is left.
const blank = [...document.querySelectorAll('form[data-first-blank=true] :is(input, textarea, select):not([type=hidden], [type=file], [type=submit])')]
  .find(box => box.type === 'radio' ? !document.querySelector(`[name="${CSS.escape(box.name)}"]:checked`) : !box.value);
blank?.focus();
